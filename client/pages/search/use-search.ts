import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { fetchSearch, type SearchTerms } from '../../api/search.ts'

/** After the last key: short enough to feel at once, long enough that fast typing asks once. */
const PAUSE_MS = 160

/** A value once it has not changed for a moment. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** What was found; the last answer stays while the next is on its way, and one that comes too late is dropped. */
export function useSearch(terms: SearchTerms) {
  return useQuery({
    queryKey: ['search', terms],
    queryFn: ({ signal }) => fetchSearch(terms, signal),
    enabled: terms.query.trim() !== '',
    placeholderData: keepPreviousData,
  })
}

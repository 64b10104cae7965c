/** Where in the time line the page is, kept in its address so that a place can be sent to somebody. */
import { useCallback, useEffect, useState } from 'react'
import { useSearchParams } from 'wouter'

export interface Place {
  /** Null: the newest place, and those that come after it. */
  readonly at: number | null
  /** What it is compared with; null: the step before. */
  readonly other: number | null
}

/** Browsers refuse addresses that change many times a second, as they would while somebody drags the slider. */
const ADDRESS_PAUSE_MS = 250

export function usePlace(): readonly [Place, (change: Partial<Place>) => void] {
  const [search, setSearch] = useSearchParams()
  const [place, setPlace] = useState<Place>(() => ({
    at: seqOf(search.get('at')),
    other: seqOf(search.get('with')),
  }))

  useEffect(() => {
    if (seqOf(search.get('at')) === place.at && seqOf(search.get('with')) === place.other) return undefined
    const timer = setTimeout(() => {
      setSearch(
        (current) => {
          const next = new URLSearchParams(current)
          for (const [name, seq] of [
            ['at', place.at],
            ['with', place.other],
          ] as const) {
            if (seq === null) next.delete(name)
            else next.set(name, String(seq))
          }
          return next
        },
        { replace: true },
      )
    }, ADDRESS_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [place, search, setSearch])

  const change = useCallback((part: Partial<Place>) => setPlace((current) => ({ ...current, ...part })), [])
  return [place, change]
}

function seqOf(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}

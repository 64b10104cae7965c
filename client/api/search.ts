/** The search over programmes, notes and summaries. */
import { SearchResults, type SearchKind } from '../../shared/contracts/search.ts'
import { callApi } from './http.ts'

/** What is looked for; absent: anything. */
export interface SearchTerms {
  readonly query: string
  readonly event?: string | undefined
  readonly track?: string | undefined
  readonly person?: string | undefined
  readonly day?: string | undefined
  readonly kind?: SearchKind | undefined
  readonly limit: number
}

export function fetchSearch(
  { query, limit, ...filters }: SearchTerms,
  signal?: AbortSignal,
): Promise<SearchResults> {
  return callApi(SearchResults, {
    path: '/search',
    query: { q: query, limit: String(limit), ...filters },
    signal,
  })
}

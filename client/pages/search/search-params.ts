/** What is searched for, as the address has it: a search can be shared, and the browser's history leads back to it. */
import { SEARCH_KINDS, type SearchKind } from '../../../shared/contracts/search.ts'

export interface SearchState {
  readonly query: string
  readonly kind: SearchKind | null
  /** On the page of all events only. */
  readonly event: string | null
  readonly track: string | null
  readonly day: string | null
  readonly person: string | null
}

export function readSearch(params: URLSearchParams): SearchState {
  return {
    query: params.get('q') ?? '',
    kind: SEARCH_KINDS.find((kind) => kind === params.get('kind')) ?? null,
    event: params.get('event'),
    track: params.get('track'),
    day: params.get('day'),
    person: params.get('person'),
  }
}

/** Without what is not set. */
export function writeSearch({ query, ...filters }: SearchState): URLSearchParams {
  const params = new URLSearchParams()
  if (query !== '') params.set('q', query)
  for (const [name, value] of Object.entries(filters)) if (value !== null) params.set(name, value)
  return params
}

/** The endpoints of the search, as api.ts lists them. */
import type { Endpoint } from './endpoint.ts'
import { SearchQuery } from './search.ts'

export const SEARCH_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/search',
    summary:
      'Events, tracks, sessions, notes and summaries that hold all words, of those that the asker may read',
    access: 'signed-in',
    query: SearchQuery,
    answer: { status: 200, json: 'SearchResults' },
  },
]

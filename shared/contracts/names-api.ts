/** The endpoint of taking a name out of an event, a part of the list in api.ts. */
import { ok, type Endpoint } from './endpoint.ts'

export const NAME_ENDPOINTS: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/events/:slug/name-redactions',
    summary: 'Tell where a name is in an event (dry run), or take it out for good, also from the history',
    access: 'name.redact',
    body: 'NameRedaction',
    answer: ok('NameReport'),
  },
]

/** `/search`: words in programmes, notes and summaries. */
import { Router } from 'express'
import { SearchQuery, type SearchKind } from '../../shared/contracts/search.ts'
import { requireSignedIn } from '../auth/authorize.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { forbidStoring } from '../middleware/no-store.ts'
import { parseQuery } from '../middleware/validate.ts'
import { search } from '../search/search.ts'

/** Mount it at `/api/v1`. */
export function createSearchRoutes(deps: Pick<Context, 'searchIndex' | 'clock' | 'log'>): Router {
  const router = Router()

  router.get('/search', forbidStoring, async (request, response) => {
    const principal = principalOf(request)
    requireSignedIn(principal)
    const { q, event, track, person, day, kind, limit, after } = parseQuery(SearchQuery, request)
    response.json(
      await search(deps, {
        principal,
        query: q,
        filters: {
          kinds: kind === undefined ? null : (kind.split(',') as SearchKind[]),
          event: event ?? null,
          track: track ?? null,
          person: person ?? null,
          day: day ?? null,
        },
        limit: Number(limit),
        offset: Number(after ?? 0),
      }),
    )
  })

  return router
}

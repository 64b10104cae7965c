import { Router } from 'express'
import { LinkListQuery } from '../../shared/contracts/api.ts'
import { LinkCreate, type LinkCreated, type LinkList } from '../../shared/contracts/people.ts'
import { createLink } from '../auth/create-link.ts'
import { listLinks } from '../auth/list-links.ts'
import { revokeLink } from '../auth/revoke-link.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { forbidStoring } from '../middleware/no-store.ts'
import { parseBody, parseQuery } from '../middleware/validate.ts'

/** Access links, below `/api/v1`. access-link.ts is where they lead. */
export function createLinkRoutes(deps: Pick<Context, 'db' | 'clock' | 'bus' | 'publicUrl'>): Router {
  const router = Router()

  router.get('/links', forbidStoring, async (request, response) => {
    const { event } = parseQuery(LinkListQuery, request)
    response.json((await listLinks(deps, { principal: principalOf(request), event })) satisfies LinkList)
  })

  router.post('/links', forbidStoring, readJsonBody, async (request, response) => {
    const link = parseBody(LinkCreate, request)
    const made: LinkCreated = await createLink(deps, { principal: principalOf(request), link })
    response.status(201).json(made)
  })

  router.delete('/links/:id', forbidStoring, async (request, response) => {
    await revokeLink(deps, { principal: principalOf(request), id: request.params.id })
    response.status(204).end()
  })

  return router
}

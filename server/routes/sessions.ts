/** `/sessions/:id`. */
import { Router } from 'express'
import { SessionPatch } from '../../shared/contracts/programme.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { parseBody } from '../middleware/validate.ts'
import { deleteSession } from '../programme/delete-session.ts'
import { editSession } from '../programme/edit-session.ts'
import { readSession } from '../programme/read-session.ts'
import { authorize, authorizeHead, sessionOf } from './find-target.ts'

/** Mount it at `/api/v1`. */
export function createSessionRoutes(deps: Pick<Context, 'db' | 'clock' | 'bus'>): Router {
  const router = Router()

  router.get('/sessions/:id', async (request, response) => {
    const target = await sessionOf(deps.db, request)
    await authorizeHead(deps, request, { target, owner: { session: target.session } })
    response.json(await readSession(deps, { session: target.session, principal: principalOf(request) }))
  })

  router.patch('/sessions/:id', readJsonBody, async (request, response) => {
    const target = await sessionOf(deps.db, request)
    authorize(deps, request, { action: 'programme.edit', target })
    const patch = parseBody(SessionPatch, request)
    if (patch.trackId && patch.trackId !== target.track) {
      const { event } = target
      authorize(deps, request, { action: 'programme.edit', target: { event, track: patch.trackId } })
    }
    response.json(await editSession(deps, { target, patch, principal: principalOf(request) }))
  })

  router.delete('/sessions/:id', async (request, response) => {
    const target = await sessionOf(deps.db, request)
    authorize(deps, request, { action: 'programme.edit', target })
    await deleteSession(deps, target)
    response.status(204).end()
  })

  return router
}

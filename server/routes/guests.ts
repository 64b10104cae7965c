/** `/notes/:id/participants` and `removals`: who is in a note, and removing them, for leads and organisers. */
import { Router, type Request } from 'express'
import { RemovalRequest } from '../../shared/contracts/guests.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { parseBody } from '../middleware/validate.ts'
import { listParticipants } from '../notes/list-participants.ts'
import { removeParticipant } from '../notes/remove-participant.ts'
import { authorize, noteOf } from './find-target.ts'

/** Mount it at `/api/v1`. */
export function createGuestRoutes(
  deps: Pick<Context, 'db' | 'clock' | 'bus' | 'log' | 'noteLog' | 'documents' | 'rooms'>,
): Router {
  const router = Router()

  router.get('/notes/:id/participants', async (request, response) => {
    const target = await noteOf(deps.db, request)
    authorize(deps, request, { action: 'guest.remove', target })
    response.json(await listParticipants(deps, { target, principal: principalOf(request as Request) }))
  })

  router.post('/notes/:id/removals', readJsonBody, async (request: Request<{ id: string }>, response) => {
    const target = await noteOf(deps.db, request)
    authorize(deps, request, { action: 'guest.remove', target })
    const removal = parseBody(RemovalRequest, request as Request)
    const principal = principalOf(request as Request)
    response.json(await removeParticipant(deps, { ...removal, target, principal }))
  })

  return router
}

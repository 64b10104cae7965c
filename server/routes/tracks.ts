/** `/tracks/:id`. */
import { Router } from 'express'
import { TrackPatch } from '../../shared/contracts/programme.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { parseBody } from '../middleware/validate.ts'
import { deleteTrack } from '../programme/delete-track.ts'
import { editTrack } from '../programme/edit-track.ts'
import { readTrack } from '../programme/read-track.ts'
import { authorize, authorizeHead, trackOf } from './find-target.ts'

/** Mount it at `/api/v1`. */
export function createTrackRoutes(deps: Pick<Context, 'db' | 'clock' | 'bus'>): Router {
  const router = Router()

  router.get('/tracks/:id', async (request, response) => {
    const target = await trackOf(deps.db, request)
    await authorizeHead(deps, request, { target, owner: { track: target.track } })
    response.json(await readTrack(deps, { track: target.track, principal: principalOf(request) }))
  })

  router.patch('/tracks/:id', readJsonBody, async (request, response) => {
    const target = await trackOf(deps.db, request)
    authorize(deps, request, { action: 'programme.edit', target })
    const patch = parseBody(TrackPatch, request)
    response.json(await editTrack(deps, { target, patch, principal: principalOf(request) }))
  })

  router.delete('/tracks/:id', async (request, response) => {
    const target = await trackOf(deps.db, request)
    authorize(deps, request, { action: 'programme.edit', target })
    await deleteTrack(deps, target)
    response.status(204).end()
  })

  return router
}

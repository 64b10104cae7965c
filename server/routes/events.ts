/** `/events` and what is added to one. */
import { Router } from 'express'
import { EventCreate, EventPatch, SessionCreate, TrackCreate } from '../../shared/contracts/programme.ts'
import { SITE } from '../../shared/domain/access.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { parseBody } from '../middleware/validate.ts'
import { createEvent } from '../programme/create-event.ts'
import { createSession } from '../programme/create-session.ts'
import { createTrack } from '../programme/create-track.ts'
import { deleteEvent } from '../programme/delete-event.ts'
import { editEvent } from '../programme/edit-event.ts'
import { listEvents } from '../programme/list-events.ts'
import { readEvent } from '../programme/read-event.ts'
import { authorize, eventOf } from './find-target.ts'

/** Mount it at `/api/v1`. */
export function createEventRoutes(deps: Pick<Context, 'db' | 'clock' | 'bus' | 'documents'>): Router {
  const router = Router()

  router.get('/events', async (request, response) => {
    response.json(await listEvents(deps, principalOf(request)))
  })

  router.post('/events', readJsonBody, async (request, response) => {
    authorize(deps, request, { action: 'event.create', target: SITE })
    const input = parseBody(EventCreate, request)
    response.status(201).json(await createEvent(deps, { input, principal: principalOf(request) }))
  })

  router.get('/events/:slug', async (request, response) => {
    const { event } = await eventOf(deps.db, request)
    response.json(await readEvent(deps, { event, principal: principalOf(request) }))
  })

  router.patch('/events/:slug', readJsonBody, async (request, response) => {
    const target = await eventOf(deps.db, request)
    authorize(deps, request, { action: 'programme.edit', target })
    const patch = parseBody(EventPatch, request)
    const { event } = target
    response.json(await editEvent(deps, { event, patch, principal: principalOf(request) }))
  })

  router.delete('/events/:slug', async (request, response) => {
    const target = await eventOf(deps.db, request)
    // Who may make events may end one; a lead of the event may not.
    authorize(deps, request, { action: 'event.create', target })
    await deleteEvent(deps, { event: target.event, principal: principalOf(request) })
    response.status(204).end()
  })

  router.post('/events/:slug/tracks', readJsonBody, async (request, response) => {
    const target = await eventOf(deps.db, request)
    authorize(deps, request, { action: 'programme.edit', target })
    const input = parseBody(TrackCreate, request)
    const { event } = target
    response.status(201).json(await createTrack(deps, { event, input, principal: principalOf(request) }))
  })

  router.post('/events/:slug/sessions', readJsonBody, async (request, response) => {
    const { event } = await eventOf(deps.db, request)
    const input = parseBody(SessionCreate, request)
    // Leads add sessions to their own track.
    const track = input.trackId ? { track: input.trackId } : {}
    authorize(deps, request, { action: 'programme.edit', target: { event, ...track } })
    response.status(201).json(await createSession(deps, { event, input, principal: principalOf(request) }))
  })

  return router
}

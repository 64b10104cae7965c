/** `/events/:slug/reminders`: reminding the leads of an event by hand. */
import { Router } from 'express'
import type { Context } from '../context.ts'
import { remindByHand } from '../remind/remind-by-hand.ts'
import { authorize, eventOf } from './find-target.ts'

/** Mount it at `/api/v1`. */
export function createReminderRoutes(deps: Pick<Context, 'db' | 'clock' | 'publicUrl' | 'mailer'>): Router {
  const router = Router()

  router.post('/events/:slug/reminders', async (request, response) => {
    const target = await eventOf(deps.db, request)
    authorize(deps, request, { action: 'programme.edit', target })
    response.json(await remindByHand(deps, target))
  })

  return router
}

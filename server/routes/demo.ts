/** `/demo`: an event to look around in. */
import { Router } from 'express'
import { SITE } from '../../shared/domain/access.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { authorize } from './find-target.ts'

/** Mount it at `/api/v1`. */
export function createDemoRoutes(deps: Pick<Context, 'db' | 'clock' | 'documents'>): Router {
  const router = Router()

  router.post('/demo', async (request, response) => {
    authorize(deps, request, { action: 'event.create', target: SITE })
    // Loaded when asked for: with Markdown and the documents' schema a server would take half as long again to start.
    const { createDemo } = await import('../demo/create-demo.ts')
    response.json(await createDemo(deps, principalOf(request)))
  })

  return router
}

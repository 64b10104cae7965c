/** `/events/:slug/name-redactions`: taking a name out of an event, for organisers. */
import { Router, type Request } from 'express'
import { NameRedaction } from '../../shared/contracts/names.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { parseBody } from '../middleware/validate.ts'
import { redactNames } from '../notes/redact-names.ts'
import { authorize, eventOf } from './find-target.ts'

/** Mount it at `/api/v1`. */
export function createNameRoutes(
  deps: Pick<Context, 'db' | 'clock' | 'log' | 'bus' | 'noteLog' | 'documents' | 'rooms' | 'searchIndex'>,
): Router {
  const router = Router()

  router.post(
    '/events/:slug/name-redactions',
    readJsonBody,
    async (request: Request<{ slug: string }>, response) => {
      const target = await eventOf(deps.db, request)
      authorize(deps, request, { action: 'name.redact', target })
      const redaction = parseBody(NameRedaction, request as Request)
      const principal = principalOf(request as Request)
      response.json(await redactNames(deps, { ...redaction, event: target.event, principal }))
    },
  )

  return router
}

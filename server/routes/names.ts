/** `/events/:slug/name-redactions`: taking a name out of an event, for organisers. */
import { Router, type Request } from 'express'
import { NameRedaction } from '../../shared/contracts/names.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { parseBody } from '../middleware/validate.ts'
import { redactNames } from '../notes/redact-names.ts'
import { authorize, eventOf } from './find-target.ts'
import { signalOf } from './signal-of.ts'

/** Mount it at `/api/v1`. */
export function createNameRoutes(
  deps: Pick<
    Context,
    'db' | 'clock' | 'log' | 'bus' | 'noteLog' | 'documents' | 'rooms' | 'searchIndex' | 'files'
  >,
): Router {
  const router = Router()

  router.post(
    '/events/:slug/name-redactions',
    readJsonBody,
    async (request: Request<{ slug: string }>, response) => {
      const target = await eventOf(deps.db, request)
      authorize(deps, request, { action: 'name.redact', target })
      const { job, ...redaction } = parseBody(NameRedaction, request as Request)
      const principal = principalOf(request as Request)
      // What has begun to be taken out is not left halfway.
      const signal = redaction.dryRun ? signalOf(response) : undefined
      const report = await deps.files.jobs.follow(job, (tell) =>
        redactNames(deps, { ...redaction, event: target.event, principal, tell, signal }),
      )
      response.json(report)
    },
  )

  return router
}

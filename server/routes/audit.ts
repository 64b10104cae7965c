import { Router, type Request, type Response } from 'express'
import { AuditQuery, type AuditList } from '../../shared/contracts/audit.ts'
import { SITE, type Target } from '../../shared/domain/access.ts'
import type { EventId } from '../../shared/domain/ids.ts'
import { exportAudit, readAudit } from '../auth/read-audit.ts'
import type { Context } from '../context.ts'
import { auditToCsv } from '../export/audit-file.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { forbidStoring } from '../middleware/no-store.ts'
import { parseQuery } from '../middleware/validate.ts'
import { authorize, eventOf } from './find-target.ts'
import { sendFile } from './send-file.ts'

/** The audit log, below `/api/v1`. */
export function createAuditRoutes(deps: Pick<Context, 'db' | 'clock'>): Router {
  const router = Router()

  const send = async (
    request: Request,
    response: Response,
    { target, event }: { readonly target: Target; readonly event: EventId | null },
  ): Promise<void> => {
    authorize(deps, request, { action: 'audit.read', target })
    const { before = null, kind = null, format } = parseQuery(AuditQuery, request)
    if (format === 'json') {
      return void response.json((await readAudit(deps.db, { event, kind, before })) satisfies AuditList)
    }
    const entries = await exportAudit(deps, { principal: principalOf(request), event, kind })
    const name = String(request.params['slug'] ?? 'site')
    sendFile(response, {
      fileName: `${name}-audit.csv`,
      contentType: 'text/csv; charset=utf-8',
      body: auditToCsv(entries),
    })
  }

  router.get('/events/:slug/audit', forbidStoring, async (request, response) => {
    const target = await eventOf(deps.db, request)
    await send(request as Request, response, { target, event: target.event })
  })

  router.get('/audit', forbidStoring, async (request: Request, response) =>
    send(request, response, { target: SITE, event: null }),
  )

  return router
}

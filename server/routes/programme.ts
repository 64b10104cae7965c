/** `/events/:slug/programme`: the file that a programme is imported from. */
import { Router, type Request } from 'express'
import { ProgrammeQuery } from '../../shared/contracts/api.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { parseQuery } from '../middleware/validate.ts'
import { importProgramme, requireImportRight } from '../programme/import-programme.ts'
import { rawBodyOf, readRawBody } from './raw-body.ts'

/** The schedules of the largest conferences have a few megabytes. */
export const MAX_PROGRAMME_UPLOAD_BYTES = 20 * 1024 * 1024

/** Mount it at `/api/v1`. */
export function createProgrammeRoutes(deps: Pick<Context, 'db' | 'clock' | 'bus' | 'documents'>): Router {
  const router = Router()

  router.post(
    '/events/:slug/programme',
    async (request: Request<{ slug: string }>, _response, next) => {
      await requireImportRight(deps, request.params.slug, principalOf(request))
      parseQuery(ProgrammeQuery, request)
      next()
    },
    readRawBody(MAX_PROGRAMME_UPLOAD_BYTES),
    async (request: Request<{ slug: string }>, response) => {
      const { format, dryRun } = parseQuery(ProgrammeQuery, request)
      const report = await importProgramme(deps, {
        bytes: rawBodyOf(request),
        format,
        slug: request.params.slug,
        dryRun: dryRun === '1' || dryRun === 'true',
        principal: principalOf(request),
      })
      response.json(report)
    },
  )

  return router
}

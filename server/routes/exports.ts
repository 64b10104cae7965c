/** `/…/export`: everything of an event, a track or a session as one file. */
import { Router } from 'express'
import { ExportQuery } from '../../shared/contracts/api.ts'
import type { Context } from '../context.ts'
import { parseQuery } from '../middleware/validate.ts'
import { exportProgramme } from '../notes/export-programme.ts'
import type { NoteContents } from '../notes/note-contents.ts'
import { authorize, eventOf, sessionOf, trackOf } from './find-target.ts'
import { sendFile } from './send-file.ts'

/** Mount it at `/api/v1`. */
export function createExportRoutes(
  deps: Pick<Context, 'db' | 'clock' | 'documents' | 'publicUrl'> & { readonly contents: NoteContents },
): Router {
  const router = Router()

  router.get('/events/:slug/export', async (request, response) => {
    const target = await eventOf(deps.db, request)
    authorize(deps, request, { action: 'event.export', target })
    const options = { baseUrl: deps.publicUrl(), ...parseQuery(ExportQuery, request) }
    sendFile(response, await exportProgramme(deps, { target, ...options }))
  })

  router.get('/tracks/:id/export', async (request, response) => {
    const target = await trackOf(deps.db, request)
    authorize(deps, request, { action: 'event.export', target })
    const options = { baseUrl: deps.publicUrl(), ...parseQuery(ExportQuery, request) }
    sendFile(response, await exportProgramme(deps, { target, ...options }))
  })

  router.get('/sessions/:id/export', async (request, response) => {
    const target = await sessionOf(deps.db, request)
    authorize(deps, request, { action: 'event.export', target })
    const options = { baseUrl: deps.publicUrl(), ...parseQuery(ExportQuery, request) }
    sendFile(response, await exportProgramme(deps, { target, ...options }))
  })

  return router
}

/** What is made of an event's notes: files with everything, and the board of its summaries. */
import { Router } from 'express'
import { ExportQuery } from '../../shared/contracts/api.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { parseQuery } from '../middleware/validate.ts'
import { exportProgramme } from '../notes/export-programme.ts'
import type { NoteContents } from '../notes/note-contents.ts'
import { readBoard } from '../publish/read-board.ts'
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

  router.get('/events/:slug/board', async (request, response) => {
    const { event } = await eventOf(deps.db, request)
    response.json(await readBoard(deps, { event, principal: principalOf(request) }))
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

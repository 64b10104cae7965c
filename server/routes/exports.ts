/** What is made of an event's notes: files with everything, and the board of its summaries. */
import { Router, type Request, type Response } from 'express'
import { MinutesQuery } from '../../shared/contracts/minutes.ts'
import { ExportQuery } from '../../shared/contracts/publishing.ts'
import type { MinuteKind } from '../../shared/schema/minute-words.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { parseQuery } from '../middleware/validate.ts'
import { exportProgramme } from '../notes/export-programme.ts'
import type { ExportTarget } from '../notes/gather-export.ts'
import type { NoteContents } from '../notes/note-contents.ts'
import { listMinutes } from '../publish/list-minutes.ts'
import { minutesFile } from '../publish/minutes-files.ts'
import { readBoard } from '../publish/read-board.ts'
import { authorize, eventOf, sessionOf, trackOf } from './find-target.ts'
import { sendFile } from './send-file.ts'
import { signalOf } from './signal-of.ts'

/** Mount it at `/api/v1`. */
export function createExportRoutes(
  deps: Pick<Context, 'db' | 'clock' | 'files' | 'config' | 'publicUrl'> & {
    readonly contents: NoteContents
  },
): Router {
  const router = Router()

  const sendExport = async (request: Request, response: Response, target: ExportTarget): Promise<void> => {
    authorize(deps, request, { action: 'event.export', target })
    const options = { baseUrl: deps.publicUrl(), ...parseQuery(ExportQuery, request) }
    const { mediaType, bytes, fileName } = await exportProgramme(deps, {
      target,
      ...options,
      signal: signalOf(response),
    })
    sendFile(response, { fileName, contentType: mediaType, body: bytes })
  }

  router.get('/exports/:id', (request, response) => {
    const progress = deps.files.jobs.progressOf(request.params.id)
    if (!progress) throw new AppError('not_found', 'No file is being made under this name.')
    response.setHeader('Cache-Control', 'no-store')
    response.json(progress)
  })

  router.get('/events/:slug/export', async (request, response) =>
    sendExport(request as Request, response, await eventOf(deps.db, request)),
  )

  router.get('/events/:slug/board', async (request, response) => {
    const { event } = await eventOf(deps.db, request)
    response.json(await readBoard(deps, { event, principal: principalOf(request) }))
  })

  router.get('/tracks/:id/export', async (request, response) =>
    sendExport(request as Request, response, await trackOf(deps.db, request)),
  )

  router.get('/sessions/:id/export', async (request, response) =>
    sendExport(request as Request, response, await sessionOf(deps.db, request)),
  )

  const sendMinutes = async (request: Request, response: Response, target: ExportTarget): Promise<void> => {
    authorize(deps, request, { action: 'event.export', target })
    const { kinds, format } = parseQuery(MinutesQuery, request)
    const { slug = target.event, id = slug } = request.params as { slug?: string; id?: string }
    const { minutes, name } = await listMinutes(deps, {
      target,
      kinds: new Set(kinds.split(',') as MinuteKind[]),
      format,
      principal: principalOf(request),
      name: id,
    })
    if (format === 'json') return void response.json({ minutes })
    sendFile(response, minutesFile(minutes, { name, format, origin: deps.publicUrl() }))
  }

  router.get('/events/:slug/minutes', async (request, response) =>
    sendMinutes(request as Request, response, await eventOf(deps.db, request)),
  )
  router.get('/tracks/:id/minutes', async (request, response) =>
    sendMinutes(request as Request, response, await trackOf(deps.db, request)),
  )
  router.get('/sessions/:id/minutes', async (request, response) =>
    sendMinutes(request as Request, response, await sessionOf(deps.db, request)),
  )

  return router
}

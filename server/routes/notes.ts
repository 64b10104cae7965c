/** `/notes/:id`: what surrounds a live note; its typing goes over its socket. */
import { Router, type Request } from 'express'
import { ContentQuery, NoteImportQuery } from '../../shared/contracts/api.ts'
import { ErratumCreate, StageRequest } from '../../shared/contracts/notes.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { parseBody, parseQuery } from '../middleware/validate.ts'
import { addErratum } from '../notes/add-erratum.ts'
import { importIntoNote, MAX_NOTE_UPLOAD_BYTES } from '../notes/import-into-note.ts'
import type { NoteContents } from '../notes/note-contents.ts'
import { readContent } from '../notes/read-content.ts'
import { readHistory } from '../notes/read-history.ts'
import { readNote } from '../notes/read-note.ts'
import { setStage } from '../notes/set-stage.ts'
import { authorize, noteOf } from './find-target.ts'
import { rawBodyOf, readRawBody } from './raw-body.ts'
import { sendFile } from './send-file.ts'

type Deps = Pick<Context, 'db' | 'clock' | 'noteLog' | 'rooms' | 'documents' | 'publicUrl' | 'bus'> & {
  readonly contents: NoteContents
}
type NoteRequest = Request<{ id: string }>

/** Mount it at `/api/v1`. */
export function createNoteRoutes(deps: Deps): Router {
  const router = Router()

  router.get('/notes/:id', async (request, response) => {
    const target = await noteOf(deps.db, request)
    authorize(deps, request, { action: 'note.read', target })
    response.json(await readNote(deps, { target, principal: principalOf(request) }))
  })

  router.get('/notes/:id/content', async (request, response) => {
    const target = await noteOf(deps.db, request)
    authorize(deps, request, { action: 'note.read', target })
    const { format } = parseQuery(ContentQuery, request)
    sendFile(response, await readContent(deps, { target, format, principal: principalOf(request) }))
  })

  router.post(
    '/notes/:id/import',
    async (request: NoteRequest, _response, next) => {
      const target = await noteOf(deps.db, request)
      authorize(deps, request, { action: 'note.import', target })
      next()
    },
    readRawBody(MAX_NOTE_UPLOAD_BYTES),
    async (request: NoteRequest, response) => {
      const { note } = await noteOf(deps.db, request)
      const { format } = parseQuery(NoteImportQuery, request)
      const bytes = rawBodyOf(request)
      response.json(await importIntoNote(deps, { note, bytes, format, principal: principalOf(request) }))
    },
  )

  router.put('/notes/:id/stage', readJsonBody, async (request: NoteRequest, response) => {
    const target = await noteOf(deps.db, request)
    authorize(deps, request, { action: 'summary.submit', target })
    const { stage, from } = parseBody(StageRequest, request as Request)
    const principal = principalOf(request as Request)
    response.json(await setStage(deps, { target, stage, from, principal }))
  })

  router.post('/notes/:id/errata', readJsonBody, async (request: NoteRequest, response) => {
    const target = await noteOf(deps.db, request)
    authorize(deps, request, { action: 'summary.decide', target })
    const { text } = parseBody(ErratumCreate, request as Request)
    const principal = principalOf(request as Request)
    response.status(201).json(await addErratum(deps, { target, text, principal }))
  })

  router.get('/notes/:id/history', async (request, response) => {
    const target = await noteOf(deps.db, request)
    authorize(deps, request, { action: 'note.read', target })
    response.json(await readHistory(deps, { target, principal: principalOf(request) }))
  })

  return router
}

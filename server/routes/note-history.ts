/** `/notes/:id/…`: the time line of a note, for those who write it, since old states hold what was deleted. */
import { Router, type Request } from 'express'
import { DeletedQuery, StateQuery, WritersQuery } from '../../shared/contracts/api.ts'
import { RestoreRequest, VersionCreate } from '../../shared/contracts/history.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { parseBody, parseQuery } from '../middleware/validate.ts'
import { readDeleted } from '../notes/read-deleted.ts'
import { readState } from '../notes/read-state.ts'
import { readTimeline } from '../notes/read-timeline.ts'
import { readWriters } from '../notes/read-writers.ts'
import { restoreNote } from '../notes/restore-note.ts'
import { createVersion, deleteVersion } from '../notes/versions.ts'
import type { NoteTarget } from '../storage/targets.ts'
import { authorize, noteOf } from './find-target.ts'

type Deps = Pick<Context, 'db' | 'clock' | 'noteLog' | 'rooms' | 'documents'>

/** Mount it at `/api/v1`. */
export function createNoteHistoryRoutes(deps: Deps): Router {
  const router = Router()

  /** The note, for one who may see how it came about. */
  const pastNoteOf = async (request: Request<{ id: string }>): Promise<NoteTarget> => {
    const target = await noteOf(deps.db, request)
    authorize(deps, request, { action: 'note.history', target })
    return target
  }

  router.get('/notes/:id/timeline', async (request, response) => {
    response.json(await readTimeline(deps, await pastNoteOf(request)))
  })

  router.get('/notes/:id/states/:seq', async (request, response) => {
    const { note } = await pastNoteOf(request)
    const { written } = parseQuery(StateQuery, request)
    const seq = /^\d+$/.test(request.params.seq) ? Number(request.params.seq) : NaN
    response.json(await readState(deps, { noteId: note, seq, withWritten: written === '1' }))
  })

  router.get('/notes/:id/writers', async (request, response) => {
    const { note } = await pastNoteOf(request)
    const { after } = parseQuery(WritersQuery, request)
    response.json(await readWriters(deps, { noteId: note, after: Number(after) }))
  })

  router.get('/notes/:id/deleted', async (request, response) => {
    const { note } = await pastNoteOf(request)
    const { q } = parseQuery(DeletedQuery, request)
    response.json(await readDeleted(deps, { noteId: note, query: q }))
  })

  router.post('/notes/:id/versions', readJsonBody, async (request: Request<{ id: string }>, response) => {
    const { note } = await pastNoteOf(request)
    const { name, seq } = parseBody(VersionCreate, request as Request)
    const principal = principalOf(request as Request)
    response.status(201).json(await createVersion(deps, { noteId: note, name, seq, principal }))
  })

  router.delete('/notes/:id/versions/:version', async (request, response) => {
    const { note } = await pastNoteOf(request)
    await deleteVersion(deps, { noteId: note, version: request.params.version })
    response.status(204).end()
  })

  router.post('/notes/:id/restore', readJsonBody, async (request: Request<{ id: string }>, response) => {
    const target = await noteOf(deps.db, request)
    authorize(deps, request, { action: 'note.write', target })
    const { note } = target
    const { seq } = parseBody(RestoreRequest, request as Request)
    response.json(await restoreNote(deps, { noteId: note, seq, principal: principalOf(request as Request) }))
  })

  return router
}

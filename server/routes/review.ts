/** `/notes/:id/threads`, `/threads/:id`, `/comments/:id`: comments and suggestions, for those who may comment. */
import { Router, type Request } from 'express'
import {
  CommentCreate,
  CommentPatch,
  ThreadCreate,
  ThreadStateRequest,
} from '../../shared/contracts/review.ts'
import type { CommentId, ThreadId } from '../../shared/domain/ids.ts'
import { decidesSuggestions } from '../../shared/domain/review.ts'
import { requireSignedIn } from '../auth/authorize.ts'
import type { Context } from '../context.ts'
import { principalOf } from '../middleware/authenticate.ts'
import { readJsonBody } from '../middleware/json-body.ts'
import { parseBody } from '../middleware/validate.ts'
import { Acceptances } from '../notes/acceptances.ts'
import { setThreadState } from '../notes/close-thread.ts'
import { addComment, commentNotFound, editComment, eraseComment, threadNotFound } from '../notes/comments.ts'
import { readThreads } from '../notes/describe-thread.ts'
import { openThread } from '../notes/open-thread.ts'
import { findComment, findThread } from '../storage/review-rows.ts'
import type { CommentRow, ThreadRow } from '../storage/tables.ts'
import { findNoteTarget, type NoteTarget } from '../storage/targets.ts'
import { authorize, noteOf } from './find-target.ts'

type Deps = Pick<Context, 'db' | 'clock' | 'rooms' | 'documents' | 'bus'>
type IdRequest = Request<{ id: string }>

/** Mount it at `/api/v1`. */
export function createReviewRoutes(deps: Deps): Router {
  const router = Router()
  const acceptances = new Acceptances(deps)

  const noteToReview = async (request: IdRequest): Promise<NoteTarget> => {
    const target = await noteOf(deps.db, request)
    authorize(deps, request, { action: 'note.comment', target })
    return target
  }

  const threadOf = async (
    request: IdRequest,
    id: string,
  ): Promise<{ readonly target: NoteTarget; readonly thread: ThreadRow }> => {
    requireSignedIn(principalOf(request as Request))
    const found = await findThread(deps.db, id as ThreadId)
    const target = found && (await findNoteTarget(deps.db, found.thread.note_id))
    if (!found || !target) throw threadNotFound()
    authorize(deps, request, { action: 'note.comment', target })
    if (found.thread.state !== 'accepting') return { target, thread: found.thread }
    await acceptances.settle(target.note)
    const { thread } = (await findThread(deps.db, found.thread.id)) ?? found
    return { target, thread }
  }

  const commentOf = async (
    request: IdRequest,
  ): Promise<{ readonly target: NoteTarget; readonly comment: CommentRow }> => {
    requireSignedIn(principalOf(request as Request))
    const comment = await findComment(deps.db, request.params.id as CommentId)
    if (!comment) throw commentNotFound()
    const { target } = await threadOf(request, comment.thread_id)
    return { target, comment }
  }

  router.get('/notes/:id/threads', async (request, response) => {
    const target = await noteToReview(request)
    await acceptances.settle(target.note)
    response.json(await readThreads(deps, { target, principal: principalOf(request) }))
  })

  router.post('/notes/:id/threads', readJsonBody, async (request: IdRequest, response) => {
    const target = await noteToReview(request)
    const wanted = parseBody(ThreadCreate, request as Request)
    const principal = principalOf(request as Request)
    response.status(201).json(await openThread(deps, { target, principal, wanted }))
  })

  router.post('/threads/:id/comments', readJsonBody, async (request: IdRequest, response) => {
    const { target, thread } = await threadOf(request, request.params.id)
    const { text } = parseBody(CommentCreate, request as Request)
    const principal = principalOf(request as Request)
    response.status(201).json(await addComment(deps, { target, principal, thread: thread.id, text }))
  })

  router.put('/threads/:id/state', readJsonBody, async (request: IdRequest, response) => {
    const { target, thread } = await threadOf(request, request.params.id)
    const { state, from } = parseBody(ThreadStateRequest, request as Request)
    const principal = principalOf(request as Request)
    response.json(await setThreadState(deps, { target, principal, thread, state, from }))
  })

  router.post('/threads/:id/accept', async (request: IdRequest, response) => {
    const { target, thread } = await threadOf(request, request.params.id)
    authorize(deps, request, { action: decidesSuggestions(target.kind), target })
    authorize(deps, request, { action: 'note.write', target })
    const principal = principalOf(request as Request)
    response.json(await acceptances.accept({ target, principal, thread }))
  })

  router.patch('/comments/:id', readJsonBody, async (request: IdRequest, response) => {
    const { target, comment } = await commentOf(request)
    const { text } = parseBody(CommentPatch, request as Request)
    const principal = principalOf(request as Request)
    response.json(await editComment(deps, { target, principal, comment, text }))
  })

  router.delete('/comments/:id', async (request: IdRequest, response) => {
    const { target, comment } = await commentOf(request)
    await eraseComment(deps, { target, principal: principalOf(request as Request), comment })
    response.status(204).end()
  })

  return router
}

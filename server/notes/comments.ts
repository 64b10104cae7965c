/** What people say in a thread. Whether the principal may comment on the note was asked before. */
import type { ReviewThread } from '../../shared/contracts/review.ts'
import { newId, type CommentId, type ThreadId } from '../../shared/domain/ids.ts'
import { MAX_COMMENTS } from '../../shared/domain/review.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { deleteComment, findThread, insertComment, updateComment } from '../storage/review-rows.ts'
import type { CommentRow } from '../storage/tables.ts'
import type { NoteTarget } from '../storage/targets.ts'
import { describeThread, isOwn, mayDelete } from './describe-thread.ts'

type Deps = Pick<Context, 'db' | 'clock' | 'bus'>

interface Asking {
  readonly target: NoteTarget
  readonly principal: Principal
}

export async function addComment(
  deps: Deps,
  { target, principal, thread, text }: Asking & { readonly thread: ThreadId; readonly text: string },
): Promise<ReviewThread> {
  const isAdded = await insertComment(deps.db, {
    id: newId<CommentId>(),
    thread_id: thread,
    text,
    written_at: deps.clock.now(),
    actor: principal.actor,
    actor_name: principal.name,
    edited_at: null,
    deleted_at: null,
  })
  if (!isAdded) throw new AppError('too_many_comments', `A thread takes ${MAX_COMMENTS} comments.`)
  return tell(deps, { target, principal, thread })
}

export async function editComment(
  deps: Deps,
  { target, principal, comment, text }: Asking & { readonly comment: CommentRow; readonly text: string },
): Promise<ReviewThread> {
  const now = deps.clock.now()
  if (!isOwn(comment, { target, principal, now })) {
    throw new AppError('forbidden', 'Only who wrote a comment can change it.')
  }
  if (!(await updateComment(deps.db, { id: comment.id, text, at: now }))) throw commentNotFound()
  return tell(deps, { target, principal, thread: comment.thread_id })
}

export async function eraseComment(
  { db, clock, bus }: Deps,
  { target, principal, comment }: Asking & { readonly comment: CommentRow },
): Promise<void> {
  const now = clock.now()
  if (!mayDelete(comment, { target, principal, now })) {
    throw new AppError('forbidden', 'Who wrote a comment can delete it; so can a lead or an organiser.')
  }
  await deleteComment(db, comment, now)
  bus.publish({ kind: 'review-changed', noteId: target.note })
}

/** A thread as it is after a change, for the asker; all others are told that there was one. */
export async function tell(
  { db, clock, bus }: Deps,
  { target, principal, thread }: Asking & { readonly thread: ThreadId },
): Promise<ReviewThread> {
  bus.publish({ kind: 'review-changed', noteId: target.note })
  const found = await findThread(db, thread)
  if (!found) throw threadNotFound()
  return describeThread(found, { target, principal, now: clock.now() })
}

export function threadNotFound(): AppError {
  return new AppError('not_found', 'There is no such comment or suggestion here, or it was deleted.')
}

export function commentNotFound(): AppError {
  return new AppError('not_found', 'There is no such comment here, or it was deleted.')
}

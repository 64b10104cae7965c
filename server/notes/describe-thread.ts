/** Threads as the API tells them: what they say, and what the asker may do with them. */
import type { ReviewComment, ReviewThread, ThreadList } from '../../shared/contracts/review.ts'
import { can, type Action } from '../../shared/domain/access.ts'
import { decidesSuggestions, type ThreadState } from '../../shared/domain/review.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { listThreads, type ThreadWithComments } from '../storage/review-rows.ts'
import type { CommentRow, ThreadRow } from '../storage/tables.ts'
import type { NoteTarget } from '../storage/targets.ts'

/** Who asks about the threads of which note, and when. */
export interface Review {
  readonly target: NoteTarget
  readonly principal: Principal
  readonly now: number
}

export async function readThreads(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { target, principal }: Pick<Review, 'target' | 'principal'>,
): Promise<ThreadList> {
  const review = { target, principal, now: clock.now() }
  const threads = await listThreads(db, target.note)
  return { noteId: target.note, threads: threads.map((thread) => describeThread(thread, review)) }
}

export function describeThread({ thread, comments }: ThreadWithComments, review: Review): ReviewThread {
  const { id, kind, quote, proposed } = thread
  return {
    id,
    kind,
    start: Buffer.from(thread.anchor_start).toString('base64'),
    end: Buffer.from(thread.anchor_end).toString('base64'),
    quote,
    proposed,
    state: shownState(thread),
    createdAt: new Date(thread.created_at).toISOString(),
    by: thread.actor_name,
    closedAt: instantOf(thread.closed_at),
    closedBy: thread.closed_name,
    next: [...nextStates(thread, review)],
    comments: comments.map((comment) => describeComment(comment, review)),
  }
}

function describeComment(comment: CommentRow, review: Review): ReviewComment {
  const isDeleted = comment.deleted_at !== null
  return {
    id: comment.id,
    text: isDeleted ? null : comment.text,
    writtenAt: new Date(comment.written_at).toISOString(),
    editedAt: instantOf(comment.edited_at),
    by: comment.actor_name,
    mayEdit: !isDeleted && isOwn(comment, review),
    mayDelete: !isDeleted && mayDelete(comment, review),
  }
}

/** What is being written is accepted for everybody else. */
export function shownState({ state }: Pick<ThreadRow, 'state'>): ThreadState {
  return state === 'accepting' ? 'accepted' : state
}

/** What the asker may make of a thread: whoever begins a suggestion may take it back. */
export function nextStates(thread: ThreadRow, review: Review): readonly ThreadState[] {
  const { kind, state } = thread
  if (kind === 'comment') return state === 'open' ? ['resolved'] : ['open']
  const decides = may(review, decidesSuggestions(review.target.kind))
  if (!decides && !isOwn(thread, review)) return []
  if (state === 'rejected') return ['open']
  if (state === 'accepted' || state === 'accepting') return []
  return decides && may(review, 'note.write') ? ['accepted', 'rejected'] : ['rejected']
}

/** Comments belong to who wrote them; whoever decides about summaries keeps order. */
export function mayDelete(comment: CommentRow, review: Review): boolean {
  return isOwn(comment, review) || may(review, 'summary.decide')
}

export function isOwn({ actor }: { readonly actor: string | null }, { principal }: Review): boolean {
  return actor !== null && actor === principal.actor
}

function may({ target, principal, now }: Review, action: Action): boolean {
  return can({ grants: principal.grants, action, target, now })
}

function instantOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString()
}

/**
 * Ends threads and opens them again: each state follows from the one that the asker saw, so that of two who decide at
 * once one does, and the other is told.
 */
import type { ReviewThread } from '../../shared/contracts/review.ts'
import type { ThreadState } from '../../shared/domain/review.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { findThread, moveThread, NOT_CLOSED, type Closing } from '../storage/review-rows.ts'
import type { ThreadRow } from '../storage/tables.ts'
import type { NoteTarget } from '../storage/targets.ts'
import { tell, threadNotFound } from './comments.ts'
import { nextStates, shownState } from './describe-thread.ts'

type Deps = Pick<Context, 'db' | 'clock' | 'bus'>

interface Asking {
  readonly target: NoteTarget
  readonly principal: Principal
  readonly thread: ThreadRow
}

/**
 * Throws AppError `conflict` when the thread is in another state than the asker saw, or none of its kind, `forbidden` when
 * it is not for the principal to say. Asking for the state that it is in changes nothing.
 */
export async function setThreadState(
  deps: Deps,
  {
    target,
    principal,
    thread,
    state,
    from,
  }: Asking & { readonly state: Exclude<ThreadState, 'accepted'>; readonly from: ThreadState },
): Promise<ReviewThread> {
  if (thread.state !== state) {
    if (shownState(thread) !== from) throw changedMeanwhile(thread)
    const now = deps.clock.now()
    if (!nextStates(thread, { target, principal, now }).includes(state)) throw refusalOf(thread, state)
    const closing = state === 'open' ? NOT_CLOSED : closingBy(principal, now)
    if (!(await moveThread(deps.db, { id: thread.id, from, to: state, closing }))) {
      throw await findWhatChanged(deps, thread)
    }
  }
  return tell(deps, { target, principal, thread: thread.id })
}

export function closingBy({ actor, name }: Principal, now: number): Closing {
  return { closed_at: now, closed_actor: actor, closed_name: name }
}

export async function findWhatChanged({ db }: Pick<Context, 'db'>, { id }: ThreadRow): Promise<AppError> {
  const found = await findThread(db, id)
  return found ? changedMeanwhile(found.thread) : threadNotFound()
}

function changedMeanwhile(thread: ThreadRow): AppError {
  const [state, by] = [shownState(thread), thread.closed_name]
  if (state === 'open') return new AppError('conflict', 'It was opened again meanwhile.')
  return new AppError('conflict', `It was ${state} meanwhile${by === null ? '' : ` by ${by}`}.`)
}

function refusalOf(thread: ThreadRow, state: ThreadState): AppError {
  const [kind, present] = [thread.kind, shownState(thread)]
  const isPossible =
    kind === 'comment' ? state === 'resolved' : present !== 'accepted' && state !== 'resolved'
  if (isPossible) {
    return new AppError('forbidden', 'Who made a suggestion, and who decides about the text, can say that.')
  }
  return new AppError(
    'conflict',
    `A ${kind} that is ${present} cannot be ${state === 'open' ? 'opened again' : state}.`,
  )
}

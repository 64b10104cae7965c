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
import { nextStates } from './describe-thread.ts'

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
    if (thread.state !== from) throw changedMeanwhile(thread)
    const now = deps.clock.now()
    if (!nextStates(thread, { target, principal, now }).includes(state)) throw refusalOf(thread, state)
    const closing = state === 'open' ? NOT_CLOSED : closingBy(principal, now)
    if (!(await moveThread(deps.db, { id: thread.id, from, to: state, closing }))) {
      throw await findWhatChanged(deps, thread)
    }
  }
  return tell(deps, { target, principal, thread: thread.id })
}

/**
 * Puts the words of a suggestion in place, as a change of the principal. The thread is claimed first, so that the change
 * is made once however many accept at once; when it cannot be made the claim is taken back and all is as it was. Throws
 * AppError `suggestion_changed`, with what stands there, when the passage reads otherwise by now. Whether the principal
 * may decide and write was asked before.
 */
export async function acceptSuggestion(
  deps: Deps & Pick<Context, 'rooms' | 'documents'>,
  { target, principal, thread }: Asking,
): Promise<ReviewThread> {
  const { db, clock, rooms, documents } = deps
  const { id, quote, proposed } = thread
  if (proposed === null) throw new AppError('bad_request', 'A comment cannot be accepted; a suggestion can.')
  const closing = closingBy(principal, clock.now())
  if (!(await moveThread(db, { id, from: 'open', to: 'accepted', closing }))) {
    throw await findWhatChanged(deps, thread)
  }
  try {
    const { updates } = await rooms.state(target.note)
    const ends = { start: thread.anchor_start, end: thread.anchor_end }
    const accepted = await documents.acceptSuggestion(updates, { ...ends, quote, proposed })
    if (accepted.kind === 'changed') throw passageChanged(accepted.found)
    const { actor, name } = principal
    await rooms.write(target.note, accepted.update, { actor, name })
  } catch (error) {
    // Where the disk takes nothing this fails too; why the change failed is what counts.
    await moveThread(db, { id, from: 'accepted', to: 'open', closing: NOT_CLOSED }).catch(() => undefined)
    throw error
  }
  return tell(deps, { target, principal, thread: id })
}

function closingBy({ actor, name }: Principal, now: number): Closing {
  return { closed_at: now, closed_actor: actor, closed_name: name }
}

function passageChanged(found: string | null): AppError {
  const what =
    found === null ? 'The text that this is about was deleted.' : 'The passage reads otherwise by now.'
  return new AppError('suggestion_changed', `${what} Nothing was changed.`, { found })
}

async function findWhatChanged({ db }: Deps, { id }: ThreadRow): Promise<AppError> {
  const found = await findThread(db, id)
  return found ? changedMeanwhile(found.thread) : threadNotFound()
}

function changedMeanwhile({ state, closed_name: by }: ThreadRow): AppError {
  if (state === 'open') return new AppError('conflict', 'It was opened again meanwhile.')
  return new AppError('conflict', `It was ${state} meanwhile${by === null ? '' : ` by ${by}`}.`)
}

function refusalOf({ kind, state: present }: ThreadRow, state: ThreadState): AppError {
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

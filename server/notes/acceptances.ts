/**
 * Puts the words of suggestions in place: each once, or not at all, wherever a server ends in between. A suggestion is
 * claimed, the change written through the room, the suggestion marked as accepted. The change is made by a Yjs client that
 * makes nothing else, and whose number follows from the suggestion: so the document says whether it has the change, and
 * what a server did not live to finish is settled when the suggestions of the note are next asked for.
 */
import { createHash } from 'node:crypto'
import type { ReviewThread } from '../../shared/contracts/review.ts'
import type { NoteId, ThreadId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import type { AcceptedSuggestion, Suggestion } from '../documents/documents.ts'
import { AppError } from '../errors.ts'
import { listAccepting, moveThread, NOT_CLOSED } from '../storage/review-rows.ts'
import type { ThreadRow } from '../storage/tables.ts'
import type { NoteTarget } from '../storage/targets.ts'
import { closingBy, findWhatChanged } from './close-thread.ts'
import { tell } from './comments.ts'

type Deps = Pick<Context, 'db' | 'clock' | 'bus' | 'rooms' | 'documents'>

/** One of them for a server: it knows which acceptances are under way. */
export class Acceptances {
  readonly #deps: Deps
  readonly #running = new Set<ThreadId>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * Accepts a suggestion, as a change of the principal; once however many accept at once. When the change cannot be
   * written the suggestion is open as it was. Throws AppError `suggestion_changed`, with what stands there, when the
   * passage reads otherwise by now, `conflict` when it is not open. Whether the principal may decide and write was asked
   * before.
   */
  async accept({
    target,
    principal,
    thread,
  }: {
    readonly target: NoteTarget
    readonly principal: Principal
    readonly thread: ThreadRow
  }): Promise<ReviewThread> {
    const { db, clock } = this.#deps
    if (thread.proposed === null) {
      throw new AppError('bad_request', 'A comment cannot be accepted; a suggestion can.')
    }
    if (this.#running.has(thread.id)) throw await findWhatChanged(this.#deps, thread)
    this.#running.add(thread.id)
    try {
      const closing = closingBy(principal, clock.now())
      if (!(await moveThread(db, { id: thread.id, from: 'open', to: 'accepting', closing }))) {
        throw await findWhatChanged(this.#deps, thread)
      }
      const claimed = { ...thread, ...closing }
      try {
        await this.#write(claimed, principal)
      } catch (error) {
        // Where the disk takes nothing this fails too, and is made up for later; why the change failed is what counts.
        await this.#conclude(claimed).catch(() => undefined)
        throw error
      }
      await this.#conclude(claimed)
    } finally {
      this.#running.delete(thread.id)
    }
    return tell(this.#deps, { target, principal, thread: thread.id })
  }

  /** Ends what was claimed by a server that is gone: accepted where the document has the change, else open as it was. */
  async settle(note: NoteId): Promise<void> {
    for (const thread of await listAccepting(this.#deps.db, note)) {
      if (this.#running.has(thread.id)) continue
      this.#running.add(thread.id)
      try {
        await this.#conclude(thread)
      } finally {
        this.#running.delete(thread.id)
      }
    }
  }

  /** Throws AppError `suggestion_changed`, and what a room does that takes no change. */
  async #write(thread: ThreadRow, { actor, name }: Principal): Promise<void> {
    const accepted = await this.#compare(thread)
    if (accepted.kind === 'changed') throw passageChanged(accepted.found)
    if (accepted.kind === 'update') {
      await this.#deps.rooms.write(thread.note_id, accepted.update, { actor, name })
    }
  }

  async #conclude(thread: ThreadRow): Promise<void> {
    const { id, closed_at, closed_actor, closed_name } = thread
    const { kind } = await this.#compare(thread)
    await moveThread(this.#deps.db, {
      id,
      from: 'accepting',
      ...(kind === 'done'
        ? { to: 'accepted', closing: { closed_at, closed_actor, closed_name } }
        : { to: 'open', closing: NOT_CLOSED }),
    })
  }

  async #compare(thread: ThreadRow): Promise<AcceptedSuggestion> {
    const { updates } = await this.#deps.rooms.state(thread.note_id)
    return this.#deps.documents.acceptSuggestion(updates, suggestionOf(thread))
  }
}

function suggestionOf({ id, anchor_start: start, anchor_end: end, quote, proposed }: ThreadRow): Suggestion {
  return { start, end, quote, proposed: proposed ?? quote, client: clientOf(id) }
}

/** 32 bits, as those that Yjs chooses by chance. */
function clientOf(thread: ThreadId): number {
  return createHash('sha256').update(thread).digest().readUInt32LE(0)
}

function passageChanged(found: string | null): AppError {
  const what =
    found === null ? 'The text that this is about was deleted.' : 'The passage reads otherwise by now.'
  return new AppError('suggestion_changed', `${what} Nothing was changed.`, { found })
}

/**
 * Keeps the search index up to date with the database: looks every second for what changed, also by other processes,
 * and reads notes again once nobody has typed for a moment, or after some seconds of typing. It works beside the socket
 * loop and in small portions, and takes a small part of the time when there is much else to do.
 */
import type { NoteId } from '../../shared/domain/ids.ts'
import { SECOND_MS } from '../../shared/domain/time.ts'
import type { Context } from '../context.ts'
import { createBusyShare } from '../lib/busy-share.ts'
import { findNamesToTakeOut } from '../storage/event-rows.ts'
import { isTemplate } from '../storage/note-log.ts'
import type { StaleNote } from './search-index.ts'

const LOOK_EVERY_MS = 1_000
/** A note is read when it was left alone so long … */
const QUIET_MS = 1_000
/** … or has changed since so long. */
const MAX_WAIT_MS = 3_500
/** Above this part of the time the socket loop counts as busy … */
const BUSY_SHARE = 0.25
/** … and reading notes pauses so many times as long as it took, but no longer than this: it may have waited itself. */
const BUSY_PAUSES = 19
const MAX_PAUSE_MS = 400

type Deps = Pick<Context, 'db' | 'searchIndex' | 'rooms' | 'documents' | 'noteLog' | 'clock' | 'log'>

export class Indexer {
  readonly #deps: Deps
  readonly #busyShare = createBusyShare()
  /** Notes that wait, since when they were seen to. */
  #waiting = new Map<NoteId, { readonly since: number; readonly changedAt: number }>()
  /** Notes that could not be read, and at which place: tried again when somebody writes to them. */
  readonly #unreadable = new Map<NoteId, number>()
  #stopLooking: (() => void) | null = null
  #looking: Promise<void> | null = null
  #isStopped = false
  #isFailing = false
  #indexBytes = 0

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Age of the oldest change that is not found yet; 0 when there is none. */
  get lagSeconds(): number {
    let oldest = Infinity
    for (const { changedAt } of this.#waiting.values()) oldest = Math.min(oldest, changedAt)
    return oldest === Infinity ? 0 : Math.max(0, this.#deps.clock.now() - oldest) / SECOND_MS
  }

  /** As of the last change. */
  get indexBytes(): number {
    return this.#indexBytes
  }

  start(): void {
    this.#stopLooking ??= this.#deps.clock.every(LOOK_EVERY_MS, () => void this.look())
    void this.look()
  }

  stop(): void {
    this.#isStopped = true
    this.#stopLooking?.()
  }

  /** Looks once, unless it does so just now; resolves when everything that is due was taken over. Never rejects. */
  async look(): Promise<void> {
    this.#looking ??= this.#look().finally(() => (this.#looking = null))
    await this.#looking
  }

  async #look(): Promise<void> {
    try {
      for (let goesOn = true; goesOn && !this.#isStopped;) goesOn = await this.#takePortion()
      this.#isFailing = false
    } catch (error) {
      if (this.#isStopped || this.#isFailing) return
      this.#isFailing = true
      this.#deps.log.error({ err: error }, 'the search index could not be brought up to date; it is tried on')
    }
  }

  /** Returns whether there is more to do at once. */
  async #takePortion(): Promise<boolean> {
    const { searchIndex, clock } = this.#deps
    const { stale, isBehind } = await searchIndex.catchUp()
    const before = this.#waiting
    this.#waiting = new Map(
      stale.map(({ noteId, at }) => [noteId, before.get(noteId) ?? { since: clock.now(), changedAt: at }]),
    )
    let taken = 0
    for (const note of stale) {
      if (!this.#isDue(note)) continue
      await this.#readNote(note)
      this.#waiting.delete(note.noteId)
      taken++
    }
    if (taken > 0 || isBehind || this.#indexBytes === 0) this.#indexBytes = (await searchIndex.size()).bytes
    return isBehind && (taken > 0 || stale.length === 0)
  }

  #isDue({ noteId, seq, at }: StaleNote): boolean {
    if (this.#unreadable.get(noteId) === seq) return false
    const now = this.#deps.clock.now()
    return now - at >= QUIET_MS || now - (this.#waiting.get(noteId)?.since ?? now) >= MAX_WAIT_MS
  }

  async #readNote({ noteId, seq }: StaleNote): Promise<void> {
    const { db, rooms, documents, searchIndex, log } = this.#deps
    const startedAt = performance.now()
    try {
      const redactedNames = await findNamesToTakeOut(db, noteId)
      if (seq === 1 && (await this.#isTemplate(noteId))) {
        await searchIndex.putNote({ noteId, seq, redactedNames, passages: null })
      } else {
        const state = await rooms.state(noteId)
        const names = redactedNames === null ? [] : (JSON.parse(redactedNames) as string[])
        const passages = await documents.readPassages(state.updates, names)
        await searchIndex.putNote({ noteId, seq: state.seq, redactedNames, passages })
      }
      this.#unreadable.delete(noteId)
    } catch (error) {
      if (this.#isStopped) return
      this.#unreadable.set(noteId, seq)
      log.error({ err: error, noteId }, 'a note could not be read for the search')
    }
    await this.#pause(performance.now() - startedAt)
  }

  async #isTemplate(noteId: NoteId): Promise<boolean> {
    const [first] = await this.#deps.noteLog.read({ noteId, after: 0, upTo: 1 })
    return first !== undefined && isTemplate(first)
  }

  /** By real time, as all pacing. */
  async #pause(tookMs: number): Promise<void> {
    if (this.#busyShare() < BUSY_SHARE) return
    await new Promise<void>((resolve) => {
      setTimeout(resolve, Math.min(tookMs * BUSY_PAUSES, MAX_PAUSE_MS)).unref()
    })
  }
}

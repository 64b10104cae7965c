/**
 * Notes as readers see them, rendered once for everybody. Each note is rendered at most once at a time and at most
 * twice a second, only when somebody asks or follows, and never twice for the same place in its log. It follows a note
 * in its room once however many readers there are. It decides nothing about rights and knows nothing of HTTP.
 */
import type { NoteKind } from '../../shared/contracts/notes.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { Context } from '../context.ts'
import { isTemplate, type LoggedUpdate } from '../storage/note-log.ts'
import { HEADING_SHIFT, versionOf, type NoteVersion } from './note-version.ts'

/** From the start of one render of a note to the start of the next. */
export const RENDER_INTERVAL_MS = 500
/** How long after a failed render a followed note is tried again. */
const RETRY_AFTER_MS = 5_000
/** Rendered text kept of notes that nobody follows. */
const MAX_IDLE_CHARS = 16 * 1024 * 1024

type Deps = Pick<Context, 'noteLog' | 'rooms' | 'documents' | 'clock' | 'log'>
type Listener = (version: NoteVersion) => void

interface NoteRef {
  readonly id: NoteId
  readonly kind: NoteKind
}

interface Entry {
  readonly note: NoteRef
  version: NoteVersion | null
  startedAt: number
  rendering: Promise<NoteVersion> | null
  readonly listeners: Set<Listener>
  /** Resolves to what ends following the room; null while nobody follows. */
  following: Promise<() => void> | null
}

export class LiveNotes {
  readonly #deps: Deps
  /** In order of use, the longest unused first. */
  readonly #entries = new Map<NoteId, Entry>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** The note as it is now: everything committed before the call is in it. */
  async read(note: NoteRef): Promise<NoteVersion> {
    const [seq = 0] = await this.#deps.noteLog.heads([note.id])
    const version = await this.#reach(this.#entryOf(note), seq)
    this.#forgetIdle()
    return version
  }

  /**
   * Calls back with the present version soon, and then with newer ones until the returned function is called. Versions
   * may be left out, the last one never. Rejects when the note cannot be read.
   */
  async follow(note: NoteRef, listener: Listener): Promise<() => void> {
    const entry = this.#entryOf(note)
    entry.listeners.add(listener)
    try {
      entry.following ??= this.#deps.rooms.follow(note.id, (seq) => this.#refresh(entry, seq))
      await entry.following
      const version = await this.read(note)
      if (entry.listeners.has(listener)) listener(version)
    } catch (error) {
      this.#unfollow(entry, listener)
      throw error
    }
    return () => this.#unfollow(entry, listener)
  }

  /** Readers who follow a note live, or all notes; one who follows both notes of a session counts for each. */
  countReaders(noteId?: NoteId): number {
    if (noteId !== undefined) return this.#entries.get(noteId)?.listeners.size ?? 0
    let readers = 0
    for (const { listeners } of this.#entries.values()) readers += listeners.size
    return readers
  }

  #entryOf(note: NoteRef): Entry {
    const entry: Entry = this.#entries.get(note.id) ?? {
      note,
      version: null,
      startedAt: Number.NEGATIVE_INFINITY,
      rendering: null,
      listeners: new Set(),
      following: null,
    }
    this.#entries.delete(note.id)
    this.#entries.set(note.id, entry)
    return entry
  }

  #refresh(entry: Entry, seq: number): void {
    this.#reach(entry, seq).catch((error: unknown) => {
      this.#deps.log.error(
        { err: error, noteId: entry.note.id },
        'a note could not be rendered for its readers',
      )
      this.#deps.clock.after(RETRY_AFTER_MS, () => {
        if (entry.listeners.size > 0) this.#refresh(entry, seq)
      })
    })
  }

  /** A version that contains the updates up to `seq`, or what the room has of them when it is behind the log. */
  async #reach(entry: Entry, seq: number): Promise<NoteVersion> {
    for (let waited = 0; ; waited++) {
      // The first render that was waited for may have begun before this call, the second cannot have.
      if (entry.version !== null && (entry.version.seq >= seq || waited === 2)) return entry.version
      entry.rendering ??= this.#render(entry).finally(() => (entry.rendering = null))
      await entry.rendering
    }
  }

  async #render(entry: Entry): Promise<NoteVersion> {
    const { rooms, documents, clock } = this.#deps
    const waitMs = entry.startedAt + RENDER_INTERVAL_MS - clock.now()
    if (waitMs > 0) await new Promise<void>((resolve) => clock.after(waitMs, resolve))
    entry.startedAt = clock.now()

    const { seq, updates } = await rooms.state(entry.note.id)
    const last = await this.#lastUpdate(entry.note.id, seq)
    const isUnwritten = seq === 0 || (last !== null && isTemplate(last))
    const rendered = isUnwritten ? '' : await documents.render(updates, 'html', HEADING_SHIFT)
    const at = isUnwritten ? null : (last?.receivedAt ?? null)
    const version = versionOf({ note: entry.note, seq, at, rendered, previous: entry.version })
    entry.version = version
    for (const listener of entry.listeners) listener(version)
    return version
  }

  async #lastUpdate(noteId: NoteId, seq: number): Promise<LoggedUpdate | null> {
    if (seq === 0) return null
    const [update] = await this.#deps.noteLog.read({ noteId, after: seq - 1, upTo: seq })
    return update ?? null
  }

  #unfollow(entry: Entry, listener: Listener): void {
    entry.listeners.delete(listener)
    if (entry.listeners.size > 0 || entry.following === null) return
    const { following } = entry
    entry.following = null
    following.then(
      (stop) => stop(),
      () => {}, // It never began, and whoever asked for it was told.
    )
  }

  #forgetIdle(): void {
    let chars = 0
    for (const { version } of this.#entries.values()) chars += version?.html.length ?? 0
    for (const [noteId, entry] of this.#entries) {
      if (chars <= MAX_IDLE_CHARS) return
      if (entry.listeners.size > 0 || entry.rendering !== null) continue
      chars -= entry.version?.html.length ?? 0
      this.#entries.delete(noteId)
    }
  }
}

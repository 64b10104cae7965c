/**
 * Notes as readers see them, rendered once for everybody. Each note is rendered at most once at a time and at most
 * twice a second, only when somebody asks or follows, and never twice for the same place in its log and the same names
 * to take out. It follows a note in its room once however many readers there are. It decides nothing about rights and
 * knows nothing of HTTP.
 */
import type { NoteKind } from '../../shared/contracts/notes.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { Context } from '../context.ts'
import { readNames } from '../programme/describe.ts'
import { findNamesToTakeOut } from '../storage/event-rows.ts'
import { findNotesBeside } from '../storage/note-rows.ts'
import { isTemplate, type LoggedUpdate } from '../storage/note-log.ts'
import { HEADING_SHIFT, versionOf, type NoteVersion } from './note-version.ts'

/** From the start of one render of a note to the start of the next. */
export const RENDER_INTERVAL_MS = 500
/** How long after a failed render a followed note is tried again. */
const RETRY_AFTER_MS = 5_000
/** Rendered text kept of notes that nobody follows. */
const MAX_IDLE_CHARS = 16 * 1024 * 1024

type Deps = Pick<Context, 'db' | 'bus' | 'noteLog' | 'rooms' | 'documents' | 'clock' | 'log'>
type Listener = (version: NoteVersion) => void

interface NoteRef {
  readonly id: NoteId
  readonly kind: NoteKind
}

interface Entry {
  readonly note: NoteRef
  version: NoteVersion | null
  /** The names that were taken out of the version, as they are stored. */
  names: string | null
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
    deps.bus.subscribe((message) => {
      if (message.kind === 'names-changed') this.#takeOutAnew()
    })
  }

  /** The note as it is now: everything committed before the call is in it, and no name that was to be taken out by then. */
  async read(note: NoteRef): Promise<NoteVersion> {
    const { db, noteLog } = this.#deps
    const [seq = 0] = await noteLog.heads([note.id])
    const names = await findNamesToTakeOut(db, note.id)
    const version = await this.#reach(this.#entryOf(note), { seq, names })
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
      names: null,
      startedAt: Number.NEGATIVE_INFINITY,
      rendering: null,
      listeners: new Set(),
      following: null,
    }
    this.#entries.delete(note.id)
    this.#entries.set(note.id, entry)
    return entry
  }

  /** For those who follow; what others read is looked at when they ask. */
  #takeOutAnew(): void {
    for (const { note, listeners } of this.#entries.values()) {
      if (listeners.size === 0) continue
      this.read(note).catch((error: unknown) => {
        this.#deps.log.error({ err: error, noteId: note.id }, 'names could not be taken out of a note')
      })
    }
  }

  #refresh(entry: Entry, seq: number): void {
    this.#reach(entry, { seq }).catch((error: unknown) => {
      this.#deps.log.error(
        { err: error, noteId: entry.note.id },
        'a note could not be rendered for its readers',
      )
      this.#deps.clock.after(RETRY_AFTER_MS, () => {
        if (entry.listeners.size > 0) this.#refresh(entry, seq)
      })
    })
  }

  /** A version that contains the updates up to `seq`, or what the room has of them when it is behind the log; with `names` taken out, or later ones. */
  async #reach(
    entry: Entry,
    { seq, names }: { readonly seq: number; readonly names?: string | null },
  ): Promise<NoteVersion> {
    for (let waited = 0; ; waited++) {
      // The first render that was waited for may have begun before this call, the second cannot have.
      const isNew =
        waited === 2 || ((entry.version?.seq ?? -1) >= seq && (names === undefined || names === entry.names))
      if (entry.version !== null && isNew) return entry.version
      entry.rendering ??= this.#render(entry).finally(() => (entry.rendering = null))
      await entry.rendering
    }
  }

  async #render(entry: Entry): Promise<NoteVersion> {
    const { db, rooms, documents, clock } = this.#deps
    const waitMs = entry.startedAt + RENDER_INTERVAL_MS - clock.now()
    if (waitMs > 0) await new Promise<void>((resolve) => clock.after(waitMs, resolve))
    entry.startedAt = clock.now()

    const names = await findNamesToTakeOut(db, entry.note.id)
    const { seq, updates } = await rooms.state(entry.note.id)
    const last = await this.#lastUpdate(entry.note.id, seq)
    const isUnwritten = seq === 0 || (last !== null && isTemplate(last))
    const twin = entry.note.kind === 'summary' ? await findNotesBeside(db, entry.note.id) : null
    const options = {
      headingShift: HEADING_SHIFT,
      redactedNames: readNames(names),
      anchors: entry.note.kind === 'notes',
      ...(twin === null ? {} : { sourcesIn: twin }),
    }
    const rendered = isUnwritten ? '' : await documents.render(updates, 'html', options)
    const at = isUnwritten ? null : (last?.receivedAt ?? null)
    // A text from which other names were taken is another text, also at the same place: nothing builds on it.
    const previous = names === entry.names ? entry.version : null
    const version = versionOf({ note: entry.note, seq, at, rendered, previous })
    entry.version = version
    entry.names = names
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

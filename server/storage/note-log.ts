/**
 * The log of all notes: what `server/collab` needs of a database. Implementations: sqlite/sqlite-note-log.ts and
 * memory-note-log.ts; both pass tests/contract/note-log.ts (rules LOG-n in docs/SPEC.md).
 */
import type { NoteId } from '../../shared/domain/ids.ts'
import type { ClockRange } from '../lib/read-update.ts'
import type { UpdateSummary } from '../lib/summarise-update.ts'

/** An update that passed all checks and waits to be committed. */
export interface StagedUpdate {
  readonly noteId: NoteId
  readonly bytes: Uint8Array
  readonly receivedAt: number
  /** `user:ID`, `guest:ID`, `token:ID`, `link:ID`; null for the server itself. */
  readonly actor: string | null
  readonly actorName: string | null
  readonly connection: string | null
  readonly clocks: readonly ClockRange[]
}

/** The name of the first row of a note that begins with a template: it is the server's own, which has no name else. */
export const TEMPLATE_NAME = 'Template'

/** The name of the row that holds what a note was when its history was ended; the server's own, too. */
export const EARLIER_NAME = 'Earlier text'

/** Whether a row is a note's template. A note whose log holds nothing else is one that nobody wrote to. */
export function isTemplate({ seq, actor, actorName }: LoggedUpdate): boolean {
  return seq === 1 && actor === null && actorName === TEMPLATE_NAME
}

export interface LoggedUpdate extends Omit<StagedUpdate, 'noteId'> {
  readonly seq: number
}

/** Who wrote when, and which items, without the bytes. */
export type LoggedEntry = Omit<LoggedUpdate, 'bytes' | 'connection'>

/** A part of a note's log: `after < seq <= upTo`, at most `limit` rows. */
export interface LogPart {
  readonly noteId: NoteId
  readonly after: number
  readonly upTo?: number
  readonly limit?: number
}

/** The whole state of a note at a place in its log, with what it knows about itself (`summariseUpdate`). */
export interface Checkpoint extends UpdateSummary {
  readonly seq: number
  readonly bytes: Uint8Array
}

export interface LoadedNote {
  /** The newest checkpoint whose checksum holds, if there is one. */
  readonly checkpoint: Checkpoint | null
  /** All intact updates after it, in order. */
  readonly updates: readonly LoggedUpdate[]
  /** The last sequence number, damaged rows included; 0 for a note that was never written. */
  readonly head: number
  /** Rows whose checksum does not hold: left out of `updates`, left in the database. */
  readonly damaged: readonly number[]
}

export interface NoteLog {
  /**
   * Commits all updates or none, in order, and resolves when they are on disk, with the sequence number of each.
   * A rejected call has stored nothing; trying it again is safe.
   */
  append(updates: readonly StagedUpdate[]): Promise<readonly number[]>
  /**
   * Commits the first update of a note, unless the note has one; tells whether it did. Of all who try at once, also from
   * other processes, one succeeds.
   */
  begin(update: StagedUpdate): Promise<boolean>
  /** Everything needed to open a note. Rejects when the database cannot be read: a failed load is never an empty note. */
  load(noteId: NoteId): Promise<LoadedNote>
  /** The intact updates of a part of the log, in order. */
  read(part: LogPart): Promise<readonly LoggedUpdate[]>
  /** The same without bytes, which are not read: damaged rows are among them. */
  list(part: LogPart): Promise<readonly LoggedEntry[]>
  /** Last sequence number of each note (0: never written), in the order asked. */
  heads(noteIds: readonly NoteId[]): Promise<readonly number[]>
  /** Adds a checkpoint. Of the older ones those stay that are needed to be near any place (checkpoint-spacing.ts). */
  saveCheckpoint(noteId: NoteId, checkpoint: Checkpoint): Promise<void>
  /**
   * Ends the history before a place: one row at that place holds the whole state in place of all rows up to it, and no
   * checkpoint from before is kept. All or nothing; rows after the place stay as they are. What is named before it
   * (versions) goes, and what names a place before it (stages) names it instead. False, and nothing is changed, when the
   * log does not reach that far. Checkpoints of places before it are not taken any more.
   */
  endHistory(noteId: NoteId, state: Checkpoint): Promise<boolean>
  /** The last intact checkpoint up to a place, or null when there is none. */
  findCheckpoint(noteId: NoteId, upTo: number): Promise<Checkpoint | null>
  /**
   * Calls back some time after another process may have appended to the same log (a command run beside the server, or
   * another server). Returns the function that stops it.
   */
  onForeignAppend(listener: () => void): () => void
  close(): Promise<void>
}

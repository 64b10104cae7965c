/** Reads back every row of the log as it was stored: the part of `rapporteur check` that needs no document. */
import { sql } from 'kysely'
import type { NoteId } from '../../shared/domain/ids.ts'
import { readUpdate } from '../lib/read-update.ts'
import { summariseUpdate } from '../lib/summarise-update.ts'
import { checkpointChecksumOf, checksumOf } from './checksum.ts'
import type { Checkpoint } from './note-log.ts'
import type { Db, UpdateRow } from './tables.ts'

/** A page of rows grows and shrinks with what they hold, so that few large rows take no more memory than many small ones. */
const FIRST_PAGE_ROWS = 16
const MAX_PAGE_ROWS = 1_024
const PAGE_BYTES = 4 * 1024 * 1024

/** A note, or something that has a log and is none. */
export interface LoggedNote {
  readonly id: NoteId
  readonly isListed: boolean
  readonly kind: string | null
  readonly event: string | null
  /** Title of its session or track. */
  readonly title: string | null
  /** The first place of its log. */
  readonly start: number
}

/** Stands for what was before the history of a note was ended: an update that holds nothing. */
export const ENDED = new Uint8Array([0, 0])

/** Runs `work` on the state of one moment, whatever is committed meanwhile. For a connection of its own. */
export async function atOneMoment<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await sql`begin`.execute(db)
  try {
    return await work()
  } finally {
    await sql`rollback`.execute(db)
  }
}

/** All notes, and whatever else has updates or a checkpoint. */
export async function listLoggedNotes(db: Db): Promise<readonly LoggedNote[]> {
  const notes = await db
    .selectFrom('notes')
    .leftJoin('events', 'events.id', 'notes.event_id')
    .leftJoin('tracks', 'tracks.id', 'notes.track_id')
    .leftJoin('sessions', 'sessions.id', 'notes.session_id')
    .select(['notes.id', 'notes.kind', 'events.title as event', 'notes.log_start'])
    .select(sql<string | null>`coalesce(sessions.title, tracks.title)`.as('title'))
    .orderBy('events.title')
    .orderBy('notes.id')
    .execute()
  const listed = new Set(notes.map(({ id }) => id))
  const logged = await db
    .selectFrom('updates')
    .select('note_id')
    .union(db.selectFrom('checkpoints').select('note_id'))
    .execute()
  const strays = logged.filter(({ note_id: id }) => !listed.has(id))
  return [
    ...notes.map(({ log_start: start, ...note }) => ({ ...note, isListed: true, start: start ?? 1 })),
    ...strays.map(({ note_id: id }) => ({
      id,
      isListed: false,
      kind: null,
      event: null,
      title: null,
      start: 1,
    })),
  ]
}

/** The bytes of a note's updates in order, `ENDED` before the log begins; null for a row that is missing or not as it was written. */
export async function checkUpdates(
  db: Db,
  { id: noteId, start }: Pick<LoggedNote, 'id' | 'start'>,
  report: (problem: string) => void,
): Promise<readonly (Uint8Array | null)[]> {
  const updates: (Uint8Array | null)[] = Array.from({ length: start - 1 }, () => ENDED)
  for (let pageRows = FIRST_PAGE_ROWS; ;) {
    const rows = await db
      .selectFrom('updates')
      .select(['seq', 'bytes', 'checksum', 'clocks'])
      .where('note_id', '=', noteId)
      .where('seq', '>', updates.length)
      .orderBy('seq')
      .limit(pageRows)
      .execute()
    for (const row of rows) {
      const expected = updates.length + 1
      if (row.seq > expected) {
        report(
          row.seq === expected + 1
            ? `update ${expected} is missing`
            : `updates ${expected} to ${row.seq - 1} are missing`,
        )
        while (updates.length + 1 < row.seq) updates.push(null)
      }
      const problem = findFault(noteId, row)
      if (problem) report(`update ${row.seq} ${problem}`)
      updates.push(problem ? null : row.bytes)
    }
    if (rows.length < pageRows) return updates
    const bytes = rows.reduce((sum, row) => sum + row.bytes.byteLength, 0)
    pageRows = bytes > PAGE_BYTES ? Math.ceil(pageRows / 2) : Math.min(pageRows * 2, MAX_PAGE_ROWS)
  }
}

function findFault(
  noteId: NoteId,
  { seq, bytes, checksum, clocks }: Pick<UpdateRow, 'seq' | 'bytes' | 'checksum' | 'clocks'>,
): string | null {
  if (checksumOf(noteId, seq, bytes) !== checksum) return 'does not match its checksum'
  const held = readUpdate(bytes)
  // What no document can take is found, with its reason, when the log is replayed.
  if (held === null) return null
  const isSame = JSON.stringify(held.clocks) === clocks
  return isSame ? null : 'does not hold the clocks that are stored with it'
}

/** A note's checkpoints that are as they were written. */
export async function checkCheckpoints(
  db: Db,
  noteId: NoteId,
  report: (problem: string) => void,
): Promise<readonly Checkpoint[]> {
  const intact: Checkpoint[] = []
  const rows = await db
    .selectFrom('checkpoints')
    .selectAll()
    .where('note_id', '=', noteId)
    .orderBy('seq')
    .execute()
  for (const row of rows) {
    if (checkpointChecksumOf(row) !== row.checksum) {
      report(`checkpoint at ${row.seq} does not match its checksum`)
      continue
    }
    try {
      const { state_vector: stateVector, rest } = row
      const summary = stateVector && rest ? { stateVector, rest } : summariseUpdate(row.bytes)
      intact.push({ seq: row.seq, bytes: row.bytes, ...summary })
    } catch {
      report(`checkpoint at ${row.seq} does not decode as a Yjs update`)
    }
  }
  return intact
}

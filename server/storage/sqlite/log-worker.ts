/**
 * Worker thread that owns the log's connection: prepared statements, one transaction with fsync per batch. Rules:
 * docs/SPEC.md LOG-n.
 */
import { workerData } from 'node:worker_threads'
import type { NoteId } from '../../../shared/domain/ids.ts'
import { serveWorker } from '../../lib/worker-server.ts'
import { readUpdate } from '../../lib/read-update.ts'
import { summariseUpdate } from '../../lib/summarise-update.ts'
import { checkpointChecksumOf, checksumOf } from '../checksum.ts'
import { surplusCheckpoints } from '../checkpoint-spacing.ts'
import { EARLIER_NAME } from '../note-log.ts'
import type { Checkpoint, LoadedNote, LoggedEntry, LoggedUpdate, LogPart, StagedUpdate } from '../note-log.ts'
import type { CheckpointRow, UpdateRow } from '../tables.ts'
import { openSqlite } from './open-sqlite.ts'

export type LogRequest =
  | { readonly kind: 'append'; readonly updates: readonly StagedUpdate[] }
  | { readonly kind: 'begin'; readonly update: StagedUpdate }
  | { readonly kind: 'load'; readonly noteId: NoteId }
  | ({ readonly kind: 'read' | 'list' } & Required<LogPart>)
  | { readonly kind: 'heads'; readonly noteIds: readonly NoteId[] }
  | {
      readonly kind: 'save-checkpoint'
      readonly noteId: NoteId
      readonly checkpoint: Checkpoint
      readonly at: number
    }
  | { readonly kind: 'end-history'; readonly noteId: NoteId; readonly state: Checkpoint; readonly at: number }
  | { readonly kind: 'find-checkpoint'; readonly noteId: NoteId; readonly upTo: number }

type EntryRow = Omit<UpdateRow, 'bytes' | 'checksum' | 'connection'>

/** How often other connections' commits are looked for; costs one pragma. */
const FOREIGN_POLL_MS = 500

const database = openSqlite((workerData as { file: string }).file)

const selectHead = database
  .prepare<[string], number>('select coalesce(max(seq), 0) from updates where note_id = ?')
  .pluck()
const insertUpdate = database.prepare(
  `insert into updates (note_id, seq, bytes, checksum, received_at, actor, actor_name, connection, clocks)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
)
const selectUpdates = database.prepare<[string, number, number, number], UpdateRow>(
  'select * from updates where note_id = ? and seq > ? and seq <= ? order by seq limit ?',
)
const selectEntries = database.prepare<[string, number, number, number], EntryRow>(
  `select note_id, seq, received_at, actor, actor_name, clocks from updates
   where note_id = ? and seq > ? and seq <= ? order by seq limit ?`,
)
const selectCheckpoints = database.prepare<[string, number], CheckpointRow>(
  'select * from checkpoints where note_id = ? and seq <= ? order by seq desc',
)
const selectCheckpoint = database.prepare<[string, number], CheckpointRow>(
  'select * from checkpoints where note_id = ? and seq = ?',
)
const selectCheckpointSizes = database.prepare<[string], { readonly seq: number; readonly bytes: number }>(
  'select seq, length(bytes) as bytes from checkpoints where note_id = ? order by seq',
)
const insertCheckpoint = database.prepare(
  `insert into checkpoints (note_id, seq, bytes, checksum, created_at, state_vector, rest)
   values (?, ?, ?, ?, ?, ?, ?)`,
)
const deleteCheckpoint = database.prepare('delete from checkpoints where note_id = ? and seq = ?')

const selectStart = database
  .prepare<[string], number | null>('select min(seq) from updates where note_id = ?')
  .pluck()
const selectReceivedAt = database
  .prepare<[string, number], number>('select received_at from updates where note_id = ? and seq = ?')
  .pluck()
const deleteUpdatesUpTo = database.prepare('delete from updates where note_id = ? and seq <= ?')
const deleteCheckpointsUpTo = database.prepare('delete from checkpoints where note_id = ? and seq <= ?')
const deleteVersionsBefore = database.prepare('delete from note_versions where note_id = ? and seq < ?')
const moveStages = database.prepare('update summary_stages set seq = ? where note_id = ? and seq < ?')
const setLogStart = database.prepare('update notes set log_start = ? where id = ?')

const append = database.transaction((updates: readonly StagedUpdate[]): number[] => {
  const heads = new Map<NoteId, number>()
  return updates.map((update) => {
    // Read inside the transaction: another process may have appended since the last batch.
    const seq = (heads.get(update.noteId) ?? selectHead.get(update.noteId) ?? 0) + 1
    heads.set(update.noteId, seq)
    const { noteId, bytes, receivedAt, actor, actorName, connection, clocks } = update
    const checksum = checksumOf(noteId, seq, bytes)
    insertUpdate.run(
      noteId,
      seq,
      bytes,
      checksum,
      receivedAt,
      actor,
      actorName,
      connection,
      JSON.stringify(clocks),
    )
    return seq
  })
})

const begin = database.transaction((update: StagedUpdate): boolean => {
  if (selectHead.get(update.noteId) !== 0) return false
  append([update])
  return true
})

const saveCheckpoint = database.transaction(
  (noteId: NoteId, { seq, bytes, stateVector, rest }: Checkpoint, at: number): void => {
    // Made before the history was ended: it would bring back what was.
    if (seq < (selectStart.get(noteId) ?? 0)) return
    const present = selectCheckpoint.get(noteId, seq)
    if (present && isIntactCheckpoint(present)) return
    deleteCheckpoint.run(noteId, seq)
    const checksum = checksumOf(noteId, seq, bytes, stateVector, rest)
    insertCheckpoint.run(noteId, seq, bytes, checksum, at, stateVector, rest)
    for (const surplus of surplusCheckpoints(selectCheckpointSizes.all(noteId))) {
      deleteCheckpoint.run(noteId, surplus.seq)
    }
  },
)

const endHistory = database.transaction((noteId: NoteId, state: Checkpoint, at: number): boolean => {
  const { seq, bytes, stateVector, rest } = state
  const receivedAt = selectReceivedAt.get(noteId, seq)
  if (receivedAt === undefined) return false
  deleteUpdatesUpTo.run(noteId, seq)
  deleteCheckpointsUpTo.run(noteId, seq)
  const clocks = JSON.stringify(readUpdate(bytes)?.clocks ?? [])
  const checksum = checksumOf(noteId, seq, bytes)
  insertUpdate.run(noteId, seq, bytes, checksum, receivedAt, null, EARLIER_NAME, null, clocks)
  const checkpointChecksum = checksumOf(noteId, seq, bytes, stateVector, rest)
  insertCheckpoint.run(noteId, seq, bytes, checkpointChecksum, at, stateVector, rest)
  deleteVersionsBefore.run(noteId, seq)
  moveStages.run(seq, noteId, seq)
  setLogStart.run(seq, noteId)
  return true
})

// One read transaction, so that checkpoint, rows and head belong together.
const load = database.transaction((noteId: NoteId): LoadedNote => {
  const checkpoint = findCheckpoint(noteId, Number.MAX_SAFE_INTEGER)
  const rows = selectUpdates.all(noteId, checkpoint?.seq ?? 0, Number.MAX_SAFE_INTEGER, -1)
  return {
    checkpoint,
    updates: rows.filter(isIntact).map(toLoggedUpdate),
    head: Math.max(rows.at(-1)?.seq ?? 0, checkpoint?.seq ?? 0),
    damaged: rows.filter((row) => !isIntact(row)).map((row) => row.seq),
  }
})

/** One at a time: each is as large as the note. */
function findCheckpoint(noteId: NoteId, upTo: number): Checkpoint | null {
  for (const row of selectCheckpoints.iterate(noteId, upTo)) {
    if (isIntactCheckpoint(row)) return toCheckpoint(row)
  }
  return null
}

function isIntact(row: UpdateRow): boolean {
  return checksumOf(row.note_id, row.seq, row.bytes) === row.checksum
}

function isIntactCheckpoint(row: CheckpointRow): boolean {
  return checkpointChecksumOf(row) === row.checksum
}

function toCheckpoint({ seq, bytes, state_vector: stateVector, rest }: CheckpointRow): Checkpoint {
  // Rows of the first schema, once each: the next checkpoint of the note has both.
  const summary = stateVector && rest ? { stateVector, rest } : summariseUpdate(bytes)
  return { seq, bytes, ...summary }
}

function toLoggedUpdate(row: UpdateRow): LoggedUpdate {
  return { ...toLoggedEntry(row), bytes: row.bytes, connection: row.connection }
}

function toLoggedEntry(row: EntryRow): LoggedEntry {
  return {
    seq: row.seq,
    receivedAt: row.received_at,
    actor: row.actor,
    actorName: row.actor_name,
    clocks: JSON.parse(row.clocks) as LoggedEntry['clocks'],
  }
}

const server = serveWorker<LogRequest>((request) => {
  switch (request.kind) {
    case 'append':
      return append.immediate(request.updates)
    case 'begin':
      return begin.immediate(request.update)
    case 'load':
      return load(request.noteId)
    case 'read':
      return selectUpdates
        .all(request.noteId, request.after, request.upTo, request.limit)
        .filter(isIntact)
        .map(toLoggedUpdate)
    case 'list':
      return selectEntries.all(request.noteId, request.after, request.upTo, request.limit).map(toLoggedEntry)
    case 'heads':
      return request.noteIds.map((noteId) => selectHead.get(noteId) ?? 0)
    case 'save-checkpoint':
      return saveCheckpoint.immediate(request.noteId, request.checkpoint, request.at)
    case 'end-history':
      return endHistory.immediate(request.noteId, request.state, request.at)
    case 'find-checkpoint':
      return findCheckpoint(request.noteId, request.upTo)
  }
})

// SQLite counts the commits of all other connections, also those of other processes, in `data_version`.
const dataVersion = () => database.pragma('data_version', { simple: true }) as number
let lastVersion = dataVersion()
setInterval(() => {
  const version = dataVersion()
  if (version !== lastVersion) server.emit('foreign-append')
  lastVersion = version
}, FOREIGN_POLL_MS).unref()

/**
 * Worker thread that owns the log's connection: prepared statements, one transaction with fsync per batch. Rules:
 * docs/SPEC.md LOG-n.
 */
import { workerData } from 'node:worker_threads'
import type { NoteId } from '../../../shared/domain/ids.ts'
import { serveWorker } from '../../lib/worker-server.ts'
import { summariseUpdate } from '../../lib/summarise-update.ts'
import { checkpointChecksumOf, checksumOf } from '../checksum.ts'
import type { Checkpoint, LoadedNote, LoggedUpdate, StagedUpdate } from '../note-log.ts'
import type { CheckpointRow, UpdateRow } from '../tables.ts'
import { openSqlite } from './open-sqlite.ts'

export type LogRequest =
  | { readonly kind: 'append'; readonly updates: readonly StagedUpdate[] }
  | { readonly kind: 'begin'; readonly update: StagedUpdate }
  | { readonly kind: 'load'; readonly noteId: NoteId }
  | {
      readonly kind: 'read'
      readonly noteId: NoteId
      readonly after: number
      readonly upTo: number
      readonly limit: number
    }
  | { readonly kind: 'heads'; readonly noteIds: readonly NoteId[] }
  | {
      readonly kind: 'save-checkpoint'
      readonly noteId: NoteId
      readonly checkpoint: Checkpoint
      readonly at: number
    }

/** How often other connections' commits are looked for; costs one pragma. */
const FOREIGN_POLL_MS = 500
const CHECKPOINTS_KEPT = 3

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
const selectCheckpoints = database.prepare<[string], CheckpointRow>(
  'select * from checkpoints where note_id = ? order by seq desc',
)
const insertCheckpoint = database.prepare(
  `insert into checkpoints (note_id, seq, bytes, checksum, created_at, state_vector, rest)
   values (?, ?, ?, ?, ?, ?, ?)`,
)
const deleteCheckpoint = database.prepare('delete from checkpoints where note_id = ? and seq = ?')
const deleteOldCheckpoints = database.prepare(
  `delete from checkpoints where note_id = ? and seq not in
   (select seq from checkpoints where note_id = ? order by seq desc limit ${CHECKPOINTS_KEPT})`,
)

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
    const newest = selectCheckpoints.get(noteId)
    if (newest && newest.seq >= seq && isIntactCheckpoint(newest)) return
    deleteCheckpoint.run(noteId, seq)
    const checksum = checksumOf(noteId, seq, bytes, stateVector, rest)
    insertCheckpoint.run(noteId, seq, bytes, checksum, at, stateVector, rest)
    deleteOldCheckpoints.run(noteId, noteId)
  },
)

// One read transaction, so that checkpoint, rows and head belong together.
const load = database.transaction((noteId: NoteId): LoadedNote => {
  const stored = selectCheckpoints.all(noteId).find(isIntactCheckpoint)
  const checkpoint = stored ? toCheckpoint(stored) : null
  const rows = selectUpdates.all(noteId, checkpoint?.seq ?? 0, Number.MAX_SAFE_INTEGER, -1)
  return {
    checkpoint,
    updates: rows.filter(isIntact).map(toLoggedUpdate),
    head: Math.max(rows.at(-1)?.seq ?? 0, checkpoint?.seq ?? 0),
    damaged: rows.filter((row) => !isIntact(row)).map((row) => row.seq),
  }
})

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
  return {
    seq: row.seq,
    bytes: row.bytes,
    receivedAt: row.received_at,
    actor: row.actor,
    actorName: row.actor_name,
    connection: row.connection,
    clocks: JSON.parse(row.clocks) as LoggedUpdate['clocks'],
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
    case 'heads':
      return request.noteIds.map((noteId) => selectHead.get(noteId) ?? 0)
    case 'save-checkpoint':
      return saveCheckpoint.immediate(request.noteId, request.checkpoint, request.at)
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

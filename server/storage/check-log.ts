/** Verifies everything that was ever committed: what `rapporteur check` prints. Reads only. */
import type { NoteId } from '../../shared/domain/ids.ts'
import { checkpointChecksumOf, checksumOf } from './checksum.ts'
import type { Db } from './tables.ts'

export interface LogProblem {
  readonly noteId: NoteId
  readonly problem: string
}

export interface LogReport {
  readonly notes: number
  readonly updates: number
  readonly checkpoints: number
  readonly problems: readonly LogProblem[]
}

const PAGE_ROWS = 1_000

/** Checks every row's checksum, that sequence numbers have no gap, and that every row belongs to a note. */
export async function checkLog(db: Db): Promise<LogReport> {
  const problems: LogProblem[] = []
  const known = new Set((await db.selectFrom('notes').select('id').execute()).map(({ id }) => id))
  const logged = await db.selectFrom('updates').select('note_id').distinct().execute()
  let updates = 0
  for (const { note_id: noteId } of logged) {
    if (!known.has(noteId)) problems.push({ noteId, problem: 'has a log but is not listed as a note' })
    updates += await checkUpdates(db, noteId, (problem) => problems.push({ noteId, problem }))
  }
  const checkpoints = await db.selectFrom('checkpoints').select(['note_id', 'seq']).execute()
  for (const { note_id: noteId, seq } of checkpoints) {
    const row = await db
      .selectFrom('checkpoints')
      .selectAll()
      .where('note_id', '=', noteId)
      .where('seq', '=', seq)
      .executeTakeFirst()
    if (row && checkpointChecksumOf(row) !== row.checksum) {
      problems.push({ noteId, problem: `checkpoint at ${seq} does not match its checksum` })
    }
  }
  return { notes: known.size, updates, checkpoints: checkpoints.length, problems }
}

async function checkUpdates(db: Db, noteId: NoteId, report: (problem: string) => void): Promise<number> {
  let expected = 1
  for (;;) {
    const rows = await db
      .selectFrom('updates')
      .select(['seq', 'bytes', 'checksum'])
      .where('note_id', '=', noteId)
      .where('seq', '>=', expected)
      .orderBy('seq')
      .limit(PAGE_ROWS)
      .execute()
    for (const { seq, bytes, checksum } of rows) {
      if (seq !== expected) report(`updates ${expected} to ${seq - 1} are missing`)
      if (checksumOf(noteId, seq, bytes) !== checksum) report(`update ${seq} does not match its checksum`)
      expected = seq + 1
    }
    if (rows.length < PAGE_ROWS) return expected - 1
  }
}

/**
 * The first log row of notes that are made together with a programme, so that both are stored or neither is. The rooms
 * take everything else to the log; an open room notices a seed like any commit of another process.
 */
import type { NoteId } from '../../shared/domain/ids.ts'
import { batchesOf } from './batches.ts'
import { checksumOf } from './checksum.ts'
import type { ClockRange } from '../lib/read-update.ts'
import type { Db } from './tables.ts'

/** What a note begins with. */
export interface NoteSeed {
  readonly noteId: NoteId
  readonly bytes: Uint8Array
  readonly clocks: readonly ClockRange[]
}

const FIRST_SEQ = 1

/** Writes the seeds as the server's own updates. Fails, with the transaction, when one of the notes was written to before. */
export async function seedNotes(db: Db, seeds: readonly NoteSeed[], now: number): Promise<void> {
  const rows = seeds.map(({ noteId, bytes, clocks }) => ({
    note_id: noteId,
    seq: FIRST_SEQ,
    bytes,
    checksum: checksumOf(noteId, FIRST_SEQ, bytes),
    received_at: now,
    actor: null,
    actor_name: null,
    connection: null,
    clocks: JSON.stringify(clocks),
  }))
  for (const batch of batchesOf(rows)) await db.insertInto('updates').values(batch).execute()
}

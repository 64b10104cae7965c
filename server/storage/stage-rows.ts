/** Rows of summary stages: how far each summary is, and how it came there. */
import type { Transaction } from 'kysely'
import type { EventId, NoteId } from '../../shared/domain/ids.ts'
import type { SummaryStage } from '../../shared/domain/summary-stage.ts'
import type { Db, SummaryStageRow, Tables } from './tables.ts'

/** Rejects when another change took the position first, or the note is gone: there are no foreign keys. */
export async function insertStage(tx: Transaction<Tables>, row: SummaryStageRow): Promise<void> {
  await tx.selectFrom('notes').select('id').where('id', '=', row.note_id).executeTakeFirstOrThrow()
  await tx.insertInto('summary_stages').values(row).execute()
}

/** Oldest first. */
export async function listStages(db: Db, noteId: NoteId): Promise<readonly SummaryStageRow[]> {
  return db
    .selectFrom('summary_stages')
    .selectAll()
    .where('note_id', '=', noteId)
    .orderBy('position')
    .execute()
}

/** The last change of each summary of an event that was ever changed. */
export async function listLastStages(db: Db, event: EventId): Promise<ReadonlyMap<NoteId, SummaryStageRow>> {
  const rows = await db
    .selectFrom('summary_stages')
    .innerJoin('notes', 'notes.id', 'summary_stages.note_id')
    .selectAll('summary_stages')
    .where('notes.event_id', '=', event)
    .orderBy('summary_stages.position')
    .execute()
  return new Map(rows.map((row) => [row.note_id, row]))
}

export async function findStage(db: Db, noteId: NoteId): Promise<SummaryStage> {
  return stageOf(await listStages(db, noteId))
}

/** The stage of a summary by its changes, oldest first. */
export function stageOf(changes: readonly Pick<SummaryStageRow, 'stage'>[]): SummaryStage {
  return changes.at(-1)?.stage ?? 'draft'
}

/** Rows of errata: corrections of summaries that were final. */
import type { EventId, NoteId } from '../../shared/domain/ids.ts'
import type { Db, ErratumRow } from './tables.ts'

/** Gives the position. Rejects when the note is gone: there are no foreign keys. */
export async function insertErratum(db: Db, row: Omit<ErratumRow, 'position'>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.selectFrom('notes').select('id').where('id', '=', row.note_id).executeTakeFirstOrThrow()
    const { last } = await tx
      .selectFrom('errata')
      .select((select) => select.fn.max('position').as('last'))
      .where('note_id', '=', row.note_id)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('errata')
      .values({ ...row, position: last + 1 })
      .execute()
  })
}

/** Of one summary, oldest first. */
export async function listErrataOf(db: Db, noteId: NoteId): Promise<readonly ErratumRow[]> {
  return db.selectFrom('errata').selectAll().where('note_id', '=', noteId).orderBy('position').execute()
}

/** Of all summaries of an event, each list oldest first. */
export async function listErrata(
  db: Db,
  event: EventId,
): Promise<ReadonlyMap<NoteId, readonly ErratumRow[]>> {
  const rows = await db
    .selectFrom('errata')
    .innerJoin('notes', 'notes.id', 'errata.note_id')
    .selectAll('errata')
    .where('notes.event_id', '=', event)
    .orderBy('errata.position')
    .execute()
  const byNote = new Map<NoteId, ErratumRow[]>()
  for (const row of rows) byNote.set(row.note_id, [...(byNote.get(row.note_id) ?? []), row])
  return byNote
}

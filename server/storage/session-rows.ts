/** Rows of sessions. */
import type { EventId, SessionId } from '../../shared/domain/ids.ts'
import { batchesOf } from './batches.ts'
import { deleteNotes } from './note-rows.ts'
import type { Db, SessionRow } from './tables.ts'

/** What can be changed about a session. */
export type SessionChanges = Partial<Omit<SessionRow, 'id' | 'event_id' | 'import_key'>>

export async function insertSessions(db: Db, rows: readonly SessionRow[]): Promise<void> {
  for (const batch of batchesOf(rows)) await db.insertInto('sessions').values(batch).execute()
}

export async function findSession(db: Db, id: SessionId): Promise<SessionRow | null> {
  return (await db.selectFrom('sessions').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Sessions of an event in programme order: as imported, then as they were made. */
export async function listSessions(db: Db, event: EventId): Promise<readonly SessionRow[]> {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('event_id', '=', event)
    .orderBy('position')
    .orderBy('title')
    .orderBy('id')
    .execute()
}

/** The position after the last session of an event. */
export async function nextSessionPosition(db: Db, event: EventId): Promise<number> {
  const row = await db
    .selectFrom('sessions')
    .select((select) => select.fn.max('position').as('last'))
    .where('event_id', '=', event)
    .executeTakeFirst()
  return (row?.last ?? -1) + 1
}

export async function updateSession(db: Db, id: SessionId, changes: SessionChanges): Promise<void> {
  if (Object.keys(changes).length === 0) return
  await db.updateTable('sessions').set(changes).where('id', '=', id).execute()
}

/** Marks sessions as no longer listed by the programme; those marked before keep their time. */
export async function cancelSessions(db: Db, ids: readonly SessionId[], now: number): Promise<void> {
  for (const batch of batchesOf(ids)) {
    await db
      .updateTable('sessions')
      .set({ cancelled_at: now })
      .where('id', 'in', batch)
      .where('cancelled_at', 'is', null)
      .execute()
  }
}

/** Deletes a session with its notes. */
export async function deleteSessionRow(db: Db, id: SessionId): Promise<void> {
  await deleteNotes(db, { session: id })
  await db.deleteFrom('sessions').where('id', '=', id).execute()
}

/** Rows of events. Everything that belongs to one goes with it; its notes have no foreign key and are deleted first. */
import type { Insertable } from 'kysely'
import type { EventId, NoteId } from '../../shared/domain/ids.ts'
import { deleteNotes } from './note-rows.ts'
import { deleteUnusedBytes } from './publication-rows.ts'
import type { Db, EventRow } from './tables.ts'

/** What can be changed about an event. */
export type EventChanges = Partial<Omit<EventRow, 'id' | 'created_at'>>

export async function insertEvent(db: Db, row: Insertable<EventRow>): Promise<void> {
  await db.insertInto('events').values(row).execute()
}

export async function findEvent(db: Db, id: EventId): Promise<EventRow | null> {
  return (await db.selectFrom('events').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The stored list of the names that the event of a note takes out; null: none, or no such note. */
export async function findNamesToTakeOut(db: Db, note: NoteId): Promise<string | null> {
  const row = await db
    .selectFrom('notes')
    .innerJoin('events', 'events.id', 'notes.event_id')
    .select('events.redacted_names')
    .where('notes.id', '=', note)
    .executeTakeFirst()
  return row?.redacted_names ?? null
}

export async function findEventBySlug(db: Db, slug: string): Promise<EventRow | null> {
  return (await db.selectFrom('events').selectAll().where('slug', '=', slug).executeTakeFirst()) ?? null
}

/** All events, or those of the given ids; the newest first, those without a date last. */
export async function listEvents(db: Db, ids: readonly EventId[] | 'all'): Promise<readonly EventRow[]> {
  let query = db.selectFrom('events').selectAll()
  if (ids !== 'all') {
    if (ids.length === 0) return []
    query = query.where('id', 'in', ids)
  }
  return query
    .orderBy((where) => where.case().when('start_date', 'is', null).then(1).else(0).end())
    .orderBy('start_date', 'desc')
    .orderBy('title')
    .orderBy('id')
    .execute()
}

/** Slugs that are the given one or start with it and a hyphen: what a new slug has to differ from. */
export async function listSlugsLike(db: Db, slug: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('events')
    .select('slug')
    .where((where) => where.or([where('slug', '=', slug), where('slug', 'like', `${slug}-%`)]))
    .execute()
  return new Set(rows.map((row) => row.slug))
}

export async function updateEvent(db: Db, id: EventId, changes: EventChanges): Promise<void> {
  if (Object.keys(changes).length === 0) return
  await db.updateTable('events').set(changes).where('id', '=', id).execute()
}

/** Says that something of an event's programme has changed, which every file of it tells. */
export function touchEvent(db: Db, id: EventId, now: number): Promise<void> {
  return updateEvent(db, id, { updated_at: now })
}

/** Deletes an event with all that it holds, the log of its notes included. */
export async function deleteEventRow(db: Db, id: EventId): Promise<void> {
  await deleteNotes(db, { event: id })
  await db.deleteFrom('events').where('id', '=', id).execute()
  await deleteUnusedBytes(db)
}

/** Rows of tracks. Sessions outlive their track; its two notes do not. */
import type { EventId, TrackId } from '../../shared/domain/ids.ts'
import { batchesOf } from './batches.ts'
import { deleteNotes } from './note-rows.ts'
import type { Db, TrackRow } from './tables.ts'

/** What can be changed about a track. */
export type TrackChanges = Partial<Omit<TrackRow, 'id' | 'event_id' | 'import_key'>>

export async function insertTracks(db: Db, rows: readonly TrackRow[]): Promise<void> {
  for (const batch of batchesOf(rows)) await db.insertInto('tracks').values(batch).execute()
}

export async function findTrack(db: Db, id: TrackId): Promise<TrackRow | null> {
  return (await db.selectFrom('tracks').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** Tracks of an event in programme order. */
export async function listTracks(db: Db, event: EventId): Promise<readonly TrackRow[]> {
  return db
    .selectFrom('tracks')
    .selectAll()
    .where('event_id', '=', event)
    .orderBy('position')
    .orderBy('title')
    .orderBy('id')
    .execute()
}

/** The position after the last track of an event. */
export async function nextTrackPosition(db: Db, event: EventId): Promise<number> {
  const row = await db
    .selectFrom('tracks')
    .select((select) => select.fn.max('position').as('last'))
    .where('event_id', '=', event)
    .executeTakeFirst()
  return (row?.last ?? -1) + 1
}

export async function updateTrack(db: Db, id: TrackId, changes: TrackChanges): Promise<void> {
  if (Object.keys(changes).length === 0) return
  await db.updateTable('tracks').set(changes).where('id', '=', id).execute()
}

/** Deletes a track and its notes; its sessions stay in the event. */
export async function deleteTrackRow(db: Db, id: TrackId): Promise<void> {
  await deleteNotes(db, { track: id })
  await db.deleteFrom('tracks').where('id', '=', id).execute()
}

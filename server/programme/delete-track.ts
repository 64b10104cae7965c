import type { Context } from '../context.ts'
import { deleteOrphanedPeople } from '../storage/person-rows.ts'
import type { TrackTarget } from '../storage/targets.ts'
import { deleteTrackRow } from '../storage/track-rows.ts'

/** Deletes a track with its two notes. Its sessions stay, without a track. */
export async function deleteTrack(
  { db, bus }: Pick<Context, 'db' | 'bus'>,
  { event, track }: TrackTarget,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await deleteTrackRow(tx, track)
    await deleteOrphanedPeople(tx, event)
  })
  bus.publish({ kind: 'access-changed', eventId: event })
}

import type { Context } from '../context.ts'
import { touchEvent } from '../storage/event-rows.ts'
import { deleteOrphanedPeople } from '../storage/person-rows.ts'
import type { TrackTarget } from '../storage/targets.ts'
import { deleteTrackRow } from '../storage/track-rows.ts'

/** Deletes a track with its two notes. Its sessions stay, without a track. */
export async function deleteTrack(
  { db, clock, bus }: Pick<Context, 'db' | 'clock' | 'bus'>,
  { event, track }: TrackTarget,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await deleteTrackRow(tx, track)
    await deleteOrphanedPeople(tx, event)
    await touchEvent(tx, event, clock.now())
  })
  bus.publish({ kind: 'access-changed', eventId: event })
}

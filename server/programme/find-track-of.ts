import type { EventId, TrackId } from '../../shared/domain/ids.ts'
import { AppError } from '../errors.ts'
import type { Db } from '../storage/tables.ts'
import { findTrack } from '../storage/track-rows.ts'

/** The track that a form names, if it is one of the event. Throws AppError when it is not. */
export async function findTrackOf(db: Db, event: EventId, id: string | null): Promise<TrackId | null> {
  if (id === null) return null
  const track = await findTrack(db, id as TrackId)
  if (track?.event_id === event) return track.id
  throw new AppError('bad_request', 'Expected the id of a track of this event, or null.', {
    place: 'trackId',
  })
}

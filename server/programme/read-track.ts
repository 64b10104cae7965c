import type { TrackDetail } from '../../shared/contracts/programme.ts'
import type { TrackId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { findEvent } from '../storage/event-rows.ts'
import { describeEvent, describeTrack, readDoc, readTopics, redactorFor } from './describe.ts'
import { loadTrack } from './load-programme.ts'
import { redactDoc, redactTopics } from './redact-programme.ts'
import { worksOnTrack } from './viewpoint.ts'

/** A track with its description and topics. Whether the principal may read it was asked before. */
export async function readTrack(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { track: id, principal }: { readonly track: TrackId; readonly principal: Principal },
): Promise<TrackDetail> {
  const viewpoint = { principal, now: clock.now() }
  const track = await loadTrack(db, id)
  const event = track && (await findEvent(db, track.row.event_id))
  if (!event) throw trackNotFound()
  const redactor = redactorFor(event, { seesNames: worksOnTrack(viewpoint, track) })
  return {
    ...describeTrack(viewpoint, track, redactor),
    description: redactDoc(readDoc(track.row.description), redactor),
    topics: redactTopics(readTopics(track.row.topics), redactor),
    sessionStyle: track.row.session_style,
    event: describeEvent(viewpoint, event),
  }
}

export function trackNotFound(): AppError {
  return new AppError('not_found', 'There is no such track here, or it was deleted.')
}

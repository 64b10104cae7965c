import type { EventDetail } from '../../shared/contracts/programme.ts'
import type { EventId } from '../../shared/domain/ids.ts'
import { requireAccess } from '../auth/authorize.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { describeEvent, describeSession, describeSettings, describeTrack, readDoc } from './describe.ts'
import { loadProgramme } from './load-programme.ts'
import { mayDo, maySeeSession, maySeeTrack, roleWithin } from './viewpoint.ts'

/**
 * An event with the tracks and sessions that somebody may see; those of a session's reader are that session and the
 * head of its track. Throws AppError for those without any right in the event.
 */
export async function readEvent(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  { event, principal }: { readonly event: EventId; readonly principal: Principal },
): Promise<EventDetail> {
  const viewpoint = { principal, now: clock.now() }
  if (roleWithin(viewpoint, event) === null) {
    requireAccess({ principal, action: 'programme.read', target: { event }, clock })
  }
  const programme = await loadProgramme(db, event)
  if (!programme) throw eventNotFound()
  const sessions = programme.sessions.filter((session) => maySeeSession(viewpoint, session))
  const tracksOfSessions = new Set(sessions.map(({ row }) => row.track_id))
  const tracks = programme.tracks.filter(
    (track) => tracksOfSessions.has(track.row.id) || maySeeTrack(viewpoint, track),
  )
  return {
    ...describeEvent(viewpoint, programme.event),
    description: readDoc(programme.event.description),
    licence: programme.event.licence,
    sessionStyle: programme.event.session_style,
    ...(mayDo(viewpoint, 'programme.edit', { event }) ? describeSettings(programme.event) : {}),
    tracks: tracks.map((track) => describeTrack(viewpoint, track)),
    sessions: sessions.map((session) => describeSession(viewpoint, session)),
  }
}

export function eventNotFound(): AppError {
  return new AppError('not_found', 'There is no such event here, or it was deleted.')
}

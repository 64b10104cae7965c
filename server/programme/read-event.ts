import type { EventDetail } from '../../shared/contracts/programme.ts'
import { roleOn } from '../../shared/domain/access.ts'
import type { EventId } from '../../shared/domain/ids.ts'
import { requireAccess } from '../auth/authorize.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import {
  describeEvent,
  describeSession,
  describeSettings,
  describeTrack,
  readDoc,
  redactorFor,
} from './describe.ts'
import { loadProgramme, type StoredTrack } from './load-programme.ts'
import { redactDoc } from './redact-programme.ts'
import {
  mayDo,
  maySeeSession,
  maySeeTrack,
  roleWithin,
  worksInEvent,
  worksOnSession,
  worksOnTrack,
} from './viewpoint.ts'

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
  const withNames = redactorFor(programme.event, { seesNames: true })
  const without = redactorFor(programme.event, { seesNames: false })
  const forHead = worksInEvent(viewpoint, event) ? withNames : without
  const worked = new Set(sessions.filter((session) => worksOnSession(viewpoint, session)))
  // Who works on a session sees the head of its track as it is.
  const tracksOfWorked = new Set([...worked].map(({ row }) => row.track_id))
  const seesTrack = (track: StoredTrack) => tracksOfWorked.has(track.row.id) || worksOnTrack(viewpoint, track)
  return {
    ...describeEvent(viewpoint, programme.event),
    ownRole: roleOn(principal.grants, { event }, viewpoint.now),
    description: redactDoc(readDoc(programme.event.description), forHead),
    licence: forHead.textOrNull(programme.event.licence),
    sessionStyle: programme.event.session_style,
    ...(mayDo(viewpoint, 'programme.edit', { event }) ? describeSettings(programme.event) : {}),
    tracks: tracks.map((track) => describeTrack(viewpoint, track, seesTrack(track) ? withNames : without)),
    sessions: sessions.map((session) =>
      describeSession(viewpoint, session, worked.has(session) ? withNames : without),
    ),
  }
}

export function eventNotFound(): AppError {
  return new AppError('not_found', 'There is no such event here, or it was deleted.')
}

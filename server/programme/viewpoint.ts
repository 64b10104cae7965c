/**
 * What an asker may see of a programme. A right on a session or a note also shows the heads of what contains it (an
 * event's title, a track's leads and links), and nothing beside it.
 */
import { can, roleAllows, roleOn, type Action, type Role, type Target } from '../../shared/domain/access.ts'
import type { EventId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { NotePair } from '../storage/note-rows.ts'
import type { StoredSession, StoredTrack } from './load-programme.ts'

/** Who asks, and when: grants end. */
export interface Viewpoint {
  readonly principal: Principal
  /** ms since the epoch. */
  readonly now: number
}

export function mayDo({ principal, now }: Viewpoint, action: Action, target: Target): boolean {
  return can({ grants: principal.grants, action, target, now })
}

/** The strongest role anywhere in an event, or null for none. */
export function roleWithin({ principal, now }: Viewpoint, event: EventId): Role | null {
  const grants = principal.grants
    .filter((grant) => grant.scope.type === 'site' || grant.eventId === event)
    .map((grant) => ({ ...grant, scope: { type: 'site', id: '' } as const }))
  return roleOn(grants, {}, now)
}

export function trackTarget({ row }: StoredTrack): Target {
  return { event: row.event_id, track: row.id }
}

export function sessionTarget({ row }: StoredSession): Target {
  return {
    event: row.event_id,
    ...(row.track_id === null ? {} : { track: row.track_id }),
    session: row.id,
  }
}

/** Whether the asker may read a track, or one of its own two notes. */
export function maySeeTrack(viewpoint: Viewpoint, track: StoredTrack): boolean {
  return mayReadAny(viewpoint, trackTarget(track), [track.notes.notes, track.notes.summary])
}

/** Whether the asker may read a session, or one of its two notes. */
export function maySeeSession(viewpoint: Viewpoint, session: StoredSession): boolean {
  return mayReadAny(viewpoint, sessionTarget(session), [session.notes.notes, session.notes.summary])
}

/** Whether the asker comments or writes anywhere in an event: who does sees its head with the names that it takes out … */
export function worksInEvent(viewpoint: Viewpoint, event: EventId): boolean {
  return roleAllows(roleWithin(viewpoint, event), 'note.comment')
}

/** … on a track, or on one of its own two notes … */
export function worksOnTrack(viewpoint: Viewpoint, track: StoredTrack): boolean {
  return worksOnAny(viewpoint, trackTarget(track), track.notes)
}

/** … on a session, or on one of its two notes: such parts are shown with them. All others only read. */
export function worksOnSession(viewpoint: Viewpoint, session: StoredSession): boolean {
  return worksOnAny(viewpoint, sessionTarget(session), session.notes)
}

function worksOnAny(viewpoint: Viewpoint, target: Target, { notes, summary }: NotePair): boolean {
  return [notes, summary].some((note) => mayDo(viewpoint, 'note.comment', { ...target, note }))
}

function mayReadAny(viewpoint: Viewpoint, target: Target, notes: readonly string[]): boolean {
  return (
    mayDo(viewpoint, 'programme.read', target) ||
    notes.some((note) => mayDo(viewpoint, 'note.read', { ...target, note }))
  )
}

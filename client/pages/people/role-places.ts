/** What somebody can be given a role on, as far as the asker may give any there. */
import type { EventDetail } from '../../../shared/contracts/programme.ts'
import type { Role } from '../../../shared/domain/access.ts'
import { rolesToGrant } from '../../components/rights.ts'

export interface RolePlace {
  readonly type: 'event' | 'track' | 'session'
  readonly id: string
  readonly title: string
  /** What the asker holds there. */
  readonly role: Role | null
}

/** The event, its tracks, its sessions. `onEvent` is what the asker holds on the event itself. */
export function rolePlaces(event: EventDetail, onEvent: Role | null): readonly RolePlace[] {
  const places: readonly RolePlace[] = [
    { type: 'event', id: event.id, title: event.title, role: onEvent },
    ...event.tracks.map(({ id, title, role }) => ({ type: 'track', id, title, role }) as const),
    ...event.sessions.map(({ id, title, role }) => ({ type: 'session', id, title, role }) as const),
  ]
  return places.filter(({ role }) => rolesToGrant(role).length > 0)
}

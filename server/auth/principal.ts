/**
 * Who is asking, and with which rights: what every edge (HTTP, WebSocket, reading pages) gets from a request's
 * credentials, and the only thing they decide by.
 */
import type { Grant } from '../../shared/domain/access.ts'
import type { EventId, LinkId, LoginId, UserId } from '../../shared/domain/ids.ts'

/** A grant with the event that its scope lies in; null for the site. */
export interface PrincipalGrant extends Grant {
  readonly eventId: EventId | null
  /** The access link that gives it; absent: none does. */
  readonly link?: LinkId
}

export interface Principal {
  readonly kind: 'anonymous' | 'guest' | 'user' | 'token' | 'link'
  /** `user:ID`, `guest:LOGIN-ID`, `token:ID`, `link:ID`: what the log says who wrote; null for anonymous. */
  readonly actor: string | null
  /** Display name; null for guests who have not given one. */
  readonly name: string | null
  readonly email: string | null
  /** `#rrggbb`. */
  readonly color: string
  readonly userId: UserId | null
  readonly loginId: LoginId | null
  readonly grants: readonly PrincipalGrant[]
}

import type { Principal } from './principal.ts'
import { ANONYMOUS } from './anonymous.ts'

/** Whoever runs commands on the server's own machine: may do everything, and is nobody's account. */
export const OPERATOR: Principal = {
  ...ANONYMOUS,
  kind: 'token',
  grants: [{ scope: { type: 'site', id: '' }, role: 'organizer', expiresAt: null, eventId: null }],
}

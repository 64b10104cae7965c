import type { AccessLink } from '../../../shared/contracts/people.ts'

/** Whether a link still lets anybody in. Implements PAGE-19. */
export function linkState(link: AccessLink, nowMs: number): 'live' | 'expired' | 'revoked' {
  if (link.revokedAt !== null) return 'revoked'
  return link.expiresAt !== null && Date.parse(link.expiresAt) <= nowMs ? 'expired' : 'live'
}

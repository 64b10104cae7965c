import type { LINK_SCOPES } from '../../shared/domain/access.ts'
import type { AccessLink } from '../../shared/contracts/people.ts'
import type { LinkDetail } from '../storage/link-rows.ts'
import { linkTitle } from './link-scope.ts'

/** An access link as the API shows it: without its secret, which is not known any more. */
export function toAccessLink(link: LinkDetail): AccessLink {
  return {
    // Links are only ever made for these scopes (create-link.ts).
    scope: { type: link.scope_type as (typeof LINK_SCOPES)[number], id: link.scope_id },
    id: link.id,
    scopeTitle: linkTitle(link),
    role: link.role,
    label: link.label,
    hasPassword: link.password_hash !== null,
    createdAt: toInstant(link.created_at),
    createdBy: link.created_by,
    expiresAt: link.expires_at === null ? null : toInstant(link.expires_at),
    revokedAt: link.revoked_at === null ? null : toInstant(link.revoked_at),
    lastUsedAt: link.last_used_at === null ? null : toInstant(link.last_used_at),
    uses: link.uses,
  }
}

function toInstant(ms: number): string {
  return new Date(ms).toISOString()
}

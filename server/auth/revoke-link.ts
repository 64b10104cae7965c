import { mayGrant, roleOn } from '../../shared/domain/access.ts'
import type { LinkId } from '../../shared/domain/ids.ts'
import type { Bus } from '../cluster/bus.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { findLink, markLinkRevoked } from '../storage/link-rows.ts'
import type { Db } from '../storage/tables.ts'
import { audit } from './audit.ts'
import { requireAccess, requireSignedIn } from './authorize.ts'
import { describeLink } from './describe-link.ts'
import { linkTarget } from './link-scope.ts'
import type { Principal } from './principal.ts'

/**
 * Ends an access link for everybody who has opened it, at once. Whoever may give away its role there may also take it
 * back. Revoking again changes nothing.
 */
export async function revokeLink(
  { db, clock, bus }: { readonly db: Db; readonly clock: Clock; readonly bus: Bus },
  { principal, id }: { readonly principal: Principal; readonly id: string },
): Promise<void> {
  requireSignedIn(principal)
  const link = await findLink(db, id as LinkId)
  if (!link) throw new AppError('not_found', 'There is no such access link.')
  const target = linkTarget(link) ?? { event: link.event_id }
  requireAccess({ principal, action: 'link.manage', target, clock })
  const role = roleOn(principal.grants, target, clock.now())
  if (!mayGrant(role, link.role)) {
    throw new AppError('forbidden', `As ${role} here you cannot take back a link with the role ${link.role}.`)
  }
  const at = clock.now()
  if (await markLinkRevoked(db, link.id, at))
    await audit(db, { principal, act: 'link.revoked', at, event: link.event_id, ...describeLink(link) })
  bus.publish({ kind: 'access-changed', eventId: link.event_id })
}

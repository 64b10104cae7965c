import { roleAllows } from '../../shared/domain/access.ts'
import type { LinkList } from '../../shared/contracts/people.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { listLinksOfEvent } from '../storage/link-rows.ts'
import { findEventTarget } from '../storage/targets.ts'
import type { Db } from '../storage/tables.ts'
import { requireAccess, requireSignedIn } from './authorize.ts'
import { toAccessLink } from './link-answer.ts'
import { mayManageLink } from './link-scope.ts'
import type { Principal } from './principal.ts'

/**
 * The links of an event (id or slug) that the asker may manage, newest first, ended and revoked ones included. The
 * lead of a track gets those of the track; who may manage nothing in the event is refused.
 */
export async function listLinks(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { principal, event }: { readonly principal: Principal; readonly event: string },
): Promise<LinkList> {
  requireSignedIn(principal)
  const target = await findEventTarget(db, event)
  if (!target) throw new AppError('not_found', 'There is no such event.', { place: 'event' })
  const now = clock.now()
  const managesSomething = principal.grants.some(
    ({ role, eventId, expiresAt }) =>
      roleAllows(role, 'link.manage') &&
      (eventId === null || eventId === target.event) &&
      (expiresAt === null || expiresAt > now),
  )
  if (!managesSomething) requireAccess({ principal, action: 'link.manage', target, clock })
  const links = await listLinksOfEvent(db, target.event)
  return { links: links.filter((link) => mayManageLink(principal.grants, link, now)).map(toAccessLink) }
}

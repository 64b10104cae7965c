import { can, roleOn, type Grant } from '../../shared/domain/access.ts'
import type { LinkId } from '../../shared/domain/ids.ts'
import { findLink, type LinkDetail } from '../storage/link-rows.ts'
import type { Db } from '../storage/tables.ts'
import { linkTarget } from './link-scope.ts'
import { isStronger } from './rights-of-actor.ts'

/** The link, when the holder of the grants may revoke it: whoever may give away its role may also take it back. */
export async function findRevocableLink(
  db: Db,
  { id, grants, now }: { readonly id: LinkId; readonly grants: readonly Grant[]; readonly now: number },
): Promise<LinkDetail | null> {
  const link = await findLink(db, id)
  if (!link) return null
  const target = linkTarget(link) ?? { event: link.event_id }
  const mayManage = can({ grants, action: 'link.manage', target, now })
  return mayManage && !isStronger(link.role, roleOn(grants, target, now)) ? link : null
}

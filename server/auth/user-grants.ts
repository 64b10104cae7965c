import type { UserId } from '../../shared/domain/ids.ts'
import type { Db, UserRoleRow } from '../storage/tables.ts'
import { listUserRoles } from '../storage/user-rows.ts'
import { findScopeTarget } from './find-scope-target.ts'
import type { PrincipalGrant } from './principal.ts'

/** What an account holds by its own roles, whichever browser it is signed in with. */
export async function listUserGrants(db: Db, id: UserId): Promise<readonly PrincipalGrant[]> {
  const roles = await listUserRoles(db, id)
  const grants = await Promise.all(roles.map((role) => roleGrant(db, role)))
  return grants.filter((grant) => grant !== null)
}

/** Null when what the role was given on is gone. */
async function roleGrant(db: Db, row: UserRoleRow): Promise<PrincipalGrant | null> {
  const { scope_type: type, scope_id: id, role } = row
  if (type === 'site') return { scope: { type, id: '' }, role, expiresAt: null, eventId: null }
  const target = await findScopeTarget(db, { type, id })
  return target && { scope: { type, id }, role, expiresAt: null, eventId: target.event }
}

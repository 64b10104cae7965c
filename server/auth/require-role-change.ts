import { mayGrant, roleOn, type Role, type Target } from '../../shared/domain/access.ts'
import { ROLE_NAMES } from '../../shared/domain/role-words.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { countSiteRoles, type RoleDetail } from '../storage/role-rows.ts'
import type { Db } from '../storage/tables.ts'
import { requireAccess, type Asker } from './authorize.ts'

/**
 * Throws AppError unless the asker may give or take this role on the target: leads and organisers there, none above their
 * own; on the site only its organisers. Implements ROLE-2 and ROLE-3.
 */
export function requireRoleChange(options: {
  readonly principal: Asker
  readonly target: Target
  readonly role: Role
  readonly verb: 'give' | 'take'
  readonly clock: Pick<Clock, 'now'>
}): void {
  const { principal, target, role, verb, clock } = options
  const action = target.event === undefined ? 'user.manage' : 'people.manage'
  requireAccess({ principal, action, target, clock })
  const own = roleOn(principal.grants, target, clock.now())
  if (mayGrant(own, role)) return
  throw new AppError(
    'forbidden',
    `As ${own === null ? 'a stranger' : ROLE_NAMES[own]} here you cannot ${verb} ${verb === 'give' ? 'the role' : 'away the role'} ${ROLE_NAMES[role]}.`,
    { place: 'role' },
  )
}

/** Throws AppError `conflict` when the site would have no organiser without this role. Implements ROLE-5. */
export async function keepLastOrganiser(db: Db, row: Pick<RoleDetail, 'scope_type' | 'role'>): Promise<void> {
  if (row.scope_type !== 'site' || row.role !== 'organizer') return
  if ((await countSiteRoles(db, 'organizer')) > 1) return
  throw new AppError(
    'conflict',
    'This is the last organiser of the site. Make somebody else one first; then this role can go.',
  )
}

import { SITE } from '../../shared/domain/access.ts'
import type { NewUser, UserMade } from '../../shared/contracts/roles.ts'
import { AppError } from '../errors.ts'
import { findRole } from '../storage/role-rows.ts'
import { findUser } from '../storage/user-rows.ts'
import { requireAccess } from './authorize.ts'
import { createUser } from './create-user.ts'
import { handOverPasswordLink, type HandOverDeps } from './hand-over-password-link.ts'
import type { Principal } from './principal.ts'
import { toUser } from './read-users.ts'

const SITE_SCOPE = { type: 'site', id: '' } as const

/** Makes an account without a password, and the link that sets one. Implements ROLE-10. */
export async function makeAccount(
  deps: HandOverDeps,
  { principal, user }: { readonly principal: Principal; readonly user: NewUser },
): Promise<UserMade> {
  const { db, clock } = deps
  requireAccess({ principal, action: 'user.manage', target: SITE, clock })
  const { name, email, role = null } = user
  const grant = role === null ? {} : { grant: { scope: SITE_SCOPE, role } }
  const id = await createUser(deps, { user: { name, email, password: null }, principal, ...grant })
  const by = deps.mailer ? 'mail' : 'hand'
  const passwordLink = await handOverPasswordLink(deps, { userId: id, principal, by })
  const [row, held] = await Promise.all([findUser(db, id), findRole(db, id, SITE_SCOPE)])
  if (!row) throw new AppError('not_found', 'The account was deleted just now.')
  return { user: toUser(row, held ? [held] : []), passwordLink }
}

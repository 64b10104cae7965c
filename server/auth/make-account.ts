import type { Kysely } from 'kysely'
import { SITE } from '../../shared/domain/access.ts'
import type { NewUser, UserMade } from '../../shared/contracts/roles.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { findRole } from '../storage/role-rows.ts'
import { findUser } from '../storage/user-rows.ts'
import type { Tables } from '../storage/tables.ts'
import { requireAccess } from './authorize.ts'
import { createPasswordLink } from './create-password-link.ts'
import { createUser } from './create-user.ts'
import type { Principal } from './principal.ts'
import { toUser } from './read-users.ts'

interface Deps {
  readonly db: Kysely<Tables>
  readonly clock: Clock
  readonly publicUrl: () => string
}

const SITE_SCOPE = { type: 'site', id: '' } as const

/** Makes an account without a password, and the link that sets one; the answer alone holds it. Implements ROLE-10. */
export async function makeAccount(
  deps: Deps,
  { principal, user }: { readonly principal: Principal; readonly user: NewUser },
): Promise<UserMade> {
  const { db, clock } = deps
  requireAccess({ principal, action: 'user.manage', target: SITE, clock })
  const { name, email, role = null } = user
  const grant = role === null ? {} : { grant: { scope: SITE_SCOPE, role } }
  const id = await createUser(deps, { user: { name, email, password: null }, principal, ...grant })
  const { url, expiresAt } = await createPasswordLink(deps, { userId: id, principal })
  const [row, held] = await Promise.all([findUser(db, id), findRole(db, id, SITE_SCOPE)])
  if (!row) throw new AppError('not_found', 'The account was deleted just now.')
  return {
    user: toUser(row, held ? [held] : []),
    passwordLink: { url, expiresAt: new Date(expiresAt).toISOString() },
  }
}

import type { Kysely } from 'kysely'
import type { Role, Scope } from '../../shared/domain/access.ts'
import { newId, type EventId, type UserId } from '../../shared/domain/ids.ts'
import type { UserCreate } from '../../shared/contracts/people.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { findRole } from '../storage/role-rows.ts'
import { findUserByEmail, hasUsers, insertUser, insertUserRole } from '../storage/user-rows.ts'
import type { Db, Tables } from '../storage/tables.ts'
import { auditRole } from './audit-role.ts'
import { audit } from './audit.ts'
import { cleanName } from './clean-name.ts'
import { OPERATOR } from './operator.ts'
import { hashPassword } from './passwords.ts'
import type { Principal } from './principal.ts'

/**
 * Makes an account, with a role when one is given. Throws AppError `conflict` for an address that has an account, and
 * `setup_done` when it had to be the very first one and is not. Callers decide who may do this.
 */
export async function createUser(
  { db, clock }: { readonly db: Kysely<Tables>; readonly clock: Clock },
  options: {
    /** Without one nobody signs in by password until a link has set it. */
    readonly user: Omit<UserCreate, 'password'> & { readonly password: string | null }
    readonly grant?: { readonly scope: Scope; readonly role: Role }
    readonly mustBeFirst?: boolean
    /** Whether somebody vouches that the address is the holder's. As a rule who runs the server, in setting a password. */
    readonly isEmailProven?: boolean
    /** Who makes it. */
    readonly principal?: Pick<Principal, 'actor' | 'name'>
    /** What the audit log says beside that. */
    readonly detail?: string | null
  },
): Promise<UserId> {
  const { user, grant, principal = OPERATOR, detail = null } = options
  const isEmailProven = options.isEmailProven ?? user.password !== null
  const at = clock.now()
  const passwordHash = user.password === null ? '' : await hashPassword(user.password)
  return db.transaction().execute(async (transaction) => {
    if (options.mustBeFirst && (await hasUsers(transaction))) throw setupDone()
    if (await findUserByEmail(transaction, user.email)) {
      throw new AppError('conflict', 'There is an account with this e-mail address already.', {
        place: 'email',
      })
    }
    const id = await insertAccount(transaction, { user, passwordHash, at, principal, detail, isEmailProven })
    if (!grant) return id
    const { scope, role } = grant
    await insertUserRole(transaction, { user_id: id, scope_type: scope.type, scope_id: scope.id, role })
    const row = await findRole(transaction, id, scope)
    if (row) await auditRole(transaction, { principal, act: 'role.given', at, row })
    return id
  })
}

/** Give it a transaction in which nobody has an account with this address. */
export async function insertAccount(
  tx: Db,
  account: {
    readonly user: Pick<UserCreate, 'email' | 'name'>
    readonly passwordHash: string
    readonly at: number
    readonly principal: Pick<Principal, 'actor' | 'name'>
    readonly detail?: string | null
    readonly isEmailProven?: boolean
    /** In which event somebody makes it in giving a role. */
    readonly event?: EventId | null
  },
): Promise<UserId> {
  const { user, passwordHash, at, principal, detail = null, isEmailProven = false, event = null } = account
  const id = newId<UserId>()
  const name = cleanName(user.name)
  await insertUser(tx, {
    id,
    email: user.email,
    name,
    password_hash: passwordHash,
    created_at: at,
    email_proven_at: isEmailProven ? at : null,
    made_in_event: event,
  })
  await audit(tx, { principal, act: 'account.made', at, event: null, subject: name, detail })
  return id
}

/** Why nobody can be made the first organiser any more. */
export function setupDone(): AppError {
  return new AppError('setup_done', 'This server has been set up. Sign in instead.')
}

/**
 * Gives the account with an e-mail address a role, in place of the one that it has on the same scope. Nobody gives more
 * than they hold, nor on more, nor for longer. Implements ROLE-2 to ROLE-9.
 */
import { can, type Scope, type Target } from '../../shared/domain/access.ts'
import type { EventId, UserId } from '../../shared/domain/ids.ts'
import type { RoleCreate, RoleGiven } from '../../shared/contracts/roles.ts'
import type { Bus } from '../cluster/bus.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { findRole, listRolesOf, putRole } from '../storage/role-rows.ts'
import { findUserByEmail } from '../storage/user-rows.ts'
import type { Db } from '../storage/tables.ts'
import { announceAccessChange } from './announce-access.ts'
import { auditRole } from './audit-role.ts'
import { requireSignedIn } from './authorize.ts'
import { insertAccount } from './create-user.ts'
import { findRoleTarget } from './find-role-target.ts'
import { handOverPasswordLink, type HandOverDeps } from './hand-over-password-link.ts'
import { latestEndOf } from './latest-end.ts'
import { toPersonWithRole } from './list-people.ts'
import type { Principal } from './principal.ts'
import { keepLastOrganiser, requireRoleChange } from './require-role-change.ts'

interface Deps extends HandOverDeps {
  readonly bus: Bus
}

interface Request {
  readonly principal: Principal
  readonly role: RoleCreate
}

/** An account that is made for it gets a link to set a password: by mail, or else in the answer. */
export async function giveRole(deps: Deps, { principal, role: asked }: Request): Promise<RoleGiven> {
  const { db, clock } = deps
  requireSignedIn(principal)
  const { scope, target } = await findRoleTarget(db, asked.scope)
  requireRoleChange({ principal, target, role: asked.role, verb: 'give', clock })
  requireNoEnd({ principal, target, role: asked, now: clock.now() })
  const { userId, isNew } = await db.transaction().execute(async (tx) => {
    const account = await findOrMake(tx, { principal, asked, target, clock })
    await setRole(tx, { principal, userId: account.userId, scope, target, asked, clock })
    return account
  })
  await announceAccessChange(deps, [{ eventId: (target.event ?? null) as EventId | null }])
  const held = await findRole(db, userId, scope)
  if (!held) throw new AppError('not_found', `The ${scope.type} was deleted just now.`, { place: 'scope.id' })
  const by = deps.mailer ? 'mail' : 'hand'
  const passwordLink = isNew ? await handOverPasswordLink(deps, { userId, principal, by }) : null
  const viewer = { grants: principal.grants, now: clock.now(), by } as const
  const roles = await listRolesOf(db, [userId])
  return { person: toPersonWithRole(held, viewer, roles), passwordLink }
}

/** Roles of accounts have no end, so whoever has one passes on none. */
function requireNoEnd(options: {
  readonly principal: Principal
  readonly target: Target
  readonly role: RoleCreate
  readonly now: number
}): void {
  const { principal, target, role, now } = options
  const end = latestEndOf({ grants: principal.grants, target, given: role.role, now })
  if (end === null) return
  throw new AppError(
    'forbidden',
    `Your own access here ends at ${new Date(end).toISOString()}, and the role of an account has no end. Make an access link instead.`,
  )
}

async function findOrMake(
  tx: Db,
  options: {
    readonly principal: Principal
    readonly asked: RoleCreate
    readonly target: Target
    readonly clock: Clock
  },
): Promise<{ readonly userId: UserId; readonly isNew: boolean }> {
  const { principal, asked, target, clock } = options
  const { email, name = null } = asked
  const known = await findUserByEmail(tx, email)
  if (known) return { userId: known.id, isNew: false }
  const now = clock.now()
  if (!can({ grants: principal.grants, action: 'user.create', target, now })) {
    throw new AppError(
      'not_found',
      'Nobody has an account with this address yet. An organiser can make one; an access link needs none.',
      { place: 'email' },
    )
  }
  if (name === null) {
    throw new AppError(
      'bad_request',
      'Nobody has an account with this address yet: expected a name for the new one.',
      { place: 'name' },
    )
  }
  const event = (target.event ?? null) as EventId | null
  const user = { email, name }
  const userId = await insertAccount(tx, { user, passwordHash: '', at: now, principal, event })
  return { userId, isNew: true }
}

/** Also takes the place of a role that was there, if the asker may take that one away. */
async function setRole(
  tx: Db,
  options: {
    readonly principal: Principal
    readonly userId: UserId
    readonly scope: Scope
    readonly target: Target
    readonly asked: RoleCreate
    readonly clock: Clock
  },
): Promise<void> {
  const { principal, userId, scope, target, asked, clock } = options
  const before = await findRole(tx, userId, scope)
  if (before?.role === asked.role) return
  if (before) {
    requireRoleChange({ principal, target, role: before.role, verb: 'take', clock })
    await keepLastOrganiser(tx, before)
  }
  await putRole(tx, { user_id: userId, scope_type: scope.type, scope_id: scope.id, role: asked.role })
  const held = await findRole(tx, userId, scope)
  if (held) await auditRole(tx, { principal, act: 'role.given', at: clock.now(), row: held, before })
}

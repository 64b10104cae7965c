import type { Kysely } from 'kysely'
import type { EventId, UserId } from '../../shared/domain/ids.ts'
import type { Bus } from '../cluster/bus.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { deleteRole, findRole } from '../storage/role-rows.ts'
import type { Tables } from '../storage/tables.ts'
import { announceAccessChange } from './announce-access.ts'
import { auditRole } from './audit-role.ts'
import { requireSignedIn } from './authorize.ts'
import type { Principal } from './principal.ts'
import { keepLastOrganiser, requireRoleChange } from './require-role-change.ts'
import { parseScope, roleTarget } from './role-scope.ts'

/**
 * Takes a role from an account, at once: connections that rest on it are judged again. `scope` as in `parseScope`. Whoever
 * may give the role there may also take it. Implements ROLE-3, ROLE-5 and ROLE-8.
 */
export async function takeRole(
  { db, clock, bus }: { readonly db: Kysely<Tables>; readonly clock: Clock; readonly bus: Bus },
  {
    principal,
    user,
    scope,
  }: { readonly principal: Principal; readonly user: string; readonly scope: string },
): Promise<void> {
  requireSignedIn(principal)
  const named = parseScope(scope)
  if (!named) throw noSuchRole()
  const eventId = await db.transaction().execute(async (tx) => {
    const row = await findRole(tx, user as UserId, named)
    const target = row && roleTarget(row)
    if (!row || !target) throw noSuchRole()
    requireRoleChange({ principal, target, role: row.role, verb: 'take', clock })
    await keepLastOrganiser(tx, row)
    await deleteRole(tx, row.user_id, named)
    await auditRole(tx, { principal, act: 'role.taken', at: clock.now(), row })
    return (target.event ?? null) as EventId | null
  })
  await announceAccessChange({ db, bus }, [{ eventId }])
}

function noSuchRole(): AppError {
  return new AppError('not_found', 'This account has no role there (any more).')
}

import type { Kysely } from 'kysely'
import { SITE } from '../../shared/domain/access.ts'
import type { UserId } from '../../shared/domain/ids.ts'
import type { Bus } from '../cluster/bus.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { findRole } from '../storage/role-rows.ts'
import { deleteUserRow, findUser } from '../storage/user-rows.ts'
import type { Tables } from '../storage/tables.ts'
import { announceAccessChange } from './announce-access.ts'
import { audit } from './audit.ts'
import { requireAccess } from './authorize.ts'
import type { Principal } from './principal.ts'
import { keepLastOrganiser } from './require-role-change.ts'

/**
 * Deletes an account with its roles and logins, whose connections end at once. What it wrote stays, under the name that it
 * had then. Implements ROLE-5 and ROLE-11.
 */
export async function deleteUser(
  { db, clock, bus }: { readonly db: Kysely<Tables>; readonly clock: Clock; readonly bus: Bus },
  { principal, id }: { readonly principal: Principal; readonly id: string },
): Promise<void> {
  requireAccess({ principal, action: 'user.manage', target: SITE, clock })
  await db.transaction().execute(async (tx) => {
    const user = await findUser(tx, id as UserId)
    if (!user) throw new AppError('not_found', 'There is no such account.')
    const onSite = await findRole(tx, user.id, { type: 'site', id: '' })
    if (onSite) await keepLastOrganiser(tx, onSite)
    await deleteUserRow(tx, user.id)
    await audit(tx, {
      principal,
      act: 'account.deleted',
      at: clock.now(),
      event: null,
      subject: user.name,
    })
  })
  // Its logins may have opened links to any event.
  await announceAccessChange({ db, bus }, [{ eventId: null }])
}

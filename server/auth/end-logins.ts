/**
 * Ends logins of an account in other browsers: their cookies are worth nothing any more, and whoever calls has their
 * connections judged again (announce-access.ts) once the transaction holds.
 */
import type { LoginId, UserId } from '../../shared/domain/ids.ts'
import { listLinksOfLogin } from '../storage/link-rows.ts'
import { deleteLogin, listLoginsOf } from '../storage/login-rows.ts'
import type { Db, LoginRow } from '../storage/tables.ts'
import { linkGrant } from './authenticate.ts'
import type { PrincipalGrant } from './principal.ts'
import { listUserGrants } from './user-grants.ts'

export interface EndedLogins {
  readonly logins: readonly LoginRow[]
  /** What their connections rested on. */
  readonly grants: readonly PrincipalGrant[]
}

/** Ends those that pass. */
export async function endLoginsOf(
  transaction: Db,
  options: {
    readonly userId: UserId
    readonly now: number
    readonly ends: (id: LoginId) => boolean
  },
): Promise<EndedLogins> {
  const { userId, now, ends } = options
  const logins = (await listLoginsOf(transaction, userId, now)).filter(({ id }) => ends(id))
  const grants = [...(await listUserGrants(transaction, userId))]
  for (const { id } of logins) {
    grants.push(...(await listLinksOfLogin(transaction, id, now)).map(linkGrant))
    await deleteLogin(transaction, id)
  }
  return { logins, grants: logins.length === 0 ? [] : grants }
}

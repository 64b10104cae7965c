import type { Bus } from '../cluster/bus.ts'
import { deleteLogin } from '../storage/login-rows.ts'
import type { Db } from '../storage/tables.ts'
import { announceAccessChange } from './announce-access.ts'
import type { Principal } from './principal.ts'

/** Signs the asker's browser out: its cookie is worth nothing any more and its connections end. Others' logins stay. */
export async function endLogin(
  { db, bus }: { readonly db: Db; readonly bus: Bus },
  principal: Principal,
): Promise<void> {
  if (principal.loginId === null) return
  await deleteLogin(db, principal.loginId)
  await announceAccessChange({ db, bus }, principal.grants)
}

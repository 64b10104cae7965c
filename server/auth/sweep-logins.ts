import type { Clock } from '../lib/clock.ts'
import { deleteExpiredLogins } from '../storage/login-rows.ts'
import type { Db } from '../storage/tables.ts'

/** Deletes logins that have ended; they give no rights even before that. Returns how many there were. */
export function sweepLogins({ db, clock }: { readonly db: Db; readonly clock: Clock }): Promise<number> {
  return deleteExpiredLogins(db, clock.now())
}

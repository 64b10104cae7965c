import type { UserRow } from '../storage/tables.ts'

/** Whether nobody has ever come into an account: no password was set, and no provider brought anybody. */
export function isUnclaimed(user: Pick<UserRow, 'password_hash' | 'email_proven_at'>): boolean {
  return user.password_hash === '' && user.email_proven_at === null
}

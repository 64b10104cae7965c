/**
 * Signs a person in with e-mail and password. Always makes a new login with a new secret, so that a cookie that was
 * planted in the browser before is worth nothing afterwards. Implements AUTH-12 to AUTH-14.
 */
import type { Kysely } from 'kysely'
import { newId, type LoginId, type UserId } from '../../shared/domain/ids.ts'
import type { Bus } from '../cluster/bus.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { deleteLogin, insertLogin, moveLoginLinks } from '../storage/login-rows.ts'
import type { Tables } from '../storage/tables.ts'
import { findUserByEmail } from '../storage/user-rows.ts'
import { announceAccessChange } from './announce-access.ts'
import { LOGIN_LIFETIME_MS } from './login-cookie.ts'
import { isPassword } from './passwords.ts'
import type { Principal } from './principal.ts'
import { hashSecret, newSecret } from './secrets.ts'

interface Deps {
  readonly db: Kysely<Tables>
  readonly clock: Clock
  readonly bus: Bus
}

/**
 * Returns the cookie's secret. Throws AppError `wrong_password`, in the same words and after the same time whether or
 * not there is such an account. `before` is who the browser was until now: links that a guest has opened come along.
 */
export async function startLogin(
  deps: Deps,
  request: { readonly email: string; readonly password: string; readonly before: Principal },
): Promise<string> {
  const user = await findUserByEmail(deps.db, request.email)
  const isRight = await isPassword(request.password, user?.password_hash ?? null)
  if (!user || !isRight) {
    throw new AppError('wrong_password', 'This e-mail address and password do not belong together.')
  }
  return startLoginOf(deps, { userId: user.id, before: request.before })
}

/** The same for somebody who has proved who they are in another way. */
export async function startLoginOf(
  { db, clock, bus }: Deps,
  { userId, before }: { readonly userId: UserId; readonly before: Principal },
): Promise<string> {
  const now = clock.now()
  const id = newId<LoginId>()
  const secret = newSecret()
  await db.transaction().execute(async (transaction) => {
    await insertLogin(transaction, {
      id,
      secret_hash: hashSecret(secret),
      user_id: userId,
      guest_name: null,
      created_at: now,
      expires_at: now + LOGIN_LIFETIME_MS,
      last_seen_at: now,
    })
    if (before.loginId === null) return
    // Links that another account opened in this browser stay with that account.
    if (before.kind === 'guest' || before.userId === userId)
      await moveLoginLinks(transaction, before.loginId, id)
    await deleteLogin(transaction, before.loginId)
  })
  if (before.loginId !== null) await announceAccessChange({ db, bus }, before.grants)
  return secret
}

/**
 * Signs a person in with e-mail and password. Always makes a new login with a new secret, so that a cookie that was
 * planted in the browser before is worth nothing afterwards. Implements AUTH-12 to AUTH-14.
 */
import type { Kysely, Transaction } from 'kysely'
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

/** The browser that signs in. */
export interface Browsing {
  /** Who it was until now: links that a guest has opened come along. */
  readonly before: Principal
  /** What people call it (name-browser.ts). */
  readonly browser: string | null
}

/**
 * Returns the cookie's secret. Throws AppError `wrong_password`, in the same words and after the same time whether or
 * not there is such an account.
 */
export async function startLogin(
  deps: Deps,
  request: Browsing & { readonly email: string; readonly password: string },
): Promise<string> {
  const user = await findUserByEmail(deps.db, request.email)
  const isRight = await isPassword(request.password, user?.password_hash ?? null)
  if (!user || !isRight) {
    throw new AppError('wrong_password', 'This e-mail address and password do not belong together.')
  }
  const { before, browser } = request
  return startLoginOf(deps, { userId: user.id, before, browser })
}

/** The same for somebody who has proved who they are in another way. */
export async function startLoginOf(
  deps: Deps,
  request: Browsing & { readonly userId: UserId },
): Promise<string> {
  const { secret } = await deps.db
    .transaction()
    .execute((transaction) => insertLoginOf(transaction, { ...request, at: deps.clock.now() }))
  const { before } = request
  if (before.loginId !== null) await announceAccessChange(deps, before.grants)
  return secret
}

/** The rows of it, for who has more to do in the same transaction; tells nobody. */
export async function insertLoginOf(
  transaction: Transaction<Tables>,
  { userId, before, browser, at }: Browsing & { readonly userId: UserId; readonly at: number },
): Promise<{ readonly id: LoginId; readonly secret: string }> {
  const id = newId<LoginId>()
  const secret = newSecret()
  await insertLogin(transaction, {
    id,
    secret_hash: hashSecret(secret),
    user_id: userId,
    guest_name: null,
    created_at: at,
    expires_at: at + LOGIN_LIFETIME_MS,
    last_seen_at: at,
    browser,
  })
  if (before.loginId !== null) {
    // Links that another account opened in this browser stay with that account.
    if (before.kind === 'guest' || before.userId === userId)
      await moveLoginLinks(transaction, before.loginId, id)
    await deleteLogin(transaction, before.loginId)
  }
  return { id, secret }
}

/**
 * Makes a link that sets an account's password, once, within a day. Whoever has it has the account: callers decide who may
 * make one and whom it is handed to. Implements ACCOUNT-1 and ACCOUNT-2.
 */
import type { Kysely } from 'kysely'
import type { UserId } from '../../shared/domain/ids.ts'
import { DAY_MS } from '../../shared/domain/time.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { replacePasswordLink } from '../storage/password-link-rows.ts'
import { findUser } from '../storage/user-rows.ts'
import type { Tables } from '../storage/tables.ts'
import { audit } from './audit.ts'
import type { Principal } from './principal.ts'
import { hashSecret, newSecret } from './secrets.ts'

export const PASSWORD_LINK_LIFETIME_MS = DAY_MS
/** Where such a link leads. */
export const PASSWORD_PATH = '/password/'

interface Deps {
  readonly db: Kysely<Tables>
  readonly clock: Clock
  readonly publicUrl: () => string
}

/** The answer is the only place where the secret ever is. */
export interface PasswordLinkMade {
  readonly url: string
  /** Ms since the epoch. */
  readonly expiresAt: number
}

/** An older link of the account ends. Throws AppError `not_found` when there is no such account. */
export async function createPasswordLink(
  { db, clock, publicUrl }: Deps,
  {
    userId,
    principal,
    detail = null,
  }: {
    readonly userId: UserId
    readonly principal: Pick<Principal, 'actor' | 'name'>
    /** What the audit log says beside who made it for whom. */
    readonly detail?: string | null
  },
): Promise<PasswordLinkMade> {
  const secret = newSecret()
  const at = clock.now()
  const expiresAt = at + PASSWORD_LINK_LIFETIME_MS
  await db.transaction().execute(async (transaction) => {
    const user = await findUser(transaction, userId)
    if (!user) throw new AppError('not_found', 'There is no such account.')
    const row = { user_id: userId, secret_hash: hashSecret(secret), created_at: at, expires_at: expiresAt }
    await replacePasswordLink(transaction, row)
    await audit(transaction, {
      principal,
      act: 'password.link-made',
      at,
      event: null,
      subject: user.name,
      detail,
    })
  })
  return { url: `${publicUrl()}${PASSWORD_PATH}${secret}`, expiresAt }
}

/**
 * Makes a link that sets an account's password, once, within a day; the first one of an account lasts longer, since nobody
 * waits for it. Whoever has it has the account: callers decide who may make one and whom it is handed to. Implements
 * ACCOUNT-1 and ACCOUNT-2.
 */
import type { Kysely } from 'kysely'
import type { EventId, UserId } from '../../shared/domain/ids.ts'
import { DAY_MS } from '../../shared/domain/time.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { replacePasswordLink } from '../storage/password-link-rows.ts'
import { findUser } from '../storage/user-rows.ts'
import type { Tables } from '../storage/tables.ts'
import { audit } from './audit.ts'
import type { Principal } from './principal.ts'
import { hashSecret, newSecret } from './secrets.ts'
import { isUnclaimed } from './unclaimed.ts'

export const PASSWORD_LINK_LIFETIME_MS = DAY_MS
/** Of a link to an account that nobody has come into yet. */
export const FIRST_LINK_LIFETIME_MS = 3 * DAY_MS
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
  readonly lifetimeMs: number
}

/** An older link of the account ends. Throws AppError `not_found` when there is no such account, `conflict` for one that somebody came into. */
export async function createPasswordLink(
  { db, clock, publicUrl }: Deps,
  request: {
    readonly userId: UserId
    readonly principal: Pick<Principal, 'actor' | 'name'>
    /** Whether the caller sends it to the account's address, and shows it to nobody. */
    readonly isMailed?: boolean
    /** Whether nobody may have come into the account meanwhile. */
    readonly mustBeUnclaimed?: boolean
    /** What the audit log says beside who made it for whom, and the log of which event (null: the site's) says it. */
    readonly detail?: string | null
    readonly event?: EventId | null
  },
): Promise<PasswordLinkMade> {
  const {
    userId,
    principal,
    isMailed = false,
    mustBeUnclaimed = false,
    detail = null,
    event = null,
  } = request
  const secret = newSecret()
  const at = clock.now()
  const lifetimeMs = await db.transaction().execute(async (transaction) => {
    const user = await findUser(transaction, userId)
    if (!user) throw new AppError('not_found', 'There is no such account.')
    if (mustBeUnclaimed && !isUnclaimed(user)) {
      throw new AppError('conflict', 'Somebody came into this account just now.')
    }
    const lifetime = isUnclaimed(user) ? FIRST_LINK_LIFETIME_MS : PASSWORD_LINK_LIFETIME_MS
    await replacePasswordLink(transaction, {
      user_id: userId,
      secret_hash: hashSecret(secret),
      created_at: at,
      expires_at: at + lifetime,
      proves_email: isMailed ? 1 : 0,
    })
    await audit(transaction, {
      principal,
      act: 'password.link-made',
      at,
      event,
      subject: user.name,
      detail,
    })
    return lifetime
  })
  return { url: `${publicUrl()}${PASSWORD_PATH}${secret}`, expiresAt: at + lifetimeMs, lifetimeMs }
}

/**
 * Makes a password link for somebody else's account and hands it over: by mail to the account's address, where whoever
 * made it never sees it, or in the answer. An account made for an address of somebody else must not be in the maker's
 * hands before it is in its owner's, so the former is the rule where the server sends mail. Implements ACCOUNT-16.
 */
import type { Kysely } from 'kysely'
import type { PasswordLink } from '../../shared/contracts/account.ts'
import type { EventId, UserId } from '../../shared/domain/ids.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { isMailAddress, type Mailer } from '../mail/mailer.ts'
import type { Tables } from '../storage/tables.ts'
import { findUser } from '../storage/user-rows.ts'
import { createPasswordLink } from './create-password-link.ts'
import type { Principal } from './principal.ts'
import { isUnclaimed } from './unclaimed.ts'
import { writePasswordMail } from './write-password-mail.ts'

export interface HandOverDeps {
  readonly db: Kysely<Tables>
  readonly clock: Clock
  readonly publicUrl: () => string
  /** Null: this server sends no mail. */
  readonly mailer: Mailer | null
}

/**
 * `by`: `mail`, which waits for the mail server and tells whether it took the mail, or `hand`: the answer holds the link.
 * Throws AppError `not_found` without such an account, `conflict` for `mail` on a server that sends none.
 */
export async function handOverPasswordLink(
  deps: HandOverDeps,
  request: {
    readonly userId: UserId
    readonly principal: Pick<Principal, 'kind' | 'actor' | 'name'>
    readonly by: 'mail' | 'hand'
    readonly mustBeUnclaimed?: boolean
    readonly event?: EventId | null
  },
): Promise<PasswordLink> {
  const { userId, principal, by, mustBeUnclaimed = false, event = null } = request
  if (by === 'hand') {
    const { url, expiresAt } = await createPasswordLink(deps, { userId, principal, mustBeUnclaimed, event })
    return { delivery: 'shown', url, expiresAt: new Date(expiresAt).toISOString() }
  }
  const { db, mailer, publicUrl } = deps
  if (!mailer) throw new AppError('conflict', 'This server sends no mail: hand the link over yourself.')
  const user = await findUser(db, userId)
  if (!user) throw new AppError('not_found', 'There is no such account.')
  const link = await createPasswordLink(deps, {
    userId,
    principal,
    isMailed: true,
    mustBeUnclaimed,
    detail: 'for a mail to its address',
    event,
  })
  const mail = writePasswordMail({
    user,
    link,
    site: publicUrl(),
    reason: isUnclaimed(user) ? 'first' : 'again',
    // Guests call themselves what they like.
    maker: principal.kind === 'user' ? principal.name : null,
  })
  const isSent = isMailAddress(user.email) && (await mailer.send(mail)) === 'sent'
  return {
    delivery: isSent ? 'mailed' : 'unsent',
    url: null,
    expiresAt: new Date(link.expiresAt).toISOString(),
  }
}

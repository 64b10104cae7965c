/**
 * What a password link does: it sets the account's password once, ends all logins of the account and signs the browser in
 * that used it. Looking at it changes nothing. Implements ACCOUNT-3, ACCOUNT-4 and ACCOUNT-18.
 */
import type { Kysely } from 'kysely'
import type { Bus } from '../cluster/bus.ts'
import type { Clock } from '../lib/clock.ts'
import { findPasswordLink, takePasswordLink } from '../storage/password-link-rows.ts'
import type { Tables, UserRow } from '../storage/tables.ts'
import { findUser, replacePasswordHash } from '../storage/user-rows.ts'
import { announceAccessChange } from './announce-access.ts'
import { audit } from './audit.ts'
import { endLoginsOf } from './end-logins.ts'
import { hashPassword } from './passwords.ts'
import { proveAddress } from './prove-address.ts'
import { hashSecret, isSecret } from './secrets.ts'
import { insertLoginOf, type Browsing } from './start-login.ts'

interface Deps {
  readonly db: Kysely<Tables>
  readonly clock: Clock
  readonly bus: Bus
}

/** `unknown`: also one that was used or replaced, since nothing is left of it then. */
export type PasswordLinkState =
  | { readonly kind: 'open'; readonly user: UserRow; readonly provesEmail: boolean }
  | { readonly kind: 'expired'; readonly lifetimeMs: number }
  | { readonly kind: 'unknown' }

export async function readPasswordLink(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  secret: string,
): Promise<PasswordLinkState> {
  const link = isSecret(secret) ? await findPasswordLink(db, hashSecret(secret)) : null
  const user = link && (await findUser(db, link.user_id))
  if (!link || !user) return { kind: 'unknown' }
  const { created_at, expires_at, proves_email } = link
  if (expires_at <= clock.now()) return { kind: 'expired', lifetimeMs: expires_at - created_at }
  return { kind: 'open', user, provesEmail: proves_email === 1 }
}

/** Returns the secret of the new login's cookie; null when the link does nothing any more. */
export async function usePasswordLink(
  deps: Deps,
  request: Browsing & { readonly secret: string; readonly password: string },
): Promise<string | null> {
  const { db, clock } = deps
  const { secret, password, before, browser } = request
  const state = await readPasswordLink(deps, secret)
  if (state.kind !== 'open') return null
  const { user, provesEmail } = state
  const after = await hashPassword(password)
  const at = clock.now()
  const done = await db.transaction().execute(async (transaction) => {
    // Whoever else had the link open was faster, or a newer one was made meanwhile.
    if (!(await takePasswordLink(transaction, hashSecret(secret)))) return null
    const present = (await findUser(transaction, user.id))?.password_hash ?? ''
    await replacePasswordHash(transaction, user.id, { before: present, after })
    const login = await insertLoginOf(transaction, { userId: user.id, before, browser, at })
    const principal = { actor: `user:${user.id}`, name: user.name }
    await audit(transaction, {
      principal,
      act: 'password.changed',
      at,
      event: null,
      subject: user.name,
      detail: provesEmail ? 'by a mailed link' : 'by a link',
    })
    const proof = provesEmail
      ? await proveAddress(transaction, { userId: user.id, at, by: 'mail', keep: login.id })
      : null
    const { grants } = await endLoginsOf(transaction, {
      userId: user.id,
      now: at,
      ends: (id) => id !== login.id,
    })
    return { grants: [...(proof?.grants ?? []), ...grants], secret: login.secret }
  })
  if (!done) return null
  await announceAccessChange(deps, [...done.grants, ...before.grants])
  return done.secret
}

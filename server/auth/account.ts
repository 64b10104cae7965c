/** What the holder of an account sees of it, and does with it. Implements ACCOUNT-5, ACCOUNT-7 and ACCOUNT-8. */
import type { Kysely } from 'kysely'
import type { Account } from '../../shared/contracts/account.ts'
import type { LoginId } from '../../shared/domain/ids.ts'
import type { Bus } from '../cluster/bus.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { hasIdentity } from '../storage/identity-rows.ts'
import { listLoginsOf } from '../storage/login-rows.ts'
import { deletePasswordLinkOf } from '../storage/password-link-rows.ts'
import type { Tables } from '../storage/tables.ts'
import { findUser, replacePasswordHash } from '../storage/user-rows.ts'
import { announceAccessChange } from './announce-access.ts'
import { audit } from './audit.ts'
import { requireAccount } from './authorize.ts'
import { endLoginsOf } from './end-logins.ts'
import { hashPassword, isPassword } from './passwords.ts'
import type { Principal } from './principal.ts'

interface Deps {
  readonly db: Kysely<Tables>
  readonly clock: Clock
  readonly bus: Bus
}

/** Throws AppError `not_signed_in`, or `forbidden` for guests and programs: they have no account. */
export async function readAccount(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  principal: Principal,
): Promise<Account> {
  const { userId, loginId } = requireAccount(principal)
  const [user, logins, isConnected] = await Promise.all([
    findUser(db, userId),
    listLoginsOf(db, userId, clock.now()),
    hasIdentity(db, userId),
  ])
  return {
    hasPassword: user !== null && user.password_hash !== '',
    isConnected,
    logins: [...logins.filter(({ id }) => id === loginId), ...logins.filter(({ id }) => id !== loginId)].map(
      (login) => ({
        id: login.id,
        browser: login.browser,
        firstSeenAt: new Date(login.created_at).toISOString(),
        lastSeenAt: new Date(login.last_seen_at).toISOString(),
        isThis: login.id === loginId,
      }),
    ),
  }
}

/**
 * Ends one login of the account, or (null) all but the asker's own, and their connections. Throws AppError `not_found` for
 * one that is not the account's.
 */
export async function endOwnLogins(
  deps: Deps,
  { principal, id }: { readonly principal: Principal; readonly id: string | null },
): Promise<void> {
  const { userId, loginId } = requireAccount(principal)
  const now = deps.clock.now()
  const ended = await deps.db.transaction().execute(async (transaction) => {
    const ends = (login: LoginId) => (id === null ? login !== loginId : login === id)
    const found = await endLoginsOf(transaction, { userId, now, ends })
    if (id !== null && found.logins.length === 0) {
      throw new AppError('not_found', 'This login has ended, or is not one of yours.')
    }
    for (const { browser } of found.logins) {
      await audit(transaction, {
        principal,
        act: 'login.ended',
        at: now,
        event: null,
        subject: principal.name,
        detail: browser,
      })
    }
    return found
  })
  await announceAccessChange(deps, ended.grants)
}

/**
 * Changes the asker's password and ends their logins in all other browsers, and a password link that waits. Throws
 * AppError `wrong_password` when the present one is not right, `conflict` when there is none, or it was changed just now.
 */
export async function changePassword(
  deps: Deps,
  request: { readonly principal: Principal; readonly present: string; readonly password: string },
): Promise<void> {
  const { principal, present, password } = request
  const { db, clock } = deps
  const { userId, loginId } = requireAccount(principal)
  const before = (await findUser(db, userId))?.password_hash ?? ''
  if (before === '') {
    throw new AppError(
      'conflict',
      'This account has no password yet. Ask an organiser for a link that sets one.',
    )
  }
  if (!(await isPassword(present, before))) {
    throw new AppError('wrong_password', 'This is not your present password.', { place: 'present' })
  }
  const after = await hashPassword(password)
  const now = clock.now()
  const { grants } = await db.transaction().execute(async (transaction) => {
    if (!(await replacePasswordHash(transaction, userId, { before, after }))) {
      throw new AppError('conflict', 'The password was changed in another browser just now.')
    }
    await deletePasswordLinkOf(transaction, userId)
    await audit(transaction, {
      principal,
      act: 'password.changed',
      at: now,
      event: null,
      subject: principal.name,
    })
    return endLoginsOf(transaction, { userId, now, ends: (login) => login !== loginId })
  })
  await announceAccessChange(deps, grants)
}

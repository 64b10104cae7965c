/**
 * Connects the asker's account with somebody of the provider, so that they can sign in through it, and disconnects it.
 * Whoever could connect somebody of their own would have the account for good: so the present password is asked for before
 * the browser leaves for the provider, and what comes back counts for the login that left and no other. Implements OIDC-13
 * to OIDC-15.
 */
import type { Kysely } from 'kysely'
import { EmailAddress } from '../../shared/contracts/people.ts'
import type { Bus } from '../cluster/bus.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { deleteIdentitiesOf, findIdentity, hasIdentity, insertIdentity } from '../storage/identity-rows.ts'
import type { Tables } from '../storage/tables.ts'
import { findUser } from '../storage/user-rows.ts'
import { announceAccessChange } from './announce-access.ts'
import { audit } from './audit.ts'
import { requireAccount } from './authorize.ts'
import { endLoginsOf } from './end-logins.ts'
import { isPassword } from './passwords.ts'
import type { Principal } from './principal.ts'
import { proveAddress } from './prove-address.ts'
import type { Provider, ProviderPerson } from './provider.ts'

interface Deps {
  readonly db: Kysely<Tables>
  readonly clock: Clock
  readonly bus: Bus
}

/**
 * `other-login`: not in the login that began; `owned`: somebody else's account is connected with this person; `connected`:
 * this account with another one.
 */
export type ConnectTrouble = 'other-login' | 'owned' | 'connected'

/**
 * Where the browser is to go, and the cookie that it takes along. Throws AppError `wrong_password`, `conflict` when there
 * is no password, no provider, or a connection already, `unavailable` when the provider does not answer.
 */
export async function beginConnecting(
  deps: Pick<Deps, 'db'> & { readonly provider: Provider | null },
  { principal, present }: { readonly principal: Principal; readonly present: string },
): Promise<{ readonly url: string; readonly cookie: string }> {
  const { db, provider } = deps
  const { userId, loginId } = requireAccount(principal)
  if (!provider) throw new AppError('conflict', 'Nobody signs in through a provider here.')
  const hash = (await findUser(db, userId))?.password_hash ?? ''
  if (hash === '') {
    throw new AppError(
      'conflict',
      'This account has no password to show that it is yours. Set one by a link first.',
    )
  }
  if (!(await isPassword(present, hash))) {
    throw new AppError('wrong_password', 'This is not your present password.', { place: 'present' })
  }
  if (await hasIdentity(db, userId)) {
    throw new AppError('conflict', 'This account is connected already. Disconnect it first.')
  }
  const departure = await provider.depart({ next: '/account?connected=1', connects: loginId })
  if (departure.kind === 'away') return departure
  throw new AppError('unavailable', `${provider.name} does not answer. Try again in some minutes.`)
}

/** Of what came back from the provider. Null: done. */
export async function finishConnecting(
  deps: Deps,
  request: { readonly principal: Principal; readonly begunBy: string; readonly person: ProviderPerson },
): Promise<ConnectTrouble | null> {
  const { principal, begunBy, person } = request
  const { userId, loginId } = principal
  if (userId === null || loginId === null || loginId !== begunBy) return 'other-login'
  const { issuer, subject, emailClaim } = person
  const at = deps.clock.now()
  const done = await deps.db.transaction().execute(async (transaction) => {
    const user = await findUser(transaction, userId)
    if (!user) return 'other-login'
    const owner = await findIdentity(transaction, person)
    if (owner === userId) return []
    if (owner !== null) return 'owned'
    if (await hasIdentity(transaction, userId)) return 'connected'
    const email = EmailAddress.safeParse(person.email)
    const isTheirs = emailClaim === 'verified' && email.data === user.email
    const proof = isTheirs
      ? await proveAddress(transaction, { userId, at, by: 'connection', keep: loginId })
      : null
    await insertIdentity(transaction, { issuer, subject, user_id: userId, created_at: at })
    await audit(transaction, {
      principal,
      act: 'account.connected',
      at,
      event: null,
      subject: user.name,
      detail: `to somebody of ${new URL(issuer).host}`,
    })
    return proof?.grants ?? []
  })
  if (typeof done === 'string') return done
  await announceAccessChange(deps, done)
  return null
}

/**
 * Ends all other logins as well: they may be of whom the account was connected with. Throws AppError `conflict` when there
 * would be no way in any more, `not_found` when there is nothing to disconnect.
 */
export async function disconnectIdentity(
  deps: Deps,
  { principal }: { readonly principal: Principal },
): Promise<void> {
  const { userId, loginId } = requireAccount(principal)
  const now = deps.clock.now()
  const { grants } = await deps.db.transaction().execute(async (transaction) => {
    const user = await findUser(transaction, userId)
    if (!user || user.password_hash === '') {
      throw new AppError(
        'conflict',
        'This account has no password: signing in through the provider is the only way in. Set one first.',
      )
    }
    if (!(await deleteIdentitiesOf(transaction, userId))) {
      throw new AppError('not_found', 'This account is not connected (any more).')
    }
    await audit(transaction, {
      principal,
      act: 'account.disconnected',
      at: now,
      event: null,
      subject: user.name,
    })
    return endLoginsOf(transaction, { userId, now, ends: (login) => login !== loginId })
  })
  await announceAccessChange(deps, grants)
}

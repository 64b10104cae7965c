/**
 * Signs somebody in whom the provider knows. Addresses change hands, subjects do not: so an account is found by issuer and
 * subject, and by an address only the first time, if the provider says that it is theirs. Implements OIDC-4 to OIDC-6 and OIDC-11.
 */
import { EmailAddress } from '../../shared/contracts/people.ts'
import type { UserId } from '../../shared/domain/ids.ts'
import type { Kysely } from 'kysely'
import type { Bus } from '../cluster/bus.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { findIdentity, hasIdentity, insertIdentity } from '../storage/identity-rows.ts'
import type { Tables, UserRow } from '../storage/tables.ts'
import { findUserByEmail, hasUsers } from '../storage/user-rows.ts'
import { announceAccessChange } from './announce-access.ts'
import { audit } from './audit.ts'
import { cleanName } from './clean-name.ts'
import { createUser } from './create-user.ts'
import { proveAddress } from './prove-address.ts'
import type { ProviderPerson } from './provider.ts'
import { startLoginOf, type Browsing } from './start-login.ts'

interface Deps {
  readonly db: Kysely<Tables>
  readonly clock: Clock
  readonly bus: Bus
}

/** As long as a display name may be. */
const MAX_NAME_CHARS = 80

/**
 * `no-address`: none was told; `unverified`: the provider says that it is not confirmed; `silent`: it says nothing of that,
 * and neither does who runs this server; `taken`: the address's account belongs to another subject;
 * `new-site`: the first account is the organiser's, by the set-up link; one without a role would make that worthless.
 */
export type IdentityTrouble = 'no-address' | 'unverified' | 'silent' | 'taken' | 'new-site'

export type ProviderSignIn =
  | {
      readonly kind: 'signed-in'
      readonly secret: string
      readonly isNew: boolean
      /** Whether the account had a password of which nobody knows whose it was. */
      readonly droppedPassword: boolean
    }
  | { readonly kind: 'trouble'; readonly trouble: IdentityTrouble }

export async function signInByProvider(
  deps: Deps,
  request: Browsing & { readonly person: ProviderPerson },
): Promise<ProviderSignIn> {
  const { person, before, browser } = request
  const found = await findAccount(deps, person)
  if (typeof found === 'string') return { kind: 'trouble', trouble: found }
  const { userId, isNew, droppedPassword } = found
  const secret = await startLoginOf(deps, { userId, before, browser })
  return { kind: 'signed-in', secret, isNew, droppedPassword }
}

type Found =
  { readonly userId: UserId; readonly isNew: boolean; readonly droppedPassword: boolean } | IdentityTrouble

async function findAccount(deps: Deps, person: ProviderPerson): Promise<Found> {
  const known = await findIdentity(deps.db, person)
  if (known) return { userId: known, isNew: false, droppedPassword: false }
  const email = EmailAddress.safeParse(person.email)
  // The same whether or not the address has an account: nobody learns that by claiming one.
  if (!email.success) return 'no-address'
  if (person.emailClaim !== 'verified') return person.emailClaim
  const user = await findUserByEmail(deps.db, email.data)
  if (user) return connect(deps, { person, user })
  if (!(await hasUsers(deps.db))) return 'new-site'
  try {
    const { host } = new URL(person.issuer)
    const userId = await createUser(deps, {
      user: { name: nameOf(person, email.data), email: email.data, password: null },
      isEmailProven: true,
      detail: `signed in through ${host}`,
    })
    const row = {
      issuer: person.issuer,
      subject: person.subject,
      user_id: userId,
      created_at: deps.clock.now(),
    }
    await insertIdentity(deps.db, row)
    return { userId, isNew: true, droppedPassword: false }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'conflict') throw error
    // The same person in another tab was faster.
    const made = await findUserByEmail(deps.db, email.data)
    if (!made) throw error
    return connect(deps, { person, user: made })
  }
}

/**
 * An account belongs to one subject of a provider: whoever gets the address of somebody who left is not that person. But
 * one whose address nobody has proved yet is the address's owner's, whoever set it up.
 */
async function connect(
  deps: Deps,
  { person, user }: { readonly person: ProviderPerson; readonly user: UserRow },
): Promise<Found> {
  const { issuer, subject } = person
  const at = deps.clock.now()
  const found = await deps.db.transaction().execute(async (transaction) => {
    const known = { userId: user.id, isNew: false }
    if ((await findIdentity(transaction, person)) === user.id) return { ...known, proof: null }
    const proof = await proveAddress(transaction, { userId: user.id, at, by: 'provider', keep: null })
    if (await hasIdentity(transaction, user.id, issuer)) return 'taken'
    await insertIdentity(transaction, { issuer, subject, user_id: user.id, created_at: at })
    await audit(transaction, {
      principal: { actor: `user:${user.id}`, name: user.name },
      act: 'account.connected',
      at,
      event: null,
      subject: user.name,
      detail: `to somebody of ${new URL(issuer).host}`,
    })
    return { ...known, proof }
  })
  if (found === 'taken') return 'taken'
  const { proof, ...known } = found
  await announceAccessChange(deps, proof?.grants ?? [])
  return { ...known, droppedPassword: proof?.droppedPassword ?? false }
}

/** What the provider calls them, else the address without its host. */
function nameOf({ name }: ProviderPerson, email: string): string {
  const [local = ''] = email.split('@', 1)
  for (const text of [name, local]) {
    try {
      if (text !== null) return [...cleanName(text)].slice(0, MAX_NAME_CHARS).join('').trim()
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
  return 'Somebody'
}

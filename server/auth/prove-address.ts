/**
 * The first time that an account's address is known to be the holder's. Whoever made the account may have set a password
 * before, be signed in, or have connected somebody of a provider: nothing of that may outlive the moment in which the
 * owner of the address comes (“pre-hijacking”, Sudhodanan and Paverd, 2022). Implements ACCOUNT-18 and ACCOUNT-19.
 */
import type { LoginId, UserId } from '../../shared/domain/ids.ts'
import { deleteIdentitiesOf } from '../storage/identity-rows.ts'
import { deletePasswordLinkOf } from '../storage/password-link-rows.ts'
import type { Db } from '../storage/tables.ts'
import { findUser, markEmailProven, replacePasswordHash } from '../storage/user-rows.ts'
import { audit } from './audit.ts'
import { endLoginsOf } from './end-logins.ts'
import type { PrincipalGrant } from './principal.ts'

const WAYS = {
  provider: 'by a provider',
  mail: 'by a mailed link',
  connection: 'by connecting it with a provider',
} as const

export interface AddressProof {
  /** Whether somebody had set a password, which does not hold any more. */
  readonly droppedPassword: boolean
  /** What connections of logins that ended rested on. */
  readonly grants: readonly PrincipalGrant[]
}

/** Null when the address was known to be the holder's before: then nothing changes. `keep`: a login that stays. */
export async function proveAddress(
  transaction: Db,
  proof: {
    readonly userId: UserId
    readonly at: number
    readonly by: keyof typeof WAYS
    readonly keep: LoginId | null
  },
): Promise<AddressProof | null> {
  const { userId, at, by, keep } = proof
  const user = await findUser(transaction, userId)
  if (!user || !(await markEmailProven(transaction, userId, at))) return null
  // Whoever uses a mailed link sets a password with it, and who connects an account has shown that it is theirs.
  const droppedPassword = by === 'provider' && user.password_hash !== ''
  if (droppedPassword) {
    await replacePasswordHash(transaction, userId, { before: user.password_hash, after: '' })
  }
  await deletePasswordLinkOf(transaction, userId)
  const wasConnected = await deleteIdentitiesOf(transaction, userId)
  const { logins, grants } = await endLoginsOf(transaction, {
    userId,
    now: at,
    ends: (id) => id !== keep,
  })
  const ended = [
    ...(droppedPassword ? ['the password from before does not hold any more'] : []),
    ...(wasConnected ? ['who was connected before is not any more'] : []),
    ...(logins.length > 0 ? [`${logins.length} ${logins.length === 1 ? 'login' : 'logins'} ended`] : []),
  ]
  await audit(transaction, {
    principal: { actor: `user:${user.id}`, name: user.name },
    act: 'address.proven',
    at,
    event: null,
    subject: user.name,
    detail: [WAYS[by], ...ended].join(', '),
  })
  return { droppedPassword, grants }
}

/**
 * Who may have another password link made for an account. Organisers of the site for any. Organisers of the event in which
 * it was made, as long as nobody has come into it; where the link is shown to them, only if the account holds nothing that
 * they could not give to themselves. Implements ACCOUNT-9 and ACCOUNT-17.
 */
import { can, SITE, type Grant } from '../../shared/domain/access.ts'
import type { PasswordLink } from '../../shared/contracts/account.ts'
import type { UserId } from '../../shared/domain/ids.ts'
import { AppError } from '../errors.ts'
import { listRolesOf, type RoleDetail } from '../storage/role-rows.ts'
import { requireSignedIn } from './authorize.ts'
import { handOverPasswordLink, type HandOverDeps } from './hand-over-password-link.ts'
import type { Principal } from './principal.ts'
import { roleTarget } from './role-scope.ts'

interface Asker {
  readonly grants: readonly Grant[]
  readonly now: number
}

/** `roles`: all that the account holds. */
export function mayRenewLink(
  { grants, now }: Asker,
  { roles, by }: { readonly roles: readonly RoleDetail[]; readonly by: 'mail' | 'hand' },
): boolean {
  const organises = (role: RoleDetail): boolean => {
    const target = roleTarget(role)
    return target !== null && can({ grants, action: 'user.create', target, now })
  }
  const [first] = roles
  if (!first || first.made_in_event === null || first.is_unclaimed === 0) return false
  const isMaker = roles.some((role) => role.in_event_id === role.made_in_event && organises(role))
  return isMaker && (by === 'mail' || roles.every((role) => roleTarget(role) === null || organises(role)))
}

/** Throws AppError `forbidden` to all others. */
export async function renewPasswordLink(
  deps: HandOverDeps,
  request: { readonly principal: Principal; readonly userId: UserId; readonly by: 'mail' | 'hand' },
): Promise<PasswordLink> {
  const { db, clock, mailer } = deps
  const { principal, userId, by } = request
  requireSignedIn(principal)
  const { grants } = principal
  const now = clock.now()
  if (can({ grants, action: 'user.manage', target: SITE, now })) return handOverPasswordLink(deps, request)
  const roles = await listRolesOf(db, [userId])
  if (!mayRenewLink({ grants, now }, { roles, by })) {
    throw new AppError(
      'forbidden',
      'Only organisers of the site make a password link for this account. Organisers of an event do for accounts that were made in it, until a password was set.',
    )
  }
  if (by === 'hand' && mailer) {
    throw new AppError('forbidden', 'This server sends such a link to the address of the account alone.')
  }
  const event = roles[0]?.made_in_event ?? null
  return handOverPasswordLink(deps, { ...request, mustBeUnclaimed: true, event })
}

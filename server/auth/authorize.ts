/** The one place where an edge or a use-case asks whether somebody may do something. */
import { can, type Action, type Target } from '../../shared/domain/access.ts'
import type { LoginId, UserId } from '../../shared/domain/ids.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import type { Principal } from './principal.ts'

/** Who asks, as far as rights go. */
export type Asker = Pick<Principal, 'kind' | 'grants'>

/** Throws AppError `not_signed_in`. For work that must not even look anything up for strangers. */
export function requireSignedIn(principal: Asker): void {
  if (principal.kind === 'anonymous') {
    throw new AppError('not_signed_in', 'Sign in, or open the access link that you were given.')
  }
}

/** Throws AppError `not_signed_in`, or `forbidden` for guests and programs: they have no account. */
export function requireAccount(principal: Principal): { readonly userId: UserId; readonly loginId: LoginId } {
  requireSignedIn(principal)
  const { userId, loginId } = principal
  if (userId === null || loginId === null) {
    throw new AppError('forbidden', 'You are here without an account. Sign in with one.')
  }
  return { userId, loginId }
}

/** Throws AppError `not_signed_in` for anonymous askers who may not, `forbidden` for all others. */
export function requireAccess(options: {
  readonly principal: Asker
  readonly action: Action
  readonly target: Target
  readonly clock: Pick<Clock, 'now'>
}): void {
  const { principal, action, target, clock } = options
  if (can({ grants: principal.grants, action, target, now: clock.now() })) return
  requireSignedIn(principal)
  if (
    target.isFinal &&
    can({ grants: principal.grants, action, target: { ...target, isFinal: false }, now: clock.now() })
  ) {
    throw new AppError('summary_final', 'This summary is final. A lead or an organiser can reopen it.')
  }
  throw new AppError(
    'forbidden',
    'Your role does not allow this here. Ask an organiser or a lead for an access link that does.',
  )
}

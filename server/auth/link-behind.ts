import { roleOn, type Target } from '../../shared/domain/access.ts'
import type { LinkId } from '../../shared/domain/ids.ts'
import type { PrincipalGrant } from './principal.ts'

/** The access link that gives somebody their role on a target at `now`; null when something else gives it too. */
export function linkBehind(options: {
  readonly grants: readonly PrincipalGrant[]
  readonly target: Target
  readonly now: number
}): LinkId | null {
  const { grants, target, now } = options
  const role = roleOn(grants, target, now)
  const giving = grants.filter((grant) => roleOn([grant], target, now) === role)
  return giving.every(({ link }) => link !== undefined) ? (giving[0]?.link ?? null) : null
}

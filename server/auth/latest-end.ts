import { mayGrant, roleOn, type Grant, type Role, type Target } from '../../shared/domain/access.ts'

/** When the last of the asker's rights to give this role here ends (ms since the epoch); null: never. */
export function latestEndOf(options: {
  readonly grants: readonly Grant[]
  readonly target: Target
  readonly given: Role
  readonly now: number
}): number | null {
  const ends = options.grants
    .filter((grant) => mayGrant(roleOn([grant], options.target, options.now), options.given))
    .map(({ expiresAt }) => expiresAt)
  return ends.includes(null) ? null : Math.max(...ends.filter((end) => end !== null))
}

import { can, SITE } from '../../shared/domain/access.ts'
import type { Me } from '../../shared/contracts/people.ts'
import type { Principal } from './principal.ts'

/** What the asker is told about themselves. */
export function describeMe(
  { kind, name, email, color, grants }: Principal,
  options: {
    readonly now: number
    readonly setupNeeded: boolean
    readonly mailer: object | null
    readonly provider: { readonly name: string } | null
  },
): Me {
  const { now, setupNeeded, mailer, provider } = options
  const mayCreateEvents = can({ grants, action: 'event.create', target: SITE, now })
  const mayManageUsers = can({ grants, action: 'user.manage', target: SITE, now })
  const [sendsMail, signsInThrough] = [mailer !== null, provider?.name ?? null]
  return {
    kind,
    name,
    email,
    color,
    mayCreateEvents,
    mayManageUsers,
    setupNeeded,
    sendsMail,
    signsInThrough,
  }
}

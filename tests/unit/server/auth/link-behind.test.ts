import { expect, test } from 'vitest'
import { linkBehind } from '../../../../server/auth/link-behind.ts'
import type { PrincipalGrant } from '../../../../server/auth/principal.ts'
import type { LinkId } from '../../../../shared/domain/ids.ts'
import type { Role } from '../../../../shared/domain/access.ts'

const NOW = 1_000_000
const TARGET = { event: 'e', session: 's', note: 'n' }
const grantOf = (role: Role, link?: string, expiresAt: number | null = null): PrincipalGrant => ({
  scope: { type: 'event', id: 'e' },
  role,
  expiresAt,
  eventId: null,
  ...(link === undefined ? {} : { link: link as LinkId }),
})
const behind = (...grants: readonly PrincipalGrant[]) => linkBehind({ grants, target: TARGET, now: NOW })

test('[SAFE-13] somebody counts for the link that gives them their role, unless something else gives it too', () => {
  expect(behind(grantOf('scribe', 'one'))).toBe('one')
  expect(behind(grantOf('reader', 'one'), grantOf('scribe', 'two'))).toBe('two')
  expect(behind(grantOf('scribe', 'one'), grantOf('scribe'))).toBeNull()
  expect(behind(grantOf('reader', 'one'), grantOf('lead'))).toBeNull()
  expect(behind(grantOf('scribe', 'over', NOW), grantOf('reader', 'one'))).toBe('one')
  expect(behind()).toBeNull()
})

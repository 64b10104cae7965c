import { describe, expect, it } from 'vitest'
import { ANONYMOUS } from '../../../../server/auth/anonymous.ts'
import { requireAccess, requireSignedIn } from '../../../../server/auth/authorize.ts'
import { OPERATOR } from '../../../../server/auth/operator.ts'
import { AppError } from '../../../../server/errors.ts'
import { ACTIONS } from '../../../../shared/domain/access.ts'
import type { EventId } from '../../../../shared/domain/ids.ts'
import { FakeClock } from '../../../support/fake-clock.ts'

const clock = new FakeClock()
const event = 'e1' as EventId

function codeOf(run: () => void): string {
  try {
    run()
    return 'allowed'
  } catch (error) {
    if (error instanceof AppError) return error.code
    throw error
  }
}

describe('requireAccess', () => {
  it('[AUTH-5] strangers are asked to sign in', () => {
    for (const action of ACTIONS) {
      expect(codeOf(() => requireAccess({ principal: ANONYMOUS, action, target: { event }, clock }))).toBe(
        'not_signed_in',
      )
    }
    expect(codeOf(() => requireSignedIn(ANONYMOUS))).toBe('not_signed_in')
  })

  it('[AUTH-5] whoever is known but may not is told that', () => {
    const principal = {
      ...ANONYMOUS,
      kind: 'guest',
      grants: [{ scope: { type: 'event', id: event }, role: 'reader', expiresAt: null, eventId: event }],
    } as const
    expect(codeOf(() => requireAccess({ principal, action: 'note.read', target: { event }, clock }))).toBe(
      'allowed',
    )
    expect(codeOf(() => requireAccess({ principal, action: 'note.write', target: { event }, clock }))).toBe(
      'forbidden',
    )
    expect(
      codeOf(() => requireAccess({ principal, action: 'note.read', target: { event: 'e2' }, clock })),
    ).toBe('forbidden')
  })

  it('[AUTH-3] a right that ends while the asker is known ends for the next question', () => {
    const moving = new FakeClock()
    const principal = {
      ...ANONYMOUS,
      kind: 'link',
      grants: [
        {
          scope: { type: 'event', id: event },
          role: 'scribe',
          expiresAt: moving.now() + 1_000,
          eventId: event,
        },
      ],
    } as const
    const ask = () =>
      codeOf(() => requireAccess({ principal, action: 'note.write', target: { event }, clock: moving }))
    moving.advance(999)
    expect(ask()).toBe('allowed')
    moving.advance(1)
    expect(ask()).toBe('forbidden')
  })

  it('[AUTH-5] the operator may do everything', () => {
    for (const action of ACTIONS) {
      expect(codeOf(() => requireAccess({ principal: OPERATOR, action, target: {}, clock }))).toBe('allowed')
    }
  })
})

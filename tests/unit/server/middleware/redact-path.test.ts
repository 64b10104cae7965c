import { describe, expect, it } from 'vitest'
import { newSecret } from '../../../../server/auth/secrets.ts'
import { redactPath } from '../../../../server/middleware/redact-path.ts'

const secret = newSecret()

describe('paths in the log', () => {
  for (const [url, logged] of [
    [`/l/${secret}`, '/l/[secret]'],
    [`/L/${secret}?x=1`, '/L/[secret]'],
    [`/l/${secret.slice(0, 20)}`, '/l/[secret]'],
    [`/l/${secret}%20`, '/l/[secret]'],
    [`/setup/${secret}`, '/setup/[secret]'],
    [`/somewhere/else/${secret}`, '/somewhere/else/[secret]'],
    [`/api/v1/events?token=${secret}`, '/api/v1/events'],
    ['/api/v1/links/23456789bcdfgh', '/api/v1/links/23456789bcdfgh'],
    ['/e/harvest/s/23456789bcdfgh', '/e/harvest/s/23456789bcdfgh'],
    ['/', '/'],
  ] as const) {
    it(`[HTTP-7] ${url.replace(secret, 'SECRET').replace(secret.slice(0, 20), 'HALF')} is logged as ${logged}`, () => {
      expect(redactPath(url)).toBe(logged)
    })
  }
})

import { describe, expect, it } from 'vitest'
import { expiredLoginCookie, loginCookie, readLoginCookie } from '../../../../server/auth/login-cookie.ts'
import { newSecret } from '../../../../server/auth/secrets.ts'

const secret = newSecret()

describe('login cookie', () => {
  it('[HTTP-8] scripts cannot read it, foreign sites do not send it, and it lasts 90 days', () => {
    const parts = loginCookie({ secret, publicUrl: 'http://127.0.0.1:3000' }).split('; ')
    expect(parts[0]).toBe(`rapporteur_login=${secret}`)
    expect(parts.slice(1).sort()).toEqual(['HttpOnly', 'Max-Age=7776000', 'Path=/', 'SameSite=Lax'])
  })

  it('[HTTP-8] it only travels encrypted when the public address is https', () => {
    expect(loginCookie({ secret, publicUrl: 'https://notes.example.org' })).toContain('; Secure')
    expect(expiredLoginCookie('https://notes.example.org')).toContain('; Secure')
  })

  it('[AUTH-15] signing out has the browser drop it', () => {
    expect(expiredLoginCookie('http://127.0.0.1:3000')).toMatch(/^rapporteur_login=; Max-Age=0;/)
  })

  it('[AUTH-7] it is found among others', () => {
    expect(readLoginCookie(`theme=dark; rapporteur_login=${secret}; lang=en`)).toBe(secret)
  })

  for (const header of [
    undefined,
    '',
    ';;;=;',
    'rapporteur_login',
    'rapporteur_login=',
    'rapporteur_login=short',
    `rapporteur_login=%E0%A4%A`,
    `rapporteur_login=${secret}x`,
    `rapporteur_login="${secret}' or 1=1"`,
    `__proto__=${secret}`,
    `Rapporteur_Login=${secret}`,
  ]) {
    it(`[AUTH-7] a header like “${header?.replace(secret, '…')}” holds no login`, () => {
      expect(readLoginCookie(header)).toBeNull()
    })
  }
})

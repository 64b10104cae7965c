/** The cookie that makes a browser a login. Its value is a secret (secrets.ts). */
import { parseCookie, stringifySetCookie } from 'cookie'
import { DAY_MS, SECOND_MS } from '../../shared/domain/time.ts'
import { isSecret } from './secrets.ts'

export const LOGIN_COOKIE = 'rapporteur_login'
export const LOGIN_LIFETIME_MS = 90 * DAY_MS

/** The login's secret in a `Cookie` header; null when there is none or it is not one of ours. */
export function readLoginCookie(header: string | undefined): string | null {
  const value = header === undefined ? undefined : parseCookie(header)[LOGIN_COOKIE]
  return value !== undefined && isSecret(value) ? value : null
}

/** A `Set-Cookie` header that gives the browser a login. */
export function loginCookie(options: { readonly secret: string; readonly publicUrl: string }): string {
  return stringifySetCookie({
    name: LOGIN_COOKIE,
    value: options.secret,
    maxAge: LOGIN_LIFETIME_MS / SECOND_MS,
    ...attributes(options.publicUrl),
  })
}

/** A `Set-Cookie` header that makes the browser forget its login. */
export function expiredLoginCookie(publicUrl: string): string {
  return stringifySetCookie({ name: LOGIN_COOKIE, value: '', maxAge: 0, ...attributes(publicUrl) })
}

// Lax, not Strict: somebody who follows a link from an e-mail arrives signed in.
function attributes(publicUrl: string) {
  return {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
  } as const
}

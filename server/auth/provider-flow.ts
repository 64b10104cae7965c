/**
 * What a browser keeps while it is away at the provider: a cookie of ten minutes, signed, so that whoever comes back is
 * who left from here, and goes on where they wanted to. The server keeps nothing of it, so nobody can fill it up. The key
 * is made from the client's secret: it holds after a restart, and on every server of a site.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'
import * as z from 'zod/mini'
import { MINUTE_MS, SECOND_MS } from '../../shared/domain/time.ts'

const FLOW_COOKIE = 'rapporteur_provider'
/** Where the cookie goes, and nowhere else. */
export const FLOW_PATH = '/login/oidc'
export const FLOW_LIFETIME_MS = 10 * MINUTE_MS
const KEY_BYTES = 32

const Flow = z.object({
  state: z.string(),
  nonce: z.string(),
  /** Of PKCE. */
  verifier: z.string(),
  /** The path inside to go on at. */
  next: z.string(),
  /** The login whose account is to be connected; null: somebody signs in. */
  connects: z.nullable(z.string()),
  /** Ms since the epoch. */
  startedAt: z.number(),
})
export type ProviderFlow = z.infer<typeof Flow>

export interface FlowCookies {
  /** A `Set-Cookie` header. */
  write(flow: ProviderFlow): string
  /** The flow in a `Cookie` header; null when there is none that was signed here within ten minutes. */
  read(header: string | undefined, now: number): ProviderFlow | null
  /** A `Set-Cookie` header that ends it. */
  clear(): string
}

export function createFlowCookies(options: {
  readonly clientSecret: string
  readonly publicUrl: () => string
}): FlowCookies {
  const { clientSecret, publicUrl } = options
  const key = Buffer.from(hkdfSync('sha256', clientSecret, '', 'rapporteur provider flow', KEY_BYTES))
  const sign = (text: string) => createHmac('sha256', key).update(text).digest()
  const cookie = (value: string, maxAge: number) =>
    stringifySetCookie({
      name: FLOW_COOKIE,
      value,
      maxAge,
      path: FLOW_PATH,
      httpOnly: true,
      // Lax: it must come along when the provider sends the browser back.
      sameSite: 'lax',
      secure: publicUrl().startsWith('https:'),
    })
  return {
    write(flow) {
      const text = Buffer.from(JSON.stringify(flow)).toString('base64url')
      return cookie(`${text}.${sign(text).toString('base64url')}`, FLOW_LIFETIME_MS / SECOND_MS)
    },
    read(header, now) {
      const value = header === undefined ? undefined : parseCookie(header)[FLOW_COOKIE]
      const [text = '', signature = ''] = (value ?? '').split('.')
      const [found, expected] = [Buffer.from(signature, 'base64url'), sign(text)]
      if (found.length !== expected.length || !timingSafeEqual(found, expected)) return null
      const flow = Flow.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
      if (!flow.success || flow.data.startedAt + FLOW_LIFETIME_MS <= now) return null
      return flow.data
    },
    clear: () => cookie('', 0),
  }
}

/**
 * A real OpenID provider on a port of its own, with people whom it knows. Instead of a password its page asks who one is.
 * It insists on PKCE and on the address to send people back to.
 */
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'
import type { ProviderSettings } from '../../server/config/config.ts'

/** What the provider says of somebody. */
export interface KnownPerson {
  readonly email?: string
  readonly email_verified?: boolean
  readonly name?: string
}

const CLIENT = { id: 'rapporteur', secret: 'a-secret-between-the-two-of-them-only' } as const

export class OpenIdProvider {
  /** By subject. */
  readonly people = new Map<string, KnownPerson>()
  /** How often anything was asked of it. */
  requests = 0
  /** Parameters of the last authorization request. */
  asked = new URLSearchParams()
  readonly #server: Server
  #port = 0
  #provider: Provider | null = null
  #mode: 'up' | 'broken' | 'silent' = 'up'

  private constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response))
  }

  static async start(): Promise<OpenIdProvider> {
    const provider = new OpenIdProvider()
    await provider.#listen()
    return provider
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get settings(): ProviderSettings {
    return {
      issuer: this.issuer,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      name: 'Orchard ID',
      trustsEmail: false,
    }
  }

  /** Settings of a server process. */
  get env(): Readonly<Record<string, string>> {
    return {
      OIDC_ISSUER: this.issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: 'Orchard ID',
    }
  }

  /** Says that people may be sent back to this site. */
  register(site: string): void {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    this.#provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: CLIENT.id,
          client_secret: CLIENT.secret,
          redirect_uris: [`${site}/login/oidc/callback`],
        },
      ],
      jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
      cookies: { keys: ['only for tests'] },
      pkce: { required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 3_600 },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/who/${uid}` },
      findAccount: (_context, sub) => ({
        accountId: sub,
        claims: () => ({ sub, ...this.people.get(sub) }),
      }),
      // Nobody is asked whether this site may know the address.
      loadExistingGrant: async ({ oidc }) => {
        const grant = new oidc.provider.Grant({
          clientId: oidc.client?.clientId ?? '',
          accountId: oidc.session?.accountId ?? '',
        })
        grant.addOIDCScope('openid email profile')
        await grant.save()
        return grant
      },
    })
  }

  /** Answers 503 to everything until `mend`. */
  break(): void {
    this.#mode = 'broken'
  }

  mend(): void {
    this.#mode = 'up'
  }

  /** Nothing listens any more until `open`. */
  async close(): Promise<void> {
    this.#server.closeAllConnections()
    if (this.#server.listening) await new Promise((closed) => this.#server.close(closed))
  }

  async open(): Promise<void> {
    await this.#listen()
  }

  async #listen(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1')
    await once(this.#server, 'listening')
    this.#port = (this.#server.address() as AddressInfo).port
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests++
    const provider = this.#provider
    if (!provider || this.#mode !== 'up') {
      response.writeHead(503, { 'content-type': 'text/plain' }).end('not now')
      return
    }
    const url = new URL(request.url ?? '/', this.issuer)
    if (url.pathname === '/auth') this.asked = url.searchParams
    const [, uid, as] = /^\/who\/([\w-]+)(?:\/(.+))?$/.exec(url.pathname) ?? []
    if (uid === undefined) {
      await provider.callback()(request, response)
      return
    }
    if (as === undefined) {
      const names = [...this.people.keys(), 'nobody']
      const links = names.map((name) => `<li><a href="/who/${uid}/${name}">I am ${name}</a></li>`).join('')
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<h1>Who are you?</h1><ul>${links}</ul>`)
      return
    }
    const result =
      as === 'nobody'
        ? { error: 'access_denied', error_description: 'said no' }
        : { login: { accountId: as, remember: false } }
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false })
  }
}

/** Cookies by site, as a browser keeps them; follows nothing. */
export class CookieJar {
  readonly #cookies = new Map<string, Map<string, string>>()

  get(address: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.send('GET', address, { headers })
  }

  async send(
    method: string,
    address: string,
    call: { readonly json?: unknown; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> {
    const { json, headers } = call
    const { origin } = new URL(address)
    const own = this.#cookies.get(origin) ?? new Map<string, string>()
    this.#cookies.set(origin, own)
    const cookie = [...own].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(address, {
      method,
      redirect: 'manual',
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: json === undefined ? null : JSON.stringify(json),
    })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === '' || /max-age=0/i.test(line)) own.delete(name)
      else own.set(name, value)
    }
    return response
  }

  cookie(site: string, name: string): string | null {
    return this.#cookies.get(new URL(site).origin)?.get(name) ?? null
  }

  set(site: string, name: string, value: string): void {
    const { origin } = new URL(site)
    this.#cookies.set(origin, (this.#cookies.get(origin) ?? new Map<string, string>()).set(name, value))
  }

  /** From the sign-in page, or the address `from`, to the address that the provider sends back to, unopened. */
  async leave(
    site: string,
    { as, next, from }: { readonly as: string; readonly next?: string; readonly from?: string },
  ): Promise<string> {
    const query = next === undefined ? '' : `?next=${encodeURIComponent(next)}`
    let address = from ?? `${site}/login/oidc${query}`
    for (let steps = 0; steps < 12; steps++) {
      const response = await this.get(address)
      const location = response.headers.get('location')
      if (location !== null) address = new URL(location, address).href
      else if (/\/who\/[\w-]+$/.test(address)) address = `${address}/${as}`
      else
        throw new Error(
          `expected to be sent on from ${address}, found ${response.status}: ${await response.text()}`,
        )
      if (address.startsWith(`${site}/login/oidc/callback`)) return address
    }
    throw new Error('the provider never sent anybody back')
  }

  /** All the way; the last answer of our own site. */
  async signIn(site: string, person: { readonly as: string; readonly next?: string }): Promise<Response> {
    return this.get(await this.leave(site, person))
  }
}

/**
 * The OpenID provider that people can sign in through: code flow with PKCE, state and nonce. openid-client does the
 * protocol; it is only loaded, and the provider only asked about itself, when the first person wants to sign in, so that
 * neither costs the start anything and a provider that is down keeps nobody else out. Implements OIDC-2, OIDC-3, OIDC-8.
 */
import type { Configuration } from 'openid-client'
import { HOUR_MS, SECOND_MS } from '../../shared/domain/time.ts'
import type { ProviderSettings } from '../config/config.ts'
import type { Clock } from '../lib/clock.ts'
import type { Logger } from '../log.ts'
import { createFlowCookies, FLOW_PATH } from './provider-flow.ts'

/** Where the provider sends people back to. */
export const CALLBACK_PATH = `${FLOW_PATH}/callback`

/** How long the provider may take to answer a request. */
const ANSWER_TIMEOUT_S = 10
/** How long what the provider says of itself is good for. */
const DISCOVERY_LIFETIME_MS = HOUR_MS
/** Clocks that differ by less are nobody's fault. */
const CLOCK_TOLERANCE_S = 60
const DISCOVERY_TRIES = 2

/**
 * Why nobody was signed in. `denied`: the person or the provider said no; `stale`: not from where it began in this
 * browser, or too long ago; `unreachable`: no answer; `clock`: the clocks differ; `refused`: an answer that must not be
 * believed, or that says that this site is not set up there.
 */
export type ProviderTrouble = 'denied' | 'stale' | 'unreachable' | 'clock' | 'refused'

/** Somebody, as the provider knows them. */
export interface ProviderPerson {
  readonly issuer: string
  /** Never changes, and is never given to somebody else. */
  readonly subject: string
  /** As it was written there; null when it was not told. */
  readonly email: string | null
  /** What is said of whether the address is theirs, by the provider, or where it says nothing by who runs this server. */
  readonly emailClaim: 'verified' | 'unverified' | 'silent'
  readonly name: string | null
}

export type Departure =
  | { readonly kind: 'away'; readonly url: string; readonly cookie: string }
  | { readonly kind: 'trouble'; readonly trouble: ProviderTrouble }

export type Return =
  | {
      readonly kind: 'person'
      readonly person: ProviderPerson
      readonly next: string
      /** As in `depart`. */
      readonly connects: string | null
    }
  | { readonly kind: 'trouble'; readonly trouble: ProviderTrouble }

export interface Provider {
  /** What people call it. */
  readonly name: string
  /**
   * Where the browser is to go, and the cookie that it takes along. `next`: a path inside; `connects`: the login whose
   * account is to be connected, null for who signs in.
   */
  depart(journey: { readonly next: string; readonly connects: string | null }): Promise<Departure>
  /** What the browser brings back: the query of the callback's address, and its cookies. */
  arrive(request: { readonly query: string; readonly cookies: string | undefined }): Promise<Return>
  /** A `Set-Cookie` header that ends what `depart` began. */
  clearCookie(): string
}

export function createProvider(deps: {
  readonly settings: ProviderSettings
  readonly publicUrl: () => string
  readonly clock: Pick<Clock, 'now'>
  readonly log: Logger
}): Provider {
  const { settings, publicUrl, clock, log } = deps
  const flows = createFlowCookies({ clientSecret: settings.clientSecret, publicUrl })
  let known: { readonly configuration: Promise<Configuration>; readonly since: number } | null = null

  const discover = async (): Promise<Configuration> => {
    const openid = await import('openid-client')
    const isPlain = settings.issuer.startsWith('http:')
    for (let tries = 1; ; tries++) {
      try {
        return await openid.discovery(
          new URL(settings.issuer),
          settings.clientId,
          {
            client_secret: settings.clientSecret,
            [openid.clockTolerance]: CLOCK_TOLERANCE_S,
            // Our clock is the one that is asked for everything else too.
            [openid.clockSkew]: Math.round((clock.now() - Date.now()) / SECOND_MS),
          },
          undefined,
          {
            timeout: ANSWER_TIMEOUT_S,
            // Signatures are checked although the ID token comes from the provider itself; config.ts lets only
            // providers of this machine be asked without TLS.
            execute: [openid.enableNonRepudiationChecks, ...(isPlain ? [openid.allowInsecureRequests] : [])],
          },
        )
      } catch (error) {
        if (tries >= DISCOVERY_TRIES) throw error
      }
    }
  }

  /** What failed is not kept: the next person asks anew. */
  const configure = (): Promise<Configuration> => {
    const now = clock.now()
    if (!known || known.since + DISCOVERY_LIFETIME_MS <= now) {
      const entry = { configuration: discover(), since: now }
      known = entry
      entry.configuration.catch(() => {
        if (known === entry) known = null
      })
    }
    return known.configuration
  }

  const troubleIn = (error: unknown): { readonly kind: 'trouble'; readonly trouble: ProviderTrouble } => {
    const trouble = troubleOf(error)
    // Without messages and causes: they may hold what the provider sent, or the address that it sent it to.
    log.warn({ trouble, ...reasonOf(error) }, 'a sign-in through the provider failed')
    return { kind: 'trouble', trouble }
  }

  return {
    name: settings.name,
    clearCookie: () => flows.clear(),

    async depart({ next, connects }) {
      try {
        const openid = await import('openid-client')
        const configuration = await configure()
        const flow = {
          state: openid.randomState(),
          nonce: openid.randomNonce(),
          verifier: openid.randomPKCECodeVerifier(),
          next,
          connects,
          startedAt: clock.now(),
        }
        const url = openid.buildAuthorizationUrl(configuration, {
          redirect_uri: `${publicUrl()}${CALLBACK_PATH}`,
          scope: 'openid email profile',
          code_challenge: await openid.calculatePKCECodeChallenge(flow.verifier),
          code_challenge_method: 'S256',
          state: flow.state,
          nonce: flow.nonce,
        })
        return { kind: 'away', url: url.href, cookie: flows.write(flow) }
      } catch (error) {
        return troubleIn(error)
      }
    },

    async arrive({ query, cookies }) {
      const flow = flows.read(cookies, clock.now())
      // Nothing is sent anywhere for an answer that this browser did not ask for.
      if (!flow || new URLSearchParams(query).get('state') !== flow.state) {
        return { kind: 'trouble', trouble: 'stale' }
      }
      try {
        const openid = await import('openid-client')
        const configuration = await configure()
        const tokens = await openid.authorizationCodeGrant(
          configuration,
          new URL(`${publicUrl()}${CALLBACK_PATH}?${query}`),
          { expectedState: flow.state, expectedNonce: flow.nonce, pkceCodeVerifier: flow.verifier },
        )
        const claims = tokens.claims()
        if (!claims) return { kind: 'trouble', trouble: 'refused' }
        const { iss: issuer, sub: subject } = claims
        // Many providers tell the address only when asked for it.
        const more =
          claims['email'] === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
            ? await openid.fetchUserInfo(configuration, tokens.access_token, subject)
            : {}
        return {
          kind: 'person',
          person: readPerson({ issuer, subject }, { ...claims, ...more }, settings),
          next: flow.next,
          connects: flow.connects,
        }
      } catch (error) {
        return troubleIn(error)
      }
    },
  }
}

function readPerson(
  { issuer, subject }: Pick<ProviderPerson, 'issuer' | 'subject'>,
  claims: Readonly<Record<string, unknown>>,
  { trustsEmail }: Pick<ProviderSettings, 'trustsEmail'>,
): ProviderPerson {
  const textOf = (name: string): string | null => {
    const value = claims[name]
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
  }
  // Some write it as a text. What it says counts more than what is said of the provider in general.
  const verified = claims['email_verified'] ?? (trustsEmail ? true : null)
  return {
    issuer,
    subject,
    email: textOf('email'),
    emailClaim:
      verified === null ? 'silent' : [true, 'true'].includes(verified as never) ? 'verified' : 'unverified',
    name: textOf('name') ?? textOf('preferred_username'),
  }
}

interface ProviderError {
  readonly name?: unknown
  readonly code?: unknown
  /** Of OAuth: a word. */
  readonly error?: unknown
  readonly status?: unknown
}

function reasonOf(error: unknown): Readonly<Record<string, string | number>> {
  const { name, code, error: word, status } = error as ProviderError
  return {
    ...(typeof name === 'string' ? { type: name } : {}),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof word === 'string' ? { error: word.slice(0, 100) } : {}),
    ...(typeof status === 'number' ? { status } : {}),
  }
}

const SERVER_WORDS: ReadonlySet<unknown> = new Set(['server_error', 'temporarily_unavailable'])

function troubleOf(error: unknown): ProviderTrouble {
  const { name, code, error: word, status } = error as ProviderError
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return 'clock'
  if (SERVER_WORDS.has(word) || (typeof status === 'number' && status >= 500)) return 'unreachable'
  if (code === 'OAUTH_AUTHORIZATION_RESPONSE_ERROR') return word === 'access_denied' ? 'denied' : 'refused'
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_RESPONSE_IS_NOT_JSON') return 'unreachable'
  // What fetch throws without an answer, and what ends one that takes too long.
  if (code === 'OAUTH_TIMEOUT' || name === 'TimeoutError' || (name === 'TypeError' && code === undefined)) {
    return 'unreachable'
  }
  return 'refused'
}

/** The parts of the server that deal with people, assembled as in the real one, on a port of their own. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { Router } from 'express'
import { pino } from 'pino'
import { LOGIN_COOKIE } from '../../server/auth/login-cookie.ts'
import { createProvider } from '../../server/auth/provider.ts'
import { createSetup, type Setup } from '../../server/auth/setup.ts'
import type { BusMessage } from '../../server/cluster/bus.ts'
import { createLocalBus } from '../../server/cluster/local-bus.ts'
import type { MailSettings, ProviderSettings } from '../../server/config/config.ts'
import { createSmtpMailer } from '../../server/mail/smtp-mailer.ts'
import { refuseUnknownEndpoint } from '../../server/middleware/api-not-found.ts'
import { authenticateRequests } from '../../server/middleware/authenticate.ts'
import { handleErrors } from '../../server/middleware/error-handler.ts'
import { limitRequests } from '../../server/middleware/rate-limit.ts'
import { assignRequestId } from '../../server/middleware/request-id.ts'
import { logRequests } from '../../server/middleware/request-log.ts'
import { requireSameOrigin } from '../../server/middleware/same-origin.ts'
import { setSecurityHeaders } from '../../server/middleware/security-headers.ts'
import { createAccessLinkRoutes } from '../../server/routes/access-link.ts'
import { createAuditRoutes } from '../../server/routes/audit.ts'
import { createLinkRoutes } from '../../server/routes/links.ts'
import { createLoginRoutes } from '../../server/routes/login.ts'
import { createMeRoutes } from '../../server/routes/me.ts'
import { createOpenApiRoutes } from '../../server/routes/openapi.ts'
import { createPasswordLinkRoutes } from '../../server/routes/password-links.ts'
import { createPasswordPageRoutes } from '../../server/routes/password-page.ts'
import { createProviderLoginRoutes } from '../../server/routes/provider-login.ts'
import { createRoleRoutes } from '../../server/routes/roles.ts'
import { createSetupRoutes } from '../../server/routes/setup.ts'
import { createPeopleWorld, type PeopleWorld } from './people-world.ts'

export interface PeopleApp extends AsyncDisposable {
  readonly world: PeopleWorld
  readonly setup: Setup
  readonly url: string
  /** Lines of the server's log, as text. */
  readonly logLines: readonly string[]
  /** What was published on the bus. */
  readonly announced: readonly Extract<BusMessage, { kind: 'access-changed' }>[]
  /** A browser with cookies of its own. */
  openBrowser(): Browser
}

/** What `GET /api/v1/broken` throws: a bug that nobody may see from outside. */
export const BUG_MESSAGE = 'the pear tree is on fire'

export interface Call {
  readonly json?: unknown
  readonly form?: Readonly<Record<string, string>>
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Keeps the login cookie, follows no redirect. */
export interface Browser {
  readonly cookie: string | null
  send(method: string, path: string, call?: Call): Promise<Response>
}

export async function startPeopleApp(
  options: {
    readonly publicUrl?: string
    readonly requestsPerMinute?: number
    readonly mail?: MailSettings
    readonly provider?: ProviderSettings
    /** When the clock begins; it only moves when told to. */
    readonly start?: number
  } = {},
): Promise<PeopleApp> {
  const world = await createPeopleWorld(options.start)
  const { db, clock } = world
  const logLines: string[] = []
  const log = pino({ level: 'debug' }, { write: (line) => void logLines.push(line) })
  const bus = createLocalBus()
  const announced: Extract<BusMessage, { kind: 'access-changed' }>[] = []
  bus.subscribe((message) => {
    if (message.kind === 'access-changed') announced.push(message)
  })
  const setup = createSetup({ db, clock })
  let url = ''
  const publicUrl = () => options.publicUrl ?? url
  const mailer = options.mail ? createSmtpMailer({ settings: options.mail, log }) : null
  const provider = options.provider
    ? createProvider({ settings: options.provider, publicUrl, clock, log })
    : null
  const deps = { db, clock, bus, log, publicUrl, setup, mailer, provider }

  const api = Router()
  api.use(createOpenApiRoutes(), createSetupRoutes(deps), createLoginRoutes(deps))
  api.use(createMeRoutes(deps), createPasswordLinkRoutes(deps), createLinkRoutes(deps))
  api.use(createRoleRoutes(deps), createAuditRoutes(deps))
  api.get('/broken', () => {
    throw new Error(BUG_MESSAGE)
  })
  api.use(refuseUnknownEndpoint())

  const app = express()
  app.disable('x-powered-by')
  app.use(assignRequestId(), logRequests(log), setSecurityHeaders(deps))
  app.use(authenticateRequests(deps), limitRequests(options.requestsPerMinute), requireSameOrigin(deps))
  app.use('/api/v1', api)
  app.use(createAccessLinkRoutes(deps), createPasswordPageRoutes(deps), createProviderLoginRoutes(deps))
  app.use(handleErrors(log))

  const server = createServer(app)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    world,
    setup,
    url,
    logLines,
    announced,
    openBrowser: () => createBrowser(url),
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await bus.close()
      await world[Symbol.asyncDispose]()
    },
  }
}

function createBrowser(url: string): Browser {
  let cookie: string | null = null
  return {
    get cookie() {
      return cookie
    },
    async send(method, path, { json, form, body, headers } = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(cookie === null ? {} : { cookie: `${LOGIN_COOKIE}=${cookie}` }),
          ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body: body ?? (form ? new URLSearchParams(form) : json === undefined ? null : JSON.stringify(json)),
      })
      const set = response.headers.get('set-cookie')
      const value = set?.startsWith(`${LOGIN_COOKIE}=`) ? (/=([^;]*)/.exec(set)?.[1] ?? '') : null
      if (value !== null) cookie = value === '' ? null : value
      return response
    },
  }
}

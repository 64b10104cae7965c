/** The parts of the server that deal with programmes and notes, assembled as in the real one, on a port of their own. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { Router } from 'express'
import type { Role, Scope } from '../../shared/domain/access.ts'
import { newId, type EventId, type LinkId, type TokenId } from '../../shared/domain/ids.ts'
import { hashSecret, newSecret } from '../../server/auth/secrets.ts'
import type { BusMessage } from '../../server/cluster/bus.ts'
import { loadConfig } from '../../server/config/config.ts'
import { createContext, type ServerContext } from '../../server/create-context.ts'
import { authenticateRequests } from '../../server/middleware/authenticate.ts'
import { handleErrors } from '../../server/middleware/error-handler.ts'
import { NoteContents } from '../../server/notes/note-contents.ts'
import { createDemoRoutes } from '../../server/routes/demo.ts'
import { createEventRoutes } from '../../server/routes/events.ts'
import { createExportRoutes } from '../../server/routes/exports.ts'
import { createImageRoutes } from '../../server/routes/images.ts'
import { createNoteHistoryRoutes } from '../../server/routes/note-history.ts'
import { createNoteRoutes } from '../../server/routes/notes.ts'
import { createProgrammeRoutes } from '../../server/routes/programme.ts'
import { createReviewRoutes } from '../../server/routes/review.ts'
import { createPublicationPages, createPublicationRoutes } from '../../server/routes/publications.ts'
import { createSessionRoutes } from '../../server/routes/sessions.ts'
import { createTrackRoutes } from '../../server/routes/tracks.ts'
import type { Tables } from '../../server/storage/tables.ts'
import { FakeClock } from './fake-clock.ts'
import { makeTempDir } from './temp-dir.ts'

/** Somebody who asks with a secret of their own; without one they are anonymous. */
export interface Asker {
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  /** The JSON of an answer below 300; anything else fails with what the server said. */
  json<T>(method: string, path: string, body?: unknown): Promise<T>
}

export interface ProgrammeApp extends AsyncDisposable {
  readonly context: ServerContext
  readonly clock: FakeClock
  /** May do everything on the site. */
  readonly organizer: Asker
  readonly anonymous: Asker
  /** Somebody who came by an access link. */
  invite(role: Role, scope: Scope, event: string): Promise<Asker>
  /** The changes of rights that were published on the bus. */
  readonly announced: readonly AccessChange[]
  /** Every row of every table, as text. */
  dump(): Promise<string>
}

type AccessChange = Extract<BusMessage, { kind: 'access-changed' }>

const DUMPED: readonly (keyof Tables)[] = [
  'events',
  'tracks',
  'sessions',
  'people',
  'track_leads',
  'session_speakers',
  'notes',
  'updates',
  'checkpoints',
  'note_versions',
  'summary_stages',
  'threads',
  'comments',
]

export async function startProgrammeApp(): Promise<ProgrammeApp> {
  const dataDir = makeTempDir({ keep: true })
  const clock = new FakeClock()
  const context = await createContext(loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' }), { clock })
  const { db } = context
  const contents = new NoteContents(context)
  const announced: AccessChange[] = []
  context.bus.subscribe((message) => {
    if (message.kind === 'access-changed') announced.push(message)
  })

  const api = Router()
  api.use(createEventRoutes(context), createTrackRoutes(context), createSessionRoutes(context))
  api.use(createProgrammeRoutes(context), createDemoRoutes(context))
  api.use(createNoteHistoryRoutes(context), createReviewRoutes(context))
  api.use(createNoteRoutes({ ...context, contents }), createExportRoutes({ ...context, contents }))
  api.use(createImageRoutes(context), createPublicationRoutes({ ...context, contents }))
  const app = express()
  app.use(authenticateRequests(context))
  app.use('/api/v1', api)
  app.use(createPublicationPages(context))
  app.use(handleErrors(context.log))
  const server = createServer(app)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`

  const organizerSecret = newSecret()
  await db
    .insertInto('tokens')
    .values({
      id: newId<TokenId>(),
      name: 'organizer',
      secret_hash: hashSecret(organizerSecret),
      role: 'organizer',
      event_id: null,
      created_at: clock.now(),
      revoked_at: null,
    })
    .execute()

  return {
    context,
    clock,
    announced,
    organizer: createAsker(url, organizerSecret),
    anonymous: createAsker(url, null),
    async invite(role, scope, event) {
      const secret = newSecret()
      await db
        .insertInto('links')
        .values({
          id: newId<LinkId>(),
          secret_hash: hashSecret(secret),
          event_id: event as EventId,
          scope_type: scope.type,
          scope_id: scope.id,
          role,
          label: null,
          password_hash: null,
          created_at: clock.now(),
          created_by: null,
          expires_at: null,
          revoked_at: null,
          last_used_at: null,
          uses: 0,
        })
        .execute()
      return createAsker(url, secret)
    },
    async dump() {
      const tables: [string, unknown][] = []
      for (const table of DUMPED) tables.push([table, await db.selectFrom(table).selectAll().execute()])
      return JSON.stringify(tables)
    },
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await context.close()
    },
  }
}

function createAsker(url: string, secret: string | null): Asker {
  const send: Asker['send'] = (method, path, body, headers = {}) => {
    const isFile = typeof body === 'string' || body instanceof Uint8Array
    return fetch(`${url}${path}`, {
      method,
      headers: {
        ...headers,
        ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
        ...(body === undefined
          ? {}
          : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      },
      body: body === undefined ? null : isFile ? (body as string) : JSON.stringify(body),
    })
  }
  return {
    send,
    async json<T>(method: string, path: string, body?: unknown): Promise<T> {
      const response = await send(method, path, body)
      const text = await response.text()
      if (response.status >= 300) throw new Error(`${method} ${path}: ${response.status} ${text}`)
      return JSON.parse(text) as T
    },
  }
}

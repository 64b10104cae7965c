/**
 * The HTTP side of a server, put together: what comes in passes through the middleware in this order, then the API, the
 * pages that the server renders, and last the client's own pages.
 */
import compression from 'compression'
import express, { type Express, type Response } from 'express'
import { createSetup } from './auth/setup.ts'
import { COLLAB_PATH } from '../shared/protocol/messages.ts'
import type { ServerContext } from './create-context.ts'
import { refuseUnknownEndpoint } from './middleware/api-not-found.ts'
import { authenticateRequests } from './middleware/authenticate.ts'
import type { MetricSources } from './metrics.ts'
import { handleErrors } from './middleware/error-handler.ts'
import { limitRequests } from './middleware/rate-limit.ts'
import { assignRequestId } from './middleware/request-id.ts'
import { logRequests } from './middleware/request-log.ts'
import { requireSameOrigin } from './middleware/same-origin.ts'
import { setSecurityHeaders } from './middleware/security-headers.ts'
import { NoteContents } from './notes/note-contents.ts'
import { LiveNotes } from './publish/live-notes.ts'
import type { Gateway } from './realtime/gateway.ts'
import { createHttpDoor } from './realtime/http-door.ts'
import { createAccessLinkRoutes } from './routes/access-link.ts'
import { createAuditRoutes } from './routes/audit.ts'
import { createClientPages } from './routes/client-pages.ts'
import { createDemoRoutes } from './routes/demo.ts'
import { createEventRoutes } from './routes/events.ts'
import { createExportRoutes } from './routes/exports.ts'
import { createGuestRoutes } from './routes/guests.ts'
import { createImageRoutes } from './routes/images.ts'
import { createLinkRoutes } from './routes/links.ts'
import { createLiveRoutes } from './routes/live.ts'
import { createLoginRoutes } from './routes/login.ts'
import { createMeRoutes } from './routes/me.ts'
import { createNameRoutes } from './routes/names.ts'
import { createNoteHistoryRoutes } from './routes/note-history.ts'
import { createNoteRoutes } from './routes/notes.ts'
import { createOpenApiRoutes } from './routes/openapi.ts'
import { createOperationsRoutes } from './routes/operations.ts'
import { createPasswordLinkRoutes } from './routes/password-links.ts'
import { createPasswordPageRoutes } from './routes/password-page.ts'
import { createProviderLoginRoutes } from './routes/provider-login.ts'
import { createProgrammeRoutes } from './routes/programme.ts'
import { createPublicationPages, createPublicationRoutes } from './routes/publications.ts'
import { createReadingRoutes } from './routes/reading.ts'
import { createSearchRoutes } from './routes/search.ts'
import { createReminderStopRoutes } from './routes/reminder-stop.ts'
import { createReminderRoutes } from './routes/reminders.ts'
import { createReviewRoutes } from './routes/review.ts'
import { createRoleRoutes } from './routes/roles.ts'
import { createSessionRoutes } from './routes/sessions.ts'
import { createSetupRoutes } from './routes/setup.ts'
import { createTrackRoutes } from './routes/tracks.ts'

export interface App {
  readonly handle: Express
  /** The path of the one-time set-up page; null when there is an organiser. */
  setupPath(): Promise<string | null>
  /** Cuts streams and says at /readyz that the server stops. */
  stopAccepting(): void
}

export function createApp(
  context: ServerContext,
  {
    gateway,
    ...sources
  }: Pick<MetricSources, 'connections' | 'searchLagSeconds' | 'searchIndexBytes'> & {
    readonly gateway: Gateway
  },
): App {
  const { config, db, log, rooms, metrics } = context
  const setup = createSetup(context)
  const contents = new NoteContents(context)
  const liveNotes = new LiveNotes(context)
  const live = createLiveRoutes({ ...context, liveNotes, participants: gateway.participants })
  metrics.watch({
    ...sources,
    openRooms: () => rooms.size,
    commitFailures: () => rooms.commitFailures,
    stale: () => rooms.totals.stale,
    stateBytes: () => rooms.totals.stateBytes,
    tailRows: () => rooms.totals.tailRows,
    readers: () => live.countStreams(),
  })
  let stopping = false

  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', config.trustedProxies)
  app.set('query parser', 'simple')
  app.use(assignRequestId(), setSecurityHeaders(context))
  // Frames over HTTP are no more logged and counted as requests than those of a WebSocket.
  app.use(COLLAB_PATH, createHttpDoor({ ...context, gateway }))
  app.use(logRequests(log))
  app.use(
    createOperationsRoutes({
      db,
      metrics: metrics.registry,
      isStopping: () => stopping,
      commitFailures: () => rooms.commitFailures,
    }),
  )
  // A stream is never compressed: what was written must leave at once.
  const isStream = (response: Response) =>
    String(response.getHeader('Content-Type')).startsWith('text/event-stream')
  app.use(
    compression({
      filter: (request, response) => !isStream(response) && compression.filter(request, response),
    }),
  )
  const pages = createClientPages()
  app.use(pages.assets)
  app.use(authenticateRequests(context), requireSameOrigin(context), limitRequests())
  app.use('/api/v1', live.router)

  const api = express.Router()
  api.use(
    createSetupRoutes({ ...context, setup }),
    createLoginRoutes(context),
    createMeRoutes({ ...context, setup }),
    createPasswordLinkRoutes(context),
    createLinkRoutes(context),
    createRoleRoutes(context),
    createAuditRoutes(context),
    createEventRoutes(context),
    createTrackRoutes(context),
    createSessionRoutes(context),
    createProgrammeRoutes(context),
    createDemoRoutes(context),
    createNoteRoutes({ ...context, contents }),
    createImageRoutes(context),
    createNoteHistoryRoutes(context),
    createReviewRoutes(context),
    createGuestRoutes(context),
    createNameRoutes(context),
    createReminderRoutes(context),
    createExportRoutes({ ...context, contents }),
    createSearchRoutes(context),
    createPublicationRoutes({ ...context, contents }),
    createOpenApiRoutes(),
    refuseUnknownEndpoint(),
  )
  app.use('/api/v1', api)
  app.use(createAccessLinkRoutes(context), createPasswordPageRoutes(context))
  app.use(createProviderLoginRoutes(context), createReminderStopRoutes(context))
  app.use(createReadingRoutes({ ...context, liveNotes }))
  app.use(createPublicationPages(context))
  app.use(pages.pages)
  app.use(handleErrors(log))

  return {
    handle: app,
    setupPath: () => setup.path(),
    stopAccepting() {
      stopping = true
      live.close()
    },
  }
}

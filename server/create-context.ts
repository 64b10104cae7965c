/** Builds the long-lived parts of a server in order, and closes them in reverse order. */
import { HOUR_MS } from '../shared/domain/time.ts'
import { createProvider } from './auth/provider.ts'
import { sweepLogins } from './auth/sweep-logins.ts'
import { createLocalBus } from './cluster/local-bus.ts'
import { OpenRooms } from './collab/open-rooms.ts'
import type { Config } from './config/config.ts'
import type { Context } from './context.ts'
import { createDocuments } from './documents/documents.ts'
import { createFileMaker } from './files/file-maker.ts'
import { systemClock, type Clock } from './lib/clock.ts'
import { collectGarbage } from './lib/collect-garbage.ts'
import { createLogger } from './log.ts'
import { createSmtpMailer } from './mail/smtp-mailer.ts'
import { createMetrics, type Metrics } from './metrics.ts'
import { openSqliteSearchIndex, searchFile } from './search/sqlite/sqlite-search-index.ts'
import { databaseFile, openDatabase } from './storage/database.ts'
import { openSqliteNoteLog } from './storage/sqlite/sqlite-note-log.ts'

export interface ServerContext extends Context {
  readonly rooms: OpenRooms
  readonly metrics: Metrics
  /** Set once the server listens; links made before are made with the configured port. */
  setListenUrl(url: string): void
  close(): Promise<void>
}

/** Throws StartError when the data folder or the database cannot be used. */
export async function createContext(
  config: Config,
  { clock = systemClock }: { clock?: Clock } = {},
): Promise<ServerContext> {
  const log = createLogger(config.logLevel)
  const db = await openDatabase(config.dataDir)
  const noteLog = openSqliteNoteLog({ file: databaseFile(config.dataDir), clock })
  const documents = createDocuments()
  const files = createFileMaker({ clock })
  const metrics = createMetrics()
  const rooms = new OpenRooms({
    noteLog,
    documents,
    clock,
    log,
    meter: metrics,
    onLastClosed: () => void collectGarbage(),
  })
  const bus = createLocalBus()
  const searchIndex = openSqliteSearchIndex({
    file: searchFile(config.dataDir),
    database: databaseFile(config.dataDir),
  })
  const stopSweeping = clock.every(HOUR_MS, () => {
    sweepLogins({ db, clock }).catch((error: unknown) =>
      log.error({ err: error }, 'ended logins could not be deleted'),
    )
  })
  let listenUrl = `http://${config.host}:${config.port}`
  const publicUrl = () => config.publicUrl ?? listenUrl
  return {
    config,
    log,
    clock,
    db,
    noteLog,
    documents,
    files,
    rooms,
    metrics,
    bus,
    searchIndex,
    mailer: config.mail && createSmtpMailer({ settings: config.mail, log }),
    provider: config.provider && createProvider({ settings: config.provider, publicUrl, clock, log }),
    publicUrl,
    setListenUrl: (url) => {
      listenUrl = url
    },
    async close() {
      stopSweeping()
      await rooms.close()
      await bus.close()
      await files.close()
      await searchIndex.close()
      await documents.close()
      await noteLog.close()
      await db.destroy()
    },
  }
}

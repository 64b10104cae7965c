/**
 * The long-lived parts of a running server. Modules take the few that they use (`Pick<Context, 'db' | 'clock'>`);
 * only app.ts sees all. Built, and closed in reverse order, by `createContext`.
 */
import type { Kysely } from 'kysely'
import type { Provider } from './auth/provider.ts'
import type { Bus } from './cluster/bus.ts'
import type { Config } from './config/config.ts'
import type { Documents } from './documents/documents.ts'
import type { FileMaker } from './files/file-maker.ts'
import type { Clock } from './lib/clock.ts'
import type { Logger } from './log.ts'
import type { Mailer } from './mail/mailer.ts'
import type { Rooms } from './collab/rooms.ts'
import type { SearchIndex } from './search/search-index.ts'
import type { NoteLog } from './storage/note-log.ts'
import type { Tables } from './storage/tables.ts'

export interface Context {
  readonly config: Config
  readonly log: Logger
  readonly clock: Clock
  readonly db: Kysely<Tables>
  readonly noteLog: NoteLog
  readonly documents: Documents
  readonly files: FileMaker
  readonly bus: Bus
  readonly rooms: Rooms
  readonly searchIndex: SearchIndex
  /** Null: this server sends no mail. */
  readonly mailer: Mailer | null
  /** Null: people sign in with passwords alone. */
  readonly provider: Provider | null
  /** The address that links are made with: PUBLIC_URL, else where the server listens. */
  readonly publicUrl: () => string
}

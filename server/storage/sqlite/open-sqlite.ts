import Sqlite from 'better-sqlite3'

/** How long a connection waits for another one's transaction. Commits take milliseconds; imports well below a second. */
const BUSY_TIMEOUT_MS = 15_000

/**
 * Opens the database file for one connection. WAL lets readers and the writer go on side by side; `synchronous = FULL`
 * makes a commit mean fsync (this build of SQLite would otherwise use NORMAL with WAL).
 */
export function openSqlite(file: string): Sqlite.Database {
  return open(() => {
    const database = new Sqlite(file)
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    database.pragma('journal_mode = WAL')
    database.pragma('synchronous = FULL')
    database.pragma('foreign_keys = ON')
    return database
  })
}

/** Opens it for a connection that cannot write, whatever it is asked. */
export function openSqliteToRead(file: string): Sqlite.Database {
  return open(() => {
    const database = new Sqlite(file, { readonly: true, fileMustExist: true })
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT_MS}`)
    return database
  })
}

/** SqliteError is no native error: out of a worker thread that fails to start it would come without its message. */
function open(work: () => Sqlite.Database): Sqlite.Database {
  try {
    return work()
  } catch (cause) {
    const { message, code } = cause as Error & { code?: string }
    throw Object.assign(new Error(message), { code })
  }
}

import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { StartError } from '../../errors.ts'
import { checkSqlite, removeSqlite } from './backup.ts'

/**
 * Puts a backup in the place of the database. The present one is kept beside it under another name, which is returned.
 * Throws StartError, with nothing changed, when the backup is no intact database or a server still uses the present one.
 */
export function restoreSqlite(backup: string, file: string, now: Date): { readonly kept: string | null } {
  checkSqlite(backup)
  const part = `${file}.restored`
  try {
    mkdirSync(dirname(file), { recursive: true })
    copyFileSync(backup, part)
    checkSqlite(part)
    const kept = existsSync(file) ? `${file}.before-${now.toISOString().replaceAll(':', '-')}` : null
    if (kept) {
      closeWriteAheadLog(file)
      renameSync(file, kept)
    }
    // A log that belonged to another file would be read as this one's.
    removeSqlite(file)
    renameSync(part, file)
    return { kept }
  } catch (cause) {
    if (cause instanceof StartError) throw cause
    throw new StartError(`${file} could not be written: ${(cause as Error).message}`, { cause })
  } finally {
    removeSqlite(part)
  }
}

/** Writes what is in the write-ahead log back into the file. SQLite only allows it when nobody else has it open. */
function closeWriteAheadLog(file: string): void {
  const database = new Sqlite(file, { timeout: 0 })
  try {
    database.pragma('journal_mode = DELETE')
  } catch (cause) {
    throw new StartError('A server or a command still uses this data folder: stop it first.', { cause })
  } finally {
    database.close()
  }
}

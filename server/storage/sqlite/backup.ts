import { existsSync, renameSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { StartError } from '../../errors.ts'
import { openSqlite, openSqliteToRead } from './open-sqlite.ts'

/**
 * Copies the database to `target` while a server goes on writing: the copy is the state of one moment. Nothing is at
 * `target` before the copy is complete and checked. Throws StartError when there is no database or the target exists.
 */
export async function backUpSqlite(file: string, target: string): Promise<{ readonly bytes: number }> {
  if (!existsSync(file)) throw new StartError(`There is no database at ${file}.`)
  const destination = resolve(target)
  if (existsSync(destination)) throw new StartError(`${destination} exists already: name a new file.`)
  const part = `${destination}.part`
  removeSqlite(part)
  const database = openSqlite(file)
  try {
    await database.backup(part)
    const bytes = checkSqlite(part)
    renameSync(part, destination)
    return { bytes }
  } catch (cause) {
    throw new StartError(`${destination} could not be written: ${(cause as Error).message}`, { cause })
  } finally {
    database.close()
    removeSqlite(part)
  }
}

/** Removes a database file with the files that SQLite keeps beside it. */
export function removeSqlite(file: string): void {
  for (const path of [file, `${file}-wal`, `${file}-shm`, `${file}-journal`]) rmSync(path, { force: true })
}

/**
 * Verifies that a file is an intact database of Rapporteur; returns its size. Throws StartError. Reading only leaves a
 * database that others use as it is, but an empty log file beside one that nobody uses: not for copies.
 */
export function checkSqlite(file: string, { readOnly = false } = {}): number {
  if (!existsSync(file)) throw new StartError(`There is no file ${file}.`)
  let database: Sqlite.Database | null = null
  try {
    database = readOnly ? openSqliteToRead(file) : new Sqlite(file)
    const result = database.pragma('integrity_check', { simple: true })
    if (result !== 'ok') throw new StartError(`${file} is damaged: ${String(result)}`)
    const tables = database.prepare("select name from sqlite_master where type = 'table'").pluck().all()
    if (!tables.includes('updates') || !tables.includes('kysely_migration')) {
      throw new StartError(`${file} is a database, but not one of Rapporteur.`)
    }
    const pages = database.pragma('page_count', { simple: true }) as number
    return pages * (database.pragma('page_size', { simple: true }) as number)
  } catch (cause) {
    if (cause instanceof StartError) throw cause
    throw new StartError(`${file} is not a database of Rapporteur: ${(cause as Error).message}`, { cause })
  } finally {
    database?.close()
  }
}

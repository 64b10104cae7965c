/**
 * Opens the database of a data folder and brings it to this build's schema. PostgreSQL will be a second branch here:
 * everything above works with `Kysely<Tables>` alone.
 */
import { accessSync, constants, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, Migrator, sql } from 'kysely'
import { StartError } from '../errors.ts'
import { listMigrations } from './migrations/index.ts'
import { sqliteDialect } from './sqlite/sqlite-dialect.ts'
import type { Tables } from './tables.ts'

const MIGRATIONS = listMigrations('blob')

/** The database file inside a data folder. */
export function databaseFile(dataDir: string): string {
  return join(dataDir, 'rapporteur.sqlite')
}

/** Throws StartError when the folder cannot be written or the database belongs to a newer version; then nothing was changed. */
export async function openDatabase(dataDir: string): Promise<Kysely<Tables>> {
  try {
    mkdirSync(dataDir, { recursive: true })
    accessSync(dataDir, constants.W_OK)
  } catch (cause) {
    throw new StartError(`The data folder ${dataDir} cannot be written: ${(cause as Error).message}`, {
      cause,
    })
  }
  const db = new Kysely<Tables>({ dialect: sqliteDialect(databaseFile(dataDir)) })
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw explain(error, dataDir)
  }
  return db
}

/**
 * Opens the database to read it, beside a server or without one; nothing is migrated. Throws StartError when it is not
 * of exactly this version.
 */
export async function openDatabaseToRead(dataDir: string): Promise<Kysely<Tables>> {
  const db = new Kysely<Tables>({ dialect: sqliteDialect(databaseFile(dataDir), { readOnly: true }) })
  try {
    const applied = await listApplied(db)
    refuseNewer(applied)
    const missing = Object.keys(MIGRATIONS).find((name) => !applied.includes(name))
    if (missing) {
      throw new StartError(
        `The database was last used by an older version of Rapporteur (it lacks “${missing}”). Start the server once to bring it up to date; nothing was changed.`,
      )
    }
  } catch (error) {
    await db.destroy()
    throw explain(error, dataDir)
  }
  return db
}

function explain(error: unknown, dataDir: string): StartError {
  if (error instanceof StartError) return error
  const { message } = error as Error
  return new StartError(`The database ${databaseFile(dataDir)} cannot be used: ${message}.`, { cause: error })
}

async function migrate(db: Kysely<Tables>): Promise<void> {
  refuseNewer(await listApplied(db))
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } })
  const { error } = await migrator.migrateToLatest()
  if (error)
    throw new StartError(`The database could not be brought up to date: ${(error as Error).message}`, {
      cause: error,
    })
}

/** The names of the migrations that the database has seen; none for a new one. */
async function listApplied(db: Kysely<Tables>): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === 'kysely_migration')) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return rows.map(({ name }) => name)
}

function refuseNewer(applied: readonly string[]): void {
  const unknown = applied.find((name) => !(name in MIGRATIONS))
  if (unknown === undefined) return
  throw new StartError(
    `The database was last used by a newer version of Rapporteur (it has “${unknown}”). Start that version; nothing was changed.`,
  )
}

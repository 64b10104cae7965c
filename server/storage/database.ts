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
    throw error
  }
  return db
}

async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrations = listMigrations('blob')
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const applied = (await db.introspection.getTables({ withInternalKyselyTables: true })).some(
    (table) => table.name === 'kysely_migration',
  )
  if (applied) {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
    const unknown = rows.find(({ name }) => !(name in migrations))
    if (unknown) {
      throw new StartError(
        `The database was last used by a newer version of Rapporteur (it has “${unknown.name}”). Start that version; nothing was changed.`,
      )
    }
  }
  const { error } = await migrator.migrateToLatest()
  if (error)
    throw new StartError(`The database could not be brought up to date: ${(error as Error).message}`, {
      cause: error,
    })
}

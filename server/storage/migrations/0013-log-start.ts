import type { Kysely, Migration } from 'kysely'

/** Where the log of a note begins whose history was ended; null: at 1, with the whole history. */
export const logStart: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('notes').addColumn('log_start', 'bigint').execute()
  },
}

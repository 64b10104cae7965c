import type { Kysely, Migration } from 'kysely'

/** Places in a note's log that were given a name. Like the log without foreign keys (0001-init.ts). */
export const noteVersions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('note_versions')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('note_id', 'text', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('actor', 'text')
      .addColumn('actor_name', 'text')
      .execute()
    await db.schema.createIndex('note_versions_by_note').on('note_versions').column('note_id').execute()
  },
}

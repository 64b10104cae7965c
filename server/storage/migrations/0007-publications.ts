import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely'

const required = (column: ColumnDefinitionBuilder) => column.notNull()

/**
 * What is said about an event's publications, corrections of final summaries, and every publication with its files, whose
 * bytes are kept once however many publications have them. Errata are without foreign keys, like the log (0001-init.ts).
 */
export function publications(binary: 'blob' | 'bytea'): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema.alterTable('events').addColumn('licence', 'text').execute()
      await db.schema.alterTable('events').addColumn('session_style', 'text').execute()
      await db.schema.alterTable('events').addColumn('redacted_names', 'text').execute()
      await db.schema.alterTable('tracks').addColumn('session_style', 'text').execute()
      await db.schema
        .createTable('errata')
        .addColumn('note_id', 'text', required)
        .addColumn('position', 'integer', required)
        .addColumn('text', 'text', required)
        .addColumn('written_at', 'bigint', required)
        .addColumn('actor', 'text')
        .addColumn('actor_name', 'text')
        .addPrimaryKeyConstraint('errata_pk', ['note_id', 'position'])
        .execute()
      await db.schema
        .createTable('publications')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('event_id', 'text', (column) =>
          column.notNull().references('events.id').onDelete('cascade'),
        )
        .addColumn('number', 'integer', required)
        .addColumn('published_at', 'bigint', required)
        .addColumn('actor', 'text')
        .addColumn('actor_name', 'text')
        .addColumn('withdrawn_at', 'bigint')
        .addColumn('withdrawn_by', 'text')
        .addColumn('contents', 'text', required)
        .addUniqueConstraint('publications_by_number', ['event_id', 'number'])
        .execute()
      await db.schema
        .createTable('publication_files')
        .addColumn('publication_id', 'text', (column) =>
          column.notNull().references('publications.id').onDelete('cascade'),
        )
        .addColumn('path', 'text', required)
        .addColumn('sha256', 'text', required)
        .addColumn('size', 'integer', required)
        .addPrimaryKeyConstraint('publication_files_pk', ['publication_id', 'path'])
        .execute()
      await db.schema
        .createIndex('publication_files_by_bytes')
        .on('publication_files')
        .column('sha256')
        .execute()
      await db.schema
        .createTable('publication_bytes')
        .addColumn('sha256', 'text', (column) => column.primaryKey().notNull())
        // The last column: what stands before it is read without it.
        .addColumn('bytes', binary as 'blob', required)
        .execute()
    },
  }
}

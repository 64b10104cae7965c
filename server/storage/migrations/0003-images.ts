import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely'

const required = (column: ColumnDefinitionBuilder) => column.notNull()

/** Pictures in notes. In the database, so that a backup has them; without foreign keys, like notes. */
export function images(binary: 'blob' | 'bytea'): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('images')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('note_id', 'text', required)
        .addColumn('event_id', 'text', required)
        .addColumn('media_type', 'text', required)
        .addColumn('width', 'integer', required)
        .addColumn('height', 'integer', required)
        .addColumn('size', 'integer', required)
        .addColumn('sha256', 'text', required)
        .addColumn('created_at', 'bigint', required)
        .addColumn('actor', 'text')
        // The last column: what stands before it is read without it.
        .addColumn('bytes', binary as 'blob', required)
        .addUniqueConstraint('images_by_note', ['note_id', 'sha256'])
        .execute()
    },
  }
}

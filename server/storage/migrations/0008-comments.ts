import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely'

const required = (column: ColumnDefinitionBuilder) => column.notNull()

/** Comments and suggestions on notes. Unlike the log they are written one at a time, so they can go with their note by themselves. */
export function comments(binary: 'blob' | 'bytea'): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      await db.schema
        .createTable('threads')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('note_id', 'text', (column) => column.notNull().references('notes.id').onDelete('cascade'))
        .addColumn('event_id', 'text', required)
        .addColumn('kind', 'text', required)
        .addColumn('anchor_start', binary as 'blob', required)
        .addColumn('anchor_end', binary as 'blob', required)
        .addColumn('quote', 'text', required)
        .addColumn('proposed', 'text')
        .addColumn('state', 'text', required)
        .addColumn('created_at', 'bigint', required)
        .addColumn('actor', 'text')
        .addColumn('actor_name', 'text')
        .addColumn('closed_at', 'bigint')
        .addColumn('closed_actor', 'text')
        .addColumn('closed_name', 'text')
        .execute()
      await db.schema.createIndex('threads_by_note').on('threads').column('note_id').execute()
      await db.schema
        .createTable('comments')
        .addColumn('id', 'text', (column) => column.primaryKey().notNull())
        .addColumn('thread_id', 'text', (column) =>
          column.notNull().references('threads.id').onDelete('cascade'),
        )
        .addColumn('position', 'integer', required)
        .addColumn('text', 'text', required)
        .addColumn('written_at', 'bigint', required)
        .addColumn('actor', 'text')
        .addColumn('actor_name', 'text')
        .addColumn('edited_at', 'bigint')
        .addColumn('deleted_at', 'bigint')
        .addUniqueConstraint('comments_by_thread', ['thread_id', 'position'])
        .execute()
    },
  }
}

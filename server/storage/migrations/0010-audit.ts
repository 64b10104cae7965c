import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely'

const required = (column: ColumnDefinitionBuilder) => column.notNull()

/** Who changed rights, links, finals and publications. Rows of an event go with it. */
export const audit: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('audit')
      .addColumn('id', 'text', (column) => column.primaryKey().notNull())
      .addColumn('event_id', 'text', (column) => column.references('events.id').onDelete('cascade'))
      .addColumn('at', 'bigint', required)
      .addColumn('act', 'text', required)
      .addColumn('actor', 'text')
      .addColumn('actor_name', 'text')
      .addColumn('subject', 'text')
      .addColumn('detail', 'text')
      .execute()
    await db.schema.createIndex('audit_by_event').on('audit').columns(['event_id', 'at']).execute()
  },
}

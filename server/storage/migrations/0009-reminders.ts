import type { ColumnDefinitionBuilder, Kysely, Migration } from 'kysely'

const required = (column: ColumnDefinitionBuilder) => column.notNull()
const ofEvent = (column: ColumnDefinitionBuilder) =>
  column.notNull().references('events.id').onDelete('cascade')

/** Whether an event's leads are reminded by mail, what was sent to them, and who wants no more of it. */
export const reminders: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('events').addColumn('reminders', 'integer').execute()
    await db.schema.alterTable('events').addColumn('reminded_at', 'bigint').execute()
    await db.schema
      .createTable('reminders')
      .addColumn('event_id', 'text', ofEvent)
      .addColumn('recipient', 'text', required)
      .addColumn('stage', 'text', required)
      .addColumn('due_day', 'text', required)
      .addColumn('step', 'integer', required)
      .addColumn('state', 'text', required)
      .addColumn('attempts', 'integer', required)
      .addColumn('claimed_at', 'bigint', required)
      .addPrimaryKeyConstraint('reminders_pk', ['event_id', 'recipient', 'stage', 'due_day', 'step'])
      .execute()
    await db.schema
      .createTable('reminder_links')
      .addColumn('secret_hash', 'text', (column) => column.primaryKey().notNull())
      .addColumn('event_id', 'text', ofEvent)
      .addColumn('recipient', 'text', required)
      .addColumn('created_at', 'bigint', required)
      .execute()
    await db.schema
      .createTable('reminder_stops')
      .addColumn('event_id', 'text', ofEvent)
      .addColumn('recipient', 'text', required)
      .addColumn('stopped_at', 'bigint', required)
      .addPrimaryKeyConstraint('reminder_stops_pk', ['event_id', 'recipient'])
      .execute()
  },
}

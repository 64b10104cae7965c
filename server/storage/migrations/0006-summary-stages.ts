import type { Kysely, Migration } from 'kysely'

/**
 * How far each summary is, as a list that only grows: a summary without rows is a draft. Like the log without foreign
 * keys (0001-init.ts). And until when an event's summaries should be in review and final.
 */
export const summaryStages: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('summary_stages')
      .addColumn('note_id', 'text', (column) => column.notNull())
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('stage', 'text', (column) => column.notNull())
      .addColumn('seq', 'bigint', (column) => column.notNull())
      .addColumn('changed_at', 'bigint', (column) => column.notNull())
      .addColumn('actor', 'text')
      .addColumn('actor_name', 'text')
      .addPrimaryKeyConstraint('summary_stages_pk', ['note_id', 'position'])
      .execute()
    await db.schema.alterTable('events').addColumn('review_due', 'text').execute()
    await db.schema.alterTable('events').addColumn('final_due', 'text').execute()
  },
}

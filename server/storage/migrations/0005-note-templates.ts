import type { Kysely, Migration } from 'kysely'

/** What the notes and summaries of an event begin with. Events from before have the default. */
export function noteTemplates(): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const column of ['notes_template', 'summary_template']) {
        await db.schema.alterTable('events').addColumn(column, 'text').execute()
      }
    },
  }
}

import type { Kysely, Migration } from 'kysely'

/** What a checkpoint knows about itself. Rows from before have neither; the log computes both when it reads them. */
export function checkpointSummary(binary: 'blob' | 'bytea'): Migration {
  return {
    async up(db: Kysely<unknown>): Promise<void> {
      for (const column of ['state_vector', 'rest']) {
        await db.schema
          .alterTable('checkpoints')
          .addColumn(column, binary as 'blob')
          .execute()
      }
    },
  }
}

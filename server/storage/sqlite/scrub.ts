import { sql } from 'kysely'
import type { Clock } from '../../lib/clock.ts'
import type { Db } from '../tables.ts'

const ATTEMPTS = 20
const RETRY_MS = 250

/**
 * Writes the database file anew, so that it holds nothing of what was deleted, and empties the journal beside it. Commits
 * of others wait meanwhile. False when somebody read all the time, so that the journal could not be emptied.
 */
export async function scrubDatabase({
  db,
  clock,
}: {
  readonly db: Db
  readonly clock: Clock
}): Promise<boolean> {
  await sql`vacuum`.execute(db)
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const { rows } = await sql<{ readonly busy: number }>`pragma wal_checkpoint(truncate)`.execute(db)
    if (rows[0]?.busy === 0) return true
    await new Promise<void>((resolve) => clock.after(RETRY_MS, resolve))
  }
  return false
}

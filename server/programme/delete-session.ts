import type { Context } from '../context.ts'
import { deleteOrphanedPeople } from '../storage/person-rows.ts'
import { deleteSessionRow } from '../storage/session-rows.ts'
import type { SessionTarget } from '../storage/targets.ts'

/** Deletes a session with its two notes. */
export async function deleteSession(
  { db, bus }: Pick<Context, 'db' | 'bus'>,
  { event, session }: SessionTarget,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await deleteSessionRow(tx, session)
    await deleteOrphanedPeople(tx, event)
  })
  bus.publish({ kind: 'access-changed', eventId: event })
}

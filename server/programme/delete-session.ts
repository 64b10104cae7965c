import type { Context } from '../context.ts'
import { touchEvent } from '../storage/event-rows.ts'
import { deleteOrphanedPeople } from '../storage/person-rows.ts'
import { deleteSessionRow } from '../storage/session-rows.ts'
import type { SessionTarget } from '../storage/targets.ts'

/** Deletes a session with its two notes. */
export async function deleteSession(
  { db, clock, bus }: Pick<Context, 'db' | 'clock' | 'bus'>,
  { event, session }: SessionTarget,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await deleteSessionRow(tx, session)
    await deleteOrphanedPeople(tx, event)
    await touchEvent(tx, event, clock.now())
  })
  bus.publish({ kind: 'access-changed', eventId: event })
}

import type { EventId } from '../../shared/domain/ids.ts'
import { audit } from '../auth/audit.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { deleteEventRow, findEvent } from '../storage/event-rows.ts'

/** Deletes an event with its tracks, sessions, notes, people, links and tokens. */
export async function deleteEvent(
  { db, bus, clock }: Pick<Context, 'db' | 'bus' | 'clock'>,
  { event, principal }: { readonly event: EventId; readonly principal: Principal },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const row = await findEvent(tx, event)
    await deleteEventRow(tx, event)
    // Its own part of the audit log goes with it.
    const subject = row?.title ?? null
    await audit(tx, { principal, act: 'event.deleted', at: clock.now(), event: null, subject })
  })
  bus.publish({ kind: 'access-changed', eventId: event })
}

import type { EventId } from '../../shared/domain/ids.ts'
import type { Context } from '../context.ts'
import { deleteEventRow } from '../storage/event-rows.ts'

/** Deletes an event with its tracks, sessions, notes, people, links and tokens. */
export async function deleteEvent({ db, bus }: Pick<Context, 'db' | 'bus'>, event: EventId): Promise<void> {
  await db.transaction().execute((tx) => deleteEventRow(tx, event))
  bus.publish({ kind: 'access-changed', eventId: event })
}

import type { Bus } from '../cluster/bus.ts'
import { listEvents } from '../storage/event-rows.ts'
import type { Db } from '../storage/tables.ts'
import type { PrincipalGrant } from './principal.ts'

/** Has the connections judged again that may rest on these rights; those on the site concern every event. */
export async function announceAccessChange(
  { db, bus }: { readonly db: Db; readonly bus: Bus },
  grants: readonly Pick<PrincipalGrant, 'eventId'>[],
): Promise<void> {
  const isSiteWide = grants.some(({ eventId }) => eventId === null)
  const events = isSiteWide
    ? (await listEvents(db, 'all')).map(({ id }) => id)
    : grants.map(({ eventId }) => eventId)
  for (const eventId of new Set(events))
    if (eventId !== null) bus.publish({ kind: 'access-changed', eventId })
}

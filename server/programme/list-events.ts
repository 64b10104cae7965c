import type { EventList } from '../../shared/contracts/programme.ts'
import type { EventId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { listEvents as listEventRows } from '../storage/event-rows.ts'
import { describeEvent } from './describe.ts'

/** The events in which somebody has any right, the newest first. */
export async function listEvents(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  principal: Principal,
): Promise<EventList> {
  const now = clock.now()
  const grants = principal.grants.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
  const onSite = grants.some(({ scope }) => scope.type === 'site')
  const ids = new Set<EventId>(grants.flatMap(({ eventId }) => eventId ?? []))
  const rows = await listEventRows(db, onSite ? 'all' : [...ids])
  return { events: rows.map((row) => describeEvent({ principal, now }, row)) }
}

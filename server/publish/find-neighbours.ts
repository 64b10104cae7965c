import { can } from '../../shared/domain/access.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import type { NameRedactor } from '../export/redact.ts'
import type { SessionTarget } from '../storage/targets.ts'
import type { Neighbours } from './reading-session.ts'

/**
 * The sessions before and after one in time, within its track, or among those without a track. Only what the principal
 * may read, and nothing that the programme no longer lists.
 */
export async function findNeighbours(
  { db, clock }: Pick<Context, 'db' | 'clock'>,
  {
    target,
    principal,
    redactor,
  }: { readonly target: SessionTarget; readonly principal: Principal; readonly redactor: NameRedactor },
): Promise<Neighbours> {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'title', 'start_at', 'cancelled_at'])
    .where('event_id', '=', target.event)
    .where('track_id', target.track === undefined ? 'is' : '=', target.track ?? null)
    .orderBy('position')
    .orderBy('title')
    .orderBy('id')
    .execute()
  const now = clock.now()
  const order = rows
    .filter(({ id, cancelled_at }) => {
      if (id === target.session) return true
      const grants = principal.grants
      return (
        cancelled_at === null &&
        can({ grants, action: 'programme.read', target: { ...target, session: id }, now })
      )
    })
    .toSorted((a, b) => compareStarts(a.start_at, b.start_at))
  const place = order.findIndex(({ id }) => id === target.session)
  const at = (index: number) => {
    const row = order[index]
    return row ? { id: row.id, title: redactor.text(row.title) } : null
  }
  return { previous: place > 0 ? at(place - 1) : null, next: at(place + 1) }
}

/** Those without a start last, otherwise leaving the order alone. */
function compareStarts(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a - b
}

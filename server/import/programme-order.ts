import type { ImportedSession } from './programme.ts'

/** A session and the time and hall that give it its place: its own, or those of what it belongs to. */
export interface OrderedSession {
  readonly session: ImportedSession
  readonly orderStart: string | null
  readonly orderHall: string | null
}

/** Halls are compared as people read them: `Room 2` before `Room 10`. */
const hallOrder = new Intl.Collator('en', { numeric: true })

/** Programme order: by start, then by hall, then as the source lists them; what has no time comes last. */
export function sortSessions(sessions: readonly OrderedSession[]): readonly ImportedSession[] {
  return sessions.toSorted(compareSessions).map(({ session }) => session)
}

function compareSessions(one: OrderedSession, other: OrderedSession): number {
  if (one.orderStart !== other.orderStart) {
    if (one.orderStart === null) return 1
    if (other.orderStart === null) return -1
    return one.orderStart < other.orderStart ? -1 : 1
  }
  if (one.orderStart === null) return 0
  return hallOrder.compare(one.orderHall ?? '', other.orderHall ?? '')
}

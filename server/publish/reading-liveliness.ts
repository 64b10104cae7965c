/**
 * Whether something is going on that readers would want to follow: decides if a page reloads by itself in a browser
 * without script. A page that nobody writes to any more stays still.
 */
import { HOUR_MS, MINUTE_MS } from '../../shared/domain/time.ts'
import type { SessionSummary } from '../../shared/contracts/programme.ts'

/** How long a session without an end is taken to last. */
const ASSUMED_LENGTH_MS = HOUR_MS
const BEFORE_START_MS = 15 * MINUTE_MS
const AFTER_END_MS = HOUR_MS
/** After a change, more changes are expected for so long. */
const AFTER_CHANGE_MS = 30 * MINUTE_MS

type Timed = Pick<SessionSummary, 'start' | 'end' | 'cancelledAt'>

/** Whether the session is running at `now`. */
export function isOnNow(session: Timed, now: number): boolean {
  const times = timesOf(session)
  return times !== null && session.cancelledAt === null && times.start <= now && now < times.end
}

/** Whether one of the sessions runs, is about to or has just ended, or a change is recent. */
export function isLively(options: {
  readonly sessions: readonly Timed[]
  readonly changedAt: number | null
  readonly now: number
}): boolean {
  const { sessions, changedAt, now } = options
  if (changedAt !== null && now - changedAt < AFTER_CHANGE_MS) return true
  return sessions.some((session) => {
    const times = timesOf(session)
    return times !== null && times.start - BEFORE_START_MS <= now && now < times.end + AFTER_END_MS
  })
}

/** Start and end in ms since the epoch; null when the programme gives no start. */
export function timesOf({ start, end }: Pick<Timed, 'start' | 'end'>) {
  if (start === null) return null
  const startMs = Date.parse(start)
  const endMs = end === null ? Number.NaN : Date.parse(end)
  const known = endMs > startMs
  return { start: startMs, end: known ? endMs : startMs + ASSUMED_LENGTH_MS, endIsKnown: known }
}

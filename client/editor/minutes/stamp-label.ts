/** What a mark of time says: the clock of the event, and how far into the session that is. */
import { MINUTE_MS } from '../../../shared/domain/time.ts'
import { dayOf, formatClock } from '../../components/times.ts'

/** `10:32, 12 min in`; only the clock when the session has no known start or now is not on its day after it. */
export function stampLabel(options: {
  readonly now: Date
  /** Where the event is. */
  readonly timeZone: string
  /** ISO 8601; null: nobody knows. */
  readonly start: string | null
}): string {
  const { now, timeZone, start } = options
  const instant = now.toISOString()
  const clock = formatClock(instant, timeZone)
  if (start === null || dayOf(start, timeZone) !== dayOf(instant, timeZone)) return clock
  const minutes = Math.floor((now.getTime() - Date.parse(start)) / MINUTE_MS)
  return minutes < 0 ? clock : `${clock}, ${durationOf(minutes)} in`
}

function durationOf(minutes: number): string {
  const hours = Math.floor(minutes / 60)
  return hours === 0 ? `${minutes} min` : `${hours} h ${minutes % 60} min`
}

/** What runs in each hall at a moment, and what comes next there. Cancelled sessions do not run. Implements PAGE-6 to PAGE-8. */
import type { SessionSummary } from '../../../shared/contracts/programme.ts'
import { HOUR_MS } from '../../../shared/domain/time.ts'
import { compareHalls, planSessions, type PlannedSession } from './plan-days.ts'

/** `next` looks this far ahead: over lunch, but not into another day. */
const NEXT_WITHIN_MS = 12 * HOUR_MS

export interface HallNow {
  readonly hall: string | null
  readonly running: readonly PlannedSession[]
  readonly next: PlannedSession | null
}

/** `unscheduled`: the programme has no times. `before` and `between` days, `first` is what comes first; in a `break` something comes within hours. */
export type Moment =
  | { readonly state: 'unscheduled' }
  | { readonly state: 'before' | 'between'; readonly first: readonly PlannedSession[] }
  | { readonly state: 'running' | 'break'; readonly halls: readonly HallNow[] }
  | { readonly state: 'over'; readonly last: PlannedSession }

export function isRunning(planned: PlannedSession, nowMs: number): boolean {
  return planned.session.cancelledAt === null && planned.startMs <= nowMs && nowMs < planned.endMs
}

/** The halls with something on now or soon; or how far away the programme is. */
export function describeMoment(sessions: readonly SessionSummary[], nowMs: number): Moment {
  const planned = planSessions(sessions).filter(({ session }) => session.cancelledAt === null)
  const last = planned.reduce<PlannedSession | null>(
    (latest, entry) => (latest === null || entry.endMs > latest.endMs ? entry : latest),
    null,
  )
  if (last === null) return { state: 'unscheduled' }
  if (last.endMs <= nowMs) return { state: 'over', last }

  const halls = [...new Set(planned.map(({ hall }) => hall))]
    .sort(compareHalls)
    .map((hall): HallNow => {
      const inHall = planned.filter((entry) => entry.hall === hall)
      return {
        hall,
        running: inHall.filter((entry) => isRunning(entry, nowMs)),
        next: inHall.find(({ startMs }) => startMs > nowMs && startMs <= nowMs + NEXT_WITHIN_MS) ?? null,
      }
    })
    .filter(({ running, next }) => running.length > 0 || next !== null)
  if (halls.some(({ running }) => running.length > 0)) return { state: 'running', halls }

  const coming = planned.filter(({ startMs }) => startMs > nowMs)
  const first = coming.filter(({ startMs }) => startMs === coming[0]?.startMs)
  const begun = planned.some(({ startMs }) => startMs <= nowMs)
  if (!begun) return { state: 'before', first }
  return halls.length > 0 ? { state: 'break', halls } : { state: 'between', first }
}

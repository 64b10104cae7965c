/** The order in which events are listed: running, then coming (soonest first), then past (latest first), then undated. Implements PAGE-9. */
import type { EventSummary } from '../../../shared/contracts/programme.ts'
import { dayOf } from '../../components/times.ts'

const PHASES = ['now', 'coming', 'past', 'undated'] as const

/** Where an event stands on the day that its own time zone has now. */
export function eventPhase(event: EventSummary, now: Date): (typeof PHASES)[number] {
  const first = event.startDate ?? event.endDate
  const last = event.endDate ?? event.startDate
  if (first === null || last === null) return 'undated'
  const today = dayOf(now.toISOString(), event.timeZone)
  return today < first ? 'coming' : today > last ? 'past' : 'now'
}

export function sortEvents(events: readonly EventSummary[], now: Date): readonly EventSummary[] {
  return events
    .map((event) => ({ event, phase: eventPhase(event, now), day: event.startDate ?? event.endDate ?? '' }))
    .sort(
      (a, b) =>
        PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) ||
        (a.phase === 'past' ? b.day.localeCompare(a.day) : a.day.localeCompare(b.day)) ||
        a.event.title.localeCompare(b.event.title, 'en'),
    )
    .map(({ event }) => event)
}

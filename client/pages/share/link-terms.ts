/** What a new access link can be limited to, in choices that people make. Implements PAGE-18. */
import type { EventSummary } from '../../../shared/contracts/programme.ts'
import type { LINK_SCOPES, Role } from '../../../shared/domain/access.ts'
import { DAY_MS } from '../../../shared/domain/time.ts'
import { inputToInstant } from '../../components/times.ts'

export type ShareScope = (typeof LINK_SCOPES)[number]

const EXPIRY_CHOICES = ['event-end', 'day', 'week', 'month', 'date', 'never'] as const
export type ExpiryChoice = (typeof EXPIRY_CHOICES)[number]

export const EXPIRY_NAMES: Readonly<Record<ExpiryChoice, string>> = {
  'event-end': 'At the end of the event',
  day: 'In 24 hours',
  week: 'In 7 days',
  month: 'In 30 days',
  date: 'On a date',
  never: 'Never',
}

const DAYS = { day: 1, week: 7, month: 30 } as const

/** The end of the event's last day, by its own clocks; null when that is unknown or over. */
export function endOfEvent(event: EventSummary, nowMs: number): string | null {
  const last = event.endDate ?? event.startDate
  const instant = last === null ? null : inputToInstant(`${last}T23:59`, event.timeZone)
  return instant !== null && Date.parse(instant) > nowMs ? instant : null
}

/** The choices that make sense for an event now. */
export function expiryChoices(event: EventSummary, nowMs: number): readonly ExpiryChoice[] {
  return EXPIRY_CHOICES.filter((choice) => choice !== 'event-end' || endOfEvent(event, nowMs) !== null)
}

/**
 * When a link with this choice ends: an instant, null for never, undefined when the date is missing or past.
 * `date` is `YYYY-MM-DD` and counts as a whole day in the event's time zone.
 */
export function expiryInstant(options: {
  readonly choice: ExpiryChoice
  readonly date: string
  readonly event: EventSummary
  readonly nowMs: number
}): string | null | undefined {
  const { choice, date, event, nowMs } = options
  switch (choice) {
    case 'never':
      return null
    case 'event-end':
      return endOfEvent(event, nowMs) ?? undefined
    case 'date': {
      const instant = inputToInstant(`${date}T23:59`, event.timeZone)
      return instant !== null && Date.parse(instant) > nowMs ? instant : undefined
    }
    default:
      return new Date(nowMs + DAYS[choice] * DAY_MS).toISOString()
  }
}

const VERBS: Readonly<Record<Role, string>> = {
  organizer: 'do everything in',
  lead: 'write in, edit and share',
  scribe: 'read and write',
  reviewer: 'read and comment on',
  reader: 'read',
}

const THINGS: Readonly<Record<ShareScope, string>> = {
  event: 'the whole event',
  track: 'the track',
  session: 'the session',
  note: 'only',
}

/** The parts of "Anyone with the link can **read and write** the session “Title”". */
export function describeTerms(
  role: Role,
  scope: ShareScope,
  title: string,
): { readonly verb: string; readonly object: string } {
  return { verb: VERBS[role], object: `${THINGS[scope]} “${title}”` }
}

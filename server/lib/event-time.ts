/**
 * Times as reading pages write them: plain English, 24-hour clock, always in the event's own time zone, since that is
 * what the programme on the wall says. Days are `YYYY-MM-DD`, instants ms since the epoch.
 */

const LOCALE = 'en-GB'
// Making a format takes most of a millisecond, and there are few zones.
const formats = new Map<string, Intl.DateTimeFormat>()
const knownZones = new Map<string, string>()

/** `Monday 9 September 2019` of an instant. */
export function formatDay(instant: number, zone: string): string {
  const options = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const
  return formatOf(zone, options).format(instant).replace(',', '')
}

/** `9 September 2019` of an instant. */
export function formatDate(instant: number, zone: string): string {
  return formatOf(zone, { day: 'numeric', month: 'long', year: 'numeric' }).format(instant)
}

/** `2019-09-09` of an instant. */
export function isoDay(instant: number, zone: string): string {
  const day = formatOf(zone, { day: '2-digit', month: '2-digit', year: 'numeric' }).format(instant)
  return day.split('/').toReversed().join('-')
}

/** `Mon 9 Sept` of an instant, for lists within one event. */
export function formatShortDay(instant: number, zone: string): string {
  const options = { weekday: 'short', day: 'numeric', month: 'short' } as const
  return formatOf(zone, options).format(instant).replace(',', '')
}

/** `10:00–10:45`; only the start when there is no end. */
export function formatClockRange(start: number, end: number | null, zone: string): string {
  return end === null ? formatClock(start, zone) : `${formatClock(start, zone)}–${formatClock(end, zone)}`
}

/** `10:00` */
export function formatClock(instant: number, zone: string): string {
  return formatOf(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(instant)
}

/** `9 Sept 2019, 10:04` */
export function formatMoment(instant: number, zone: string): string {
  const day = formatOf(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(instant)
  return `${day}, ${formatClock(instant, zone)}`
}

/** `9–11 September 2019`; null when neither day is known. */
export function formatDayRange(first: string | null, last: string | null): string | null {
  const from = first ?? last
  const to = last ?? first
  if (from === null || to === null) return null
  const format = formatOf('UTC', { day: 'numeric', month: 'long', year: 'numeric' })
  const [start, end] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)]
  if (end <= start) return format.format(start)
  // Within a month the spaces around the dash are one character too many in print.
  return format.formatRange(start, end).replace(/^(\d+)\s*–\s*(\d+ )/, '$1–$2')
}

/** `Lisbon time` for `Europe/Lisbon`, `UTC` for UTC. */
export function formatZone(zone: string): string {
  const known = knownZone(zone)
  const place = known.split('/').at(-1)?.replaceAll('_', ' ') ?? known
  return known.includes('/') && !known.startsWith('Etc/') ? `${place} time` : place
}

/** The zone itself, or UTC for a name that this server does not know: a wrong zone must not break a page. */
export function knownZone(zone: string): string {
  let known = knownZones.get(zone)
  if (known === undefined) {
    known = resolveZone(zone)
    knownZones.set(zone, known)
  }
  return known
}

function resolveZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat(LOCALE, { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

function formatOf(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: knownZone(zone) })
    formats.set(key, format)
  }
  return format
}

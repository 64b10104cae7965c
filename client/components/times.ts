/**
 * Dates and times as the pages write them: in plain English, in the event's own time zone, 24-hour clock. Instants are
 * ISO 8601 texts in UTC, days `YYYY-MM-DD`.
 */
import { MINUTE_MS } from '../../shared/domain/time.ts'

const LOCALE = 'en-GB'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`
  let format = formats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: knownZone(zone) })
    formats.set(key, format)
  }
  return format
}

/** The zone itself, or UTC for a name that this browser does not know: a wrong zone must not break a page. */
export function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat(LOCALE, { timeZone: zone }).resolvedOptions().timeZone
  } catch {
    return 'UTC'
  }
}

/** The zone of this device. */
export function deviceZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** The day, `YYYY-MM-DD`, that a clock in `zone` shows at the instant. */
export function dayOf(instant: string, zone: string): string {
  return instantToInput(instant, zone).slice(0, 10)
}

/** `09:30` */
export function formatClock(instant: string, zone: string): string {
  return formatOf(zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(instant))
}

/** `09:30–10:00`; only the start when there is no end. */
export function formatClockRange(start: string, end: string | null, zone: string): string {
  return end === null ? formatClock(start, zone) : `${formatClock(start, zone)}–${formatClock(end, zone)}`
}

/** `Mon 9 Sept` of a day; with the year and the whole weekday when `long`. */
export function formatDay(day: string, style: 'short' | 'long' = 'short'): string {
  const options: Intl.DateTimeFormatOptions =
    style === 'short'
      ? { weekday: 'short', day: 'numeric', month: 'short' }
      : { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }
  return formatOf('UTC', options)
    .format(new Date(`${day}T00:00:00Z`))
    .replace(',', '')
}

/** `9–11 Sept 2019`; null when neither day is known. */
export function formatDayRange(first: string | null, last: string | null): string | null {
  const from = first ?? last
  const to = last ?? first
  if (from === null || to === null) return null
  const format = formatOf('UTC', { day: 'numeric', month: 'short', year: 'numeric' })
  const [start, end] = [new Date(`${from}T00:00:00Z`), new Date(`${to}T00:00:00Z`)]
  // Engines disagree about blanks around the dash; between two bare numbers there are none.
  return end > start
    ? format.formatRange(start, end).replace(/^(\d+)\s*–\s*(?=\d+\s)/, '$1–')
    : format.format(start)
}

/** `9 Sept 2019, 09:30` */
export function formatMoment(instant: string, zone: string = deviceZone()): string {
  return formatOf(zone, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(instant))
}

/** `Lisbon time` for `Europe/Lisbon`; `UTC` for UTC. */
export function formatZone(zone: string): string {
  const place = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone
  return zone.includes('/') && !zone.startsWith('Etc/') ? `${place} time` : place
}

/** `just now`, `in 12 min`, `3 h ago`, `in 2 days`: whole units, rounded towards now. */
export function formatDistance(fromMs: number, toMs: number): string {
  const minutes = Math.trunc((toMs - fromMs) / MINUTE_MS)
  const size = Math.abs(minutes)
  if (size === 0) return toMs > fromMs ? 'in less than a minute' : 'just now'
  const text =
    size < 60
      ? `${size} min`
      : size < 24 * 60
        ? hoursAndMinutes(size)
        : size < 48 * 60
          ? '1 day'
          : `${Math.trunc(size / (24 * 60))} days`
  return minutes > 0 ? `in ${text}` : `${text} ago`
}

function hoursAndMinutes(minutes: number): string {
  const rest = minutes % 60
  const hours = Math.trunc(minutes / 60)
  return rest === 0 || hours >= 6 ? `${hours} h` : `${hours} h ${rest} min`
}

/** Whether clocks in the two zones show different times at the instant. */
export function clocksDiffer(instant: string, zone: string, other: string): boolean {
  return instantToInput(instant, zone) !== instantToInput(instant, other)
}

/** The instant as a `datetime-local` input shows it in `zone`: `2019-09-09T09:30`. */
export function instantToInput(instant: string, zone: string): string {
  const parts = new Map(
    formatOf(zone, {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  )
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}T${parts.get('hour')}:${parts.get('minute')}`
}

/**
 * The instant at which a clock in `zone` shows the input's date and time; null when the input is no date. Where clocks
 * go back and show it twice, the earlier one; where they skip it, the time that long after the skip began.
 */
export function inputToInstant(input: string, zone: string): string | null {
  const wanted = Date.parse(`${input}:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(input) || Number.isNaN(wanted)) return null
  // Offsets only change within a day of the wanted time, so both candidates come from one day before and after it.
  const offsets = [-1, 1].map((days) => offsetMs(wanted + days * 24 * 60 * MINUTE_MS, zone))
  const candidates = offsets.map((offset) => wanted - offset).sort((a, b) => a - b)
  const exact = candidates.find((candidate) => candidate + offsetMs(candidate, zone) === wanted)
  const [earlier, later] = candidates
  const instant = exact ?? later ?? earlier
  return instant === undefined ? null : new Date(instant).toISOString()
}

/** How far clocks in `zone` are ahead of UTC, in ms (whole minutes). */
function offsetMs(instantMs: number, zone: string): number {
  const minute = Math.floor(instantMs / MINUTE_MS) * MINUTE_MS
  return Date.parse(`${instantToInput(new Date(minute).toISOString(), zone)}:00Z`) - minute
}

/**
 * Dates, times, zones and durations as programmes write them, read strictly: what is not one of the forms named here
 * is an ImportError at its place. Instants leave this file as ISO 8601 in UTC, to the second.
 */
import { Temporal } from 'temporal-polyfill'
import { isAbsent, readOptionalLine, unexpectedValue, type JsonAt } from './json-input.ts'

/** A date that may have a time, which may have an offset from UTC (`Z`, `+02:00`). */
export interface WrittenTime {
  readonly date: Temporal.PlainDate
  readonly time: Temporal.PlainTime | null
  readonly offset: string | null
}

/** An instant made from a wall clock; `doubt` when the clock was set back (`repeated`) or forward (`skipped`) just then. */
export interface ZonedInstant {
  readonly instant: Temporal.Instant
  readonly doubt: 'repeated' | 'skipped' | null
}

/** The longest duration of a session that is believed. */
export const MAX_DURATION_MINUTES = 31 * 24 * 60

const EARLIEST_YEAR = 1900
const LATEST_YEAR = 2200
const WRITTEN_TIME =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/i
const CLOCK = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?$/
const COLON_DURATION = /^\d{1,5}:\d{2}(?::\d{2})?$/
const MINUTES = /^\d{1,5}(?:\.\d+)?$/
const ISO_DURATION = /^P(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,5})M)?(?:(\d{1,5})S)?)?$/i

/** An IANA time zone in its canonical spelling, or null when absent. */
export function readOptionalTimeZone(at: JsonAt): string | null {
  const name = readOptionalLine(at)
  if (name === null) return null
  const zone = /^[A-Za-z]/.test(name) ? canonicalZone(name) : null
  if (zone === null) throw unexpectedValue(at, 'the name of a time zone such as "Europe/Lisbon"')
  return zone
}

/** `2024-03-31`, with `T09:30`, with `+02:00` or `Z`; null when absent. */
export function readOptionalWrittenTime(at: JsonAt): WrittenTime | null {
  const text = readOptionalLine(at)
  if (text === null) return null
  const written = parseWrittenTime(text)
  if (!written) {
    throw unexpectedValue(at, 'a date with or without a time, such as "2024-03-31T09:30:00+02:00"')
  }
  return written
}

/** The parts of a written date or time; null when it is none, or one that does not exist (`2024-02-30`). */
export function parseWrittenTime(text: string): WrittenTime | null {
  const [, dateText, timeText, offset] = WRITTEN_TIME.exec(text) ?? []
  if (dateText === undefined) return null
  try {
    const date = Temporal.PlainDate.from(dateText, { overflow: 'reject' })
    if (date.year < EARLIEST_YEAR || date.year > LATEST_YEAR) return null
    const time = timeText === undefined ? null : Temporal.PlainTime.from(timeText, { overflow: 'reject' })
    if (offset !== undefined) Temporal.Instant.from(`${dateText}T${timeText}${offset}`)
    return { date, time, offset: offset?.toUpperCase() ?? null }
  } catch {
    return null
  }
}

/** A time of day such as `9:30` or `09:30:00`; null when absent. */
export function readOptionalClock(at: JsonAt): Temporal.PlainTime | null {
  const text = readOptionalLine(at)
  if (text === null) return null
  const [, hour, minute, second = '0'] = CLOCK.exec(text) ?? []
  const time = { hour: Number(hour), minute: Number(minute), second: Number(second) }
  if (hour === undefined || time.hour > 23 || time.minute > 59 || time.second > 59) {
    throw unexpectedValue(at, 'a time of day such as "09:30"')
  }
  return Temporal.PlainTime.from(time)
}

/**
 * A duration: minutes as a number or in digits, `0:45`, `00:45`, `00:45:00`, `PT45M`. Three parts mean hours, minutes and
 * seconds, but some exporters write days, hours and minutes, so every reading is given, the usual one first. None when absent.
 */
export function readDurations(at: JsonAt): readonly Temporal.Duration[] {
  if (isAbsent(at)) return []
  const text = typeof at.value === 'number' ? String(at.value) : readOptionalLine(at)
  if (text === null) return []
  const seconds = secondsOf(text)
  if (!seconds?.some(isBelievable)) {
    throw unexpectedValue(at, `a duration such as "0:45", "00:45:00" or 45 (minutes), at most 31 days`)
  }
  return seconds.filter(isBelievable).map((value) => Temporal.Duration.from({ seconds: value }))
}

/** The instant at which a clock in a zone shows a date and time. Of a repeated hour the first, of a skipped one what the clock jumps to. */
export function instantInZone(local: Temporal.PlainDateTime, zone: string): ZonedInstant {
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' })
  const instant = local.toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant()
  if (earlier.epochMilliseconds === later.epochMilliseconds) return { instant, doubt: null }
  return { instant, doubt: earlier.toPlainDateTime().equals(local) ? 'repeated' : 'skipped' }
}

/** The instant of a date, a time and an offset. */
export function instantAtOffset(local: Temporal.PlainDateTime, offset: string): Temporal.Instant {
  return Temporal.Instant.from(`${local.toString()}${offset}`)
}

/** True for an end that is after the start, and not longer after it than any session takes. */
export function isUsableEnd(end: Temporal.Instant, start: Temporal.Instant): boolean {
  const minutes = (end.epochMilliseconds - start.epochMilliseconds) / 60_000
  return minutes > 0 && minutes <= MAX_DURATION_MINUTES
}

/** `2019-09-09T09:00:00Z`. */
export function formatInstant(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'second' })
}

function canonicalZone(name: string): string | null {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name).timeZoneId
  } catch {
    return null
  }
}

function secondsOf(text: string): readonly number[] | null {
  if (MINUTES.test(text)) return [Math.round(Number(text) * 60)]
  if (COLON_DURATION.test(text)) {
    const [first = 0, second = 0, third] = text.split(':').map(Number)
    if (third === undefined) return second < 60 ? [first * 3_600 + second * 60] : null
    const readings: number[] = []
    if (second < 60 && third < 60) readings.push(first * 3_600 + second * 60 + third)
    if (second < 24 && third < 60) readings.push(first * 86_400 + second * 3_600 + third * 60)
    return readings
  }
  const parts = ISO_DURATION.exec(text)
  if (!parts || !/\d/.test(text)) return null
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0))
  return [days * 86_400 + hours * 3_600 + minutes * 60 + seconds]
}

function isBelievable(seconds: number): boolean {
  return seconds <= MAX_DURATION_MINUTES * 60
}

/** Moments, starts and ends in Indico exports. */
import type { Temporal } from 'temporal-polyfill'
import {
  fieldOf,
  readLine,
  readOptionalAmount,
  readOptionalObject,
  unexpectedValue,
  type JsonAt,
} from '../json-input.ts'
import {
  formatInstant,
  instantInZone,
  isUsableEnd,
  MAX_DURATION_MINUTES,
  parseWrittenTime,
  readOptionalTimeZone,
  type ZonedInstant,
} from '../programme-time.ts'
import { countOf } from '../warning-collector.ts'
import type { IndicoContext } from './fields.ts'

/** Instants, or null where the export gives none that can be used. */
export interface IndicoTimes {
  readonly start: string | null
  readonly end: string | null
}

/** A moment `{date, time, tz}`; null when absent, or when no zone is known for it. */
export function readMoment(at: JsonAt, { timeZone, warnings }: IndicoContext): ZonedInstant | null {
  const moment = readOptionalObject(at)
  if (!moment) return null
  const dateAt = fieldOf(moment, 'date')
  const timeAt = fieldOf(moment, 'time')
  const date = parseWrittenTime(readLine(dateAt))
  if (!date || date.time) throw unexpectedValue(dateAt, 'a date such as "2024-03-31"')
  const written = parseWrittenTime(`${date.date.toString()}T${readLine(timeAt)}`)
  if (!written?.time || written.offset) throw unexpectedValue(timeAt, 'a time of day such as "09:30:00"')
  const zone = readOptionalTimeZone(fieldOf(moment, 'tz')) ?? timeZone
  if (zone === null) {
    warnings.tally({
      code: 'no-time-zone',
      place: at.place,
      message: (count) =>
        `${countOf(count, ['time was', 'times were'])} left out, since no time zone is given for it.`,
    })
    return null
  }
  return instantInZone(written.date.toPlainDateTime(written.time), zone)
}

/** Start and end of a contribution: `startDate`, `endDate` and `duration` in minutes. */
export function readTimes(at: JsonAt, context: IndicoContext): IndicoTimes {
  const start = readMoment(fieldOf(at, 'startDate'), context)
  const end = readMoment(fieldOf(at, 'endDate'), context)
  const minutes = readMinutes(at)
  if (!start) return { start: null, end: null }
  const length = minutes === null || minutes === 0 ? null : { seconds: Math.round(minutes * 60) }
  const first = startBeforeEnd({ start, end, length }) ?? start.instant
  if (start.doubt && first.equals(start.instant)) {
    context.warnings.add({
      code: start.doubt === 'repeated' ? 'repeated-hour' : 'skipped-hour',
      place: fieldOf(at, 'startDate').place,
      message:
        start.doubt === 'repeated'
          ? 'The start falls in an hour that happens twice, where clocks are set back; the first was taken.'
          : 'The start falls in an hour that does not exist, where clocks are set forward; it was moved forward as well.',
    })
  }
  const last = end && !end.doubt ? end.instant : length ? first.add(length) : (end?.instant ?? null)
  if (last && isUsableEnd(last, first)) {
    return { start: formatInstant(first), end: formatInstant(last) }
  }
  context.warnings.tally({
    code: 'no-end',
    place: at.place,
    message: (count) => `${countOf(count, ['session has', 'sessions have'])} no usable end.`,
  })
  return { start: formatInstant(first), end: null }
}

/** A start in an hour that happens twice, found from a certain end and the duration. */
function startBeforeEnd(options: {
  readonly start: ZonedInstant
  readonly end: ZonedInstant | null
  readonly length: { readonly seconds: number } | null
}): Temporal.Instant | null {
  const { start, end, length } = options
  if (start.doubt !== 'repeated' || !end || end.doubt || !length) return null
  const candidate = end.instant.subtract(length)
  const shift = candidate.since(start.instant).total('minutes')
  return shift >= 0 && shift <= 120 ? candidate : null
}

/** `duration` in minutes, or null when absent. */
export function readMinutes(at: JsonAt): number | null {
  const durationAt = fieldOf(at, 'duration')
  const minutes = readOptionalAmount(durationAt)
  if (minutes !== null && minutes > MAX_DURATION_MINUTES) {
    throw unexpectedValue(durationAt, `a duration of at most ${MAX_DURATION_MINUTES} minutes`)
  }
  return minutes
}

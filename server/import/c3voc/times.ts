/**
 * When an event of a c3voc schedule starts and ends. Schedules give a date with an offset, a wall clock of the
 * conference's zone, or only a time of day on a conference day; and an end, a duration, or both.
 */
import { Temporal } from 'temporal-polyfill'
import { fieldOf, readOptionalLine, unexpectedValue, type JsonAt } from '../json-input.ts'
import {
  formatInstant,
  instantAtOffset,
  instantInZone,
  isUsableEnd,
  readDurations,
  readOptionalClock,
  readOptionalWrittenTime,
  type WrittenTime,
} from '../programme-time.ts'
import { countOf, type WarningCollector } from '../warning-collector.ts'
import type { C3vocContext, C3vocDay } from './context.ts'

/** Instants, or null where the schedule gives none that can be used. */
export interface EventTimes {
  readonly start: string | null
  readonly end: string | null
}

interface Moment {
  readonly instant: Temporal.Instant
  /** True when the offset written in the schedule was found to be false, so that clocks count. */
  readonly byClock: boolean
}

/** Where an event stands: the conference day that lists it, if any, and the schedule. */
export interface EventSurroundings {
  readonly context: C3vocContext
  readonly day: C3vocDay | null
}

/** A date and time on a wall clock, and where it is written. */
interface LocalTime {
  readonly local: Temporal.PlainDateTime
  readonly place: string
}

/** Reads `date`, `start`, `end` and `duration` of an event. */
export function readEventTimes(event: JsonAt, around: EventSurroundings): EventTimes {
  const durations = readDurations(fieldOf(event, 'duration'))
  const endAt = fieldOf(event, 'end')
  const start = readStart(event, around)
  if (!start) {
    // Nothing to measure from, but what cannot be read is still an error.
    readMomentOrClock(endAt)
    return { start: null, end: null }
  }
  const writtenEnd = readEnd(endAt, { ...around, start })
  const end = reconcileEnd({ event, start: start.instant, writtenEnd, durations, around })
  return { start: formatInstant(start.instant), end: end && formatInstant(end) }
}

function readStart(event: JsonAt, around: EventSurroundings): Moment | null {
  const { context } = around
  const fromStart = readMomentOrClock(fieldOf(event, 'start'))
  const clock = fromStart instanceof Temporal.PlainTime ? fromStart : null
  const written =
    readOptionalWrittenTime(fieldOf(event, 'date')) ??
    (fromStart instanceof Temporal.PlainTime ? null : fromStart)
  const time = written?.time ?? clock
  if (!time) {
    context.warnings.tally({
      code: 'no-start',
      place: event.place,
      message: (count) => `${countOf(count, ['session has', 'sessions have'])} no start.`,
    })
    return null
  }
  if (written?.offset) {
    return startWithOffset({ event, date: written.date, time, offset: written.offset, clock, context })
  }
  const date = written?.date ?? dateOnDay(event, { ...around, time })
  return momentByClock({ local: date.toPlainDateTime(time), place: event.place }, around)
}

/** A date with an offset, checked against the zone and against the event's own `start`. */
function startWithOffset(options: {
  readonly event: JsonAt
  readonly date: Temporal.PlainDate
  readonly time: Temporal.PlainTime
  readonly offset: string
  readonly clock: Temporal.PlainTime | null
  readonly context: C3vocContext
}): Moment {
  const { event, clock, context } = options
  const local = options.date.toPlainDateTime(options.time)
  const instant = instantAtOffset(local, options.offset)
  if (context.timeZone === null) return { instant, byClock: false }
  const zoned = instant.toZonedDateTimeISO(context.timeZone)
  if (zoned.toPlainDateTime().equals(local)) return { instant, byClock: false }
  const claimsUtc = isUtc(options.offset)
  if (claimsUtc && (!clock || sameMinute(clock, zoned.toPlainTime()))) return { instant, byClock: false }
  if (claimsUtc && clock && sameMinute(clock, options.time)) {
    context.warnings.tally({
      code: 'false-offset',
      place: event.place,
      message: (count) =>
        `${countOf(count, ['session has', 'sessions have'])} a date that claims UTC but shows the clock of ${context.timeZone}; it was read as that clock.`,
    })
    return instantOfClock({ local, place: event.place, zone: context.timeZone, warnings: context.warnings })
  }
  context.warnings.tally({
    code: 'offset-contradicts-zone',
    place: event.place,
    message: (count) =>
      `${countOf(count, ['session has', 'sessions have'])} a date whose offset does not fit ${context.timeZone}; the offset was believed.`,
  })
  return { instant, byClock: false }
}

/** The calendar day of an event that only has a time: the conference day, or the night after it. */
function dateOnDay(
  event: JsonAt,
  { context, day, time }: EventSurroundings & { readonly time: Temporal.PlainTime },
): Temporal.PlainDate {
  if (!day) throw unexpectedValue(fieldOf(event, 'date'), 'a date such as "2024-03-31T09:30:00+02:00"')
  if (!day.date) {
    throw unexpectedValue(
      day.dateAt,
      'a date such as "2024-03-31", since events of this day have none of their own',
    )
  }
  context.warnings.tally({
    code: 'date-of-day',
    place: event.place,
    message: (count) =>
      `${countOf(count, ['session has', 'sessions have'])} no date; it was taken from the conference day and the start.`,
  })
  const local = day.date.toPlainDateTime(time)
  return isNightAfter({ local, day, dayChange: context.dayChange }) ? day.date.add({ days: 1 }) : day.date
}

/** True when a time of a conference day is in the night after it: before the change of days, else before the day's start and not after its end. */
function isNightAfter(options: {
  readonly local: Temporal.PlainDateTime
  readonly day: C3vocDay
  readonly dayChange: Temporal.PlainTime | null
}): boolean {
  const { local, day, dayChange } = options
  const time = local.toPlainTime()
  if (dayChange) return Temporal.PlainTime.compare(time, dayChange) < 0
  if (!day.firstTime || !day.lastMoment) return false
  const isBeforeDay = Temporal.PlainTime.compare(time, day.firstTime) < 0
  return isBeforeDay && Temporal.PlainDateTime.compare(local.add({ days: 1 }), day.lastMoment) <= 0
}

/** A wall clock as an instant: in the conference's zone, else with the day's offset, else unknown. */
function momentByClock({ local, place }: LocalTime, { context, day }: EventSurroundings): Moment | null {
  if (context.timeZone !== null) {
    return instantOfClock({ local, place, zone: context.timeZone, warnings: context.warnings })
  }
  if (day?.offset) {
    context.warnings.tally({
      code: 'offset-of-day',
      place,
      message: (count) =>
        `${countOf(count, ['time has', 'times have'])} no offset; that of the conference day was used.`,
    })
    return { instant: instantAtOffset(local, day.offset), byClock: true }
  }
  context.warnings.tally({
    code: 'no-time-zone',
    place,
    message: (count) =>
      `${countOf(count, ['time was', 'times were'])} left out: without an offset, and without a time zone for the conference, the instant is not known.`,
  })
  return null
}

function instantOfClock(
  options: LocalTime & { readonly zone: string; readonly warnings: WarningCollector },
): Moment {
  const { local, place, zone, warnings } = options
  const { instant, doubt } = instantInZone(local, zone)
  if (doubt) {
    warnings.add({
      code: doubt === 'repeated' ? 'repeated-hour' : 'skipped-hour',
      place,
      message:
        doubt === 'repeated'
          ? `${local.toString()} happens twice in ${zone}, where clocks are set back then; the first was taken.`
          : `${local.toString()} does not exist in ${zone}, where clocks are set forward then; it was moved forward as well.`,
    })
  }
  return { instant, byClock: true }
}

function readEnd(
  at: JsonAt,
  around: EventSurroundings & { readonly start: Moment },
): Temporal.Instant | null {
  const { start } = around
  const end = readMomentOrClock(at)
  if (end === null) return null
  if (end instanceof Temporal.PlainTime) return endByClock(end, around)
  if (!end.time) throw unexpectedValue(at, 'a date with a time, or a time of day')
  const local = end.date.toPlainDateTime(end.time)
  // A false offset of the start is false at the end, too.
  const believesOffset = end.offset !== null && !(start.byClock && isUtc(end.offset))
  if (end.offset !== null && believesOffset) return instantAtOffset(local, end.offset)
  return momentByClock({ local, place: at.place }, around)?.instant ?? null
}

/** An end given as a time of day: the next such time after the start. */
function endByClock(
  clock: Temporal.PlainTime,
  { start, context, day }: EventSurroundings & { readonly start: Moment },
): Temporal.Instant | null {
  const zone = context.timeZone ?? (day?.offset ? zoneOfOffset(day.offset) : null)
  if (zone === null) return null
  const zonedStart = start.instant.toZonedDateTimeISO(zone)
  const sameDay = zonedStart.withPlainTime(clock)
  const isLater = Temporal.ZonedDateTime.compare(sameDay, zonedStart) > 0
  return (isLater ? sameDay : zonedStart.add({ days: 1 }).withPlainTime(clock)).toInstant()
}

/** The end that is believed when an end and a duration are given, and what is wrong with it. */
function reconcileEnd(options: {
  readonly event: JsonAt
  readonly start: Temporal.Instant
  readonly writtenEnd: Temporal.Instant | null
  readonly durations: readonly Temporal.Duration[]
  readonly around: EventSurroundings
}): Temporal.Instant | null {
  const { event, start, writtenEnd, durations } = options
  const { context } = options.around
  const ends = durations.map((duration) => start.add(duration)).filter((end) => isUsableEnd(end, start))
  const [usualEnd] = ends
  if (writtenEnd && isUsableEnd(writtenEnd, start)) {
    if (usualEnd && !ends.some((end) => end.equals(writtenEnd))) {
      context.warnings.tally({
        code: 'duration-contradicts-end',
        place: event.place,
        message: (count) =>
          `${countOf(count, ['session has', 'sessions have'])} a duration that does not lead to the end; the end was believed.`,
      })
    }
    return writtenEnd
  }
  if (writtenEnd) {
    context.warnings.tally({
      code: 'unusable-end',
      place: event.place,
      message: (count) =>
        `${countOf(count, ['session ends', 'sessions end'])} before or weeks after the start; the end was ignored.`,
    })
  }
  if (usualEnd) return usualEnd
  context.warnings.tally({
    code: 'no-end',
    place: event.place,
    message: (count) =>
      `${countOf(count, ['session has', 'sessions have'])} neither a usable end nor a duration.`,
  })
  return null
}

/** A field that holds either a date with a time or only a time of day; null when absent. */
function readMomentOrClock(at: JsonAt): WrittenTime | Temporal.PlainTime | null {
  const text = readOptionalLine(at)
  return text?.includes('-') ? readOptionalWrittenTime(at) : readOptionalClock(at)
}

function isUtc(offset: string): boolean {
  return /^(?:Z|[+-]00:?00)$/.test(offset)
}

function sameMinute(one: Temporal.PlainTime, other: Temporal.PlainTime): boolean {
  return one.hour === other.hour && one.minute === other.minute
}

function zoneOfOffset(offset: string): string {
  return offset === 'Z' ? 'UTC' : offset
}

/** The conference of a c3voc schedule and its days. */
import { Temporal } from 'temporal-polyfill'
import {
  fieldOf,
  quote,
  readLine,
  readObject,
  readOptionalLine,
  shorten,
  type JsonAt,
} from '../json-input.ts'
import { readPageUrl } from '../link-input.ts'
import {
  instantAtOffset,
  parseWrittenTime,
  readOptionalClock,
  readOptionalTimeZone,
  type WrittenTime,
} from '../programme-time.ts'
import type { ImportedEvent, ImportedSession } from '../programme.ts'
import { docOrNull, readRichBlocks } from '../rich-text.ts'
import { WarningCollector } from '../warning-collector.ts'
import { chooseTranslation, firstFieldOf, type C3vocContext, type C3vocDay } from './context.ts'

const MAX_LOCATION_CHARS = 200

/** What holds for the whole schedule: zone, base address, change of days. */
export function readContext(schedule: JsonAt, conference: JsonAt): C3vocContext {
  const warnings = new WarningCollector()
  const zoneAt = fieldOf(conference, 'time_zone_name')
  const timeZone = readOptionalTimeZone(zoneAt)
  if (timeZone === null) {
    warnings.add({
      code: 'missing-time-zone',
      place: zoneAt.place,
      message: 'The conference names no time zone; set it on the event.',
    })
  }
  return {
    warnings,
    language: null,
    timeZone,
    baseUrl: readPageUrl(fieldOf(schedule, 'base_url'), { warnings, baseUrl: null }),
    dayChange: readOptionalClock(fieldOf(conference, 'day_change')),
  }
}

/** The event itself. Dates that the conference does not give are taken from its days, else from its sessions. */
export function readConference(options: {
  readonly schedule: JsonAt
  readonly conference: JsonAt
  readonly days: readonly C3vocDay[]
  readonly sessions: readonly ImportedSession[]
  readonly context: C3vocContext
}): ImportedEvent {
  const { schedule, conference, days, sessions, context } = options
  const dates = [
    ...days.flatMap(({ date }) => (date ? [date.toString()] : [])),
    ...(days.length > 0 ? [] : sessions.flatMap(({ start }) => (start ? [localDateOf(start, context)] : []))),
  ].toSorted()
  const startDate = readConferenceDate(fieldOf(conference, 'start'), context) ?? dates[0] ?? null
  const endDate = readConferenceDate(fieldOf(conference, 'end'), context) ?? dates.at(-1) ?? null
  const isReversed = startDate !== null && endDate !== null && endDate < startDate
  if (isReversed) {
    context.warnings.add({
      code: 'dates-reversed',
      place: fieldOf(conference, 'end').place,
      message: `The conference ends (${endDate}) before it starts (${startDate}); the first and last day listed were taken.`,
    })
  }
  const places = [firstFieldOf(conference, ['venue', 'location']), fieldOf(conference, 'city')]
    .map((at) => readOptionalLine(chooseTranslation(at, context), MAX_LOCATION_CHARS))
    .filter((place) => place !== null)
  return {
    title: readLine(chooseTranslation(fieldOf(conference, 'title'), context)),
    description: docOrNull(readRichBlocks(chooseTranslation(fieldOf(conference, 'description'), context))),
    startDate: isReversed ? (dates[0] ?? null) : startDate,
    endDate: isReversed ? (dates.at(-1) ?? null) : endDate,
    timeZone: context.timeZone,
    location: places.length === 0 ? null : shorten(places.join(', '), MAX_LOCATION_CHARS),
    url: readPageUrl(fieldOf(conference, 'url'), context) ?? readPageUrl(fieldOf(schedule, 'url'), context),
  }
}

/** `start` or `end` of the conference: a date, or a date and time of which the day at the venue counts. */
function readConferenceDate(at: JsonAt, context: C3vocContext): string | null {
  const written = readOptionalDate(at, context)
  return written && localDate(written, context)
}

/** One entry of `conference.days`, without its events. */
export function readDay(at: JsonAt, context: C3vocContext): C3vocDay {
  const dateAt = fieldOf(readObject(at), 'date')
  const written = readOptionalDate(dateAt, context)
  const first = readBound(firstFieldOf(at, ['day_start', 'start']))
  const last = readBound(firstFieldOf(at, ['day_end', 'end']))
  return {
    dateAt,
    date: written?.date ?? null,
    offset: first?.offset ?? last?.offset ?? null,
    firstTime: first?.time ?? null,
    lastMoment: last?.time ? last.date.toPlainDateTime(last.time) : null,
  }
}

/** A bound of a day is only a hint, so one that cannot be read is none. */
function readBound(at: JsonAt): WrittenTime | null {
  const text = readOptionalLine(at)
  return text === null ? null : parseWrittenTime(text)
}

/** A date that matters little enough to go on without it when it cannot be read. */
function readOptionalDate(at: JsonAt, { warnings }: C3vocContext): WrittenTime | null {
  const text = readOptionalLine(at)
  const written = text === null ? null : parseWrittenTime(text)
  if (text !== null && !written) {
    warnings.add({
      code: 'unreadable-date',
      place: at.place,
      message: `${quote(text)} is not a date such as 2024-03-31; the other dates of the schedule were used.`,
    })
  }
  return written
}

function localDate(written: WrittenTime, { timeZone }: C3vocContext): string {
  if (timeZone === null || !written.time || !written.offset) return written.date.toString()
  const instant = instantAtOffset(written.date.toPlainDateTime(written.time), written.offset)
  return instant.toZonedDateTimeISO(timeZone).toPlainDate().toString()
}

function localDateOf(start: string, { timeZone }: C3vocContext): string {
  const instant = Temporal.Instant.from(start)
  return instant
    .toZonedDateTimeISO(timeZone ?? 'UTC')
    .toPlainDate()
    .toString()
}

/**
 * Reads `schedule.json` as frab, pretalx and the c3voc tools write it: a conference with days, halls and events.
 * An event is a session, a room is a hall; breaks are left out. Version 2 of the format, which lists its events
 * outside the days, is read as well. No I/O, no look at what an event already has.
 */
import { warnAboutBreaks } from './breaks.ts'
import { readConference, readContext, readDay } from './c3voc/conference.ts'
import type { C3vocContext, C3vocDay } from './c3voc/context.ts'
import { readEvent, type C3vocEvent } from './c3voc/event.ts'
import { C3vocTracks } from './c3voc/tracks.ts'
import {
  fieldOf,
  isAbsent,
  jsonRoot,
  readEntries,
  readObject,
  readOptionalList,
  unexpectedValue,
  type JsonAt,
} from './json-input.ts'
import { arrangeSessions } from './listed-sessions.ts'
import type { ImportedProgramme } from './programme.ts'

/** Reads a parsed c3voc schedule. Throws ImportError with the place of what cannot be read. */
export function importC3voc(json: unknown): ImportedProgramme {
  const schedule = readObject(fieldOf(jsonRoot(json), 'schedule'))
  const conference = readObject(fieldOf(schedule, 'conference'))
  const context = readContext(schedule, conference)
  const tracks = new C3vocTracks(context)
  tracks.readListed(fieldOf(conference, 'tracks'))
  const daysAt = fieldOf(conference, 'days')
  if (isAbsent(daysAt) && isAbsent(fieldOf(schedule, 'events'))) {
    throw unexpectedValue(daysAt, 'a list of days')
  }
  const days = readOptionalList(daysAt).map((at) => ({ at, day: readDay(at, context) }))

  const events = [
    ...days.flatMap(({ at, day }) => readEventsOfDay({ at, day, tracks, context })),
    ...readEventList({ at: fieldOf(schedule, 'events'), day: null, roomName: null, tracks, context }),
  ]
  const sessions = arrangeSessions(
    events.filter((event) => event.kind === 'session'),
    context.warnings,
  )
  warnAboutBreaks(
    events.filter((event) => event.kind === 'break'),
    context.warnings,
  )
  if (events.length === 0) {
    context.warnings.add({
      code: 'no-sessions',
      place: daysAt.place,
      message: 'The schedule lists no events.',
    })
  }
  const event = readConference({ schedule, conference, days: days.map(({ day }) => day), sessions, context })
  return {
    format: 'c3voc',
    event,
    tracks: tracks.list(),
    sessions,
    warnings: context.warnings.list(),
  }
}

/** The events of a day: by hall, or, where a schedule has no halls, directly. */
function readEventsOfDay(options: {
  readonly at: JsonAt
  readonly day: C3vocDay
  readonly tracks: C3vocTracks
  readonly context: C3vocContext
}): readonly C3vocEvent[] {
  const { at, ...rest } = options
  const roomsAt = fieldOf(at, 'rooms')
  const direct = readEventList({ ...rest, at: fieldOf(at, 'events'), roomName: null })
  if (isAbsent(roomsAt)) return direct
  if (Array.isArray(roomsAt.value)) {
    // Some languages write an object without fields as an empty list.
    if (roomsAt.value.length === 0) return direct
    throw unexpectedValue(roomsAt, 'an object with a list of events for each hall')
  }
  const byHall = readEntries(roomsAt).flatMap(([name, eventsAt]) =>
    readEventList({ ...rest, at: eventsAt, roomName: { value: name, place: eventsAt.place } }),
  )
  return [...byHall, ...direct]
}

function readEventList(options: {
  readonly at: JsonAt
  readonly day: C3vocDay | null
  readonly roomName: JsonAt | null
  readonly tracks: C3vocTracks
  readonly context: C3vocContext
}): readonly C3vocEvent[] {
  return readOptionalList(options.at).map((at) => readEvent({ ...options, at }))
}

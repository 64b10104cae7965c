/** The timetable of `/export/timetable/ID.json`: days, in them blocks, contributions and breaks, in the blocks again. */
import { warnAboutBreaks, type LeftOutBreak } from '../breaks.ts'
import {
  fieldOf,
  isAbsent,
  readEntries,
  readLine,
  readObject,
  readOptionalId,
  readOptionalLine,
  unexpectedValue,
  type JsonAt,
} from '../json-input.ts'
import { readPageUrl } from '../link-input.ts'
import { arrangeSessions, type ListedSession } from '../listed-sessions.ts'
import { mergePeople } from '../people.ts'
import { parseWrittenTime, readOptionalTimeZone } from '../programme-time.ts'
import type { ImportedEvent, ImportedProgramme } from '../programme.ts'
import { docOrNull, readRichBlocks } from '../rich-text.ts'
import type { WarningCollector } from '../warning-collector.ts'
import { contributionKey } from './contribution.ts'
import { warnAboutSlotTitle, warnAboutUnpublished } from './event.ts'
import { firstWrittenField, readHall, type IndicoContext } from './fields.ts'
import { readLinks } from './links.ts'
import { readPeople } from './people.ts'
import { readTimes } from './times.ts'
import { IndicoTracks } from './tracks.ts'

interface Timetable {
  readonly tracks: IndicoTracks
  readonly context: IndicoContext
  readonly breaks: Map<string, LeftOutBreak>
  readonly sessions: ListedSession[]
  /** A block that crosses midnight is listed under both of its days. */
  readonly seen: Set<string>
}

/** An entry of a day or of a block. */
interface Entry {
  readonly name: string
  readonly at: JsonAt
  /** The track of the block that it is in. */
  readonly blockTrack: string | null
}

type EntryKind = 'session' | 'contribution' | 'break'

/** Reads the timetable of one event, whose id is its name in `results`. */
export function readTimetableExport(options: {
  readonly at: JsonAt
  readonly eventId: string
  readonly baseUrl: string | null
  readonly exportUrl: string | null
  readonly warnings: WarningCollector
}): ImportedProgramme {
  const { at, warnings, baseUrl } = options
  const days = readEntries(at).map(([name, day]) => ({
    date: readDayName(name, day),
    entries: readEntries(day),
  }))
  const entries = days.flatMap((day) => day.entries)
  const timeZone = readZone(entries.map(([, entry]) => entry))
  const context: IndicoContext = { warnings, baseUrl, timeZone }
  const timetable: Timetable = {
    tracks: new IndicoTracks(context),
    context,
    breaks: new Map(),
    sessions: [],
    seen: new Set(),
  }
  const event = readEvent({ ...options, timeZone, dates: days.map(({ date }) => date).toSorted() })
  for (const [name, at] of entries) readEntry({ name, at, blockTrack: null }, timetable)
  warnAboutBreaks([...timetable.breaks.values()], warnings)
  if (entries.length === 0) warnAboutUnpublished(at.place, warnings)
  return {
    format: 'indico',
    event,
    tracks: timetable.tracks.list(),
    sessions: arrangeSessions(timetable.sessions, warnings),
    warnings: warnings.list(),
  }
}

/** What little a timetable says about its event. */
function readEvent(options: {
  readonly at: JsonAt
  readonly eventId: string
  readonly exportUrl: string | null
  readonly timeZone: string | null
  readonly dates: readonly string[]
  readonly warnings: WarningCollector
}): ImportedEvent {
  const { at, eventId, exportUrl, timeZone, dates, warnings } = options
  const title = `Indico event ${eventId}`
  warnings.add({
    code: 'timetable-says-less',
    place: at.place,
    message: `A timetable does not name its event, so “${title}” stands for the title; it has no subcontributions, no minutes and nothing unscheduled either. /export/event/${eventId}.json?detail=sessions has all of them.`,
  })
  if (timeZone !== null) {
    warnings.add({
      code: 'time-zone-guessed',
      place: at.place,
      message: `The time zone ${timeZone} is that of the first entry.`,
    })
  }
  const page = exportUrl?.match(/^(.*)\/export\/timetable\//)?.[1]
  return {
    title,
    description: null,
    startDate: dates[0] ?? null,
    endDate: dates.at(-1) ?? null,
    timeZone,
    location: null,
    url: page === undefined ? null : `${page}/event/${encodeURIComponent(eventId)}/`,
  }
}

function readDayName(name: string, day: JsonAt): string {
  const [, year, month, date] = /^(\d{4})(\d{2})(\d{2})$/.exec(name) ?? []
  const text = `${year}-${month}-${date}`
  if (!parseWrittenTime(text)) {
    throw unexpectedValue({ value: name, place: day.place }, 'a day such as "20240331"')
  }
  return text
}

function readZone(entries: readonly JsonAt[]): string | null {
  for (const entry of entries) {
    const startAt = fieldOf(readObject(entry), 'startDate')
    const zone = isAbsent(startAt) ? null : readOptionalTimeZone(fieldOf(startAt, 'tz'))
    if (zone !== null) return zone
  }
  return null
}

function readEntry(entry: Entry, timetable: Timetable): void {
  const { name, at, blockTrack } = entry
  const kind = readKind(name, at)
  if (kind === 'session') readBlock(entry, timetable)
  else if (kind === 'contribution') {
    if (blockTrack !== null) timetable.tracks.markUsed(blockTrack)
    timetable.sessions.push(readContribution(entry, timetable))
  } else {
    timetable.breaks.set(name, { place: at.place, title: readLine(fieldOf(at, 'title')) })
  }
}

function readKind(name: string, entry: JsonAt): EntryKind {
  const typeAt = fieldOf(entry, 'entryType')
  const type = readOptionalLine(typeAt) ?? name[0]
  if (type === 'Session' || type === 's') return 'session'
  if (type === 'Contribution' || type === 'c') return 'contribution'
  if (type === 'Break' || type === 'b') return 'break'
  throw unexpectedValue(typeAt, '"Session", "Contribution" or "Break"')
}

function readBlock({ name, at: block }: Entry, timetable: Timetable): void {
  const { tracks, context } = timetable
  const slotId = readOptionalId(firstWrittenField(block, ['sessionSlotId', 'id'])) ?? name
  if (timetable.seen.has(slotId)) return
  timetable.seen.add(slotId)
  const id = readOptionalId(fieldOf(block, 'sessionId'))
  const trackKey = tracks.forBlock({ block, session: block, id })
  const slotTitle = readOptionalLine(fieldOf(block, 'slotTitle'))
  if (slotTitle !== null && slotTitle !== readLine(fieldOf(block, 'title'))) {
    warnAboutSlotTitle(fieldOf(block, 'slotTitle'), context)
  }
  const entriesAt = fieldOf(block, 'entries')
  if (isAbsent(entriesAt)) return
  for (const [childName, child] of readEntries(entriesAt)) {
    if (readKind(childName, readObject(child)) === 'session') {
      throw unexpectedValue(child, 'a contribution or a break inside a session block')
    }
    readEntry({ name: childName, at: child, blockTrack: trackKey }, timetable)
  }
}

function readContribution({ at, blockTrack: trackKey }: Entry, { context }: Timetable): ListedSession {
  const title = readLine(fieldOf(at, 'title'))
  const id = readOptionalId(firstWrittenField(at, ['contributionId', 'id']))
  return {
    place: at.place,
    ...contributionKey({ id, trackKey, title }),
    session: {
      trackKey,
      title,
      abstract: docOrNull(readRichBlocks(fieldOf(at, 'description'))),
      speakers: mergePeople(readPeople(fieldOf(at, 'presenters'), context)),
      hall: readHall(at),
      ...readTimes(at, context),
      language: null,
      url: readPageUrl(fieldOf(at, 'url'), context),
      links: readLinks(at, context),
      summary: null,
    },
  }
}

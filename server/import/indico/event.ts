/** The event of `/export/event/ID.json`, at the detail levels contributions, subcontributions and sessions. */
import {
  fieldOf,
  isAbsent,
  readLine,
  readObject,
  readOptionalLine,
  readOptionalList,
  shorten,
  type JsonAt,
} from '../json-input.ts'
import { readPageUrl, type LinkContext } from '../link-input.ts'
import { arrangeSessions, type ListedSession } from '../listed-sessions.ts'
import { readOptionalTimeZone } from '../programme-time.ts'
import type { ImportedEvent, ImportedProgramme } from '../programme.ts'
import { docOrNull, readRichBlocks } from '../rich-text.ts'
import { countOf, type WarningCollector } from '../warning-collector.ts'
import { readContribution } from './contribution.ts'
import { readNote, type IndicoContext } from './fields.ts'
import { readLinks } from './links.ts'
import { readMoment } from './times.ts'
import { IndicoTracks, readSessionId } from './tracks.ts'

const MAX_LOCATION_CHARS = 200

interface Reading {
  readonly tracks: IndicoTracks
  readonly context: IndicoContext
}

/** Reads one entry of `results[]`. */
export function readEventExport(at: JsonAt, { baseUrl, warnings }: LinkContext): ImportedProgramme {
  const timeZone = readOptionalTimeZone(fieldOf(readObject(at), 'timezone'))
  const context: IndicoContext = { warnings, baseUrl, timeZone }
  const event = readEvent(at, context)
  const reading: Reading = { tracks: new IndicoTracks(context), context }
  const sessions = [...readBlocks(at, reading), ...readLooseContributions(at, reading)]
  if (sessions.length === 0) warnAboutEmptiness(at, warnings)
  return {
    format: 'indico',
    event,
    tracks: reading.tracks.list(),
    sessions: arrangeSessions(sessions, warnings),
    warnings: warnings.list(),
  }
}

function readEvent(at: JsonAt, context: IndicoContext): ImportedEvent {
  const { timeZone, warnings } = context
  if (timeZone === null) {
    const zoneAt = fieldOf(at, 'timezone')
    warnings.add({
      code: 'missing-time-zone',
      place: zoneAt.place,
      message: 'The event names no time zone; set it on the event.',
    })
  }
  warnAboutEventAttachments(at, context)
  const places = ['location', 'address']
    .map((name) => readOptionalLine(fieldOf(at, name)))
    .filter((place) => place !== null)
  return {
    title: readLine(fieldOf(at, 'title')),
    description: docOrNull(readRichBlocks(fieldOf(at, 'description'))),
    startDate: readDate(fieldOf(at, 'startDate'), context),
    endDate: readDate(fieldOf(at, 'endDate'), context),
    timeZone,
    location: places.length === 0 ? null : shorten([...new Set(places)].join(', '), MAX_LOCATION_CHARS),
    url: readPageUrl(fieldOf(at, 'url'), context),
  }
}

/** The day in the event's own zone; the export shows moments in any zone that was asked for. */
function readDate(at: JsonAt, context: IndicoContext): string | null {
  const moment = readMoment(at, context)
  if (!moment) return null
  const zone = context.timeZone ?? readOptionalTimeZone(fieldOf(at, 'tz'))
  return moment.instant
    .toZonedDateTimeISO(zone ?? 'UTC')
    .toPlainDate()
    .toString()
}

/** What belongs to the event as a whole has no place in a programme. */
function warnAboutEventAttachments(at: JsonAt, context: IndicoContext): void {
  const links = readLinks(at, context)
  if (links.length > 0) {
    context.warnings.add({
      code: 'event-links-left-out',
      place: fieldOf(at, 'folders').place,
      message: `${countOf(links.length, ['attachment', 'attachments'])} of the event as a whole ${links.length === 1 ? 'was' : 'were'} left out.`,
    })
  }
  const noteAt = fieldOf(at, 'note')
  if (readNote(noteAt).length > 0) {
    context.warnings.add({
      code: 'event-note-left-out',
      place: noteAt.place,
      message:
        'The minutes of the event as a whole were left out; those of its sessions and contributions were imported.',
    })
  }
}

/** `sessions[]`: one entry per block, so an Indico session comes back as often as it has blocks. */
function readBlocks(at: JsonAt, { tracks, context }: Reading): readonly ListedSession[] {
  return readOptionalList(fieldOf(at, 'sessions')).flatMap((block) => {
    const nested = fieldOf(block, 'session')
    const session = isAbsent(nested) ? block : readObject(nested)
    // A block's own id is not its session's.
    const trackKey = tracks.forBlock({
      block,
      session,
      id: session === block ? null : readSessionId(session),
    })
    const title = readLine(fieldOf(session, 'title'))
    const slotTitle = readOptionalLine(fieldOf(block, 'slotTitle'))
    if (slotTitle !== null && slotTitle !== title) warnAboutSlotTitle(fieldOf(block, 'slotTitle'), context)
    const contributions = readOptionalList(fieldOf(block, 'contributions'))
    if (contributions.length > 0) tracks.markUsed(trackKey)
    return contributions.flatMap((contribution) => readContribution({ at: contribution, trackKey }, context))
  })
}

/** Blocks may have a title beside that of their session; a track has one title only. */
export function warnAboutSlotTitle(at: JsonAt, { warnings }: IndicoContext): void {
  warnings.tally({
    code: 'block-titles-left-out',
    place: at.place,
    message: (count) =>
      `${countOf(count, ['title of a session block was', 'titles of session blocks were'])} left out.`,
  })
}

/** `contributions[]`: all of them, or at detail=sessions those that are in no session. */
function readLooseContributions(at: JsonAt, { tracks, context }: Reading): readonly ListedSession[] {
  return readOptionalList(fieldOf(at, 'contributions')).flatMap((contribution) => {
    const trackKey = tracks.forContribution(readObject(contribution))
    if (trackKey !== null) tracks.markUsed(trackKey)
    return readContribution({ at: contribution, trackKey }, context)
  })
}

function warnAboutEmptiness(at: JsonAt, warnings: WarningCollector): void {
  const contributionsAt = fieldOf(at, 'contributions')
  if (!isAbsent(contributionsAt) || !isAbsent(fieldOf(at, 'sessions'))) {
    warnAboutUnpublished(contributionsAt.place, warnings)
    return
  }
  warnings.add({
    code: 'no-contributions-asked',
    place: at.place,
    message:
      'This export was made without contributions. Ask Indico for detail=sessions, or for detail=subcontributions.',
  })
}

/** Indico hides the contributions of an event from everybody but its managers until they are published. */
export function warnAboutUnpublished(place: string, warnings: WarningCollector): void {
  warnings.add({
    code: 'no-contributions',
    place,
    message:
      'The export lists no contributions. The event may not have published them yet: use the token of a manager of the event, or a file that a manager exported.',
  })
}

/** One event of a c3voc schedule as a session, still without its final key. */
import { paragraphOf, textOf, type DocJson, type DocNode } from '../../../shared/schema/doc-json.ts'
import type { LeftOutBreak } from '../breaks.ts'
import {
  fieldOf,
  isJsonObject,
  readLine,
  readObject,
  readOptionalId,
  readOptionalLine,
  readOptionalList,
  type JsonAt,
} from '../json-input.ts'
import { readLink, readPageUrl, uniqueLinks } from '../link-input.ts'
import type { ListedSession } from '../listed-sessions.ts'
import type { ImportedLink } from '../programme.ts'
import { docOrNull, readRichBlocks } from '../rich-text.ts'
import { keyFromTitle } from '../source-key.ts'
import { chooseTranslation, firstFieldOf, type C3vocContext, type C3vocDay } from './context.ts'
import { readSpeakers } from './people.ts'
import { readEventTimes } from './times.ts'
import type { C3vocTracks } from './tracks.ts'

const MAX_HALL_CHARS = 200
const MAX_LANGUAGE_CHARS = 35

/** What an entry of a schedule turns out to be. */
export type C3vocEvent = C3vocSession | C3vocBreak

/** An event that is a session. */
export interface C3vocSession extends ListedSession {
  readonly kind: 'session'
}

/** An event that is a pause. */
export interface C3vocBreak extends LeftOutBreak {
  readonly kind: 'break'
}

const BREAK_TYPE = /^(?:break|pause|lunch|coffee|meal)s?$/i
const BREAK_TITLE =
  /^(?:(?:morning|afternoon|short|long|coffee|tea|lunch|dinner|networking) )*(?:break|lunch|dinner|breakfast|coffee|tea|pause)(?: break)?$/i

/** Reads an event; `roomName` is the name under which the day lists it, if it does. */
export function readEvent(options: {
  readonly at: JsonAt
  readonly day: C3vocDay | null
  readonly roomName: JsonAt | null
  readonly tracks: C3vocTracks
  readonly context: C3vocContext
}): C3vocEvent {
  const { day, tracks, roomName } = options
  const at = readObject(options.at)
  const language = readOptionalLine(fieldOf(at, 'language'), MAX_LANGUAGE_CHARS)
  const context = { ...options.context, language }
  const title = readLine(chooseTranslation(fieldOf(at, 'title'), context))
  const speakers = readSpeakers(at, context)
  const abstract = readAbstract(at, context)
  const type = readOptionalLine(chooseTranslation(fieldOf(at, 'type'), context))
  if (
    BREAK_TYPE.test(type ?? '') ||
    (speakers.length === 0 && abstract === null && BREAK_TITLE.test(title))
  ) {
    return { kind: 'break', place: at.place, title }
  }
  const track = tracks.forEvent(fieldOf(at, 'track'))
  const ownKey = readOptionalId(fieldOf(at, 'guid')) ?? readOptionalId(fieldOf(at, 'id'))
  const ownHall = readOwnHall(at, context)
  return {
    kind: 'session',
    place: at.place,
    wantedKey: ownKey ?? keyFromTitle(track?.title ?? null, title),
    keyIsMade: ownKey === null,
    session: {
      trackKey: track?.key ?? null,
      title,
      abstract,
      speakers,
      hall: (roomName && readOptionalLine(roomName, MAX_HALL_CHARS)) ?? ownHall,
      ...readEventTimes(at, { day, context }),
      language,
      url: readPageUrl(firstFieldOf(at, ['url', 'origin_url']), context),
      links: readEventLinks(at, context),
      summary: null,
    },
  }
}

/** Subtitle, abstract and description as one document; a description that says the abstract again is left out. */
function readAbstract(at: JsonAt, context: C3vocContext): DocJson | null {
  const textAt = (name: string) => chooseTranslation(fieldOf(at, name), context)
  const subtitle = readOptionalLine(textAt('subtitle'))
  const abstract = readRichBlocks(textAt('abstract'))
  const description = readRichBlocks(textAt('description'))
  return docOrNull([
    ...(subtitle === null ? [] : [subtitleOf(subtitle)]),
    ...(beginsWith(description, abstract) ? [] : abstract),
    ...(beginsWith(abstract, description) && !beginsWith(description, abstract) ? [] : description),
  ])
}

function subtitleOf(subtitle: string): DocNode {
  return { ...paragraphOf(subtitle), content: [textOf(subtitle, [{ type: 'italic' }])] }
}

/** True when one list of blocks begins with all of the other. */
function beginsWith(blocks: readonly DocNode[], start: readonly DocNode[]): boolean {
  return start.length > 0 && JSON.stringify(blocks.slice(0, start.length)) === JSON.stringify(start)
}

/** The event's own `room`: a name, or an object with one. */
function readOwnHall(at: JsonAt, context: C3vocContext): string | null {
  const roomAt = fieldOf(at, 'room')
  const isRoomObject = isJsonObject(roomAt.value) && Object.hasOwn(roomAt.value, 'name')
  const nameAt = chooseTranslation(isRoomObject ? fieldOf(roomAt, 'name') : roomAt, context)
  return readOptionalLine(nameAt, MAX_HALL_CHARS)
}

function readEventLinks(at: JsonAt, context: C3vocContext): readonly ImportedLink[] {
  const recordingAt = fieldOf(at, 'video_download_url')
  const hasRecording = readOptionalLine(recordingAt, Number.POSITIVE_INFINITY) !== null
  return uniqueLinks([
    ...readOptionalList(fieldOf(at, 'links')).map((at) => readReference({ at, isFile: false }, context)),
    ...readOptionalList(fieldOf(at, 'attachments')).map((at) => readReference({ at, isFile: true }, context)),
    hasRecording
      ? readLink({ addressAt: recordingAt, title: 'Recording', kind: 'recording' }, context)
      : null,
  ])
}

/** An entry of `links` or `attachments`: an object, or just an address. */
function readReference(
  { at, isFile }: { readonly at: JsonAt; readonly isFile: boolean },
  context: C3vocContext,
): ImportedLink | null {
  if (typeof at.value === 'string') return readLink({ addressAt: at, title: null, isFile }, context)
  const title = readOptionalLine(chooseTranslation(fieldOf(at, 'title'), context), Number.POSITIVE_INFINITY)
  const type = readOptionalLine(fieldOf(at, 'type'))
  return readLink({ addressAt: fieldOf(at, 'url'), title, type, isFile }, context)
}

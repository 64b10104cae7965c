/** Everything that can be exported of an event, for programs: the file of shared/contracts/event-file.ts. */
import { createHash } from 'node:crypto'
import { EVENT_FILE_FORMAT, EVENT_FILE_VERSION, type EventFile } from '../../shared/contracts/event-file.ts'
import { isEmptyDoc, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { onTheRecord, plainMinutes } from '../../shared/schema/plain-minutes.ts'
import type { BookImages } from './book.ts'
import { pictureIdsIn, picturePath } from './picture-files.ts'
import type {
  ExportDocuments,
  ExportEvent,
  ExportLink,
  ExportPerson,
  ExportSession,
  ExportTrack,
} from './programme.ts'
import { docToText } from './text.ts'

const NO_IMAGES: BookImages = new Map()

/** Pretty JSON that ends with a line break; the same event and pictures give the same text. */
export function eventToJson(event: ExportEvent, images: BookImages = NO_IMAGES): string {
  return `${JSON.stringify(eventToFile(event, images), null, 2)}\n`
}

function eventToFile(event: ExportEvent, images: BookImages): EventFile {
  const { id, slug, title, startDate, endDate, timeZone, location, url, licence, style } = event
  const parts = [...event.tracks, ...event.tracks.flatMap(({ sessions }) => sessions), ...event.sessions]
  const docs = parts.flatMap((part) => [
    part.summary,
    part.notes,
    'sessions' in part ? part.description : part.abstract,
  ])
  return {
    format: EVENT_FILE_FORMAT,
    version: EVENT_FILE_VERSION,
    changedAt: momentOf(event.changedAt),
    event: {
      id,
      slug,
      title,
      startDate,
      endDate,
      timeZone,
      location,
      url,
      licence,
      style,
      description: documentOf(event.description),
    },
    tracks: event.tracks.map(trackToFile),
    sessions: event.sessions.map(sessionToFile),
    images: pictureIdsIn([event.description, ...docs].map((doc) => doc && onTheRecord(doc))).map((image) =>
      imageToFile(image, images),
    ),
  }
}

function trackToFile(track: ExportTrack): EventFile['tracks'][number] {
  const { id, anchor, importKey, title, leads, links, style } = track
  return {
    id,
    anchor,
    importKey,
    title,
    leads: leads.map(personToFile),
    links: links.map(linkToFile),
    style,
    description: documentOf(track.description),
    ...documentsToFile(track),
    sessions: track.sessions.map(sessionToFile),
  }
}

function sessionToFile(session: ExportSession): EventFile['sessions'][number] {
  const { id, anchor, importKey, title, speakers, start, end, hall, language, url, links } = session
  return {
    id,
    anchor,
    importKey,
    guid: guidIn(importKey),
    title,
    speakers: speakers.map(personToFile),
    start: start === null ? null : momentOf(start),
    end: end === null ? null : momentOf(end),
    hall,
    language,
    url,
    cancelled: session.isCancelled,
    links: links.map(linkToFile),
    abstract: documentOf(session.abstract),
    ...documentsToFile(session),
  }
}

function documentsToFile({ stage, stageAt, errata, summary, notes }: ExportDocuments) {
  return {
    stage,
    stageSince: stageAt === null ? null : momentOf(stageAt),
    errata: errata.map(({ at, text }) => ({ at: momentOf(at), text })),
    summary: documentOf(summary),
    notes: documentOf(notes),
  }
}

// Field by field: what else an object may carry is not for a file.
function personToFile({ name, affiliation }: ExportPerson) {
  return { name, affiliation }
}

function linkToFile({ kind, title, url }: ExportLink) {
  return { kind, title, url }
}

function documentOf(doc: DocJson | null): { doc: { type: 'doc'; content: unknown[] }; text: string } | null {
  const kept = doc === null ? null : onTheRecord(doc)
  if (kept === null || isEmptyDoc(kept)) return null
  return { doc: { type: 'doc', content: kept.content.map(orderedNode) }, text: docToText(plainMinutes(kept)) }
}

/** The node with its fields in one order, however it was stored. */
function orderedNode({ type, attrs, content, marks, text }: DocNode): DocNode {
  return {
    type,
    ...(attrs ? { attrs: ordered(attrs) } : {}),
    ...(content ? { content: content.map(orderedNode) } : {}),
    ...(marks
      ? {
          marks: marks.map((mark) => ({
            type: mark.type,
            ...(mark.attrs ? { attrs: ordered(mark.attrs) } : {}),
          })),
        }
      : {}),
    ...(text === undefined ? {} : { text }),
  }
}

function ordered(attrs: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attrs).toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

function imageToFile(id: string, images: BookImages): EventFile['images'][number] {
  const image = images.get(id)
  if (!image) {
    return { id, path: null, mediaType: null, width: null, height: null, bytes: null, sha256: null }
  }
  const { bytes, mediaType, width, height } = image
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { id, path: picturePath(id, images), mediaType, width, height, bytes: bytes.length, sha256 }
}

function momentOf(at: string | number): string {
  return new Date(at).toISOString()
}

const GUID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i

function guidIn(key: string | null): string | null {
  return GUID.exec(key ?? '')?.[0] ?? null
}

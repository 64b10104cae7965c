/** An event, a track or a session with its documents as one file. Equal content gives equal bytes. */
import type { ExportFormat, ExportInclude } from '../../shared/contracts/notes.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { composeEvent, composeSession, composeTrack } from '../export/compose.ts'
import type {
  ExportDocuments,
  ExportEvent,
  ExportPerson,
  ExportSession,
  ExportSetting,
  ExportTrack,
} from '../export/programme.ts'
import { readDoc, readLinks } from '../programme/describe.ts'
import {
  loadProgramme,
  type StoredProgramme,
  type StoredSession,
  type StoredTrack,
} from '../programme/load-programme.ts'
import type { NotePair } from '../storage/note-rows.ts'
import type { PersonRow } from '../storage/tables.ts'
import type { EventTarget, SessionTarget, TrackTarget } from '../storage/targets.ts'
import type { NoteContents } from './note-contents.ts'
import { textFile, type TextFile } from './text-file.ts'

type Docs = ReadonlyMap<NoteId, DocJson>

/** Whether the principal may export the target was asked before. */
export async function exportProgramme(
  { db, documents, contents }: Pick<Context, 'db' | 'documents'> & { readonly contents: NoteContents },
  options: {
    readonly target: EventTarget | TrackTarget | SessionTarget
    readonly format: ExportFormat
    readonly include: ExportInclude
    /** What addresses of pictures begin with; null where nobody knows. */
    readonly baseUrl: string | null
  },
): Promise<TextFile> {
  const { target, format, include, baseUrl } = options
  const programme = await loadProgramme(db, target.event)
  if (!programme) throw new AppError('not_found', 'There is no such event here, or it was deleted.')
  const part = choosePart(programme, target)
  const docs = await contents.readDocs(listNotes(part, include))
  const setting = { timeZone: programme.event.time_zone, mentionsMissingSummary: include === 'summary' }
  const composed = compose(part, { docs, setting })
  const body = await documents.renderFile(composed, {
    title: part.title,
    format,
    ...(baseUrl === null ? {} : { baseUrl }),
  })
  const titles = part.kind === 'event' ? [part.title] : [programme.event.slug, part.title]
  return textFile({ titles, format, body })
}

/** What is exported, with everything of the programme that lies in it. */
type Part =
  | { readonly kind: 'event'; readonly title: string; readonly programme: StoredProgramme }
  | {
      readonly kind: 'track'
      readonly title: string
      readonly track: StoredTrack
      readonly sessions: readonly StoredSession[]
    }
  | { readonly kind: 'session'; readonly title: string; readonly session: StoredSession }

function choosePart(programme: StoredProgramme, target: EventTarget | TrackTarget | SessionTarget): Part {
  if ('session' in target) {
    const session = programme.sessions.find(({ row }) => row.id === target.session)
    if (!session) throw new AppError('not_found', 'There is no such session here, or it was deleted.')
    return { kind: 'session', title: session.row.title, session }
  }
  if ('track' in target) {
    const track = programme.tracks.find(({ row }) => row.id === target.track)
    if (!track) throw new AppError('not_found', 'There is no such track here, or it was deleted.')
    return { kind: 'track', title: track.row.title, track, sessions: sessionsOf(programme, track) }
  }
  return { kind: 'event', title: programme.event.title, programme }
}

function sessionsOf({ sessions }: StoredProgramme, track: StoredTrack): readonly StoredSession[] {
  return sessions.filter(({ row }) => row.track_id === track.row.id)
}

function listNotes(part: Part, include: ExportInclude): readonly NoteId[] {
  const owners: readonly { readonly notes: NotePair }[] =
    part.kind === 'event'
      ? [...part.programme.tracks, ...part.programme.sessions]
      : part.kind === 'track'
        ? [part.track, ...part.sessions]
        : [part.session]
  return owners.flatMap(({ notes }) => [
    ...(include === 'notes' ? [] : [notes.summary]),
    ...(include === 'summary' ? [] : [notes.notes]),
  ])
}

function compose(
  part: Part,
  { docs, setting }: { readonly docs: Docs; readonly setting: ExportSetting },
): DocJson {
  if (part.kind === 'event') return composeEvent(toEvent(part.programme, docs), setting)
  if (part.kind === 'track') return composeTrack(toTrack(part.track, part.sessions, docs), setting)
  return composeSession(toSession(part.session, docs), setting)
}

function toEvent(programme: StoredProgramme, docs: Docs): ExportEvent {
  const { event, tracks, sessions } = programme
  return {
    title: event.title,
    startDate: event.start_date,
    endDate: event.end_date,
    timeZone: event.time_zone,
    location: event.location,
    url: event.url,
    description: readStoredDoc(event.description),
    tracks: tracks.map((track) => toTrack(track, sessionsOf(programme, track), docs)),
    sessions: sessions.filter(({ row }) => row.track_id === null).map((session) => toSession(session, docs)),
  }
}

function toTrack(
  { row, leads, notes }: StoredTrack,
  sessions: readonly StoredSession[],
  docs: Docs,
): ExportTrack {
  return {
    title: row.title,
    leads: leads.map(toPerson),
    links: readLinks(row.links),
    description: readStoredDoc(row.description),
    sessions: sessions.map((session) => toSession(session, docs)),
    ...toDocuments(notes, docs),
  }
}

function toSession({ row, speakers, notes }: StoredSession, docs: Docs): ExportSession {
  return {
    title: row.title,
    speakers: speakers.map(toPerson),
    start: row.start_at,
    end: row.end_at,
    hall: row.hall,
    isCancelled: row.cancelled_at !== null,
    links: readLinks(row.links),
    abstract: readStoredDoc(row.abstract),
    ...toDocuments(notes, docs),
  }
}

function toDocuments({ notes, summary }: NotePair, docs: Docs): ExportDocuments {
  return { notes: docs.get(notes) ?? null, summary: docs.get(summary) ?? null }
}

/** Without the e-mail address: exports never hold any. */
function toPerson({ name, affiliation }: PersonRow): ExportPerson {
  return { name, affiliation }
}

function readStoredDoc(text: string | null): DocJson | null {
  return readDoc(text) as DocJson | null
}

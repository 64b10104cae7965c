/** Reads an event with its documents as exports and publications need it: see `server/export/programme.ts`. */
import type { ExportInclude } from '../../shared/contracts/publishing.ts'
import { DEFAULT_SESSION_STYLE, type SessionStyle } from '../../shared/domain/session-style.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import type { Context } from '../context.ts'
import type {
  ExportDocuments,
  ExportEvent,
  ExportPerson,
  ExportSession,
  ExportTrack,
} from '../export/programme.ts'
import { formatInstant, readDoc, readLinks, readNames } from '../programme/describe.ts'
import {
  loadProgramme,
  type StoredProgramme,
  type StoredSession,
  type StoredTrack,
} from '../programme/load-programme.ts'
import { eventNotFound } from '../programme/read-event.ts'
import { freeSlug, slugOf } from '../programme/slug.ts'
import { redactEvent } from '../export/redact.ts'
import { listErrata } from '../storage/erratum-rows.ts'
import { listLastStages } from '../storage/stage-rows.ts'
import { findLastWriting, type NotePair } from '../storage/note-rows.ts'
import type { ErratumRow, PersonRow, SummaryStageRow } from '../storage/tables.ts'
import type { EventTarget, SessionTarget, TrackTarget } from '../storage/targets.ts'
import type { NoteContents } from './note-contents.ts'

/** What is read beside the programme, by note. */
interface Sources {
  readonly docs: ReadonlyMap<NoteId, DocJson>
  readonly stages: ReadonlyMap<NoteId, SummaryStageRow>
  readonly errata: ReadonlyMap<NoteId, readonly ErratumRow[]>
  /** When the last of the documents was written to (ms); null: there are none. */
  readonly writtenAt: number | null
  /** By the id of a track or session. */
  readonly anchors: ReadonlyMap<string, string>
}

/** What an export covers: all of an event, a track with its sessions, or one session. */
export type ExportTarget = EventTarget | TrackTarget | SessionTarget

/** The whole event; documents are read of what the target covers. Throws AppError `not_found`. */
export async function gatherExport(
  { db, contents }: Pick<Context, 'db'> & { readonly contents: NoteContents },
  { target, include }: { readonly target: ExportTarget; readonly include: ExportInclude },
): Promise<ExportEvent> {
  const programme = await loadProgramme(db, target.event)
  if (!programme) throw eventNotFound()
  const owners = ownersIn(programme, target)
  const stagesBefore = await listLastStages(db, target.event)
  const docs = await contents.readDocs(owners.flatMap(({ notes }) => notesToRead(notes, include)))
  const stages = sameRows(stagesBefore, await listLastStages(db, target.event))
  const errata = include === 'notes' ? new Map() : await listErrata(db, target.event)
  const writtenAt = await findLastWriting(db, [...docs.keys()])
  const gathered = toEvent(programme, { docs, stages, errata, writtenAt, anchors: nameAnchors(programme) })
  return redactEvent(gathered, readNames(programme.event.redacted_names))
}

/** A stage that came while texts were read says nothing about the text that was read: such a summary is a draft. */
function sameRows(
  before: ReadonlyMap<NoteId, SummaryStageRow>,
  after: ReadonlyMap<NoteId, SummaryStageRow>,
): ReadonlyMap<NoteId, SummaryStageRow> {
  return new Map([...after].filter(([note, { position }]) => before.get(note)?.position === position))
}

function ownersIn(
  { tracks, sessions }: StoredProgramme,
  target: ExportTarget,
): readonly { readonly notes: NotePair }[] {
  if ('session' in target) return sessions.filter(({ row }) => row.id === target.session)
  if (!('track' in target)) return [...tracks, ...sessions]
  return [
    ...tracks.filter(({ row }) => row.id === target.track),
    ...sessions.filter(({ row }) => row.track_id === target.track),
  ]
}

function notesToRead({ notes, summary }: NotePair, include: ExportInclude): readonly NoteId[] {
  return [...(include === 'notes' ? [] : [summary]), ...(include === 'summary' ? [] : [notes])]
}

/** Tracks first, then sessions, so that a session takes no name from a track. */
function nameAnchors({ tracks, sessions }: StoredProgramme): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  const anchors = new Map<string, string>()
  for (const { row } of [...tracks, ...sessions]) {
    const anchor = freeSlug(slugOf(row.title), taken)
    taken.add(anchor)
    anchors.set(row.id, anchor)
  }
  return anchors
}

function toEvent(programme: StoredProgramme, sources: Sources): ExportEvent {
  const { event, tracks, sessions } = programme
  const ofTrack = (id: string | null) =>
    sessions.filter(({ row }) => row.track_id === id).map((session) => toSession(session, sources))
  const style = event.session_style ?? DEFAULT_SESSION_STYLE
  return {
    id: event.id,
    slug: event.slug,
    title: event.title,
    startDate: event.start_date,
    endDate: event.end_date,
    timeZone: event.time_zone,
    location: event.location,
    url: event.url,
    licence: event.licence,
    description: readStoredDoc(event.description),
    style,
    tracks: tracks.map((track) => toTrack(track, { style, sessions: ofTrack(track.row.id), sources })),
    sessions: ofTrack(null),
    changedAt: new Date(lastChange(programme, sources)).toISOString(),
  }
}

/** Of the event, its texts, how far its summaries are, and their corrections. */
function lastChange({ event }: StoredProgramme, { stages, errata, writtenAt }: Sources): number {
  const times = [
    event.updated_at,
    writtenAt ?? 0,
    ...[...stages.values()].map(({ changed_at: at }) => at),
    ...[...errata.values()].flat().map(({ written_at: at }) => at),
  ]
  return times.reduce((last, at) => Math.max(last, at), 0)
}

function toTrack(
  { row, leads, notes }: StoredTrack,
  {
    style,
    sessions,
    sources,
  }: {
    readonly style: SessionStyle
    readonly sessions: readonly ExportSession[]
    readonly sources: Sources
  },
): ExportTrack {
  return {
    id: row.id,
    anchor: sources.anchors.get(row.id) ?? row.id,
    importKey: row.import_key,
    title: row.title,
    leads: leads.map(toPerson),
    links: readLinks(row.links),
    description: readStoredDoc(row.description),
    style: row.session_style ?? style,
    sessions,
    ...toDocuments(notes, sources),
  }
}

function toSession({ row, speakers, notes }: StoredSession, sources: Sources): ExportSession {
  return {
    id: row.id,
    anchor: sources.anchors.get(row.id) ?? row.id,
    importKey: row.import_key,
    title: row.title,
    speakers: speakers.map(toPerson),
    start: row.start_at,
    end: row.end_at,
    hall: row.hall,
    language: row.language,
    url: row.url,
    isCancelled: row.cancelled_at !== null,
    links: readLinks(row.links),
    abstract: readStoredDoc(row.abstract),
    ...toDocuments(notes, sources),
  }
}

function toDocuments({ notes, summary }: NotePair, { docs, stages, errata }: Sources): ExportDocuments {
  const last = stages.get(summary)
  return {
    notes: docs.get(notes) ?? null,
    summary: docs.get(summary) ?? null,
    stage: last?.stage ?? 'draft',
    stageAt: formatInstant(last?.changed_at ?? null),
    errata: (errata.get(summary) ?? []).map(({ written_at: at, text }) => ({
      at: new Date(at).toISOString(),
      text,
    })),
  }
}

/** Without the e-mail address: exports never hold any. */
function toPerson({ name, affiliation }: PersonRow): ExportPerson {
  return { name, affiliation }
}

function readStoredDoc(text: string | null): DocJson | null {
  return readDoc(text) as DocJson | null
}

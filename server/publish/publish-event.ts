/**
 * Publishing: everything that becomes public is made at once, kept as files, and served as it was made until it is
 * replaced or taken back. Nothing that is written afterwards changes it.
 */
import { createHash } from 'node:crypto'
import type {
  Publication,
  PublicationContents,
  PublicationReport,
  PublicationRequest,
  PublishedEntry,
} from '../../shared/contracts/publishing.ts'
import { newId, type EventId, type PublicationId } from '../../shared/domain/ids.ts'
import { isEmptyDoc } from '../../shared/schema/doc-json.ts'
import { auditPublication } from './audit-publication.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { ExportDocuments, ExportEvent } from '../export/programme.ts'
import type { MakeOptions } from '../files/file-maker.ts'
import { gatherExport } from '../notes/gather-export.ts'
import { gatherImages } from '../notes/gather-images.ts'
import type { NoteContents } from '../notes/note-contents.ts'
import { readNames } from '../programme/describe.ts'
import { eventNotFound } from '../programme/read-event.ts'
import { findEvent } from '../storage/event-rows.ts'
import { insertPublication } from '../storage/publication-rows.ts'
import { describePublication } from './list-publications.ts'
import { missingParts } from './missing-parts.ts'
import { publicationPath } from './publication-paths.ts'

/**
 * Makes a publication, or (dry run) tells what would be in one. Whether the principal may publish was asked before.
 * Throws AppError `nothing_to_publish` when no summary of the kind that was asked for has a text, and what FileMaker does.
 */
export async function publishEvent(
  deps: Pick<Context, 'db' | 'clock' | 'files' | 'config' | 'publicUrl'> & {
    readonly contents: NoteContents
  },
  options: {
    readonly event: EventId
    readonly request: PublicationRequest
    readonly principal: Principal
  } & MakeOptions,
): Promise<PublicationReport> {
  const { request, principal, signal } = options
  const { db, clock } = deps
  deps.files.requireRoom()
  const row = await findEvent(db, options.event)
  if (!row) throw eventNotFound()
  const gathered = await gatherExport(deps, {
    target: { event: row.id },
    include: request.notes ? 'both' : 'summary',
  })
  const event = withoutDrafts(gathered, request)
  const entries = listEntries(event)
  if (!entries.some(({ summary }) => summary)) throw nothingToPublish(request)
  const made = await deps.files.makePublication(
    {
      kind: 'publication',
      event,
      images: await gatherImages(deps, event),
      siteUrl: `${deps.publicUrl()}${publicationPath(row.slug)}`,
      withNotes: request.notes,
      fontDirs: deps.config.fontDirs,
    },
    { job: request.job, signal },
  )
  const files = made.files.map(({ path, bytes }) => ({
    path,
    bytes,
    size: bytes.byteLength,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }))
  const contents: PublicationContents = {
    summaries: request.summaries,
    notes: request.notes,
    entries,
    redactedNames: readNames(row.redacted_names).length,
    licence: row.licence,
    files: files.length,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    warnings: [...missingParts(event), ...made.warnings],
  }
  if (request.dryRun) return { publication: null, contents }
  const publication = await insertPublication(db, {
    row: {
      id: newId<PublicationId>(),
      event_id: row.id,
      published_at: clock.now(),
      actor: principal.actor,
      actor_name: principal.name,
      withdrawn_at: null,
      withdrawn_by: null,
      contents: JSON.stringify(contents),
    },
    files,
  })
  await auditPublication(db, { principal, publication })
  const described: Publication = describePublication(publication, { slug: row.slug, isLast: true })
  return { publication: described, contents }
}

function withoutDrafts(event: ExportEvent, { summaries }: PublicationRequest): ExportEvent {
  if (summaries === 'all') return event
  const keep = <Owner extends ExportDocuments>(owner: Owner): Owner =>
    owner.stage === 'final' ? owner : { ...owner, summary: null, errata: [] }
  return {
    ...event,
    tracks: event.tracks.map((track) => ({ ...keep(track), sessions: track.sessions.map(keep) })),
    sessions: event.sessions.map(keep),
  }
}

function listEntries({ tracks, sessions }: ExportEvent): PublishedEntry[] {
  const entry = (
    owner: ExportDocuments & { readonly title: string },
    ids: Pick<PublishedEntry, 'trackId' | 'sessionId'>,
  ): PublishedEntry => ({
    ...ids,
    title: owner.title,
    stage: owner.stage,
    summary: !isEmptyDoc(owner.summary),
    notes: !isEmptyDoc(owner.notes),
  })
  return [
    ...tracks.flatMap((track) => [
      entry(track, { trackId: track.id, sessionId: null }),
      ...track.sessions.map((session) => entry(session, { trackId: track.id, sessionId: session.id })),
    ]),
    ...sessions.map((session) => entry(session, { trackId: null, sessionId: session.id })),
  ]
}

function nothingToPublish({ summaries }: PublicationRequest): AppError {
  return new AppError(
    'nothing_to_publish',
    summaries === 'final'
      ? 'No summary of this event is final yet. Mark some as final, or publish drafts too.'
      : 'No summary of this event has a text yet.',
  )
}

/** An event, a track or a session with its documents as one file. Equal content gives equal bytes. */
import type { ExportFormat, ExportInclude } from '../../shared/contracts/publishing.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import type { BookImages } from '../export/book.ts'
import type { ExportEvent, ExportPart } from '../export/programme.ts'
import type { MakeOptions, MadeExport } from '../files/file-maker.ts'
import { slugOf } from '../programme/slug.ts'
import { gatherExport, type ExportTarget } from './gather-export.ts'
import { gatherImages } from './gather-images.ts'
import type { NoteContents } from './note-contents.ts'

export interface ExportedFile extends Pick<MadeExport, 'bytes' | 'mediaType' | 'warnings'> {
  readonly fileName: string
}

/** Formats whose files have pictures in them, or tell of their bytes. */
const HOLDS_PICTURES: ReadonlySet<ExportFormat> = new Set([
  'html',
  'pdf',
  'docx',
  'epub',
  'site',
  'md-zip',
  'json',
])
const NO_IMAGES: BookImages = new Map()

/** Whether the principal may export the target was asked before. Throws what FileMaker does. */
export async function exportProgramme(
  deps: Pick<Context, 'db' | 'files' | 'config'> & { readonly contents: NoteContents },
  options: {
    readonly target: ExportTarget
    readonly format: ExportFormat
    readonly include: ExportInclude
    /** What addresses of pictures begin with where the file does not hold them; null where nobody knows. */
    readonly baseUrl: string | null
  } & MakeOptions,
): Promise<ExportedFile> {
  const { target, format, include, baseUrl, job, signal } = options
  deps.files.requireRoom()
  const event = await gatherExport(deps, { target, include })
  const part = choosePart(event, target)
  const made = await deps.files.makeExport(
    {
      kind: 'export',
      format,
      event: narrowTo(event, part),
      part,
      setting: { timeZone: event.timeZone, mentionsMissingSummary: include === 'summary' },
      images: HOLDS_PICTURES.has(format) ? await gatherImages(deps, event) : NO_IMAGES,
      baseUrl,
      withNotes: include !== 'summary',
      fontDirs: deps.config.fontDirs,
    },
    { job, signal },
  )
  const titles = part.kind === 'event' ? [part.of.title] : [event.slug, part.of.title]
  const { bytes, mediaType, extension, warnings } = made
  return { fileName: `${titles.map(slugOf).join('-')}.${extension}`, mediaType, bytes, warnings }
}

function choosePart(event: ExportEvent, target: ExportTarget): ExportPart {
  if ('session' in target) {
    const group = [...event.tracks, event].find(({ sessions }) =>
      sessions.some(({ id }) => id === target.session),
    )
    const session = group?.sessions.find(({ id }) => id === target.session)
    if (!group || !session) {
      throw new AppError('not_found', 'There is no such session here, or it was deleted.')
    }
    return { kind: 'session', of: session, style: group.style }
  }
  if ('track' in target) {
    const track = event.tracks.find(({ id }) => id === target.track)
    if (!track) throw new AppError('not_found', 'There is no such track here, or it was deleted.')
    return { kind: 'track', of: track }
  }
  return { kind: 'event', of: event }
}

/** The event with nothing in it but the part, for formats of several files. */
function narrowTo(event: ExportEvent, part: ExportPart): ExportEvent {
  if (part.kind === 'event') return event
  if (part.kind === 'track') return { ...event, description: null, tracks: [part.of], sessions: [] }
  const track = event.tracks.find(({ sessions }) => sessions.includes(part.of))
  const only = [part.of]
  return track
    ? {
        ...event,
        description: null,
        tracks: [{ ...track, description: null, notes: null, summary: null, errata: [], sessions: only }],
        sessions: [],
      }
    : { ...event, description: null, tracks: [], sessions: only }
}

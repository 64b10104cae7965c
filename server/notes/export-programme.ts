/** An event, a track or a session with its documents as one file. Equal content gives equal bytes. */
import type { ExportFormat, ExportInclude } from '../../shared/contracts/notes.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { composeEvent, composeSession, composeTrack } from '../export/compose.ts'
import type { ExportEvent, ExportSession, ExportSetting, ExportTrack } from '../export/programme.ts'
import { gatherExport, type ExportTarget } from './gather-export.ts'
import type { NoteContents } from './note-contents.ts'
import { textFile, type TextFile } from './text-file.ts'

/** Whether the principal may export the target was asked before. */
export async function exportProgramme(
  deps: Pick<Context, 'db' | 'documents'> & { readonly contents: NoteContents },
  options: {
    readonly target: ExportTarget
    readonly format: ExportFormat
    readonly include: ExportInclude
    /** What addresses of pictures begin with; null where nobody knows. */
    readonly baseUrl: string | null
  },
): Promise<TextFile> {
  const { target, format, include, baseUrl } = options
  const event = await gatherExport(deps, { target, include })
  const part = choosePart(event, target)
  const setting = { timeZone: event.timeZone, mentionsMissingSummary: include === 'summary' }
  const composed = compose(part, setting)
  const { title } = part.of
  const body = await deps.documents.renderFile(composed, {
    title,
    format,
    ...(baseUrl === null ? {} : { baseUrl }),
  })
  const titles = part.kind === 'event' ? [title] : [event.slug, title]
  return textFile({ titles, format, body })
}

/** What is exported of an event. */
type Part =
  | { readonly kind: 'event'; readonly of: ExportEvent }
  | { readonly kind: 'track'; readonly of: ExportTrack }
  | { readonly kind: 'session'; readonly of: ExportSession }

function choosePart(event: ExportEvent, target: ExportTarget): Part {
  if ('session' in target) {
    const all = [...event.tracks.flatMap(({ sessions }) => sessions), ...event.sessions]
    const session = all.find(({ id }) => id === target.session)
    if (!session) throw new AppError('not_found', 'There is no such session here, or it was deleted.')
    return { kind: 'session', of: session }
  }
  if ('track' in target) {
    const track = event.tracks.find(({ id }) => id === target.track)
    if (!track) throw new AppError('not_found', 'There is no such track here, or it was deleted.')
    return { kind: 'track', of: track }
  }
  return { kind: 'event', of: event }
}

function compose(part: Part, setting: ExportSetting): DocJson {
  if (part.kind === 'event') return composeEvent(part.of, setting)
  return part.kind === 'track' ? composeTrack(part.of, setting) : composeSession(part.of, setting)
}

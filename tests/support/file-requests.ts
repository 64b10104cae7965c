/** What tests ask of the maker of files. */
import type { ExportRequest } from '../../server/files/file-maker.ts'
import { markdownToDoc } from '../../shared/markdown/markdown.ts'
import { docOf, paragraphOf } from '../../shared/schema/doc-json.ts'
import { sampleEvent, sampleSession, SAMPLE_IMAGES } from './export-event.ts'
import { wildMarkdown } from './hostile-note.ts'

export function fileRequest(changes: Partial<ExportRequest> = {}): ExportRequest {
  const event = sampleEvent()
  return {
    kind: 'export',
    format: 'md',
    event,
    part: { kind: 'event', of: event },
    setting: { timeZone: 'Europe/Lisbon', mentionsMissingSummary: false },
    images: SAMPLE_IMAGES,
    baseUrl: 'https://notes.example.org',
    withNotes: true,
    fontDirs: [],
    ...changes,
  }
}

/** Takes seconds to make, and some hundred MiB: wrapping has to look at every word. */
export function slowRequest(): ExportRequest {
  const paragraphs = Array.from({ length: 60_000 }, (_, index) => paragraphOf(`Word ${index} `.repeat(10)))
  const session = sampleSession({ summary: docOf(paragraphs) })
  return fileRequest({ part: { kind: 'session', of: session, style: 'full' } })
}

/** A hostile note as a PDF: seconds in native code, and some 500 MiB. */
export function hostilePdf(): ExportRequest {
  const session = sampleSession({ summary: markdownToDoc(wildMarkdown()) })
  return fileRequest({ format: 'pdf', part: { kind: 'session', of: session, style: 'full' } })
}

/** Makes the files of a request. What a format needs is loaded when it is asked for. */
import type { DocJson } from '../../shared/schema/doc-json.ts'
import { plainMinutes } from '../../shared/schema/plain-minutes.ts'
import type { Book, ExportFile, ExportWarning, MadeFile } from '../export/book.ts'
import { composeBook } from '../export/compose-book.ts'
import { composeEvent, composeSession, composeTrack } from '../export/compose.ts'
import { zipFiles } from '../export/zip.ts'
import type { ExportRequest, FileRequest, FileStep, MadeExport, MadePublication } from './file-request.ts'

type Report = (step: FileStep) => void

export async function makeFiles(request: FileRequest, report: Report): Promise<MadeExport | MadePublication> {
  if (request.kind === 'publication') {
    const { makePublication } = await import('./make-publication.ts')
    return makePublication(request, report)
  }
  report({ step: 'Making the file', done: 0, total: 1 })
  const made = await makeExport(request)
  report({ step: 'Sending the file', done: 1, total: 1 })
  return made
}

/** One file in the format that is asked for. */
export async function makeExport(request: ExportRequest): Promise<MadeExport> {
  const { format, part, baseUrl, event, images, setting } = request
  switch (format) {
    case 'md': {
      const { docToMarkdown } = await import('../export/markdown.ts')
      return textOf('md', docToMarkdown(compose(request), baseUrl === null ? {} : { baseUrl }))
    }
    case 'html': {
      const { composeStandalonePage } = await import('../export/page.ts')
      const { html, warnings } = composeStandalonePage({
        doc: compose(request),
        title: part.of.title,
        images,
      })
      return { ...textOf('html', html), warnings }
    }
    case 'txt': {
      const { docToText } = await import('../export/text.ts')
      return textOf('txt', docToText(compose(request)))
    }
    case 'json': {
      const { eventToJson } = await import('../export/event-json.ts')
      return textOf('json', eventToJson(event, images))
    }
    case 'pdf': {
      const { bookToPdf } = await import('../export/pdf/book-to-pdf.ts')
      return bookFile('pdf', bookToPdf(bookOf(request), { fontDirs: request.fontDirs }))
    }
    case 'docx': {
      const { bookToDocx } = await import('../export/docx/book-to-docx.ts')
      return bookFile('docx', await bookToDocx(bookOf(request)))
    }
    case 'epub': {
      const { bookToEpub } = await import('../export/epub/book-to-epub.ts')
      return bookFile('epub', await bookToEpub(bookOf(request)))
    }
    case 'site': {
      const { composeSite } = await import('../export/site/compose-site.ts')
      const include = request.withNotes ? 'both' : 'summary'
      const { files, warnings } = composeSite({ event, images, siteUrl: null, downloads: [], include })
      return archiveOf(files, request, warnings)
    }
    case 'md-zip': {
      const { eventToMarkdownFiles } = await import('../export/markdown-archive.ts')
      return archiveOf(eventToMarkdownFiles(event, images), request)
    }
    case 'mail': {
      const { eventToMails } = await import('../export/mail.ts')
      return archiveOf(eventToMails(event, { width: 72, bullet: '•', setting }), request)
    }
    case 'w3c': {
      const { eventToW3cMinutes } = await import('../export/w3c-minutes.ts')
      return archiveOf(eventToW3cMinutes(event, baseUrl ?? ''), request)
    }
    case 'ietf': {
      const { eventToIetfMinutes } = await import('../export/ietf-minutes.ts')
      return archiveOf(eventToIetfMinutes(event), request)
    }
    case 'indico': {
      const { eventToIndicoMinutes } = await import('../export/indico-minutes.ts')
      return archiveOf(eventToIndicoMinutes(event, baseUrl === null ? {} : { baseUrl }), request)
    }
  }
}

/** The part as one document, minutes as text. */
function compose({ part, setting }: ExportRequest): DocJson {
  switch (part.kind) {
    case 'event':
      return plainMinutes(composeEvent(part.of, setting))
    case 'track':
      return plainMinutes(composeTrack(part.of, setting))
    case 'session':
      return plainMinutes(composeSession(part.of, setting, part.style))
  }
}

function bookOf({ part, event, setting, images }: ExportRequest): Book {
  return composeBook(part, { event, setting, images })
}

const MEDIA_TYPES = {
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  epub: 'application/epub+zip',
  zip: 'application/zip',
} as const

function textOf(extension: 'md' | 'html' | 'txt' | 'json', body: string): MadeExport {
  return { extension, mediaType: MEDIA_TYPES[extension], bytes: new TextEncoder().encode(body), warnings: [] }
}

function bookFile(extension: 'pdf' | 'docx' | 'epub', { bytes, warnings }: MadeFile): MadeExport {
  return { extension, mediaType: MEDIA_TYPES[extension], bytes, warnings }
}

async function archiveOf(
  files: readonly ExportFile[],
  { event }: ExportRequest,
  warnings: readonly ExportWarning[] = [],
): Promise<MadeExport> {
  const bytes = await zipFiles(files, { changedAt: event.changedAt })
  return { extension: 'zip', mediaType: MEDIA_TYPES.zip, bytes, warnings }
}

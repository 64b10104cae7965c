/** Makes the files of a request. What a format needs is loaded when it is asked for. */
import { composeEvent, composeSession, composeTrack } from '../export/compose.ts'
import { plainMinutes } from '../../shared/schema/plain-minutes.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import type { ExportRequest, FileRequest, FileStep, MadeExport, MadePublication } from './file-request.ts'

type Report = (step: FileStep) => void

export async function makeFiles(request: FileRequest, report: Report): Promise<MadeExport | MadePublication> {
  return makeExport(request as ExportRequest, report)
}

async function makeExport(request: ExportRequest, report: Report): Promise<MadeExport> {
  report({ step: 'Making the file', done: 0, total: 1 })
  const { format, part, baseUrl } = request
  const pictures = baseUrl === null ? {} : { baseUrl }
  switch (format) {
    case 'md': {
      const { docToMarkdown } = await import('../export/markdown.ts')
      return text('md', docToMarkdown(compose(request), pictures))
    }
    case 'html': {
      const { composePage } = await import('../export/page.ts')
      return text('html', composePage(compose(request), part.of.title, baseUrl ?? ''))
    }
    case 'txt': {
      const { docToText } = await import('../export/text.ts')
      return text('txt', docToText(compose(request)))
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

const MEDIA_TYPES = {
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const

function text(extension: keyof typeof MEDIA_TYPES, body: string): MadeExport {
  return { extension, mediaType: MEDIA_TYPES[extension], bytes: new TextEncoder().encode(body), warnings: [] }
}

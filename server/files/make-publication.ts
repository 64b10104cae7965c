/** All files of a publication: the site, and the whole event in the other formats, to take along. */
import type { ExportFormat } from '../../shared/contracts/publishing.ts'
import type { ExportFile, ExportWarning } from '../export/book.ts'
import { composeSite } from '../export/site/compose-site.ts'
import type {
  ExportRequest,
  FileStep,
  MadeExport,
  MadePublication,
  PublicationFilesRequest,
} from './file-request.ts'
import { makeExport } from './make-files.ts'

/** In the order in which readers are offered them. `name` tells two archives apart. */
const DOWNLOADS: readonly { readonly format: ExportFormat; readonly name: string; readonly title: string }[] =
  [
    { format: 'pdf', name: '', title: 'Proceedings (PDF)' },
    { format: 'epub', name: '', title: 'E-book (EPUB)' },
    { format: 'docx', name: '', title: 'Word (DOCX)' },
    { format: 'txt', name: '', title: 'Plain text' },
    { format: 'md-zip', name: '-markdown', title: 'Markdown, a file per session (ZIP)' },
    { format: 'json', name: '', title: 'Data (JSON)' },
    { format: 'site', name: '-site', title: 'This site, to keep (ZIP)' },
  ]

/** A format that cannot be made of this text is left out with a warning: the rest is public all the same. */
export async function makePublication(
  request: PublicationFilesRequest,
  report: (step: FileStep) => void,
): Promise<MadePublication> {
  const { event, images, siteUrl, withNotes } = request
  const total = DOWNLOADS.length + 1
  const warnings: ExportWarning[] = []
  const offered: { readonly title: string; readonly file: ExportFile }[] = []
  for (const [done, { format, name, title }] of DOWNLOADS.entries()) {
    report({ step: `Making ${title}`, done, total })
    const made = await makeOrWarn(request, { format, title, warnings })
    if (!made) continue
    // What a picture or a character lacks in one format it often lacks in the others.
    warnings.push(...made.warnings)
    const path = `files/${event.slug}${name}.${made.extension}`
    offered.push({ title, file: { path, bytes: made.bytes } })
  }
  report({ step: 'Making the pages', done: total - 1, total })
  const site = composeSite({
    event,
    images,
    siteUrl,
    include: withNotes ? 'both' : 'summary',
    downloads: offered.map(({ title, file: { path, bytes } }) => ({ title, path, bytes: bytes.byteLength })),
  })
  report({ step: 'Storing the files', done: total, total })
  return {
    files: [...site.files, ...offered.map(({ file }) => file)],
    warnings: withoutRepeats([...warnings, ...site.warnings]),
  }
}

async function makeOrWarn(
  request: PublicationFilesRequest,
  {
    format,
    title,
    warnings,
  }: { readonly format: ExportFormat; readonly title: string; readonly warnings: ExportWarning[] },
): Promise<MadeExport | null> {
  const { event, images, fontDirs, withNotes } = request
  const exported: ExportRequest = {
    kind: 'export',
    format,
    event,
    part: { kind: 'event', of: event },
    setting: { timeZone: event.timeZone, mentionsMissingSummary: true },
    images,
    fontDirs,
    // What is public leads to nothing that is not.
    baseUrl: null,
    withNotes,
  }
  try {
    return await makeExport(exported)
  } catch (error) {
    warnings.push({
      code: 'format_left_out',
      message: `${title} is not offered: ${(error as Error).message}`,
    })
    return null
  }
}

function withoutRepeats(warnings: readonly ExportWarning[]): readonly ExportWarning[] {
  return [...new Map(warnings.map((warning) => [`${warning.code} ${warning.message}`, warning])).values()]
}

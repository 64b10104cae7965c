/** Whether a publication has a name in it: in its texts, in its archives, and in what is made of the same texts. */
import type { PublicationId } from '../../shared/domain/ids.ts'
import type { NameRedactor } from '../export/redact.ts'
import { listZip } from '../lib/read-zip.ts'
import { listPublicationFiles, readPublicationBytes } from '../storage/publication-rows.ts'
import type { Db } from '../storage/tables.ts'

/** What can be read as text. */
const TEXT_FILE = /\.(?:x?html|md|txt|json|xml|opf|ncx|rels|atom|csv|js|css|vtt)$/
/** What holds files that can be read. */
const ARCHIVE = /\.(?:zip|epub|docx)$/
const PDF = /\.pdf$/
/** The whole event as text: what this does not have the PDF beside it does not have either. */
const WHOLE_TEXT = /^files\/[^/]+\.(?:json|txt)$/

export interface NamesInPublication {
  /** Whether it has a PDF that was made of texts with a name. It cannot be read itself. */
  readonly isInPdf: boolean
}

/** Null: no name is in it. Rejects with the signal's reason when it is aborted. */
export async function findInPublication(
  db: Db,
  {
    publication,
    redactor,
    signal,
  }: {
    readonly publication: PublicationId
    readonly redactor: NameRedactor
    readonly signal?: AbortSignal | undefined
  },
): Promise<NamesInPublication | null> {
  const files = (await listPublicationFiles(db, publication)).toSorted(
    (one, other) => costOf(one.path) - costOf(other.path),
  )
  const hasPdf = files.some(({ path }) => PDF.test(path))
  const hasWholeText = files.some(({ path }) => WHOLE_TEXT.test(path))
  for (const { path, sha256 } of files) {
    signal?.throwIfAborted()
    const isSearched = TEXT_FILE.test(path) || ARCHIVE.test(path)
    const bytes = isSearched ? await readPublicationBytes(db, sha256) : null
    if (!(await isNamedIn({ path, bytes }, redactor))) continue
    return { isInPdf: hasPdf && (WHOLE_TEXT.test(path) || !hasWholeText || redactor.isNamedIn(path)) }
  }
  return null
}

/** Texts of everything first, archives last. */
function costOf(path: string): number {
  return WHOLE_TEXT.test(path) ? 0 : ARCHIVE.test(path) ? 2 : 1
}

async function isNamedIn(
  { path, bytes }: { readonly path: string; readonly bytes: Uint8Array | null },
  redactor: NameRedactor,
): Promise<boolean> {
  if (redactor.isNamedIn(path)) return true
  if (bytes === null) return false
  if (TEXT_FILE.test(path)) return redactor.isNamedIn(new TextDecoder().decode(bytes))
  if (!ARCHIVE.test(path)) return false
  try {
    for (const member of listZip(bytes)) {
      const isSearched = TEXT_FILE.test(member.path) || ARCHIVE.test(member.path)
      const content = isSearched ? await member.read() : null
      if (await isNamedIn({ path: member.path, bytes: content }, redactor)) return true
    }
    return false
  } catch {
    // What cannot be searched counts as having it.
    return true
  }
}

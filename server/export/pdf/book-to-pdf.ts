/**
 * A book as a PDF: proceedings with a title page, contents, bookmarks and running heads, tagged for those who do not see
 * it. Typst sets it from a fixed template; the book comes to it as data. The same book and fonts give the same bytes.
 */
import type { Book, ExportWarning, MadeFile } from '../book.ts'
import { toPdfBook } from './book-data.ts'
import type { Journal } from './journal.ts'
import { warnOfMissing } from './missing-glyphs.ts'
import type { TryPicture } from './pictures.ts'
import { TEMPLATES } from './template/templates.ts'
import { Typst, type TypstOptions } from './typst.ts'
import { readUaRefusal } from './ua-refusal.ts'

/** How often a book is set again because characters had no glyph: those beside one may be drawn otherwise then. */
const MAX_SETTINGS = 4
/** Reasons of Typst that a warning quotes. */
const QUOTED_REASONS = 3

/**
 * Takes as long as the book is: some seconds for one of hundreds of pages, without a break. Throws PdfError for a book
 * that is too large or that Typst refuses.
 */
export function bookToPdf(book: Book, options: TypstOptions): MadeFile {
  const typst = new Typst(options)
  try {
    for (const [path, source] of Object.entries(TEMPLATES)) typst.addTemplate(path, source)
    return setBook(book, typst)
  } finally {
    typst.forget()
  }
}

function setBook(book: Book, typst: Typst): MadeFile {
  const missing = new Set<string>()
  const tryPicture = pictureTrial(typst)
  for (let setting = 1; ; setting++) {
    const { data, journal } = toPdfBook(book, { missing, tryPicture })
    typst.addFile('/book.json', Buffer.from(JSON.stringify(data)))
    const document = typst.compile(MAIN)
    try {
      return { bytes: typst.write(document, 'ua-1'), warnings: warningsOf(journal, missing) }
    } catch (error) {
      const { missing: found, reasons } = readUaRefusal(
        error instanceof Error ? error.message : String(error),
      )
      const isNew = found.some((text) => !missing.has(text))
      for (const text of found) missing.add(text)
      if (isNew && setting < MAX_SETTINGS) continue
      const quoted = reasons.slice(0, QUOTED_REASONS).join('; ') || 'characters without a glyph'
      journal.warn('not_pdf_ua', `The file is tagged, but does not claim to be PDF/UA: ${quoted}.`)
      return { bytes: typst.write(document), warnings: warningsOf(journal, missing) }
    }
  }
}

const MAIN = '#include "/main.typ"'

function warningsOf(journal: Journal, missing: ReadonlySet<string>): ExportWarning[] {
  return [...journal.warnings, ...warnOfMissing(missing, journal.texts)]
}

/** Typst stops at a picture that it cannot read, so each is tried alone first. */
function pictureTrial(typst: Typst): TryPicture {
  const known = new Map<string, boolean>()
  return (path, bytes) => {
    const before = known.get(path)
    if (before !== undefined) return before
    typst.addFile(path, bytes)
    const isRead = typst.canCompile(`#image("${path}")`)
    if (!isRead) typst.removeFile(path)
    known.set(path, isRead)
    return isRead
  }
}

/** Books for PDF, and what can be read from a PDF without a reader for it. */
import type { Book, BookImages } from '../../server/export/book.ts'
import { toPdfBook } from '../../server/export/pdf/book-data.ts'
import type { Journal } from '../../server/export/pdf/journal.ts'
import type { PdfBlock, PdfBook, PdfSpan } from '../../server/export/pdf/pdf-data.ts'
import { docOf, type DocNode } from '../../shared/schema/doc-json.ts'
import { plainMinutes } from '../../shared/schema/plain-minutes.ts'
import { richDoc, SAMPLE_IMAGES } from './export-event.ts'

export function bookOf(blocks: readonly DocNode[], changes: Partial<Book> = {}): Book {
  return {
    id: 'eventsample00001',
    title: 'Conference 2019',
    facts: ['9–11 September 2019', 'Lisbon', 'https://example.org/2019'],
    language: 'en',
    licence: 'CC BY 4.0, https://creativecommons.org/licenses/by/4.0/',
    people: ['Steven Rostedt', 'Masami Hiramatsu'],
    changedAt: '2019-10-01T08:00:00Z',
    doc: docOf(blocks),
    images: new Map(),
    ...changes,
  }
}

/** Every node and mark, under a heading. */
export function richBook(): Book {
  return bookOf([headingOf(1, 'Tracing'), ...plainMinutes(richDoc()).content], { images: SAMPLE_IMAGES })
}

export function headingOf(level: number, text: string): DocNode {
  return { type: 'heading', attrs: { level }, content: [{ type: 'text', text }] }
}

/** What the template would get; every picture of the book counts as one that can be read. */
export function dataOf(
  book: Book,
  missing: ReadonlySet<string> = new Set(),
): { data: PdfBook; journal: Journal; blocks: readonly PdfBlock[] } {
  const { data, journal } = toPdfBook(book, { missing, tryPicture: () => true })
  return { data, journal, blocks: data.parts.flat() }
}

export const imagesOf = (entries: Record<string, { bytes: Uint8Array; mediaType?: string }>): BookImages =>
  new Map(
    Object.entries(entries).map(([id, { bytes, mediaType = 'image/png' }]) => [
      id,
      { bytes, mediaType: mediaType as 'image/png', width: 4, height: 4 },
    ]),
  )

/** Every text that the template would set, blocks apart from each other. */
export function dataText(blocks: readonly PdfBlock[]): string {
  return blocks.map(blockText).join('\n')
}

function blockText(block: PdfBlock): string {
  switch (block.type) {
    case 'list':
      return block.items.map(dataText).join('\n')
    case 'quote':
      return dataText(block.blocks)
    case 'table':
      return [...block.cells]
        .sort((a, b) => a.y - b.y || a.x - b.x)
        .map((cell) => dataText(cell.blocks))
        .join('\n')
    case 'code':
      return block.text
    case 'picture':
      return block.alt
    case 'rule':
      return ''
    default:
      return spansText(block.spans)
  }
}

export function spansText(spans: readonly PdfSpan[]): string {
  return spans
    .map((span) => {
      if (span.type === 'break') return '\n'
      if (span.type === 'gap') return ''
      if (span.type === 'missing') return span.codes.map((code) => `<${code}>`).join('')
      return 'spans' in span ? spansText(span.spans) : span.text
    })
    .join('')
}

/** The bytes as text: names, bookmarks, descriptions and metadata of these files are not compressed. */
export function rawText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

/** Titles of bookmarks in the order of the file. */
export function bookmarksOf(bytes: Uint8Array): string[] {
  const raw = rawText(bytes)
  const outline = raw.slice(raw.indexOf('/Type /Outlines'), raw.indexOf('/Type /StructTreeRoot'))
  return Array.from(
    outline.matchAll(/\/Title (?:\(((?:[^()\\]|\\.|\([^()]*\))*)\)|<FEFF([0-9A-F]*)>)/g),
    ([, plain, hex]) =>
      hex === undefined
        ? (plain ?? '').replace(/\\(.)/g, '$1')
        : Buffer.from(hex, 'hex').swap16().toString('utf16le'),
  )
}

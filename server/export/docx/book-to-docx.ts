/**
 * A book as a Word file (Office Open XML): title page, contents, and the document in styles that Word knows. The library
 * writes random names and the present time wherever it is not told otherwise; here it is told everywhere, or what it wrote
 * is replaced, so that equal books give equal bytes.
 */
import {
  ConcreteHyperlink,
  Document,
  Footer,
  Header,
  PageNumber,
  PageReference,
  Packer,
  Paragraph,
  Tab,
  TableOfContents,
  TabStopType,
  TextRun,
  AlignmentType,
} from 'docx'
import type { DocJson } from '../../../shared/schema/doc-json.ts'
import { MAX_TITLE_PEOPLE, type Book, type ExportFile, type MadeFile } from '../book.ts'
import { escapeHtml } from '../html.ts'
import { linkAddresses } from '../link-addresses.ts'
import { settleBook, xmlText } from '../settle-book.ts'
import { boundWarnings } from '../warnings.ts'
import { zipFiles } from '../zip.ts'
import { DocxBlocks, type DocxHeading } from './docx-blocks.ts'
import { inlineChildren, isRightToLeft, runsOf, type DocxLinks } from './docx-inline.ts'
import { docxStyles, PAGE, TEXT_WIDTH } from './docx-styles.ts'

/** Headings down to this level are in the contents. */
const CONTENTS_DEPTH = 2
/** A contents of more entries takes Word minutes: then those of the first level alone are listed, bounded too. */
const MAX_CONTENTS = 5000
/** Characters of a title at the top of each page, and of a heading in the contents. */
const MAX_RUNNING_TITLE = 80
const MAX_ENTRY = 300

export async function bookToDocx(source: Book): Promise<MadeFile> {
  const { book, pictures, warnings } = settleBook(source, {
    imageTypes: new Set(['image/png', 'image/jpeg', 'image/gif']),
    formatName: 'Word',
  })
  const blocks = new DocxBlocks(pictures)
  const body = blocks.writeBody(book.doc.content)
  const document = new Document({
    title: book.title,
    creator: '',
    lastModifiedBy: '',
    styles: docxStyles(book.language),
    numbering: { config: blocks.lists.configs },
    sections: [
      {
        properties: {
          titlePage: true,
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: { top: PAGE.margin, right: PAGE.margin, bottom: PAGE.margin, left: PAGE.margin },
          },
        },
        headers: {
          first: new Header({ children: [new Paragraph({})] }),
          default: new Header({ children: [runningTitle(book.title)] }),
        },
        footers: {
          first: new Footer({ children: [new Paragraph({})] }),
          default: new Footer({ children: [pageNumber()] }),
        },
        children: [
          ...titlePage(book, blocks.links),
          ...contents(blocks.headings),
          ...prefaceBreak(book.doc),
          ...body,
          // The body of a file must not be empty, nor end with a table.
          new Paragraph({ style: 'AfterTable' }),
        ],
      },
    ],
  })
  for (const [href, name] of blocks.links.targets)
    document.Document.Relationships.addRelationship(name, HYPERLINK_RELATION, href, 'External')
  const files = packageFiles(document, book)
  const stored = new Set(files.flatMap(({ path }) => (path.startsWith('word/media/') ? [path] : [])))
  return {
    bytes: await zipFiles(files, { stored, changedAt: book.changedAt }),
    warnings: boundWarnings([...warnings, ...blocks.warnings]),
  }
}

const HYPERLINK_RELATION =
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink' as const

function titlePage(book: Book, links: DocxLinks): Paragraph[] {
  const day = book.changedAt.slice(0, 10)
  const lines = [
    ...book.facts,
    ...(book.people.length > 0 && book.people.length <= MAX_TITLE_PEOPLE ? [book.people.join(', ')] : []),
    ...(book.licence === null ? [] : [`Licence: ${book.licence}`]),
    `Last changed: ${day}`,
  ]
  return [
    new Paragraph({
      style: 'Title',
      ...(isRightToLeft(book.title) ? { bidirectional: true } : {}),
      children: runsOf(book.title),
    }),
    ...lines
      .filter((line) => line.trim() !== '')
      .map(
        (line) => new Paragraph({ style: 'Subtitle', children: inlineChildren(linkAddresses(line), links) }),
      ),
  ]
}

/** What stands before the first chapter begins on a page of its own, as chapters do. */
function prefaceBreak({ content: [first] }: DocJson): Paragraph[] {
  if (!first || (first.type === 'heading' && Number(first.attrs?.['level'] ?? 1) === 1)) return []
  return [new Paragraph({ style: 'AfterTable', pageBreakBefore: true })]
}

/** A field that Word renews, filled in for those who do not ask it to. */
function contents(headings: readonly DocxHeading[]): (Paragraph | TableOfContents)[] {
  const listed = headings.filter(({ level, text }) => level <= CONTENTS_DEPTH && text.trim() !== '')
  if (listed.length === 0) return []
  return [
    new Paragraph({ style: 'ContentsTitle', text: 'Contents', pageBreakBefore: true }),
    new TableOfContents('Contents', {
      hyperlink: true,
      headingStyleRange: `1-${CONTENTS_DEPTH}`,
      contentChildren: listed.slice(0, MAX_CONTENTS).map(contentsEntry),
    }),
  ]
}

function contentsEntry({ level, text, bookmark }: DocxHeading): Paragraph {
  const line = text.replace(/\s+/g, ' ').trim()
  const shown = line.length > MAX_ENTRY ? `${xmlText(line.slice(0, MAX_ENTRY))}…` : line
  return new Paragraph({
    style: `TOC${level}`,
    ...(isRightToLeft(line) ? { bidirectional: true } : {}),
    tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
    children: [
      // The name is that of a bookmark; the other argument goes by that.
      new ConcreteHyperlink(
        [...runsOf(shown), new TextRun({ children: [new Tab()] }), new PageReference(bookmark)],
        bookmark,
        bookmark,
      ),
    ],
  })
}

function runningTitle(title: string): Paragraph {
  const shown = title.length > MAX_RUNNING_TITLE ? `${xmlText(title.slice(0, MAX_RUNNING_TITLE))}…` : title
  return new Paragraph({ style: 'Running', children: runsOf(shown) })
}

function pageNumber(): Paragraph {
  return new Paragraph({
    style: 'Running',
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: [PageNumber.CURRENT] })],
  })
}

/** The library's own step before it archives with the present time. */
interface PackageCompiler {
  compile(file: Document): ReadonlyMap<string, string | Uint8Array>
}

function packageFiles(document: Document, book: Book): ExportFile[] {
  const { compiler } = Packer as unknown as { readonly compiler: PackageCompiler }
  const encoder = new TextEncoder()
  return [...compiler.compile(document)].map(([path, data]) => {
    const content = path === 'docProps/core.xml' ? coreProperties(book) : data
    return { path, bytes: typeof content === 'string' ? encoder.encode(content) : content }
  })
}

function coreProperties({ id, title, people, licence, language, changedAt }: Book): string {
  const element = (name: string, text: string) =>
    text === '' ? '' : `<${name}>${escapeHtml(xmlText(text))}</${name}>`
  const time = (name: string) => `<dcterms:${name} xsi:type="dcterms:W3CDTF">${changedAt}</dcterms:${name}>`
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${[
    element('dc:title', title),
    element('dc:creator', people.join('; ')),
    element('dc:description', licence === null ? '' : `Licence: ${licence}`),
    element('dc:identifier', id),
    element('dc:language', language),
    time('created'),
    time('modified'),
  ].join('')}</cp:coreProperties>`
}

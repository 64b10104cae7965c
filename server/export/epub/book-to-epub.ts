/**
 * A book as EPUB 3: a title page, a table of contents and one file for each chapter, as docToHtml writes them. Equal books
 * give equal bytes.
 */
import { docOf, type DocJson } from '../../../shared/schema/doc-json.ts'
import { MAX_TITLE_PEOPLE, type Book, type ExportFile, type MadeFile } from '../book.ts'
import { docToHtml, escapeHtml } from '../html.ts'
import { linkAddresses } from '../link-addresses.ts'
import { settleBook } from '../settle-book.ts'
import { boundWarnings } from '../warnings.ts'
import { zipFiles } from '../zip.ts'
import { EPUB_STYLE } from './epub-style.ts'
import { packageDocument, type ListedPicture } from './package-document.ts'
import { ChapterAnchors, splitChapters, type Chapter } from './split-chapters.ts'

/** What every reader shows; WebP came later, AVIF not at all. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
}

const RIGHT_TO_LEFT_LANGUAGES: ReadonlySet<string> = new Set(
  'ar arc ckb dv fa he ks nqo ps sd syr ug ur yi'.split(' '),
)
const RIGHT_TO_LEFT_SCRIPT = /-(?:arab|hebr|nkoo|syrc|thaa)\b/i

const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
`

export async function bookToEpub(source: Book): Promise<MadeFile> {
  const { book, pictures, warnings } = settleBook(source, {
    imageTypes: new Set(['image/png', 'image/jpeg', 'image/gif']),
    formatName: 'an EPUB',
  })
  const page: PageSetting = { language: book.language, direction: directionOf(book.language) }
  const listed = new Map<string, ListedPicture & { readonly bytes: Uint8Array }>()
  for (const [id, { mediaType, bytes }] of pictures) {
    const path = `images/picture-${listed.size + 1}.${ENDINGS[mediaType] ?? 'png'}`
    listed.set(id, { path, mediaType, bytes })
  }
  const chapters = splitChapters(book.doc)
  const encoder = new TextEncoder()
  const file = (path: string, text: string): ExportFile => ({ path, bytes: encoder.encode(text) })
  const files = [
    file('mimetype', 'application/epub+zip'),
    file('META-INF/container.xml', CONTAINER),
    file(
      'EPUB/package.opf',
      packageDocument({ book, chapters, pictures: [...listed.values()], direction: page.direction }),
    ),
    file('EPUB/nav.xhtml', navPage(book, chapters, page)),
    file('EPUB/style.css', EPUB_STYLE),
    file('EPUB/title.xhtml', titlePage(book, page)),
    ...chapters.map((chapter) => file(`EPUB/${chapter.path}`, chapterPage(chapter, page, listed))),
    ...[...listed.values()].map(({ path, bytes }) => ({ path: `EPUB/${path}`, bytes })),
  ]
  const stored = new Set(['mimetype', ...[...listed.values()].map(({ path }) => `EPUB/${path}`)])
  return {
    bytes: await zipFiles(files, { stored, changedAt: book.changedAt }),
    warnings: boundWarnings(warnings),
  }
}

interface PageSetting {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
}

function directionOf(language: string): PageSetting['direction'] {
  const [first = ''] = language.toLowerCase().split('-')
  return RIGHT_TO_LEFT_LANGUAGES.has(first) || RIGHT_TO_LEFT_SCRIPT.test(language) ? 'rtl' : 'ltr'
}

function chapterPage(
  { title, kind, content }: Chapter,
  page: PageSetting,
  pictures: ReadonlyMap<string, ListedPicture>,
): string {
  const doc: DocJson = { type: 'doc', content }
  const body = docToHtml(doc, {
    syntax: 'xml',
    anchors: new ChapterAnchors(),
    pictureOf: ({ attrs }) => {
      const picture = pictures.get(String(attrs?.['id']))
      if (!picture) return null
      return { source: picture.path, width: Number(attrs?.['width']), height: Number(attrs?.['height']) }
    },
  })
  return pageOf(title, `<section epub:type="${kind}">\n${body}\n</section>`, page)
}

function titlePage({ title, facts, people, licence, changedAt }: Book, page: PageSetting): string {
  const lines = [
    ...facts,
    people.length <= MAX_TITLE_PEOPLE ? people.join(', ') : '',
    licence === null ? '' : `Licence: ${licence}`,
    `Last changed: ${changedAt.slice(0, 10)}`,
  ].filter((line) => line.trim() !== '')
  const body = `<section class="title-page" epub:type="titlepage">
<h1>${escapeHtml(title)}</h1>
${docToHtml(docOf(lines.map((line) => ({ type: 'paragraph', content: linkAddresses(line) }))), { syntax: 'xml' })}
</section>`
  return pageOf(title, body, page)
}

function navPage(book: Book, chapters: readonly Chapter[], page: PageSetting): string {
  const link = (address: string, text: string) => `<a href="${address}">${escapeHtml(text)}</a>`
  const entries = chapters.map(({ path, title, sections }) => {
    const inner = sections.map(
      ({ text, anchor }) => `<li>${link(`${path}#${encodeURIComponent(anchor)}`, text)}</li>`,
    )
    return `<li>${link(path, title)}${inner.length > 0 ? `\n<ol>\n${inner.join('\n')}\n</ol>\n` : ''}</li>`
  })
  const body = `<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">
<h1 id="contents">Contents</h1>
<ol>
<li>${link('title.xhtml', book.title)}</li>
${entries.join('\n')}
</ol>
</nav>`
  return pageOf('Contents', body, page)
}

function pageOf(title: string, body: string, { language, direction }: PageSetting): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8"/>
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
${body}
</body>
</html>
`
}

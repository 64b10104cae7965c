/** What an EPUB says about itself: who made it, which files it has and in which order, and who can read it how. */
import type { Book } from '../book.ts'
import { escapeHtml } from '../html.ts'
import type { Chapter } from './split-chapters.ts'

export interface ListedPicture {
  readonly path: string
  readonly mediaType: string
}

export interface PackageOptions {
  readonly book: Book
  readonly chapters: readonly Chapter[]
  readonly pictures: readonly ListedPicture[]
  /** Where books of the language begin. */
  readonly direction: 'ltr' | 'rtl'
}

export function packageDocument({ book, chapters, pictures, direction }: PackageOptions): string {
  const text = (name: string, value: string) => `<dc:${name}>${escapeHtml(value)}</dc:${name}>`
  const access = (name: string, value: string) => `<meta property="schema:${name}">${value}</meta>`
  const hasPictures = pictures.length > 0
  const metadata = [
    `<dc:identifier id="book-id">${escapeHtml(`urn:x-rapporteur:${encodeURIComponent(book.id)}`)}</dc:identifier>`,
    text('title', book.title),
    text('language', book.language),
    ...book.people.filter((name) => name.trim() !== '').map((name) => text('creator', name)),
    ...(book.licence === null || book.licence.trim() === '' ? [] : [text('rights', book.licence)]),
    `<meta property="dcterms:modified">${book.changedAt}</meta>`,
    access('accessMode', 'textual'),
    ...(hasPictures ? [access('accessMode', 'visual')] : []),
    access('accessModeSufficient', 'textual'),
    access('accessibilityFeature', 'tableOfContents'),
    access('accessibilityFeature', 'structuralNavigation'),
    access('accessibilityFeature', 'readingOrder'),
    ...(hasPictures ? [access('accessibilityFeature', 'alternativeText')] : []),
    access('accessibilityHazard', 'none'),
    access(
      'accessibilitySummary',
      'Text with headings, lists and tables in reading order, and a table of contents. Pictures have the descriptions that their authors gave them.',
    ),
  ]
  const items = [
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
    '<item id="style" href="style.css" media-type="text/css"/>',
    '<item id="title" href="title.xhtml" media-type="application/xhtml+xml"/>',
    ...chapters.map(
      ({ path }) => `<item id="${idOf(path)}" href="${path}" media-type="application/xhtml+xml"/>`,
    ),
    ...pictures.map(
      ({ path, mediaType }) => `<item id="${idOf(path)}" href="${path}" media-type="${mediaType}"/>`,
    ),
  ]
  const spine = ['title', 'nav', ...chapters.map(({ path }) => idOf(path))]
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="book-id" xml:lang="${book.language}" dir="${direction}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
${metadata.join('\n')}
</metadata>
<manifest>
${items.join('\n')}
</manifest>
<spine page-progression-direction="${direction}">
${spine.map((id) => `<itemref idref="${id}"/>`).join('\n')}
</spine>
</package>
`
}

function idOf(path: string): string {
  return path.replace(/\.[a-z]+$/, '').replaceAll('/', '-')
}

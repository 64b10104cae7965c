import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import type { Book } from '../../../../../server/export/book.ts'
import { bookToEpub } from '../../../../../server/export/epub/book-to-epub.ts'
import { xmlText } from '../../../../../server/export/settle-book.ts'
import { docOf, paragraphOf, plainTextOf, type DocNode } from '../../../../../shared/schema/doc-json.ts'
import { avif, gif, jpeg, png, webp, webpLossless } from '../../../../support/picture-files.ts'
import { firstMissing } from '../../../../support/first-missing.ts'
import { elementsOf, readXml, textOfXml, type XmlElement } from '../../../../support/read-xml.ts'
import { readZip, zipText } from '../../../../support/read-zip.ts'
import {
  bookOf,
  headingOf,
  hostileBook,
  pageBook,
  richBook,
  sampleBook,
} from '../../../../support/sample-book.ts'
import { wildDoc } from '../../../../support/wild-doc.ts'

const FIXTURES = new URL('../../../../fixtures/', import.meta.url)

const wildBook = (seed: number): Book => {
  const docs = Array.from({ length: 20 }, (_, index) => wildDoc(seed * 20 + index, { blanks: true }))
  return bookOf(docOf(docs.flatMap(({ content = [] }) => content)))
}

const page = readFileSync(new URL('lpc-page/conference.txt', FIXTURES), 'utf8')

const BOOKS: readonly (readonly [string, () => Book])[] = [
  ['the sample', sampleBook],
  ['every node', richBook],
  ['a page', () => pageBook(page)],
  ['hostile content', hostileBook],
  ['nothing', () => bookOf({ type: 'doc', content: [] })],
  ...Array.from({ length: 5 }, (_, seed) => [`wild content ${seed}`, () => wildBook(seed)] as const),
]

const attributeOf = (element: XmlElement | undefined, name: string) => element?.attributes.get(name)
const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

interface ReadEpub {
  readonly opf: XmlElement
  readonly nav: XmlElement
  /** By their path, in the order of the spine. */
  readonly pages: ReadonlyMap<string, XmlElement>
}

function readEpub(bytes: Uint8Array): ReadEpub {
  const opf = readXml(zipText(bytes, 'EPUB/package.opf'))
  const items = new Map(elementsOf(opf, 'item').map((each) => [attributeOf(each, 'id'), each]))
  const paths = elementsOf(opf, 'itemref').map((each) =>
    attributeOf(items.get(attributeOf(each, 'idref')), 'href'),
  )
  const pages = new Map(paths.map((path = '') => [path, readXml(zipText(bytes, `EPUB/${path}`))] as const))
  return { opf, nav: readXml(zipText(bytes, 'EPUB/nav.xhtml')), pages }
}

test.each(BOOKS)(
  '[EPUB-1] an EPUB of %s is whole: it begins with its type, and lists each of its files',
  async (_, make) => {
    const { bytes } = await bookToEpub(make())
    const entries = readZip(bytes)
    expect(entries[0]).toMatchObject({ path: 'mimetype', isStored: true, extraBytes: 0 })
    expect(String(entries[0]?.bytes)).toBe('application/epub+zip')
    const container = readXml(zipText(bytes, 'META-INF/container.xml'))
    expect(attributeOf(elementsOf(container, 'rootfile')[0], 'full-path')).toBe('EPUB/package.opf')
    const { opf } = readEpub(bytes)
    const listed = elementsOf(opf, 'item').map((each) => `EPUB/${attributeOf(each, 'href')}`)
    const own = ['mimetype', 'META-INF/container.xml', 'EPUB/package.opf']
    expect([...own, ...listed].sort()).toEqual(entries.map(({ path }) => path).sort())
    const ids = elementsOf(opf, 'item').map((each) => attributeOf(each, 'id'))
    expect(new Set(ids).size).toBe(ids.length)
  },
)

test.each(BOOKS)(
  '[EPUB-2] every page of %s is well-formed, its anchors are unique, and links inside lead somewhere',
  async (_, make) => {
    const { bytes } = await bookToEpub(make())
    const { pages } = readEpub(bytes)
    const paths = new Set(readZip(bytes).map(({ path }) => path.replace(/^EPUB\//, '')))
    const anchors = new Set<string>(pages.keys())
    for (const [path, root] of pages) {
      const ids = allOf(root).flatMap((each) => each.attributes.get('id') ?? [])
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of ids) {
        expect(id).toMatch(/^[\p{L}][\p{L}\p{N}-]*$/u)
        anchors.add(`${path}#${id}`)
      }
    }
    for (const root of pages.values()) {
      const lost = elementsOf(root, 'a')
        .map((link) => attributeOf(link, 'href') ?? '')
        .filter(
          (href) => !/^(?:https?:\/\/|mailto:)[!-~]+$/.test(href) && !anchors.has(decodeURIComponent(href)),
        )
      expect(lost).toEqual([])
      for (const image of elementsOf(root, 'img')) {
        expect(paths).toContain(attributeOf(image, 'src'))
        expect(image.attributes.has('alt')).toBe(true)
      }
    }
  },
)

function allOf(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap((child) => (typeof child === 'string' ? [] : allOf(child)))]
}

test.each(BOOKS)(
  '[EPUB-3] equal books of %s give equal bytes at any time and in any time zone',
  async (_, make) => {
    vi.stubEnv('TZ', 'Pacific/Kiritimati')
    const first = await bookToEpub(make())
    vi.stubEnv('TZ', 'America/St_Johns')
    vi.setSystemTime('2031-02-03T04:05:06Z')
    try {
      expect(Buffer.from(first.bytes).equals((await bookToEpub(make())).bytes)).toBe(true)
    } finally {
      vi.useRealTimers()
    }
  },
)

test.each(BOOKS)('[EPUB-4] every word of %s is there, in its order', async (_, make) => {
  const book = make()
  const { pages } = readEpub((await bookToEpub(book)).bytes)
  const blocks = /^(?:p|h\d|li|td|th|pre|br|div|blockquote|table|ul|ol)$/
  const textOf = (element: XmlElement): string => {
    const inner = element.children
      .map((child) => (typeof child === 'string' ? child : textOf(child)))
      .join('')
    return blocks.test(element.name) ? `\n${inner}\n` : inner
  }
  const bodies = [...pages].filter(([path]) => path !== 'nav.xhtml' && path !== 'title.xhtml')
  const words = wordsOf(bodies.flatMap(([, root]) => elementsOf(root, 'body').map(textOf)).join('\n'))
  expect(firstMissing(wordsOf(xmlText(plainTextOf(book.doc))), words)).toBeNull()
})

test('[EPUB-5] the sample has the package and the contents that it always had', async () => {
  const { bytes } = await bookToEpub(sampleBook())
  for (const name of ['package.opf', 'nav.xhtml'])
    await expect(zipText(bytes, `EPUB/${name}`)).toMatchFileSnapshot(
      fileURLToPath(new URL(`epub/sample-${name}`, FIXTURES)),
    )
})

test('[EPUB-6] each chapter has a page, what stands before them is a preface, and sections are in the contents', async () => {
  const { bytes } = await bookToEpub(
    bookOf(
      docOf([
        paragraphOf('Before.'),
        headingOf(1, 'One'),
        headingOf(2, 'Part'),
        headingOf(3, 'Below'),
        headingOf(2, 'Part'),
        headingOf(1, ''),
        headingOf(1, 'Three'),
      ]),
    ),
  )
  const { pages, nav } = readEpub(bytes)
  expect([...pages.keys()]).toEqual([
    'title.xhtml',
    'nav.xhtml',
    'preface.xhtml',
    'chapter-001.xhtml',
    'chapter-002.xhtml',
    'chapter-003.xhtml',
  ])
  const links = elementsOf(nav, 'a').map((each) => `${textOfXml(each)}: ${attributeOf(each, 'href')}`)
  expect(links).toEqual([
    'Conference 2019: title.xhtml',
    'Preface: preface.xhtml',
    'One: chapter-001.xhtml',
    'Part: chapter-001.xhtml#s-part',
    'Part: chapter-001.xhtml#s-part-2',
    'Untitled: chapter-002.xhtml',
    'Three: chapter-003.xhtml',
  ])
  const title = pages.get('title.xhtml')
  expect(title && elementsOf(title, 'p').map(textOfXml)).toEqual([
    '9–11 September 2019',
    'Lisbon',
    'https://example.org/2019',
    'Steven Rostedt, Masami Hiramatsu',
    'Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/',
    'Last changed: 2019-10-01',
  ])
})

test('[EPUB-7] pictures that every reader shows are in it; others are a visible mark and a warning', async () => {
  const image = (id: string): DocNode => ({ type: 'image', attrs: { id, alt: `The ${id}` } })
  const ids = ['png', 'jpeg', 'gif', 'webp', 'avif', 'png']
  const { bytes, warnings } = await bookToEpub(
    bookOf(docOf([headingOf(1, 'Pictures'), ...ids.map(image)]), {
      images: new Map([
        ['png', { bytes: png(3, 2), mediaType: 'image/png', width: 3, height: 2 }],
        ['jpeg', { bytes: jpeg(3, 2), mediaType: 'image/jpeg', width: 3, height: 2 }],
        ['gif', { bytes: gif(3, 2), mediaType: 'image/gif', width: 3, height: 2 }],
        ['webp', { bytes: webp(webpLossless(3, 2)), mediaType: 'image/webp', width: 3, height: 2 }],
        ['avif', { bytes: avif(3, 2), mediaType: 'image/avif', width: 3, height: 2 }],
      ]),
    }),
  )
  const { opf, pages } = readEpub(bytes)
  const chapter = pages.get('chapter-001.xhtml') as XmlElement
  expect(elementsOf(chapter, 'img').map((each) => attributeOf(each, 'src'))).toEqual([
    'images/picture-1.png',
    'images/picture-2.jpg',
    'images/picture-3.gif',
    'images/picture-1.png',
  ])
  expect(elementsOf(chapter, 'p').map(textOfXml)).toEqual(
    expect.arrayContaining(['[picture: The webp]', '[picture: The avif]']),
  )
  expect(warnings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
    'unsupported_picture: The picture “The webp” is not shown: an EPUB cannot hold WebP (under “Pictures”).',
    'unsupported_picture: The picture “The avif” is not shown: an EPUB cannot hold AVIF (under “Pictures”).',
  ])
  expect(readZip(bytes).find(({ path }) => path.endsWith('picture-1.png'))?.bytes).toEqual(
    Buffer.from(png(3, 2)),
  )
  const modes = elementsOf(opf, 'meta').filter(
    (each) => attributeOf(each, 'property') === 'schema:accessMode',
  )
  expect(modes.map(textOfXml)).toEqual(['textual', 'visual'])
})

test('[EPUB-8] a book says which way it is read, in which language, by whom, under which terms and since when', async () => {
  const hebrew = readEpub((await bookToEpub(bookOf(docOf([headingOf(1, 'שלום')]), { language: 'he' }))).bytes)
  expect(attributeOf(elementsOf(hebrew.opf, 'spine')[0], 'page-progression-direction')).toBe('rtl')
  for (const root of hebrew.pages.values())
    expect([...root.attributes]).toEqual(
      expect.arrayContaining([
        ['dir', 'rtl'],
        ['lang', 'he'],
        ['xml:lang', 'he'],
      ]),
    )
  const { opf } = readEpub((await bookToEpub(hostileBook())).bytes)
  expect(elementsOf(opf, 'dc:language').map(textOfXml)).toEqual(['und'])
  expect(elementsOf(opf, 'dc:creator').map(textOfXml)).toEqual(['A & B', '"C" <d@x.example>'])
  expect(elementsOf(opf, 'dc:rights').map(textOfXml)).toEqual(['& <x>'])
  expect(elementsOf(opf, 'dc:identifier').map(textOfXml)).toEqual([
    'urn:x-rapporteur:x%2F..%2F%22%3C%26%3E%00',
  ])
  const modified = elementsOf(opf, 'meta').find(
    (each) => attributeOf(each, 'property') === 'dcterms:modified',
  )
  expect(modified && textOfXml(modified)).toBe('2019-10-01T08:00:00Z')
})

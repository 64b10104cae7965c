import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import type { Book } from '../../../../../server/export/book.ts'
import { bookToDocx } from '../../../../../server/export/docx/book-to-docx.ts'
import { xmlText } from '../../../../../server/export/settle-book.ts'
import {
  docOf,
  paragraphOf,
  plainTextOf,
  textOf,
  type DocNode,
} from '../../../../../shared/schema/doc-json.ts'
import { firstMissing } from '../../../../support/first-missing.ts'
import { elementsOf, readXml, type XmlElement } from '../../../../support/read-xml.ts'
import { readZip, zipText } from '../../../../support/read-zip.ts'
import {
  bookOf,
  headingOf,
  hostileBook,
  pageBook,
  richBook,
  sampleBook,
} from '../../../../support/sample-book.ts'
import { gif, png, webp, webpLossless } from '../../../../support/picture-files.ts'
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
  ...Array.from({ length: 3 }, (_, seed) => [`wild content ${seed}`, () => wildBook(seed)] as const),
]

function partsOf(bytes: Uint8Array): ReadonlyMap<string, XmlElement> {
  const xml = readZip(bytes).filter(({ path }) => /\.(?:xml|rels)$/.test(path))
  return new Map(xml.map(({ path, bytes }) => [path, readXml(bytes.toString('utf8'))]))
}

async function bodyOf(book: Book): Promise<XmlElement> {
  const { bytes } = await bookToDocx(book)
  return readXml(zipText(bytes, 'word/document.xml'))
}

/** The text of a paragraph as Word shows it, without numbers of lists. */
function shownText(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (typeof child === 'string') return element.name === 'w:t' ? child : ''
      if (child.name === 'w:tab') return '\t'
      return child.name === 'w:br' ? '\n' : shownText(child)
    })
    .join('')
}

const linesOf = (body: XmlElement): string[] => elementsOf(body, 'w:p').map(shownText)
const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')
const attributeOf = (element: XmlElement | undefined, name: string) => element?.attributes.get(name)

/** Paragraphs by their text. */
function paragraphOfText(body: XmlElement, text: string): XmlElement {
  const found = elementsOf(body, 'w:p').find((each) => shownText(each).includes(text))
  if (!found) throw new Error(`expected a paragraph with ${text}`)
  return found
}

const styleOf = (paragraph: XmlElement) => attributeOf(elementsOf(paragraph, 'w:pStyle')[0], 'w:val')

interface Relations {
  readonly path: string
  readonly part: XmlElement
  readonly parts: ReadonlyMap<string, XmlElement>
  readonly paths: ReadonlySet<string>
}

/** Relations that lead nowhere, or are used and not there. */
function faultsOfRelations({ path, part, parts, paths }: Relations): string[] {
  if (!path.endsWith('.rels')) return []
  const relations = elementsOf(part, 'Relationship')
  const ids = relations.map((each) => attributeOf(each, 'Id'))
  const lost = relations.flatMap((each) => {
    const target = attributeOf(each, 'Target') ?? ''
    const isExternal = attributeOf(each, 'TargetMode') === 'External'
    const isFine = isExternal
      ? /^(?:https?:\/\/|mailto:)[!-~]+$/.test(target)
      : paths.has(join(dirname(path), '..', target))
    return isFine ? [] : [`${path} leads to ${target}`]
  })
  const owner = parts.get(path.replace('_rels/', '').replace(/\.rels$/, ''))
  const used = owner ? [...elementsOf(owner, 'w:hyperlink'), ...elementsOf(owner, 'a:blip')] : []
  const missing = used.flatMap((each) => {
    const id = attributeOf(each, 'r:id') ?? attributeOf(each, 'r:embed')
    return id === undefined || ids.includes(id) ? [] : [`${path} lacks ${id}`]
  })
  const repeated = new Set(ids).size === ids.length ? [] : [`${path} has an id twice`]
  return [...lost, ...missing, ...repeated]
}

test.each(BOOKS)(
  '[DOCX-1] a Word file of %s is whole: XML that is well-formed, parts that are there',
  async (_, make) => {
    const { bytes } = await bookToDocx(make())
    const entries = readZip(bytes)
    const paths = new Set(entries.map(({ path }) => path))
    const parts = partsOf(bytes)
    const types = parts.get('[Content_Types].xml')
    const overrides = elementsOf(types as XmlElement, 'Override').map((each) => attributeOf(each, 'PartName'))
    for (const name of overrides) expect(paths).toContain(name?.slice(1))
    expect([...parts].flatMap(([path, part]) => faultsOfRelations({ path, part, parts, paths }))).toEqual([])
  },
)

test.each(BOOKS)(
  '[DOCX-2] equal books of %s give equal bytes at any time and in any time zone',
  async (_, make) => {
    vi.stubEnv('TZ', 'Pacific/Kiritimati')
    const first = await bookToDocx(make())
    vi.stubEnv('TZ', 'America/St_Johns')
    vi.setSystemTime('2031-02-03T04:05:06Z')
    try {
      const second = await bookToDocx(make())
      expect(Buffer.from(first.bytes).equals(second.bytes)).toBe(true)
      const core = zipText(second.bytes, 'docProps/core.xml')
      expect(core.match(/\d{4}-\d{2}-\d{2}T[\d:]+Z/g)).toEqual([
        '2019-10-01T08:00:00Z',
        '2019-10-01T08:00:00Z',
      ])
    } finally {
      vi.useRealTimers()
    }
  },
)

test.each(BOOKS)('[DOCX-3] every word of %s is there, in its order', async (_, make) => {
  const book = make()
  const words = wordsOf(linesOf(await bodyOf(book)).join('\n'))
  expect(firstMissing(wordsOf(xmlText(plainTextOf(book.doc))), words)).toBeNull()
})

test('[DOCX-4] the sample is the file that it always was', async () => {
  const document = zipText((await bookToDocx(sampleBook())).bytes, 'word/document.xml')
  const lines = `${document.replaceAll('<w:p>', '\n<w:p>')}\n`
  await expect(lines).toMatchFileSnapshot(fileURLToPath(new URL('docx/sample-document.xml', FIXTURES)))
})

test('[DOCX-5] there are a title page, contents that lead to headings, running titles and page numbers', async () => {
  const { bytes } = await bookToDocx(sampleBook())
  const parts = partsOf(bytes)
  const body = parts.get('word/document.xml') as XmlElement
  expect(linesOf(body).slice(0, 7)).toEqual([
    'Conference 2019',
    '9–11 September 2019',
    'Lisbon',
    'https://example.org/2019',
    'Steven Rostedt, Masami Hiramatsu, Ada Lovelace, Jérémie Галкин',
    'Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/',
    'Last changed: 2019-10-01',
  ])
  const fields = elementsOf(body, 'w:instrText').map((each) => each.children.join(''))
  expect(fields[0]).toMatch(/^TOC .*\\o "1-2"/)
  const entries = elementsOf(body, 'w:hyperlink').filter((each) => each.attributes.has('w:anchor'))
  expect(entries.map((each) => shownText(each).trim())).toEqual([
    'Tracing',
    'Summary',
    'Boot-time tracing',
    'libtraceevent — “the” <library> & more',
    'BPF',
    'Other sessions',
    'Closing (cancelled)',
  ])
  const bookmarks = elementsOf(body, 'w:bookmarkStart')
  const names = bookmarks.map((each) => attributeOf(each, 'w:name'))
  for (const each of entries) expect(names).toContain(attributeOf(each, 'w:anchor'))
  expect(new Set(names).size).toBe(names.length)
  expect(shownText(parts.get('word/header1.xml') as XmlElement)).toBe('Conference 2019')
  expect(zipText(bytes, 'word/footer1.xml')).toContain('PAGE')
  expect(
    styleOf(paragraphOfText(elementsOf(body, 'w:body')[0] as XmlElement, 'It went well.')),
  ).toBeUndefined()
})

test('[DOCX-6] lists begin with their number, in their kind, and step in by level up to the ninth', async () => {
  const item = (...content: DocNode[]): DocNode => ({ type: 'listItem', content })
  const ordered = (start: number, type: string | null, ...content: DocNode[]): DocNode => ({
    type: 'orderedList',
    attrs: { start, type },
    content,
  })
  const deep = (level: number): DocNode => ({
    type: 'bulletList',
    content: [item(paragraphOf(`at ${level}`), ...(level < 11 ? [deep(level + 1)] : []))],
  })
  const { bytes, warnings } = await bookToDocx(
    bookOf(
      docOf([
        headingOf(1, 'Lists'),
        ordered(3, null, item(paragraphOf('three')), item(paragraphOf('four'))),
        ordered(3, null, item(paragraphOf('three again'), ordered(1, 'a', item(paragraphOf('letter'))))),
        deep(1),
      ]),
    ),
  )
  const body = readXml(zipText(bytes, 'word/document.xml'))
  const numbering = readXml(zipText(bytes, 'word/numbering.xml'))
  const numberOf = (text: string) =>
    attributeOf(elementsOf(paragraphOfText(body, text), 'w:numId')[0], 'w:val') ?? ''
  const levelOf = (text: string) => attributeOf(elementsOf(paragraphOfText(body, text), 'w:ilvl')[0], 'w:val')
  const describe = (text: string) => {
    const list = elementsOf(numbering, 'w:num').find(
      (each) => attributeOf(each, 'w:numId') === numberOf(text),
    )
    const abstract = attributeOf(elementsOf(list as XmlElement, 'w:abstractNumId')[0], 'w:val')
    const definition = elementsOf(numbering, 'w:abstractNum').find(
      (each) => attributeOf(each, 'w:abstractNumId') === abstract,
    )
    const format = attributeOf(elementsOf(definition as XmlElement, 'w:numFmt')[0], 'w:val')
    const start = elementsOf(list as XmlElement, 'w:startOverride')[0]
    return `${format} from ${attributeOf(start, 'w:val')} at level ${levelOf(text)}`
  }
  expect(describe('three')).toBe('decimal from 3 at level 0')
  expect(numberOf('four')).toBe(numberOf('three'))
  expect(describe('three again')).toBe('decimal from 3 at level 0')
  expect(numberOf('three again')).not.toBe(numberOf('three'))
  expect(describe('letter')).toBe('lowerLetter from 1 at level 1')
  expect(Array.from({ length: 11 }, (_, index) => levelOf(`at ${index + 1}`))).toEqual([
    '0',
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
    '8',
    '8',
  ])
  expect(shownText(paragraphOfText(body, 'at 10'))).toBe('[10] at 10')
  expect(warnings).toEqual([
    { code: 'list_too_deep', message: 'Lists below level 9 do not step in any further (under “Lists”).' },
  ])
})

test('[DOCX-7] code keeps its tabs, blanks and lines, in one shaded paragraph', async () => {
  const code = 'int main(void)\n{\n\treturn  0;\n\n}'
  const body = await bodyOf(bookOf(docOf([{ type: 'codeBlock', content: [textOf(code)] }])))
  const paragraph = paragraphOfText(body, 'int main')
  expect(styleOf(paragraph)).toBe('Code')
  expect(shownText(paragraph)).toBe(code)
})

test('[DOCX-8] tables repeat their head, keep spans and alignment, and never have more columns than Word', async () => {
  const cell = (text: string, attrs = {}, type = 'tableCell'): DocNode => ({
    type,
    attrs,
    content: [paragraphOf(text)],
  })
  const row = (...content: DocNode[]): DocNode => ({ type: 'tableRow', content })
  const table = (...content: DocNode[]): DocNode => ({ type: 'table', content })
  const { bytes, warnings } = await bookToDocx(
    bookOf(
      docOf([
        table(
          row(
            cell('A', { align: 'right' }, 'tableHeader'),
            cell('B', {}, 'tableHeader'),
            cell('C', {}, 'tableHeader'),
          ),
          row(cell('tall', { rowspan: 5 }), cell('wide', { colspan: 2 })),
          row(cell('last')),
        ),
        table(row(...Array.from({ length: 70 }, (_, index) => cell(`column ${index}.`)))),
      ]),
    ),
  )
  const body = readXml(zipText(bytes, 'word/document.xml'))
  const [first, second] = elementsOf(body, 'w:tbl')
  const rows = elementsOf(first as XmlElement, 'w:tr')
  expect(rows.map((each) => elementsOf(each, 'w:tblHeader').length)).toEqual([1, 0, 0])
  expect(rows.map((each) => elementsOf(each, 'w:tc').map(shownText))).toEqual([
    ['A', 'B', 'C'],
    ['tall', 'wide'],
    ['', 'last', ''],
  ])
  const merges = elementsOf(first as XmlElement, 'w:vMerge').map((each) => attributeOf(each, 'w:val'))
  expect(merges).toEqual(['restart', 'continue'])
  expect(elementsOf(first as XmlElement, 'w:gridSpan').map((each) => attributeOf(each, 'w:val'))).toEqual([
    '2',
  ])
  expect(attributeOf(elementsOf(rows[0] as XmlElement, 'w:jc')[0], 'w:val')).toBe('right')
  expect(elementsOf(second as XmlElement, 'w:tc')).toHaveLength(63)
  expect(linesOf(second as XmlElement)).toContain('column 69.')
  expect(warnings.map(({ code }) => code)).toEqual(['table_cut'])
})

test('[DOCX-9] pictures have their text and fit the page; what Word cannot show is a visible mark and a warning', async () => {
  const image = (id: string, alt: string): DocNode => ({ type: 'image', attrs: { id, alt } })
  const { bytes, warnings } = await bookToDocx(
    bookOf(
      docOf([
        headingOf(1, 'Pictures'),
        image('large', 'A {large} one'),
        image('small', ''),
        image('large', 'again'),
        image('web', 'Web'),
        image('broken', ''),
        image('gone', 'Gone'),
      ]),
      {
        images: new Map([
          ['large', { bytes: png(2000, 1000), mediaType: 'image/png', width: 2000, height: 1000 }],
          ['small', { bytes: gif(10, 20), mediaType: 'image/gif', width: 10, height: 20 }],
          ['web', { bytes: webp(webpLossless(5, 5)), mediaType: 'image/webp', width: 5, height: 5 }],
          ['broken', { bytes: gif(10, 20), mediaType: 'image/png', width: 10, height: 20 }],
        ]),
      },
    ),
  )
  const body = readXml(zipText(bytes, 'word/document.xml'))
  const sizes = elementsOf(body, 'wp:extent').map((each) => [...each.attributes.values()].map(Number))
  expect(sizes[1]).toEqual([10 * 9525, 20 * 9525])
  const [width = 0, height = 0] = sizes[0] ?? []
  expect(width / height).toBeCloseTo(2, 1)
  // 6.27 inches of 914,400 units.
  expect(width).toBeLessThan(6.28 * 914_400)
  const texts = elementsOf(body, 'wp:docPr').map((each) => attributeOf(each, 'descr')?.replace('\u200B', ''))
  expect(texts).toEqual(['A {large} one', undefined, 'again'])
  expect(readZip(bytes).filter(({ path }) => path.startsWith('word/media/'))).toHaveLength(2)
  expect(linesOf(body)).toEqual(expect.arrayContaining(['[picture: Web]', '[picture]', '[picture: Gone]']))
  expect(warnings).toEqual([
    {
      code: 'unsupported_picture',
      message: 'The picture “Web” is not shown: Word cannot hold WebP (under “Pictures”).',
    },
    { code: 'broken_picture', message: 'A picture is not shown: its file is damaged (under “Pictures”).' },
    {
      code: 'missing_picture',
      message: 'The picture “Gone” is not shown: it is not there any more (under “Pictures”).',
    },
  ])
})

test('[DOCX-10] marks, breaks, boxes, quotes and text from right to left are what Word has for them', async () => {
  const { bytes } = await bookToDocx(richBook())
  const body = readXml(zipText(bytes, 'word/document.xml'))
  const runOf = (text: string): XmlElement => {
    const found = elementsOf(body, 'w:r').find((each) => shownText(each) === text)
    if (!found) throw new Error(`expected a run of ${text}`)
    return found
  }
  const looks = (text: string) =>
    elementsOf(runOf(text), 'w:rPr').flatMap(({ children }) =>
      children.flatMap((child) => (typeof child === 'string' ? [] : [child.name])),
    )
  expect(looks('bold')).toContain('w:b')
  expect(looks('italic')).toContain('w:i')
  expect(looks('strike')).toContain('w:strike')
  expect(looks('underlined')).toContain('w:u')
  expect(looks('marked')).toContain('w:shd')
  expect(attributeOf(elementsOf(runOf('code'), 'w:rStyle')[0], 'w:val')).toBe('CodeText')
  expect(linesOf(body)).toEqual(expect.arrayContaining(['☒\tdone task', '☐\topen task']))
  expect(styleOf(paragraphOfText(body, 'A quote.'))).toBe('Quote')
  expect(elementsOf(paragraphOfText(body, 'בעברית'), 'w:bidi')).toHaveLength(1)
  expect(looks('זוהי פסקה בעברית עם')).toContain('w:rtl')
  expect(looks('בפנים')).toContain('w:rtl')
  expect(looks(' code ')).not.toContain('w:rtl')
  const link = elementsOf(body, 'w:hyperlink').find((each) => shownText(each) === 'link')
  const relations = readXml(zipText(bytes, 'word/_rels/document.xml.rels'))
  const target = elementsOf(relations, 'Relationship').find(
    (each) => attributeOf(each, 'Id') === attributeOf(link, 'r:id'),
  )
  expect(attributeOf(target, 'Target')).toBe('https://lwn.net/Articles/773198/')
})

test('[DOCX-11] a file says who made it, in which language, under which terms, and when it last changed', async () => {
  const { bytes } = await bookToDocx(sampleBook())
  const core = readXml(zipText(bytes, 'docProps/core.xml'))
  const said = core.children.flatMap((child) =>
    typeof child === 'string' ? [] : [[child.name, child.children.join('')]],
  )
  expect(said).toEqual([
    ['dc:title', 'Conference 2019'],
    ['dc:creator', 'Steven Rostedt; Masami Hiramatsu; Ada Lovelace; Jérémie Галкин'],
    ['dc:description', 'Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/'],
    ['dc:identifier', 'eventsample00001'],
    ['dc:language', 'en'],
    ['dcterms:created', '2019-10-01T08:00:00Z'],
    ['dcterms:modified', '2019-10-01T08:00:00Z'],
  ])
  const styles = zipText(bytes, 'word/styles.xml')
  expect(styles).toContain('<w:lang w:val="en"')
  await expect(bookToDocx({ ...sampleBook(), changedAt: 'now' })).rejects.toThrow('ISO 8601')
})

test('[DOCX-12] nothing that people wrote becomes markup or a number of the file', async () => {
  const body = await bodyOf(hostileBook())
  const lines = linesOf(body)
  expect(lines).toContain('{bullets-0} {default-bullet-numbering-0} ${x} {{y}} %s {numbers-decimal-1-0-1}')
  expect(lines).toContain('</w:t></w:r><script>alert(1)</script> & ]]> <!-- --> {default-bullet-numbering-0}')
  expect(elementsOf(body, 'script')).toEqual([])
})

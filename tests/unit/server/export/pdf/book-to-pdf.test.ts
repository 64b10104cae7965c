/** Whole files. Their fonts are Typst's own; what a server has beside them is not looked at here. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { bookToPdf } from '../../../../../server/export/pdf/book-to-pdf.ts'
import { Typst } from '../../../../../server/export/pdf/typst.ts'
import { readUaRefusal } from '../../../../../server/export/pdf/ua-refusal.ts'
import { paragraphOf, textOf, type DocNode } from '../../../../../shared/schema/doc-json.ts'
import { markdownToDoc } from '../../../../../shared/markdown/markdown.ts'
import { SAMPLE_PNG } from '../../../../support/export-event.ts'
import { bookmarksOf, bookOf, headingOf, imagesOf, rawText, richBook } from '../../../../support/pdf-book.ts'
import { jpeg } from '../../../../support/picture-files.ts'
import { wildDoc } from '../../../../support/wild-doc.ts'

const FONTS = { fontDirs: [] }
const DOCUMENTS = 12
const ROOT = fileURLToPath(new URL('../../../../..', import.meta.url))
/** Another process that makes the same book. */
const HASHING = `
  import { createHash } from 'node:crypto'
  import { runnerImport } from 'vite'
  const load = async (file) => (await runnerImport(file, { configFile: false, logLevel: 'error' })).module
  const { richBook } = await load('/tests/support/pdf-book.ts')
  const { bookToPdf } = await load('/server/export/pdf/book-to-pdf.ts')
  const { bytes } = bookToPdf(richBook(), { fontDirs: [] })
  console.log(createHash('sha256').update(bytes).digest('hex'))
`

const RICH = richBook()

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const codesOf = (warnings: readonly { readonly code: string }[]): string[] => warnings.map(({ code }) => code)

describe('a book as a PDF', () => {
  test('[PDF-1] is the same in every process, and says when it was changed', async () => {
    const { bytes } = bookToPdf(RICH, FONTS)
    expect(hashOf(bookToPdf(RICH, FONTS).bytes)).toBe(hashOf(bytes))
    expect(rawText(bytes)).toContain('/CreationDate (D:20191001080000Z)')
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', HASHING], {
      cwd: ROOT,
    })
    expect(stdout.trim()).toBe(hashOf(bytes))
  })

  test('[PDF-4] is tagged, claims PDF/UA, and has title, author and language', () => {
    const { bytes, warnings } = bookToPdf(RICH, FONTS)
    const raw = rawText(bytes)
    expect(raw.slice(0, 8)).toBe('%PDF-1.7')
    expect(raw).toContain('pdfuaid:part')
    expect(raw).toContain('/StructTreeRoot')
    expect(raw).toMatch(/\/Title \(Conference 2019\)/)
    expect(raw).toMatch(/\/Author \(Steven Rostedt, Masami Hiramatsu\)/)
    expect(raw).toMatch(/\/Lang \(en\)/)
    expect(raw).toMatch(/\/Lang \(he\)/)
    // Which scripts have a font is the machine's matter.
    expect(codesOf(warnings).filter((code) => code !== 'missing_glyph')).toEqual(['broken_picture'])
  })

  test('[PDF-5] has bookmarks of all headings', () => {
    const headings = ['One', 'Two (brackets)', 'Drei – ü', 'Four'].map((text, i) =>
      headingOf(1 + (i % 2), text),
    )
    const { bytes } = bookToPdf(bookOf(headings), FONTS)
    expect(bookmarksOf(bytes)).toEqual(['Contents', 'One', 'Two (brackets)', 'Drei – ü', 'Four'])
  })

  test('[PDF-9] links lead to their addresses', () => {
    const raw = rawText(bookToPdf(RICH, FONTS).bytes)
    expect(raw).toContain('/URI (https://lwn.net/Articles/773198/)')
    expect(raw.match(/\/URI \(https:\/\/lwn/g)).toHaveLength(2)
  })

  test('[PDF-3] what people wrote is no markup', () => {
    const hostile = [
      '#panic("x") $x^2$ @ref <label> \\u{41} *a* _b_ `c` // d /* e */',
      '#{ while true {} }',
      '#read("/etc/passwd") #import "@preview/x:1.0.0": *',
      ']} #set page(width: 1pt)',
      '= heading\n- list\n+ enum\n/ term: x',
      'zero\u200bwidth \u202eover\u202c \u0000\u0001\u001b \ud800 \udc00 \ufeff \ufdd0 \uffff \u2028',
    ]
    const blocks = hostile.flatMap((text): DocNode[] => [
      headingOf(1, text),
      paragraphOf(text),
      { type: 'codeBlock', attrs: { language: text }, content: [textOf(text)] },
      {
        type: 'paragraph',
        content: [textOf(text, [{ type: 'link', attrs: { href: `https://x.example/${text}` } }])],
      },
      {
        type: 'table',
        content: [{ type: 'tableRow', content: [{ type: 'tableHeader', content: [paragraphOf(text)] }] }],
      },
      { type: 'image', attrs: { id: 'pixel', alt: text } },
    ])
    const words = hostile.join(' ')
    const { bytes, warnings } = bookToPdf(
      bookOf(blocks, {
        title: words,
        facts: hostile,
        people: hostile,
        licence: words,
        language: '#panic()',
        changedAt: 'never',
        images: imagesOf({ pixel: { bytes: SAMPLE_PNG } }),
      }),
      FONTS,
    )
    expect(warnings).toEqual([])
    expect(bookmarksOf(bytes)).toContain(hostile[0])
    expect(rawText(bytes)).toContain('/Alt (#{ while true {} })')
  })

  test('[PDF-3] no file of the machine can be read', () => {
    const typst = new Typst(FONTS)
    typst.addFile('/book.json', Buffer.from('{}'))
    expect(typst.canCompile('#read("/book.json")')).toBe(true)
    const files = ['/etc/passwd', '../node', '../../../../etc/passwd', '/', process.execPath, 'package.json']
    for (const file of files) expect(typst.canCompile(`#read("${file}")`), `file ${file}`).toBe(false)
  })

  test('[PDF-4] why Typst makes no such claim is read from its answer', () => {
    const tell = (message: string) =>
      `SourceDiagnostic { severity: Error, message: "${message}", trace: [], hints: [] }`
    const missing = (text: string) =>
      tell(`PDF/UA-1 error: the text \`\\"${text}\\"\` could not be displayed with font \`\\"A\\"\``)
    const answer = `[${missing('\\\\u{10fffd}')}, ${missing('日')}, ${tell('PDF/UA-1 error: missing document title')}]`
    expect(readUaRefusal(answer)).toEqual({
      missing: ['\u{10FFFD}', '日'],
      reasons: ['missing document title'],
    })
    expect(readUaRefusal('out of luck')).toEqual({ missing: [], reasons: ['out of luck'] })
  })

  test('[PDF-2] any document can be set', () => {
    for (let seed = 1; seed <= DOCUMENTS; seed++) {
      const { bytes } = bookToPdf(bookOf(wildDoc(seed, { blanks: true }).content ?? []), FONTS)
      expect(bytes.length, `seed ${seed}`).toBeGreaterThan(1_000)
    }
  })

  test('[PDF-6] a character without a glyph is told with its place, and the file still claims PDF/UA', () => {
    const blocks = [
      headingOf(1, 'Private'),
      paragraphOf('here \u{10FFFD} and \u{10FFFD} and \u{10FFFC}'),
      { type: 'codeBlock', content: [textOf('code \u{10FFFD}')] },
    ]
    const { bytes, warnings } = bookToPdf(bookOf(blocks), FONTS)
    expect(warnings.map(({ message }) => message)).toEqual([
      'No font has the character \u{10FFFD} (U+10FFFD), under “Private”. Its code stands there instead.',
      'No font has the character \u{10FFFC} (U+10FFFC), under “Private”. Its code stands there instead.',
    ])
    expect(rawText(bytes)).toContain('pdfuaid:part')
  })

  test('[PDF-7] a picture that cannot be read leaves a mark; others keep their description', () => {
    const images = imagesOf({
      good: { bytes: SAMPLE_PNG },
      bad: { bytes: jpeg(4, 4), mediaType: 'image/jpeg' },
      none: { bytes: Uint8Array.of() },
    })
    const picture = (id: string): DocNode => ({ type: 'image', attrs: { id, alt: `Shows ${id}` } })
    const { bytes, warnings } = bookToPdf(bookOf(['good', 'bad', 'none'].map(picture), { images }), FONTS)
    expect(rawText(bytes)).toContain('/Alt (Shows good)')
    expect(rawText(bytes)).not.toContain('/Alt (Shows bad)')
    expect(warnings).toEqual([
      { code: 'broken_picture', message: 'A picture before the first heading cannot be read.' },
    ])
  })

  test('[PDF-8] tables with spans, lists and a long body can be set', () => {
    const markdown = `| a | b |\n| :- | -: |\n${'| one | two three |\n'.repeat(300)}`
    const cellOf = (attrs: Record<string, number>, text: string): DocNode => ({
      type: 'tableCell',
      attrs,
      content: markdownToDoc(text).content,
    })
    const spans: DocNode = {
      type: 'table',
      content: [
        { type: 'tableRow', content: [cellOf({ colspan: 3, rowspan: 7 }, '- x\n  - y'), cellOf({}, '1. z')] },
        { type: 'tableRow', content: [cellOf({ colspan: 2 }, '```c\nint x;\n```')] },
      ],
    }
    const { bytes, warnings } = bookToPdf(bookOf([...markdownToDoc(markdown).content, spans]), FONTS)
    expect(warnings).toEqual([])
    expect(Number(/\/Type \/Pages\s+\/Count (\d+)/.exec(rawText(bytes))?.[1])).toBeGreaterThan(6)
  })

  test('[PDF-14] long words, paragraphs and thousands of levels are set', () => {
    let list: DocNode = paragraphOf('deepest')
    for (let level = 0; level < 3_000; level++) {
      list = { type: 'bulletList', content: [{ type: 'listItem', content: [paragraphOf('x'), list] }] }
    }
    const blocks = [paragraphOf('x'.repeat(100_000)), paragraphOf('word '.repeat(20_000)), list]
    expect(codesOf(bookToPdf(bookOf(blocks), FONTS).warnings)).toEqual(['nesting_cut'])
  })

  test('[PDF-1] a folder of fonts that is not there changes nothing', () => {
    const book = bookOf([paragraphOf('text')])
    expect(hashOf(bookToPdf(book, { fontDirs: ['/nowhere/fonts'] }).bytes)).toBe(
      hashOf(bookToPdf(book, FONTS).bytes),
    )
  })
})

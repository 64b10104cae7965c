import { describe, expect, test } from 'vitest'
import { MAX_BLOCKS, MAX_CHARACTERS, MAX_TABLE_ROWS } from '../../../../../server/export/pdf/limits.ts'
import { markdownToDoc } from '../../../../../shared/markdown/markdown.ts'
import {
  docOf,
  paragraphOf,
  plainTextOf,
  textOf,
  type DocNode,
} from '../../../../../shared/schema/doc-json.ts'
import { plainMinutes } from '../../../../../shared/schema/plain-minutes.ts'
import { richDoc, SAMPLE_IMAGES } from '../../../../support/export-event.ts'
import { bookOf, dataOf, dataText, headingOf, imagesOf, spansText } from '../../../../support/pdf-book.ts'
import { sampleBook } from '../../../../support/sample-book.ts'
import { wildDoc } from '../../../../support/wild-doc.ts'

const DOCUMENTS = 250

/** Letters alone: signs for nesting and wrapping are added, blanks fall together. */
const letters = (text: string): string => text.replace(/[^\p{L}\p{N}\p{S}]/gu, '').replaceAll('↪', '')

const row = (...cells: DocNode[]): DocNode => ({ type: 'tableRow', content: cells })
const cell = (text: string, attrs = {}, type = 'tableCell'): DocNode => ({
  type,
  attrs,
  content: [paragraphOf(text)],
})
const table = (...rows: DocNode[]): DocNode => ({ type: 'table', content: rows })
const picture = (id: string, alt: string): DocNode => ({ type: 'image', attrs: { id, alt } })

describe('a book as data', () => {
  test('[PDF-15] of the sample event is what it was', async () => {
    const { data, journal } = dataOf(sampleBook())
    expect(journal.warnings.map(({ code }) => code)).toEqual(['broken_picture'])
    await expect(JSON.stringify(data, null, 1)).toMatchFileSnapshot('sample-event.data.txt')
  })

  test('[PDF-2] has every text of any document', () => {
    for (let seed = 1; seed <= DOCUMENTS; seed++) {
      const doc = docOf(wildDoc(seed, { blanks: true }).content ?? [])
      const { blocks } = dataOf(bookOf([], { doc }))
      const text = letters(dataText(blocks))
      for (const word of plainTextOf(doc).split(/\s+/u)) {
        expect(text, `seed ${seed}: ${word}`).toContain(letters(word))
      }
    }
  })

  test('[PDF-2] has every kind of block and mark', () => {
    const { blocks } = dataOf(bookOf(plainMinutes(richDoc()).content, { images: SAMPLE_IMAGES }))
    const json = JSON.stringify(blocks)
    const types = new Set(Array.from(json.matchAll(/"type":"([a-z]+)"/g), ([, type]) => type))
    expect(types).toEqual(
      new Set(
        'bold break code heading highlight italic link list mark paragraph picture quote rule strike table text underline'.split(
          ' ',
        ),
      ),
    )
    expect(letters(dataText(blocks))).toContain('QuestionMasamiDoesitworkwith')
  })

  test('[PDF-2] keeps the text of a node that this build does not know', () => {
    const { blocks } = dataOf(bookOf([{ type: 'poll', content: [paragraphOf('who comes?')] }]))
    expect(dataText(blocks)).toBe('who comes?')
  })

  test('[PDF-5] has levels without gaps, and contents from four headings on', () => {
    const levels = (...written: number[]) => {
      const { blocks, data } = dataOf(bookOf(written.map((level) => headingOf(level, `h${level}`))))
      return [blocks.map((block) => (block.type === 'heading' ? block.level : 0)), data.contentsDepth]
    }
    expect(levels(1, 3, 3, 6, 2, 1)).toEqual([[1, 2, 2, 3, 2, 1], 2])
    expect(levels(3, 2, 1)).toEqual([[1, 1, 1], 0])
  })

  test('[PDF-8] a wide table has parts with its first column, a long one is cut', () => {
    const columns = Array.from({ length: 30 }, (_, x) => cell(`c${x}`))
    const wide = dataOf(bookOf([headingOf(1, 'Wide'), table(row(...columns))]))
    const parts = wide.blocks.filter((block) => block.type === 'table')
    expect(parts).toHaveLength(3)
    for (const part of parts) expect(dataText([part])).toMatch(/^c0\n/)
    expect(wide.journal.warnings).toEqual([
      {
        code: 'table_split',
        message: 'A table under “Wide” has 30 columns; it is set in 3 parts, each with the first column.',
      },
    ])
    const rows = Array.from({ length: MAX_TABLE_ROWS + 7 }, (_, y) => row(cell(`r${y}`)))
    const long = dataOf(bookOf([table(...rows)]))
    expect(dataText(long.blocks)).toMatch(/r1999\n\[7 more rows are not shown\]$/)
    expect(long.journal.warnings[0]?.code).toBe('table_cut')
  })

  test('[PDF-8] no cell is lost beyond the last column that a table can have: a mark and a warning say where they are', () => {
    const columns = Array.from({ length: 205 }, (_, x) => cell(`c${x}`))
    const { blocks, journal } = dataOf(
      bookOf([headingOf(1, 'Endless'), table(row(...columns), row(cell('next')))]),
    )
    const text = dataText(blocks)
    for (let x = 0; x < 205; x++) expect(text).toMatch(new RegExp(`\\bc${x}\\b`))
    expect(text).toMatch(/c199\nc200\nc201\nc202\nc203\nc204\n/)
    expect(text).toMatch(/\[Columns beyond the 200th are set into the last one\]$/)
    expect(journal.warnings).toContainEqual({
      code: 'table_cut',
      message:
        'A table under “Endless” has more than 200 columns; what is beyond is set into the last one of its row.',
    })
  })

  test('[PDF-8] every place of a table has one cell, whatever its spans', () => {
    const grids = [
      table(row(cell('a', { colspan: 9, rowspan: 9 }), cell('b')), row(cell('c'), cell('d'))),
      table(row(cell('a', { rowspan: 2 })), row(cell('b', { colspan: 2 }), cell('c')), row(cell('d'))),
      table(row(cell('h', { rowspan: 3 }, 'tableHeader')), row(cell('x'))),
      table(row(cell('a'), cell('b', { rowspan: 2 })), row(cell('c', { colspan: 3 }))),
    ]
    for (const [index, grid] of grids.entries()) {
      const [block] = dataOf(bookOf([grid])).blocks
      if (block?.type !== 'table') throw new Error('expected a table')
      const places = block.cells.flatMap(({ x, y, colspan, rowspan }) =>
        Array.from(
          { length: colspan * rowspan },
          (_, i) => `${x + (i % colspan)},${y + Math.floor(i / colspan)}`,
        ),
      )
      const rows = Math.max(...block.cells.map(({ y, rowspan }) => y + rowspan))
      expect(new Set(places).size, `table ${index}`).toBe(places.length)
      expect(places.length, `table ${index}`).toBe(block.columns.length * rows)
    }
  })

  test('[PDF-9] a link has its address for a footnote unless the text says it', () => {
    const link = (text: string, href: string) => textOf(text, [{ type: 'link', attrs: { href } }])
    const noteOf = (text: string, href: string) => {
      const [block] = dataOf(bookOf([{ type: 'paragraph', content: [link(text, href)] }])).blocks
      const [span] = block?.type === 'paragraph' ? block.spans : []
      return span?.type === 'link' ? (span.note ? spansText(span.note) : null) : 'no link'
    }
    expect(noteOf('the list', 'https://example.org/a')).toBe('https://example.org/a')
    expect(noteOf('https://example.org/a', 'https://example.org/a')).toBeNull()
    expect(noteOf('example.org', 'https://example.org/')).toBeNull()
    expect(noteOf('write', 'mailto:a@b.c')).toBe('a@b.c')
    expect(noteOf('run', 'javascript:alert(1)')).toBe('no link')
  })

  test('[PDF-10] lists have their start and kind, tasks their state', () => {
    const items = [1, 2].map((n) => ({ type: 'listItem', content: [paragraphOf(`item ${n}`)] }))
    const markersOf = (node: DocNode) => {
      const [block] = dataOf(bookOf([node])).blocks
      return block?.type === 'list' ? block.markers : 'no list'
    }
    expect(markersOf({ type: 'bulletList', content: items })).toBeUndefined()
    expect(markersOf({ type: 'orderedList', attrs: { start: 9 }, content: items })).toEqual(['9.', '10.'])
    expect(markersOf({ type: 'orderedList', attrs: { start: 26, type: 'a' }, content: items })).toEqual([
      'z.',
      'aa.',
    ])
    expect(markersOf({ type: 'orderedList', attrs: { start: 4, type: 'I' }, content: items })).toEqual([
      'IV.',
      'V.',
    ])
    expect(markersOf({ type: 'orderedList', attrs: { start: 1e300 }, content: items })).toEqual(['1.', '2.'])
    const tasks = [true, false].map((checked) => ({
      type: 'taskItem',
      attrs: { checked },
      content: [paragraphOf('x')],
    }))
    expect(markersOf({ type: 'taskList', content: tasks })).toEqual(['done', 'open'])
  })

  test('[PDF-10] what is nested too deep goes on at the lowest level', () => {
    const { blocks, journal } = dataOf(bookOf([nestedList(10_000)]))
    expect(dataText(blocks)).toContain('level 9999')
    expect(JSON.stringify(blocks).match(/"type":"list"/g)).toHaveLength(8)
    expect(journal.warnings.map(({ code }) => code)).toEqual(['nesting_cut'])
  })

  test('[PDF-11] long lines of code go on behind a sign, and tabs keep their stops', () => {
    const codeOf = (text: string, language: string | null) => {
      const [block] = dataOf(
        bookOf([{ type: 'codeBlock', attrs: { language }, content: [textOf(text)] }]),
      ).blocks
      return block?.type === 'code' ? block.text : 'no code'
    }
    expect(codeOf('a\tb\n\tc', 'c')).toBe('a       b\n        c')
    const lines = codeOf('word '.repeat(40), 'c').split('\ufdd0')
    expect(lines.map(({ length }) => length <= 84)).toEqual([true, true, true])
    expect(lines.join('')).toBe('word '.repeat(40))
    expect(codeOf('x'.repeat(3_000), 'c')).toContain('\n↪ x')
  })

  test('[PDF-12] text says which way it runs, and its language', () => {
    const runs = ['Plain text.', 'זוהי פסקה', 'هذه فقرة', 'トレースの話', '내핵', '内核'].map((text) => {
      const [block] = dataOf(bookOf([paragraphOf(text)])).blocks
      return block?.type === 'paragraph' ? [block.direction, block.language] : []
    })
    expect(runs).toEqual([
      [undefined, undefined],
      ['rtl', 'he'],
      ['rtl', 'ar'],
      [undefined, 'ja'],
      [undefined, 'ko'],
      [undefined, 'zh'],
    ])
    const [block] = dataOf(bookOf([paragraphOf('English')], { language: 'he-IL' })).blocks
    expect(block).toMatchObject({ direction: 'ltr' })
  })

  test('[PDF-13] a book over the limits is refused', () => {
    const big = bookOf([paragraphOf('x'.repeat(MAX_CHARACTERS + 1))])
    expect(() => dataOf(big)).toThrow(expect.objectContaining({ code: 'too_large' }))
    const many = bookOf(Array.from({ length: MAX_BLOCKS + 1 }, () => paragraphOf('x')))
    expect(() => dataOf(many)).toThrow(expect.objectContaining({ code: 'too_large' }))
  })

  test('[PDF-6] a missing character is its code, others stay', () => {
    const { blocks } = dataOf(
      bookOf([paragraphOf('a\u{10FFFD}b x\u0306')]),
      new Set(['\u{10FFFD}', 'x\u0306']),
    )
    expect(dataText(blocks)).toBe('a<10FFFD>b <0078><0306>')
  })

  test('[PDF-7] a picture that is not there, or of a kind that PDF does not hold, leaves a mark', () => {
    const bytes = Uint8Array.of(1)
    const images = imagesOf({ here: { bytes }, avif: { bytes, mediaType: 'image/avif' } })
    const doc = [headingOf(1, 'Shots'), picture('here', 'One'), picture('avif', 'Two'), picture('gone', '')]
    const { blocks, journal } = dataOf(bookOf(doc, { images }))
    expect(dataText(blocks)).toBe('Shots\nOne\n[picture: Two]\n[picture]')
    expect(journal.warnings).toEqual([
      {
        code: 'broken_picture',
        message: 'A picture under “Shots” is of a kind that PDF files do not hold (image/avif).',
      },
      { code: 'broken_picture', message: 'A picture under “Shots” is missing.' },
    ])
  })

  test('[PDF-14] a line may end inside a long word, and not inside a character', () => {
    const text = `${'x'.repeat(100)} ${'👩‍💻'.repeat(40)}`
    const { blocks } = dataOf(bookOf([paragraphOf(text), ...markdownToDoc('short').content]))
    expect(dataText(blocks)).toBe(`${text}\nshort`)
    const [block] = blocks
    const texts =
      block?.type === 'paragraph'
        ? block.spans.flatMap((span) => (span.type === 'text' ? [span.text] : []))
        : []
    expect(texts.length).toBeGreaterThan(10)
    for (const each of texts) expect(each).not.toMatch(/^\u200d|\u200d$|\p{Surrogate}/u)
  })
})

function nestedList(levels: number): DocNode {
  let list: DocNode | null = null
  for (let level = levels - 1; level >= 0; level--) {
    const text = paragraphOf(`level ${level}`)
    list = { type: 'bulletList', content: [{ type: 'listItem', content: list ? [text, list] : [text] }] }
  }
  return list ?? paragraphOf('')
}

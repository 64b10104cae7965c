import { describe, expect, test } from 'vitest'
import { docToText } from '../../../../server/export/text.ts'
import { MAX_LINE_BYTES } from '../../../../server/export/wrap-line.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { textToDoc } from '../../../../server/import/text.ts'
import { docOf, paragraphOf, plainTextOf, textOf } from '../../../../shared/schema/doc-json.ts'
import { wildDoc } from '../../../support/wild-doc.ts'

const text = (markdown: string, width?: number): string =>
  docToText(markdownToDoc(markdown), width === undefined ? {} : { width })

describe('a document written as plain text', () => {
  test('[TXT-20] shows headings, lists, tasks, quotes, code and tables without any markup', () => {
    const markdown = [
      '# One **b**',
      '## Two',
      'a\\\nb',
      '9. x\n10. y\n    - z\n\n      more',
      '- [x] done\n- [ ] open',
      '> q\n>\n> - r',
      '```c\n  code\n```',
      '| Name | n |\n|:--|--:|\n| 東京 | 1 |\n| a | 10<br>11 |',
    ].join('\n\n')
    expect(text(markdown)).toBe(
      [
        'One b\n=====',
        'Two\n---',
        'a\nb',
        '  9. x\n  10. y\n    • z\n\n      more',
        '  [x] done\n  [ ] open',
        '> q\n>\n>   • r',
        '      code',
        'Name   n\n----  --\n東京   1\na     10\n      11\n',
      ].join('\n\n'),
    )
  })

  test('[TXT-21] has a numbered footnote for every link that does not say where it leads', () => {
    const markdown =
      'A [b **c**](https://x.example) d [e](https://y.example) [f](https://x.example) <https://z.example> <mailto:a@b.example>'
    expect(text(markdown)).toBe(
      'A b c [1] d e [2] f [1] https://z.example a@b.example\n\n[1] https://x.example\n[2] https://y.example\n'.replace(
        'a@b.example',
        'mailto:a@b.example',
      ),
    )
  })

  test('[TXT-22] wraps at blanks, and between the characters of Chinese and Japanese, by what a screen shows', () => {
    expect(text('- aaa bbb ccc\n  - ddd eee', 10)).toBe('  • aaa\n    bbb\n    ccc\n    • ddd\n      eee\n')
    expect(text('日本語の文章、折り返す。「括弧」', 10)).toBe('日本語の文\n章、折り返\nす。「括\n弧」\n')
    expect(text('> aaa bbb', 6)).toBe('> aaa\n> bbb\n')
  })

  test('[TXT-23] writes a table that is too wide as a list of its cells', () => {
    expect(
      text('| Name | State |\n|--|--|\n| sched | merged upstream |\n| mm | [new](https://x.example) |', 16),
    ).toBe('Name: sched\nState: merged\n  upstream\n\nName: mm\nState: new [1]\n\n[1] https://x.example\n')
  })

  test('[TXT-24] has no line that mail would not take once a width is given', () => {
    const long = '東'.repeat(2_000)
    const deep = `${'> '.repeat(60)}- ${'x'.repeat(5_000)}`
    const markdown = `${long}\n\n\`\`\`\n${'y'.repeat(3_000)}\n\`\`\`\n\n${deep}\n\n[a](https://x.example/${'z'.repeat(3_000)})`
    const written = text(markdown, 5_000)
    for (const line of written.split('\n'))
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(MAX_LINE_BYTES)
    for (const [letter, count] of [
      ['東', 2_000],
      ['y', 3_000],
      ['x', 5_000],
      ['z', 3_000],
    ] as const) {
      expect(written.split(letter).length - 1).toBeGreaterThanOrEqual(count)
    }
  })

  test('[TXT-25] lists and paragraphs come back from the text as they were', () => {
    const markdown = 'a\\\nb\n\n- c\n  - d\n\n    e\n- f\n\n3. g\n4. h\n   - [x] i\n   - [ ] j\n\nk'
    const doc = markdownToDoc(markdown)
    expect(textToDoc(docToText(doc))).toEqual(doc)
  })

  test('[TXT-26] keeps every word of any document, wrapped or not', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const doc = wildDoc(seed, { blanks: true })
      const plain = docToText(doc)
      const wrapped = docToText(doc, { width: 40 })
      // But for those that also draw lines under headings.
      for (const character of new Set(plainTextOf(doc).replace(/[\s=~-]/g, ''))) {
        const count = (value: string): number => value.split(character).length
        expect(count(plain), `seed ${seed}: ${character}`).toBeGreaterThanOrEqual(count(plainTextOf(doc)))
        expect(count(wrapped), `seed ${seed}: ${character}`).toBeGreaterThanOrEqual(count(plainTextOf(doc)))
      }
      expect(docToText(doc), `seed ${seed}`).toBe(plain)
    }
  })

  test('[TXT-27] is empty without text, and code at its start keeps its indentation', () => {
    expect(docToText(docOf([]))).toBe('')
    expect(docToText(docOf([paragraphOf(''), { type: 'codeBlock', content: [textOf('a\n b')] }]))).toBe(
      '    a\n     b\n',
    )
  })
})

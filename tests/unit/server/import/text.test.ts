import { describe, expect, test } from 'vitest'
import { textToDoc } from '../../../../server/import/text.ts'
import { plainTextOf } from '../../../../shared/schema/doc-json.ts'
import { createRandom } from '../../../support/random-doc.ts'
import { sketchDoc } from '../../../support/sketch-doc.ts'

const sketch = (text: string): string => sketchDoc(textToDoc(text))

describe('plain text becomes a document', () => {
  test.each([
    ['paragraphs and lines', 'a\nb\n\nc', 'p(a⏎b) p(c)'],
    ['lines of blanks alone', 'a\n \u00a0\nb', 'p(a) p(b)'],
    ['indentation that means nothing', '  a\n     b', 'p(  a⏎     b)'],
    ['bullets', '• a\n* b\n- c', 'ul(li(p(a)) li(p(b)) li(p(c)))'],
    ['bullets with unbreakable blanks', '  •\u00a0a\n\u00a0\u00a0•\u00a0b', 'ul(li(p(a)) li(p(b)))'],
    [
      'nesting by two columns',
      '  • a\n    • b\n      • c\n  • d',
      'ul(li(p(a) ul(li(p(b) ul(li(p(c)))))) li(p(d)))',
    ],
    ['items that come back too far', '    • a\n  • b', 'ul(li(p(a)) li(p(b)))'],
    ['text after a label', 'Topics:\n• a', 'p(Topics:) ul(li(p(a)))'],
    ['lines and paragraphs in an item', '• a\n  b\n\n  c\n\nd', 'ul(li(p(a⏎b) p(c))) p(d)'],
    ['text right after an item', '• a\nb', 'ul(li(p(a))) p(b)'],
    ['numbers that follow each other', '1. a\n2. b\n\n3. c', 'ol(li(p(a)) li(p(b)) li(p(c)))'],
    ['numbers that do not', '1. a\n2. b\n1. c\n5. d', 'ol(li(p(a)) li(p(b))) ol(li(p(c))) ol5(li(p(d)))'],
    ['bullets under numbers', '9. a\n  • b\n10. c', 'ol9(li(p(a) ul(li(p(b)))) li(p(c)))'],
    ['a sentence that goes on with a number', 'kernel\n5. Then', 'p(kernel⏎5. Then)'],
    ['years and versions', '2019. a\n\n5.3 b', 'p(2019. a) p(5.3 b)'],
    ['tasks', '• [ ] a\n[x] b', 'tasks(open(p(a)) done(p(b)))'],
    ['markers without text', '•\n-\n1.', 'p(•⏎-⏎1.)'],
    ['addresses', 'see https://x.example/a.', 'p(see {https://x.example/a|https://x.example/a}.)'],
    ['markup of other formats', '# a **b** <b>c</b>', 'p(# a **b** <b>c</b>)'],
    ['line ends of any system', 'a\r\nb\rc', 'p(a⏎b⏎c)'],
    ['nothing', '', 'p'],
  ])('[TXT-1] %s', (_, text, expected) => {
    expect(sketch(text)).toBe(expected)
  })

  test('[TXT-2] no word is lost, and numbers stay, whatever stands where', () => {
    const pieces = [
      'a',
      'b c',
      '•',
      '• x',
      '- y',
      '* z',
      '1. m',
      '2. n',
      '7. o',
      '[ ] p',
      '[x]',
      'https://x.example',
      '日本',
      '\u00a0',
    ]
    for (let seed = 1; seed <= 500; seed++) {
      const random = createRandom(seed)
      const lines = Array.from({ length: 12 }, () => {
        const indent = ' '.repeat(Math.floor(random() * 7))
        return random() < 0.25 ? '' : indent + pieces[Math.floor(random() * pieces.length)]
      })
      const words = (text: string): string[] =>
        text.split(/[\s]+/).filter((word) => word !== '' && !/^(?:[•*-]|\d+\.|\[|x?\])$/.test(word))
      const text = lines.join('\n')
      expect(words(plainTextOf(textToDoc(text))), `seed ${seed}`).toEqual(
        words(text.replace(/^([ \u00a0]*(?:[•*-] )?)\[[ x]\] (?=p)/gm, '$1')),
      )
    }
  })

  test('[TXT-3] lists nested beyond any sense go on at one level', () => {
    const text = Array.from({ length: 500 }, (_, i) => `${' '.repeat(2 * i)}• ${i}`).join('\n')
    expect(plainTextOf(textToDoc(text)).split(/\s+/)).toEqual(
      Array.from({ length: 500 }, (_, i) => String(i)),
    )
  })
})

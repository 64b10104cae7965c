import { describe, expect, test } from 'vitest'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { boundParse } from '../../../../shared/markdown/parse-bounds.ts'
import { parseSpanMarks } from '../../../../shared/markdown/span-marks.ts'
import { plainTextOf } from '../../../../shared/schema/doc-json.ts'
import { createRandom } from '../../../support/random-doc.ts'
import { sketchDoc } from '../../../support/sketch-doc.ts'

const sketch = (markdown: string): string => sketchDoc(markdownToDoc(markdown))

describe('Markdown becomes a document', () => {
  test.each([
    ['headings', '# One *two*\n\nThree\n===', 'h1(One {italic|two}) h1(Three)'],
    [
      'marks',
      '**b** *i* ~~s~~ ++u++ ==h== `c`',
      'p({bold|b} {italic|i} {strike|s} {underline|u} {highlight|h} {code|c})',
    ],
    ['marks in marks', '**b *bi* ++bu++**', 'p({bold|b }{bold italic|bi}{bold| }{bold underline|bu})'],
    ['line ends', 'soft\nline\\\nhard  \nhard', 'p(soft line⏎hard⏎hard)'],
    ['nested lists', '- a\n  1. b\n     - c\n- d', 'ul(li(p(a) ol(li(p(b) ul(li(p(c)))))) li(p(d)))'],
    ['the number a list starts with', '7. a\n8. b', 'ol7(li(p(a)) li(p(b)))'],
    ['an item that begins with a list', '- - a', 'ul(li(p ul(li(p(a)))))'],
    ['tasks', '- [ ] a\n- [x] b\n  - [X] c', 'tasks(open(p(a)) done(p(b) tasks(done(p(c)))))'],
    ['tasks among other items', '- a\n- [x] b\n- c', 'ul(li(p(a))) tasks(done(p(b))) ul(li(p(c)))'],
    ['an empty task', '- [ ] &#x20;\n- [x] b', 'tasks(open(p) done(p(b)))'],
    ['numbered tasks', '1. [ ] a\n2. [x] **b**', 'ol(li(p([ ] a)) li(p([x] {bold|b})))'],
    ['quotes', '> a\n> > b\n\n>', 'quote(p(a) quote(p(b))) quote(p)'],
    [
      'code with its language',
      '```js title="x"\na\n\n  b\n```\n\n    c',
      'code:js title="x"(a\n\n  b) code(c)',
    ],
    ['rules', 'a\n\n---\n\n***', 'p(a) hr hr'],
    [
      'tables with alignment',
      '| a | b |\n|:--|:-:|\n| 1 \\| 2 | `x \\| y` |',
      'table(tr(th:left(p(a)) th:center(p(b))) tr(td:left(p(1 | 2)) td:center(p({code|x | y}))))',
    ],
    [
      'rows that are shorter or longer than the header',
      '| a |\n|---|\n|\n| 1 | 2 |',
      'table(tr(th(p(a)) th(p)) tr(td(p) td(p)) tr(td(p(1)) td(p(2))))',
    ],
    ['lines in a cell', '| a<br>b |\n|---|', 'table(tr(th(p(a⏎b))))'],
    [
      'links',
      '[a **b**](https://x.example "T")',
      'p({https://x.example “T”|a }{https://x.example “T” bold|b})',
    ],
    [
      'links by reference',
      '[a][1] [1]\n\n[1]: https://x.example',
      'p({https://x.example|a} {https://x.example|1})',
    ],
    ['code in a link, which keeps the link', '[`a`](https://x.example)', 'p({https://x.example|a})'],
    ['images, as links to them', '![A](https://x.example/a.png)', 'p({https://x.example/a.png|A})'],
    [
      'images without a description',
      '![](https://x.example/a.png)',
      'p({https://x.example/a.png|https://x.example/a.png})',
    ],
    [
      'images inside links',
      '[![A](https://x.example/a.png)](https://y.example)',
      'p({https://y.example|A} ({https://x.example/a.png|https://x.example/a.png}))',
    ],
    ['nothing', '\n \n', 'p'],
  ])('[MD-1] %s', (_, markdown, expected) => {
    expect(sketch(markdown)).toBe(expected)
  })

  test.each([
    ['raw HTML', '<div class="x">\n  <b>a</b>\n</div>', 'p(<div class="x">⏎  <b>a</b>⏎</div>)'],
    ['raw HTML in a line', 'a <b>c</b> <!-- d *e* -->', 'p(a <b>c</b> <!-- d *e* -->)'],
    ['footnotes', 'a[^1]\n\n[^1]: b\n    c', 'p(a[^1]) p([^1]: b c)'],
    [
      'definitions that nothing uses',
      '[a]: https://x.example "T"',
      'p([a]: {https://x.example|https://x.example} "T")',
    ],
    [
      'a second definition of one name',
      '[a]\n\n[a]: https://x.example\n[a]: https://y.example',
      'p({https://x.example|a}) p([a]: {https://y.example|https://y.example})',
    ],
    ['math', '$$\na_1\n$$ and $b$', 'p($$ a_1 $$ and $b$)'],
    ['attribute lists', '# a {: .b #c}', 'h1(a {: .b #c})'],
    ['markers without their partner', '**a ++b ==c ~~d [e](f', 'p(**a ++b ==c ~~d [e](f)'],
  ])('[MD-2] what a document cannot hold stays as text: %s', (_, markdown, expected) => {
    expect(sketch(markdown)).toBe(expected)
  })

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java&#x09;script:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '/relative',
    '#anchor',
    '//host.example/x',
  ])('[MD-3] a link to %s loses the link and keeps its text', (href) => {
    expect(sketch(`[text](${href}) ![picture](${href})`)).toBe('p(text picture)')
  })

  test.each([
    ['see https://x.example/a_b, ok', 'p(see {https://x.example/a_b|https://x.example/a_b}, ok)'],
    ['(https://x.example/a_(b)).', 'p(({https://x.example/a_(b)|https://x.example/a_(b)}).)'],
    ['見てhttps://x.example。', 'p(見て{https://x.example。|https://x.example。})'],
    ['HTTP://X.example!', 'p({HTTP://X.example|HTTP://X.example}!)'],
    ['www.x.example/a', 'p({http://www.x.example/a|www.x.example/a})'],
    ['**https://x.example**', 'p({https://x.example bold|https://x.example})'],
    [
      '<https://x.example> <mailto:a@b.example>',
      'p({https://x.example|https://x.example} {mailto:a@b.example|mailto:a@b.example})',
    ],
    ['https\\://x.example', 'p(https://x.example)'],
    ['a@b.example', 'p(a@b.example)'],
    ['xhttps://x.example https:// http://.', 'p(xhttps://x.example https:// http://.)'],
    ['`https://x.example`', 'p({code|https://x.example})'],
  ])('[MD-4] bare web addresses are links, without the punctuation after them: %s', (markdown, expected) => {
    expect(sketch(markdown)).toBe(expected)
  })

  test('[MD-5] line ends of any system, a byte order mark, NUL and half characters do no harm', () => {
    expect(sketch('\uFEFF# a\r\n\r\n- b\r- c')).toBe('h1(a) ul(li(p(b)) li(p(c)))')
    expect(plainTextOf(markdownToDoc('a\0b \uD83Dc 👩‍💻 שלום 東京'))).toBe('a\uFFFDb \uFFFDc 👩‍💻 שלום 東京')
  })

  test.each([
    ['if (a==b || c==d) i++; j++', 'p(if (a==b || c==d) i++; j++)'],
    ['a ++b++c', 'p(a ++b++c)'],
    ['日==本==語', 'p(日{highlight|本}語)'],
    ['+++a+++ = ==a==', 'p(+++a+++ = {highlight|a})'],
    ['\\==a== `==b==`', 'p(==a== {code|==b==})'],
    ['==a\nb==', 'p({highlight|a b})'],
    ['== a ==', 'p(== a ==)'],
  ])('[MD-6] ++ and == mark text, but not inside English words and code: %s', (markdown, expected) => {
    expect(sketch(markdown)).toBe(expected)
  })

  test.each([
    ['* and _', ['*', '*', '**', '_', '__']],
    ['~', ['~', '~~']],
  ])('[MD-7] %s pair exactly as the parser’s own rules say', (_, markers) => {
    const pieces = [...markers, ...markers, 'a', 'b', ' ', '.', 'é', '[', '](x)', '`', '\\', '![', '<b>']
    const stock = unified().use(remarkParse).use(remarkGfm).freeze()
    const ours = unified().use(remarkParse).use(remarkGfm).use(parseSpanMarks).use(boundParse).freeze()
    const random = createRandom(7)
    for (let round = 0; round < 3_000; round++) {
      const length = 1 + Math.floor(random() * 14)
      const text = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join('')
      expect(JSON.stringify(ours.parse(text)), `in ${JSON.stringify(text)}`).toBe(
        JSON.stringify(stock.parse(text)),
      )
    }
  })
})

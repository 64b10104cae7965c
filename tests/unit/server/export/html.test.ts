import type { Element, Root, RootContent } from 'hast'
import { describe, expect, test } from 'vitest'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import { docToHtml } from '../../../../server/export/html.ts'
import { htmlToDoc } from '../../../../server/import/html.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { parseDoc } from '../../../../shared/schema/check-doc.ts'
import { docOf, plainTextOf, textOf, type DocNode } from '../../../../shared/schema/doc-json.ts'
import { wildDoc } from '../../../support/wild-doc.ts'

const DOCUMENTS = 250

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title', 'rel'],
  input: ['type', 'disabled', 'checked', 'ariaLabel'],
  ol: ['start', 'type'],
  ul: ['className'],
  code: ['className'],
  th: ['scope', 'colSpan', 'rowSpan', 'style'],
  td: ['colSpan', 'rowSpan', 'style'],
  p: ['dir'],
  li: ['dir'],
  ...Object.fromEntries(
    'h1 h2 h3 h4 h5 h6 blockquote pre hr table thead tbody tr strong em s u mark br'
      .split(' ')
      .map((name) => [name, []]),
  ),
}

function elementsOf(node: Root | RootContent): Element[] {
  if (!('children' in node)) return []
  const inner = node.children.flatMap((child) => elementsOf(child))
  return node.type === 'element' ? [node, ...inner] : inner
}

describe('a document written as HTML', () => {
  test('[HTM-20] has no element, attribute or address but those of documents, whatever people wrote', () => {
    const parser = unified().use(rehypeParse, { fragment: true })
    for (let seed = 1; seed <= DOCUMENTS; seed++) {
      const html = docToHtml(wildDoc(seed, { blanks: true }))
      for (const element of elementsOf(parser.parse(html))) {
        const allowed = ALLOWED[element.tagName]
        expect(allowed, `seed ${seed}: <${element.tagName}>`).toBeDefined()
        expect(allowed, `seed ${seed}: <${element.tagName}>`).toEqual(
          expect.arrayContaining(Object.keys(element.properties)),
        )
        expect(element.properties['href'] ?? 'https:').toMatch(/^(https?:|mailto:)/)
      }
    }
  })

  test('[HTM-21] keeps every text, and is the same document after every further import and export', () => {
    const letters = (node: DocNode): string => plainTextOf(node).replace(/\s/g, '')
    for (let seed = 1; seed <= DOCUMENTS; seed++) {
      const doc = parseDoc(wildDoc(seed, { blanks: false }))
      const back = htmlToDoc(docToHtml(doc))
      expect(letters(back), `seed ${seed}`).toBe(letters(doc))
      expect(htmlToDoc(docToHtml(back)), `seed ${seed}`).toEqual(back)
    }
  })

  test('[HTM-22] has one element for a run of text that shares a mark', () => {
    const doc = markdownToDoc('**a *b* ++c++** [d **e**](https://x.example)')
    expect(docToHtml(doc)).toBe(
      '<p><strong>a <em>b</em> <u>c</u></strong> <a href="https://x.example" rel="noopener noreferrer nofollow">d <strong>e</strong></a></p>',
    )
  })

  test('[HTM-23] has tight items, tables with a head, and boxes with a name', () => {
    const doc = markdownToDoc('- a\n  - b\n- [x] c\n\n| a | b |\n|--|--:|\n| 1 | 2 |')
    expect(docToHtml(doc)).toBe(
      [
        '<ul>',
        '<li>a',
        '<ul>',
        '<li>b</li>',
        '</ul></li>',
        '</ul>',
        '<ul class="tasks">',
        '<li><input type="checkbox" disabled checked aria-label="Done"> c</li>',
        '</ul>',
        '<table>',
        '<thead>',
        '<tr><th scope="col">a</th><th scope="col" style="text-align:right">b</th></tr>',
        '</thead>',
        '<tbody>',
        '<tr><td>1</td><td style="text-align:right">2</td></tr>',
        '</tbody>',
        '</table>',
      ].join('\n'),
    )
  })

  test('[HTM-24] says where text may run from right to left', () => {
    expect(docToHtml(docOf([{ type: 'paragraph', content: [textOf('שלום')] }]))).toBe(
      '<p dir="auto">שלום</p>',
    )
  })

  test('[HTM-25] moves headings down where it is asked to', () => {
    expect(docToHtml(markdownToDoc('# a\n\n##### b'), { headingShift: 2 })).toBe('<h3>a</h3>\n<h6>b</h6>')
  })
})

test('[HTM-26] for books it is XML too, with boxes as signs and pictures where they are asked for', () => {
  const doc = docOf([
    {
      type: 'taskList',
      content: [
        { type: 'taskItem', attrs: { checked: true }, content: [{ type: 'paragraph' }] },
        {
          type: 'taskItem',
          attrs: { checked: false },
          content: [{ type: 'paragraph', content: [textOf('a\nb')] }],
        },
      ],
    },
    { type: 'horizontalRule' },
    { type: 'image', attrs: { id: 'one', alt: '"', width: 1, height: 2 } },
    { type: 'image', attrs: { id: 'none', alt: '' } },
  ])
  const pictureOf = ({ attrs }: DocNode) =>
    attrs?.['id'] === 'one' ? { source: 'images/1.png', width: 1, height: 2 } : null
  expect(docToHtml(doc, { syntax: 'xml', pictureOf })).toBe(`<ul class="tasks">
<li><span role="img" aria-label="Done">☑</span> </li>
<li><span role="img" aria-label="Not done">☐</span> a<br/>b</li>
</ul>
<hr/>
<p><img src="images/1.png" alt="&quot;" width="1" height="2"/></p>
<p class="missing-picture">[picture]</p>`)
})

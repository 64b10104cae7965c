import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { DocView } from '../../../../client/components/DocView.tsx'
import { readDoc } from '../../../../client/components/read-doc.ts'
import type { DocMark, DocNode } from '../../../../shared/schema/doc-json.ts'

/** The HTML of a document without the wrapper and without class names, which are of no interest here. */
function htmlOf(...content: readonly DocNode[]): string {
  return renderToStaticMarkup(createElement(DocView, { doc: { type: 'doc', content } }))
    .replace(/^<div[^>]*>/, '')
    .replace(/<\/div>$/, '')
    .replaceAll(/ class="[^"]*"/g, '')
}

const text = (value: string, ...marks: readonly DocMark[]): DocNode => ({ type: 'text', text: value, marks })
const paragraph = (...content: readonly DocNode[]): DocNode => ({ type: 'paragraph', content })
const item = (type: string, attrs: Record<string, unknown>, value: string): DocNode => ({
  type,
  attrs,
  content: [paragraph(text(value))],
})

describe('DocView', () => {
  it('[PAGE-16] every block of the document schema becomes its element', () => {
    expect(htmlOf(paragraph(text('a'), { type: 'hardBreak' }, text('b')))).toBe('<p>a<br/>b</p>')
    expect(htmlOf({ type: 'bulletList', content: [item('listItem', {}, 'x')] })).toBe(
      '<ul><li><p>x</p></li></ul>',
    )
    expect(htmlOf({ type: 'orderedList', attrs: { start: 4 }, content: [item('listItem', {}, 'x')] })).toBe(
      '<ol start="4"><li><p>x</p></li></ol>',
    )
    expect(htmlOf({ type: 'blockquote', content: [paragraph(text('q'))] })).toBe(
      '<blockquote><p>q</p></blockquote>',
    )
    expect(htmlOf({ type: 'codeBlock', content: [text('1 < 2')] })).toBe(
      '<pre tabindex="0"><code>1 &lt; 2</code></pre>',
    )
    expect(htmlOf({ type: 'horizontalRule' })).toBe('<hr/>')
    const tasks = htmlOf({
      type: 'taskList',
      content: [item('taskItem', { checked: true }, 'x'), item('taskItem', {}, 'y')],
    })
    expect(tasks).toContain('<input type="checkbox" disabled="" aria-label="Done" checked=""/>')
    expect(tasks).toContain('<input type="checkbox" disabled="" aria-label="Open"/>')
    const table = htmlOf({
      type: 'table',
      content: [
        {
          type: 'tableRow',
          content: [
            item('tableHeader', { colspan: 2, rowspan: 1 }, 'h'),
            item('tableCell', { rowspan: 3 }, 'c'),
          ],
        },
      ],
    })
    expect(table).toContain('<tr><th colSpan="2"><p>h</p></th><td rowSpan="3"><p>c</p></td></tr>')
  })

  it('[PAGE-16] every mark becomes its element, the first one outermost', () => {
    const marks = ['bold', 'italic', 'strike', 'underline', 'code', 'highlight'].map((type) => ({ type }))
    expect(htmlOf(paragraph(text('x', ...marks)))).toBe(
      '<p><strong><em><s><u><code><mark>x</mark></code></u></s></em></strong></p>',
    )
  })

  it('[PAGE-16] a document’s highest heading takes the level that the page leaves to it, the others follow', () => {
    const heading = (level: number): DocNode => ({ type: 'heading', attrs: { level }, content: [text('h')] })
    expect(htmlOf(heading(2), heading(3), heading(6))).toBe('<h3>h</h3><h4>h</h4><h6>h</h6>')
  })

  it('[PAGE-17] only http, https and mailto links are links; the text of others stays', () => {
    const link = (href: unknown) => htmlOf(paragraph(text('x', { type: 'link', attrs: { href } })))
    for (const href of ['https://example.org/', 'http://example.org/a?b', 'mailto:a@example.org']) {
      expect(link(href)).toBe(`<p><a href="${href}" rel="noopener noreferrer nofollow">x</a></p>`)
    }
    for (const href of [
      'javascript:alert(1)',
      ' java\nscript:alert(1)',
      'data:text/html,x',
      '//example.org',
      '',
      null,
      7,
    ]) {
      expect([href, link(href)]).toEqual([href, '<p>x</p>'])
    }
  })

  it('[PAGE-17] text is never markup, and unknown nodes show their content instead of hiding it', () => {
    expect(htmlOf(paragraph(text('<img src=x onerror=alert(1)>')))).toBe(
      '<p>&lt;img src=x onerror=alert(1)&gt;</p>',
    )
    expect(htmlOf({ type: 'script', content: [paragraph(text('kept', { type: 'blink' }))] })).toBe(
      '<p>kept</p>',
    )
  })

  it('[PAGE-17] what is no node at all is left out before it is drawn', () => {
    const read = readDoc({
      type: 'doc',
      content: [null, 7, { type: 'paragraph', content: ['x', { type: 'text', text: 'ok', marks: [3] }] }],
    })
    expect(read).toEqual({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text: 'ok', marks: [] }] }],
    })
    expect(readDoc(null)).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { markdownOf } from '../../../../client/editor/doc-text.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { checkedDocOf } from '../../../../shared/schema/check-doc.ts'
import { paragraphOf, textOf, type DocMark, type DocNode } from '../../../../shared/schema/doc-json.ts'

const mark = (type: string): DocMark => ({ type })
const link = (href: string): DocMark => ({ type: 'link', attrs: { href } })
const block = (type: string, content: readonly DocNode[], attrs?: Record<string, unknown>): DocNode => ({
  type,
  content,
  ...(attrs ? { attrs } : {}),
})
const cell = (type: 'tableHeader' | 'tableCell', text: string): DocNode => block(type, [paragraphOf(text)])
const item = (...content: readonly DocNode[]): DocNode => block('listItem', content)

const EVERYTHING: readonly DocNode[] = [
  block('heading', [textOf('Scheduler: 5 * 3 # 2')], { level: 2 }),
  block('paragraph', [
    textOf('plain_with_underscores, '),
    textOf('bold', [mark('bold')]),
    textOf(', '),
    textOf('both', [mark('bold'), mark('italic')]),
    textOf(', '),
    textOf('gone', [mark('strike')]),
    textOf(', '),
    textOf('seen', [mark('highlight')]),
    textOf(', '),
    textOf('a `tick` in it', [mark('code')]),
    textOf(' and '),
    textOf('a [link]', [link('https://example.org/a_(b)')]),
    textOf('.'),
  ]),
  paragraphOf('1. not a list'),
  paragraphOf('# not a heading'),
  paragraphOf('<b>not markup</b> and [not a link](x)'),
  block('paragraph', [textOf('one'), { type: 'hardBreak' }, textOf('two')]),
  block('bulletList', [
    item(paragraphOf('first'), block('bulletList', [item(paragraphOf('nested'))])),
    item(paragraphOf('second')),
  ]),
  block('orderedList', [item(paragraphOf('nine')), item(paragraphOf('ten'))], { start: 9 }),
  block('taskList', [
    block('taskItem', [paragraphOf('open')], { checked: false }),
    block('taskItem', [paragraphOf('done')], { checked: true }),
  ]),
  block('blockquote', [paragraphOf('said'), paragraphOf('and said')]),
  block('codeBlock', [textOf('if (a < b)\n  ```\n')], { language: 'c' }),
  { type: 'horizontalRule' },
  block('table', [
    block('tableRow', [cell('tableHeader', 'who'), cell('tableHeader', 'what')]),
    block('tableRow', [cell('tableCell', 'a | b'), cell('tableCell', '')]),
  ]),
]

describe('the text that people take along', () => {
  it('[CLIENT-26] has everything that a note holds: read back it is the same document', () => {
    const doc = checkedDocOf(EVERYTHING)
    expect(markdownToDoc(markdownOf(doc))).toEqual(doc)
  })

  it('[CLIENT-26] is empty for an empty note', () => {
    expect(markdownOf(checkedDocOf([]))).toBe('')
  })

  it('[CLIENT-26] keeps markers at the words when marked text begins or ends with a space', () => {
    const doc = checkedDocOf([block('paragraph', [textOf('a'), textOf(' b ', [mark('bold')]), textOf('c')])])
    expect(markdownOf(doc)).toBe('a **b** c\n')
  })
})

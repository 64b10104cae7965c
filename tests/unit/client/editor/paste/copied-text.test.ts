import { describe, expect, it } from 'vitest'
import { copiedText } from '../../../../../client/editor/paste/copied-text.ts'
import { paragraphOf, textOf, type DocNode } from '../../../../../shared/schema/doc-json.ts'
import { documentSchema } from '../../../../../shared/schema/extensions.ts'

const block = (type: string, content: readonly DocNode[], attrs?: Record<string, unknown>): DocNode => ({
  type,
  content,
  ...(attrs ? { attrs } : {}),
})
const cell = (text: string): DocNode => block('tableCell', [paragraphOf(text)])

function textOfCopy(blocks: readonly DocNode[], from?: number, to?: number): string {
  const doc = documentSchema.nodeFromJSON({ type: 'doc', content: blocks })
  return copiedText(doc.slice(from ?? 0, to ?? doc.content.size, true))
}

describe('what is copied as plain text', () => {
  it('[PASTE-8] has markers of lists, labels of minutes, fences of code', () => {
    const text = textOfCopy([
      block('heading', [textOf('Plan')], { level: 2 }),
      block('bulletList', [
        block('listItem', [
          paragraphOf('a_b'),
          block('orderedList', [block('listItem', [paragraphOf('inner')])], { start: 3 }),
        ]),
      ]),
      block('taskList', [
        block('taskItem', [paragraphOf('write')], { checked: true, who: 'Ada', due: '2026-12-01' }),
      ]),
      block('minute', [textOf('Is it '), { type: 'missed' }], { kind: 'question', who: 'Ben' }),
      block('blockquote', [paragraphOf('said')]),
      block('codeBlock', [textOf('int x;\n*p = 1;')], { language: 'c' }),
      block('paragraph', [
        textOf('see '),
        textOf('LWN', [{ type: 'link', attrs: { href: 'https://lwn.net/' } }]),
        textOf(' and '),
        textOf('https://a.org', [{ type: 'link', attrs: { href: 'https://a.org' } }]),
      ]),
    ])
    expect(text).toBe(
      [
        '## Plan',
        '- a_b\n  3. inner',
        '- [x] write (Ada, due 2026-12-01)',
        'Question (Ben): Is it [missed]',
        '> said',
        '```c\nint x;\n*p = 1;\n```',
        'see [LWN](https://lwn.net/) and https://a.org',
      ].join('\n\n'),
    )
  })

  it('[PASTE-8] a part of a line, or of code, is its text and nothing else', () => {
    expect(textOfCopy([paragraphOf('foo_bar * baz')], 1, 8)).toBe('foo_bar')
    expect(textOfCopy([block('bulletList', [block('listItem', [paragraphOf('item')])])], 3, 7)).toBe('item')
    expect(textOfCopy([block('codeBlock', [textOf('int x;\nint y;')], { language: 'c' })], 1, 14)).toBe(
      'int x;\nint y;',
    )
    expect(textOfCopy([block('minute', [textOf('yes')], { kind: 'answer', who: 'Ada' })], 1, 4)).toBe('yes')
  })

  it('[PASTE-8] a table alone comes as a spreadsheet takes it, among others as lines with bars', () => {
    const table = block('table', [
      block('tableRow', [cell('who'), cell('what')]),
      block('tableRow', [cell('Ada'), cell('a | b')]),
    ])
    expect(textOfCopy([table])).toBe('who\twhat\nAda\ta | b')
    expect(textOfCopy([paragraphOf('x'), table])).toBe(
      'x\n\n| who | what |\n| --- | --- |\n| Ada | a \\| b |',
    )
  })
})

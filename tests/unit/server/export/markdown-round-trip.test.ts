import { describe, expect, test } from 'vitest'
import { docToMarkdown } from '../../../../server/export/markdown.ts'
import { markdownToDoc } from '../../../../shared/markdown/markdown.ts'
import { checkedDocOf, parseDoc } from '../../../../shared/schema/check-doc.ts'
import { plainTextOf, textOf, type DocNode } from '../../../../shared/schema/doc-json.ts'
import { markdownForm } from '../../../support/markdown-form.ts'
import { wildDoc } from '../../../support/wild-doc.ts'

const DOCUMENTS = 250

const paragraph = (...content: DocNode[]): DocNode => ({ type: 'paragraph', content })
const marked = (text: string, ...types: string[]): DocNode =>
  textOf(
    text,
    types.map((type) => ({ type })),
  )

describe('a document written as Markdown', () => {
  test('[MD-20] comes back as it was, whatever its nodes, marks and characters', () => {
    let compared = 0
    for (let seed = 1; seed <= DOCUMENTS; seed++) {
      const doc = parseDoc(wildDoc(seed, { blanks: true }))
      // A cell is one line in Markdown, so tables come back as the next rule says.
      if (JSON.stringify(doc).includes('"table"')) continue
      const back = markdownToDoc(docToMarkdown(doc))
      expect(markdownForm(back), `seed ${seed}`).toEqual(markdownForm(doc))
      compared++
    }
    expect(compared).toBeGreaterThan(DOCUMENTS / 3)
  })

  test('[MD-21] is the same text after every further import and export, tables included', () => {
    for (let seed = 1; seed <= DOCUMENTS; seed++) {
      const once = docToMarkdown(parseDoc(wildDoc(seed, { blanks: true })))
      const doc = markdownToDoc(once)
      expect(docToMarkdown(doc), `seed ${seed}`).toBe(once)
      expect(markdownToDoc(docToMarkdown(doc)), `seed ${seed}`).toEqual(doc)
    }
  })

  test('[MD-22] keeps any two marks that overlap inside a word', () => {
    const types = ['bold', 'italic', 'strike', 'underline', 'highlight']
    for (const one of types) {
      for (const other of types) {
        if (one === other) continue
        const doc = checkedDocOf([
          paragraph(
            textOf('ab'),
            marked('cd', one),
            marked('ef', one, other),
            marked('gh', other),
            textOf('ij'),
          ),
        ])
        expect(markdownToDoc(docToMarkdown(doc)), `${one} and ${other}`).toEqual(
          parseDoc(JSON.parse(JSON.stringify(doc)) as DocNode),
        )
      }
    }
  })

  test.each([
    ['bold ends before a blank', paragraph(marked('bold ', 'bold'), textOf('plain')), '**bold** plain'],
    [
      'operators stay readable',
      paragraph(textOf('C++ and i++; a == b, a==b')),
      'C\\++ and i\\++; a \\== b, a\\==b',
    ],
    [
      'an e-mail address stays readable',
      paragraph(textOf('write to a.b@example.org')),
      'write to a.b@example.org',
    ],
    [
      'an address that is no link stays none',
      paragraph(textOf('see https://example.org')),
      'see https\\://example.org',
    ],
    [
      'a break in a heading stays on its line',
      { type: 'heading', attrs: { level: 1 }, content: [textOf('a'), { type: 'hardBreak' }, textOf('b')] },
      '# a<br>b',
    ],
    [
      'a fence is longer than what it holds',
      { type: 'codeBlock', attrs: { language: 'md' }, content: [textOf('````\n```')] },
      '`````md\n````\n```\n`````',
    ],
  ] as [string, DocNode, string][])('[MD-23] reads well: %s', (_, block, expected) => {
    expect(docToMarkdown({ type: 'doc', content: [block] })).toBe(`${expected}\n`)
  })

  test('[MD-24] keeps lists of different kinds apart that follow each other', () => {
    const item = (type: string, attrs?: DocNode['attrs']): DocNode => ({
      type,
      ...(attrs ? { attrs } : {}),
      content: [paragraph(textOf('x'))],
    })
    const doc = checkedDocOf([
      { type: 'bulletList', content: [item('listItem')] },
      { type: 'bulletList', content: [item('listItem')] },
      { type: 'taskList', content: [item('taskItem', { checked: true })] },
      { type: 'orderedList', attrs: { start: 7 }, content: [item('listItem')] },
      { type: 'orderedList', attrs: { start: 3 }, content: [item('listItem')] },
    ])
    expect(markdownToDoc(docToMarkdown(doc))).toEqual(doc)
  })

  test('[MD-25] moves headings down where it is asked to, to the sixth level at most', () => {
    const doc = markdownToDoc('# a\n\n> ## b\n\n##### c')
    expect(docToMarkdown(doc, { headingShift: 2 })).toBe('### a\n\n> #### b\n\n###### c\n')
  })

  test('[MD-26] keeps the text of a table whose cells hold more than Markdown can', () => {
    const cell = (type: string, ...content: DocNode[]): DocNode => ({ type, content })
    const doc = checkedDocOf([
      {
        type: 'table',
        content: [
          { type: 'tableRow', content: [cell('tableHeader', paragraph(textOf('a | b')))] },
          {
            type: 'tableRow',
            content: [
              cell(
                'tableCell',
                { type: 'codeBlock', content: [textOf('x | y\nz')] },
                {
                  type: 'orderedList',
                  attrs: { start: 2 },
                  content: [{ type: 'listItem', content: [paragraph(textOf('one'))] }],
                },
              ),
            ],
          },
        ],
      },
    ])
    expect(docToMarkdown(doc)).toContain('| `x \\| y`<br>`z`<br>2. one |')
    expect(plainTextOf(markdownToDoc(docToMarkdown(doc)))).toBe('a | b\nx | y\nz\n2. one')
  })

  test('[MD-27] of an empty document is empty', () => {
    expect(docToMarkdown(checkedDocOf([]))).toBe('')
  })
})

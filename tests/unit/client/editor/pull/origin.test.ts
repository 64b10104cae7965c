import { Editor, type JSONContent } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { describe, expect, it } from 'vitest'
import { lineToMinute } from '../../../../../client/editor/minutes/minute-commands.ts'
import { enterAtOrigin } from '../../../../../client/editor/pull/keep-origins.ts'
import { docToHtml } from '../../../../../server/export/html.ts'
import { docToMarkdown } from '../../../../../server/export/markdown.ts'
import { docToText } from '../../../../../server/export/text.ts'
import { jsonToDoc } from '../../../../../server/import/doc-json-input.ts'
import { parseDoc } from '../../../../../shared/schema/check-doc.ts'
import { docOf, type DocNode } from '../../../../../shared/schema/doc-json.ts'
import { documentExtensions } from '../../../../../shared/schema/extensions.ts'
import { ORIGIN_TYPES, originText, readOrigin } from '../../../../../shared/schema/origin.ts'
import { bullets, heading, item, minute, outline, paragraph, placeOf } from './notes-of.ts'

const ORIGIN = 'n2:7.40'

const from = (node: DocNode): DocNode => ({ ...node, attrs: { ...node.attrs, origin: ORIGIN } })

/** An editor without a screen, with the caret before a text. */
function editorOf(blocks: readonly DocNode[], words: string, offset = 0): Editor {
  const editor = new Editor({
    element: null,
    extensions: documentExtensions,
    content: docOf(blocks) as JSONContent,
  })
  const { tr } = editor.state
  editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, placeOf(tr.doc, words).from + offset)))
  return editor
}
const lines = (editor: Editor): string[] => outline(editor.getJSON().content as readonly DocNode[])

describe('origins of blocks', () => {
  it('[PULL-3] are a note and a Yjs item; everything else is none', () => {
    const origin = { noteId: 'h4kp2', client: 4_294_967_295, clock: 12 }
    expect(readOrigin(originText(origin))).toEqual(origin)
    for (const none of [null, undefined, 7, '', 'h4kp2', 'h4kp2:1', 'h4kp2:1.x', ':1.2', 'a:1.2 ', {}])
      expect(readOrigin(none)).toBeNull()
  })

  const enter = (editor: Editor): boolean => editor.commands.command(({ tr }) => enterAtOrigin(tr))

  it('[PULL-3] a line that Enter makes comes from nowhere, the text keeps its origin', () => {
    const cases: readonly (readonly [DocNode, number, readonly string[]])[] = [
      [paragraph('ab'), 1, ['paragraph*: a', 'paragraph: b']],
      [heading(2, 'ab'), 1, ['h2*: a', 'h2: b']],
      [heading(2, 'ab'), 2, ['h2*: ab', 'paragraph: ']],
      [paragraph('ab'), 0, ['paragraph: ', 'paragraph*: ab']],
      [paragraph('ab'), 2, ['paragraph*: ab', 'paragraph: ']],
    ]
    for (const [block, offset, expected] of cases) {
      const editor = editorOf([from(block)], 'ab', offset)
      expect(enter(editor)).toBe(true)
      expect(lines(editor)).toEqual(expected)
    }
    const selected = editorOf([from(paragraph('abc'))], 'abc', 1)
    selected.commands.setTextSelection({ from: 2, to: 3 })
    expect(enter(selected)).toBe(true)
    expect(lines(selected)).toEqual(['paragraph*: a', 'paragraph: c'])
  })

  it('[PULL-3] in lists as well, where the item has the origin', () => {
    const inside = editorOf([bullets(from(item('ab')))], 'ab', 1)
    expect(enter(inside)).toBe(false)
    inside.commands.splitListItem('listItem')
    expect(lines(inside)).toEqual(['bulletList[listItem*[paragraph: a], listItem[paragraph: b]]'])
    const start = editorOf([bullets(from(item('ab')))], 'ab')
    expect(enter(start)).toBe(true)
    expect(lines(start)).toEqual(['bulletList[listItem[paragraph: ], listItem*[paragraph: ab]]'])
    expect(enter(editorOf([paragraph('ab')], 'ab'))).toBe(false)
  })

  it('[PULL-3] a line that becomes another kind of block keeps it', () => {
    const editor = editorOf([from(paragraph('ab'))], 'ab')
    editor.commands.toggleHeading({ level: 2 })
    expect(lines(editor)).toEqual(['h2*: ab'])
    editor.commands.setNode('minute', { kind: 'action' })
    expect(lines(editor)).toEqual(['action*: ab'])
    const typed = editorOf([from(paragraph('D: ab'))], 'D: ab')
    typed.commands.command(({ tr }) => lineToMinute(tr, { from: 1, to: 4, kind: 'decision' }))
    expect(lines(typed)).toEqual(['decision*: ab'])
  })

  it('[PULL-4] document JSON has them, there and back; what is none is refused with its place', () => {
    const doc = docOf([from(paragraph('a')), bullets(from(item('b'))), from(minute('decision', 'c'))])
    expect(
      jsonToDoc(JSON.stringify(doc)).content.map((node) => JSON.stringify(node).includes(ORIGIN)),
    ).toEqual([true, true, true])
    expect(() => jsonToDoc(JSON.stringify(docOf([{ type: 'paragraph', attrs: { origin: 'x' } }])))).toThrow(
      'expected a place in a note',
    )
    expect(parseDoc(docOf([{ type: 'paragraph', attrs: { origin: 'x' } }]))).toEqual(docOf([paragraph()]))
  })

  it('[PULL-4] a document without any is as it was', () => {
    const doc = docOf([paragraph('a'), bullets(item('b')), { type: 'blockquote', content: [paragraph('c')] }])
    expect(parseDoc(doc)).toEqual(doc)
    expect(jsonToDoc(JSON.stringify(doc))).toEqual(doc)
  })

  it('[PULL-4] no other format shows them', () => {
    const blocks: readonly DocNode[] = [
      heading(2, 'a'),
      paragraph('b'),
      minute('decision', 'c'),
      bullets(item('d')),
      {
        type: 'taskList',
        content: [{ type: 'taskItem', attrs: { checked: true }, content: [paragraph('e')] }],
      },
      { type: 'blockquote', content: [paragraph('f')] },
      { type: 'codeBlock', attrs: { language: null }, content: [{ type: 'text', text: 'g' }] },
      { type: 'image', attrs: { id: 'abc', alt: 'h' } },
    ]
    const everywhere = (node: DocNode): DocNode => ({
      ...(ORIGIN_TYPES.includes(node.type) ? from(node) : node),
      ...(node.content ? { content: node.content.map(everywhere) } : {}),
    })
    const plain = docOf(blocks)
    const marked = docOf(blocks.map(everywhere))
    expect(docToMarkdown(marked)).toBe(docToMarkdown(plain))
    expect(docToHtml(marked)).toBe(docToHtml(plain))
    expect(docToText(marked)).toBe(docToText(plain))
  })
})

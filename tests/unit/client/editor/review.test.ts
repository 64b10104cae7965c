/** Comments in the editor: where their passages are, and how their marks follow edits. */
import { Node } from '@tiptap/pm/model'
import { initProseMirrorDoc } from '@tiptap/y-tiptap'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { lineAt, passageAt, placeThreads } from '../../../../client/editor/review/passages.ts'
import { followEdit, type ReviewMark } from '../../../../client/editor/review/review-marks.ts'
import { FRAGMENT } from '../../../../shared/protocol/messages.ts'
import { docOf, paragraphOf, textOf, type DocNode } from '../../../../shared/schema/doc-json.ts'
import { documentSchema } from '../../../../shared/schema/extensions.ts'
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap'

const shownOf = (...blocks: readonly DocNode[]): Node => Node.fromJSON(documentSchema, docOf(blocks))

/** A shared document and what the editor shows of it. */
function noteOf(...blocks: readonly DocNode[]) {
  const doc = new Y.Doc()
  prosemirrorToYXmlFragment(shownOf(...blocks), doc.getXmlFragment(FRAGMENT))
  const shown = (): Node => initProseMirrorDoc(doc.getXmlFragment(FRAGMENT), documentSchema).doc
  return { doc, shown }
}

const list = (...texts: readonly string[]): DocNode => ({
  type: 'bulletList',
  content: texts.map((text) => ({ type: 'listItem', content: [paragraphOf(text)] })),
})
const table = (text: string): DocNode => ({
  type: 'table',
  content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraphOf(text)] }] }],
})

describe('passages', () => {
  it('[REVIEW-1] what is selected in any block is found again at its place, also after others wrote before it', () => {
    const named: DocNode = {
      type: 'minute',
      attrs: { kind: 'question' },
      content: [textOf('ask '), { type: 'personName', attrs: { name: 'Ada' } }, textOf(' about it')],
    }
    const { doc, shown } = noteOf(paragraphOf('First'), list('one', 'two words'), table('cell'), named)
    const before = shown()
    const words = ['First', 'two words', 'cell', 'about it']
    const kept = words.map((text) => {
      let from = -1
      before.descendants((node, position) => {
        const at = node.isText ? (node.text?.indexOf(text) ?? -1) : -1
        if (at >= 0) from = position + at
      })
      const passage = passageAt(doc, before, { from, to: from + text.length })!
      expect(passage).toMatchObject({ quote: text, from, to: from + text.length, blocks: 1 })
      return { ...passage, id: text, kind: 'comment' as const }
    })
    const first = new Y.XmlElement('paragraph')
    first.insert(0, [new Y.XmlText('Written meanwhile')])
    doc.getXmlFragment(FRAGMENT).insert(0, [first])
    const after = shown()
    const places = placeThreads(doc, after, kept)!
    for (const text of words) {
      const { from, to } = places.get(text)!
      expect(after.textBetween(from, to)).toBe(text)
    }
  })

  it('[REVIEW-1] a selection over several blocks is one passage, without the edges that hold no text', () => {
    const { doc, shown } = noteOf(paragraphOf('One two'), { type: 'horizontalRule' }, paragraphOf('three'))
    const all = passageAt(doc, shown(), { from: 0, to: shown().content.size })
    expect(all).toMatchObject({ quote: 'One two\nthree', blocks: 2 })
    expect(passageAt(doc, shown(), { from: 9, to: 10 })).toBeNull()
  })

  it('[REVIEW-1] while the two documents differ there is no place, rather than a wrong one', () => {
    const { doc, shown } = noteOf(paragraphOf('One two'))
    const late = shown()
    doc.getXmlFragment(FRAGMENT).insert(0, [new Y.XmlElement('paragraph')])
    expect(passageAt(doc, late, { from: 1, to: 4 })).toBeNull()
    expect(placeThreads(doc, late, [])).toBeNull()
  })

  it('[REVIEW-16] without a selection the line with the caret is the passage, if it has words', () => {
    const { doc, shown } = noteOf(paragraphOf('First'), list('one', 'two words'), { type: 'paragraph' })
    const caret = shown().content.size - 8
    expect(passageAt(doc, shown(), lineAt(shown(), caret)!)).toMatchObject({ quote: 'two words', blocks: 1 })
    expect(passageAt(doc, shown(), lineAt(shown(), 1)!)).toMatchObject({ quote: 'First', from: 1, to: 6 })
    expect(lineAt(shown(), shown().content.size - 1)).toBeNull()
    expect(lineAt(shown(), 0)).toBeNull()
  })
})

describe('marks of passages', () => {
  const mark: ReviewMark = { from: 5, to: 10, thread: 't', kind: 'comment', isCurrent: false }
  const before = shownOf(paragraphOf('The brown fox'))
  const after = (text: string) => followEdit([mark], before, shownOf(paragraphOf(text)))[0]

  it('[REVIEW-1] hold on to their first and their last character', () => {
    const cases: [string, [number, number] | null][] = [
      ['The brown fox jumps', [5, 10]],
      ['Look: The brown fox', [11, 16]],
      ['The red brown fox', [9, 14]],
      ['The browner fox', [5, 10]],
      ['The brXown fox', [5, 11]],
      ['The fox', null],
      ['The own fox', [5, 8]],
      ['The bro fox', [5, 8]],
    ]
    for (const [text, expected] of cases) {
      const followed = after(text)
      expect([text, followed ? [followed.from, followed.to] : null]).toEqual([text, expected])
    }
  })
})

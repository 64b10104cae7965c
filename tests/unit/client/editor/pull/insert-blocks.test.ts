import { EditorState, TextSelection } from '@tiptap/pm/state'
import { expect, it } from 'vitest'
import { insertBlocks } from '../../../../../client/editor/pull/insert-blocks.ts'
import type { DocNode } from '../../../../../shared/schema/doc-json.ts'
import { documentSchema } from '../../../../../shared/schema/extensions.ts'
import { bullets, item, minute, outline, paragraph, placeOf } from './notes-of.ts'

const PULLED = [minute('decision', 'Merge it')]

/** The summary after blocks were put in: below the text that the caret is in, or at the end. */
function after(summary: readonly DocNode[], blocks: readonly DocNode[], caretIn?: string) {
  const doc = documentSchema.nodeFromJSON({ type: 'doc', content: summary })
  const state = EditorState.create({ doc })
  const { tr } = state
  if (caretIn !== undefined) tr.setSelection(TextSelection.create(tr.doc, placeOf(doc, caretIn).from + 1))
  const placed = insertBlocks(tr, blocks, { atCaret: caretIn !== undefined })
  tr.doc.check()
  return {
    lines: outline((tr.doc.toJSON() as DocNode).content ?? []),
    placed: tr.doc.textBetween(placed.from, placed.to, ' ').trim(),
    caretIn: tr.selection.$head.parent.textContent,
  }
}

it('[PULL-1] blocks go below the line with the caret, or to the end; the caret follows them', () => {
  const summary = [paragraph('first'), paragraph('second')]
  expect(after(summary, PULLED)).toEqual({
    lines: ['paragraph: first', 'paragraph: second', 'decision: Merge it'],
    placed: 'Merge it',
    caretIn: 'Merge it',
  })
  expect(after(summary, PULLED, 'first').lines).toEqual([
    'paragraph: first',
    'decision: Merge it',
    'paragraph: second',
  ])
})

it('[PULL-1] they take the place of an empty line, and of an empty summary', () => {
  expect(after([paragraph()], PULLED).lines).toEqual(['decision: Merge it'])
  expect(after([paragraph('first'), paragraph()], PULLED).lines).toEqual([
    'paragraph: first',
    'decision: Merge it',
  ])
})

it('[PULL-1] a list goes on behind one of its kind: below the item with the caret, or at the end', () => {
  const list = [bullets(item('one'), item('two'))]
  const pulled = [bullets(item('new'))]
  expect(after(list, pulled).lines).toEqual([
    'bulletList[listItem[paragraph: one], listItem[paragraph: two], listItem[paragraph: new]]',
  ])
  expect(after(list, pulled, 'one')).toEqual({
    lines: ['bulletList[listItem[paragraph: one], listItem[paragraph: new], listItem[paragraph: two]]'],
    placed: 'new',
    caretIn: 'new',
  })
  expect(after(list, [...pulled, ...PULLED]).lines).toEqual([
    'bulletList[listItem[paragraph: one], listItem[paragraph: two], listItem[paragraph: new]]',
    'decision: Merge it',
  ])
  // Anything else goes below the whole list.
  expect(after(list, PULLED, 'one').lines).toEqual([
    'bulletList[listItem[paragraph: one], listItem[paragraph: two]]',
    'decision: Merge it',
  ])
})

it('[PULL-1] below a picture at the end there is a line to write on', () => {
  expect(after([paragraph('first')], [{ type: 'image', attrs: { id: 'abc' } }]).lines).toEqual([
    'paragraph: first',
    'image: ',
    'paragraph: ',
  ])
})

import { EditorState, NodeSelection, TextSelection, type Transaction } from '@tiptap/pm/state'
import { describe, expect, it } from 'vitest'
import {
  backspaceInMinute,
  enterInMinute,
  insertAtom,
  lineToMinute,
  nameToMinute,
  toggleOffRecord,
} from '../../../../../client/editor/minutes/minute-commands.ts'
import { documentSchema } from '../../../../../shared/schema/extensions.ts'

type Json = Record<string, unknown>

const text = (value: string): Json => ({ type: 'text', text: value })
const inline = (value: string): Json => (value === '' ? {} : { content: [text(value)] })
const paragraph = (value = ''): Json => ({ type: 'paragraph', ...inline(value) })
const minute = (kind: string, value = '', attrs: Json = {}): Json => ({
  type: 'minute',
  attrs: { kind, ...attrs },
  ...inline(value),
})
const bullets = (...lines: string[]): Json => ({
  type: 'bulletList',
  content: lines.map((line) => ({ type: 'listItem', content: [paragraph(line)] })),
})

/** A state with the selection from the `|` in the text to the second one, if there is one. */
function stateOf(...blocks: Json[]): EditorState {
  const doc = documentSchema.nodeFromJSON({ type: 'doc', content: blocks })
  const places: number[] = []
  doc.descendants((node, at) => {
    for (const match of node.text?.matchAll(/\|/g) ?? []) places.push(at + match.index)
  })
  const state = EditorState.create({ doc })
  const { tr } = state
  for (const place of places.toReversed()) tr.delete(place, place + 1)
  const [anchor = 1, head = anchor + 1] = places
  tr.setSelection(TextSelection.create(tr.doc, anchor, Math.max(anchor, head - 1)))
  return state.apply(tr)
}

type Change = (tr: Transaction, state: EditorState) => boolean

function after(state: EditorState, change: Change): EditorState | null {
  const { tr } = state
  return change(tr, state) ? state.apply(tr) : null
}

/** `question: Why?` for each block, nested ones in brackets. */
function outline(state: EditorState | null): string[] | null {
  if (!state) return null
  const lineOf = (node: EditorState['doc']): string => {
    const name = node.type.name === 'minute' ? String(node.attrs['kind']) : node.type.name
    if (node.isTextblock) return `${name}: ${node.textBetween(0, node.content.size, undefined, '·')}`
    return `${name}[${node.children.map(lineOf).join(', ')}]`
  }
  return state.doc.children.map(lineOf)
}

const caretIn = ({ selection }: EditorState): string => selection.$from.parent.type.name

describe('Enter and Backspace in minutes', () => {
  it('[EDIT-2] Enter in a question begins its answer, in any other minute plain text', () => {
    const asked = after(stateOf(minute('question', 'Why?|', { who: 'Ada' })), enterInMinute)!
    expect(outline(asked)).toEqual(['question: Why?', 'answer: '])
    expect(asked.doc.child(0).attrs['who']).toBe('Ada')
    expect(asked.doc.child(1).attrs['who']).toBeNull()
    expect(asked.selection.$from.parent).toBe(asked.doc.child(1))
    for (const kind of ['answer', 'action', 'decision']) {
      const next = after(stateOf(minute(kind, 'Yes.|')), enterInMinute)!
      expect(outline(next)).toEqual([`${kind}: Yes.`, 'paragraph: '])
      expect(caretIn(next)).toBe('paragraph')
    }
  })

  it('[EDIT-2] Enter within a minute takes the rest along, with nothing of what was selected', () => {
    expect(outline(after(stateOf(minute('decision', 'Merge| it')), enterInMinute))).toEqual([
      'decision: Merge',
      'paragraph:  it',
    ])
    expect(outline(after(stateOf(minute('question', 'Why |not |now?')), enterInMinute))).toEqual([
      'question: Why ',
      'answer: now?',
    ])
  })

  it('[EDIT-2] Enter at the start of a minute makes room above it', () => {
    const state = after(stateOf(minute('action', '|Mend it', { who: 'Ada' })), enterInMinute)!
    expect(outline(state)).toEqual(['paragraph: ', 'action: Mend it'])
    expect(state.doc.child(1).attrs['who']).toBe('Ada')
    expect(caretIn(state)).toBe('minute')
  })

  it('[EDIT-2] an empty minute ends with Enter and with Backspace; elsewhere both stay as they are', () => {
    const empty = EditorState.create({
      doc: documentSchema.nodeFromJSON({ type: 'doc', content: [minute('answer')] }),
      selection: TextSelection.create(
        documentSchema.nodeFromJSON({ type: 'doc', content: [minute('answer')] }),
        1,
      ),
    })
    expect(outline(after(empty, enterInMinute))).toEqual(['paragraph: '])
    expect(outline(after(empty, backspaceInMinute))).toEqual(['paragraph: '])
    expect(after(stateOf(paragraph('text|')), enterInMinute)).toBeNull()
    expect(after(stateOf(paragraph('|text')), backspaceInMinute)).toBeNull()
  })

  it('[EDIT-2] Backspace at the start keeps the text alone, and within it deletes', () => {
    expect(outline(after(stateOf(minute('question', '|Why?')), backspaceInMinute))).toEqual([
      'paragraph: Why?',
    ])
    expect(after(stateOf(minute('question', 'W|hy?')), backspaceInMinute)).toBeNull()
    expect(after(stateOf(minute('question', '|Why|?')), backspaceInMinute)).toBeNull()
  })
})

describe('text that becomes something else', () => {
  it('[EDIT-3] the start of a line makes it a minute, whatever follows; another kind keeps whose it is', () => {
    const toQuestion: Change = (tr) => lineToMinute(tr, { from: 1, to: 3, kind: 'question' })
    expect(outline(after(stateOf(paragraph('Q:|rest')), toQuestion))).toEqual(['question: rest'])
    const changed = after(stateOf(minute('answer', 'Q:|', { who: 'Ada' })), toQuestion)!
    expect(outline(changed)).toEqual(['question: '])
    expect(changed.doc.child(0).attrs['who']).toBe('Ada')
  })

  it('[EDIT-3] the first line of a list item stays text', () => {
    const state = stateOf(bullets('Q:|'))
    expect(after(state, (tr) => lineToMinute(tr, { from: 3, to: 5, kind: 'question' }))).toBeNull()
  })

  it('[EDIT-14] a name at the start of a minute says whose it is, once', () => {
    const named: Change = (tr) => nameToMinute(tr, { from: 1, to: 5, name: 'Ada Lovelace' })
    const changed = after(stateOf(minute('answer', 'Ada:|no', { due: '2026-11-28' })), named)!
    expect(outline(changed)).toEqual(['answer: no'])
    expect(changed.doc.child(0).attrs).toMatchObject({ who: 'Ada Lovelace', due: '2026-11-28' })
    expect(after(stateOf(minute('answer', 'Ada:|no', { who: 'Grace' })), named)).toBeNull()
    expect(after(stateOf(paragraph('Ada:|no')), named)).toBeNull()
  })

  it('[EDIT-9] a gap takes the place of what is selected, and can be selected itself', () => {
    const gap = documentSchema.nodes['missed']!.create()
    const state = after(stateOf(paragraph('He said |something|.')), (tr) => insertAtom(tr, gap))!
    expect(outline(state)).toEqual(['paragraph: He said ·.'])
    expect(state.selection.empty).toBe(true)
    expect(NodeSelection.isSelectable(state.selection.$from.nodeBefore!)).toBe(true)
    const code = stateOf({ type: 'codeBlock', content: [text('a|b')] })
    expect(after(code, (tr) => insertAtom(tr, gap))).toBeNull()
  })
})

describe('off the record', () => {
  it('[EDIT-8] the selected blocks go off the record together, and each can come back', () => {
    const off = after(
      stateOf(paragraph('one|'), minute('answer', 'two|'), paragraph('three')),
      toggleOffRecord,
    )!
    expect(outline(off)).toEqual(['offRecord[paragraph: one, answer: two]', 'paragraph: three'])
    expect(outline(after(off, toggleOffRecord))).toEqual([
      'paragraph: one',
      'answer: two',
      'paragraph: three',
    ])
    const first = stateOf({ type: 'offRecord', content: [paragraph('one|'), paragraph('two')] })
    expect(outline(after(first, toggleOffRecord))).toEqual(['paragraph: one', 'offRecord[paragraph: two]'])
  })

  it('[EDIT-8] a list goes as a whole', () => {
    const state = after(stateOf(bullets('one', 'tw|o')), toggleOffRecord)
    const list = 'bulletList[listItem[paragraph: one], listItem[paragraph: two]]'
    expect(outline(state)).toEqual([`offRecord[${list}]`])
    expect(outline(after(state!, toggleOffRecord))).toEqual([list])
  })
})

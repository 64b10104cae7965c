import { afterEach, expect, it } from 'vitest'
import { blockItems } from '../../../../../client/editor/pull/block-items.ts'
import { findSource, firstLineOf } from '../../../../../client/editor/pull/find-source.ts'
import { exchange, HeadlessEditor, noteOf } from '../../../../support/headless-editor.ts'
import { bullets, heading, item, notesOf, offRecord, paragraph } from './notes-of.ts'

const editors: HeadlessEditor[] = []
afterEach(() => {
  for (const editor of editors.splice(0)) editor.destroy()
})

function open(...lines: string[]): HeadlessEditor {
  const editor = new HeadlessEditor(noteOf(lines))
  editors.push(editor)
  return editor
}

/** The item of the line with a text. */
function itemOf({ fragment, state }: HeadlessEditor, line: string) {
  for (const [position, element] of blockItems(fragment, state.doc)) {
    const { client, clock } = element._item?.id ?? {}
    if (state.doc.nodeAt(position)?.textContent === line && client !== undefined && clock !== undefined)
      return { client, clock }
  }
  throw new Error(`expected the line “${line}”`)
}

/** The line that a source leads to by now. */
function found(
  { fragment, state: { doc } }: HeadlessEditor,
  source: Parameters<typeof findSource>[1],
): string | null {
  const position = findSource({ fragment, doc }, source)
  return position === null ? null : (doc.nodeAt(position)?.textContent ?? '')
}

it('[PULL-5] every block has the item that the shared document knows it by', () => {
  const { doc, fragment } = notesOf(
    heading(2, 'a'),
    bullets(item('b', bullets(item('c')))),
    offRecord(paragraph('d')),
    { type: 'image', attrs: { id: 'abc' } },
  )
  const items = blockItems(fragment, doc)
  const names = new Map<number, string>()
  doc.descendants((node, position) => {
    if (node.isBlock) names.set(position, node.type.name)
  })
  expect(names.size).toBe(10)
  expect(new Map([...items].map(([position, { nodeName }]) => [position, nodeName]))).toEqual(names)
})

it('[PULL-5] the passage is found whatever is written around and into it, by others too', () => {
  const here = open('first', 'the passage', 'last')
  const there = open()
  exchange(here, there)
  const origin = itemOf(here, 'the passage')
  there.select('|first')
  there.type('new ')
  there.enter()
  there.select('the |passage')
  there.type('whole ')
  exchange(there, here)
  expect(found(here, { origin, text: 'the passage' })).toBe('the whole passage')
  here.select('the whole passage|')
  here.enter()
  here.type('and on')
  exchange(here, there)
  for (const editor of [here, there]) {
    expect(found(editor, { origin, text: 'the passage' })).toBe('the whole passage')
  }
})

it('[PULL-5] made another kind of block, or joined with its neighbour, it is found by its words', () => {
  const editor = open('first', 'what was said then', 'last')
  const origin = itemOf(editor, 'what was said then')
  editor.select('what| was')
  const { $from } = editor.state.selection
  editor.dispatch(
    editor.state.tr.setBlockType($from.start(), $from.end(), editor.state.schema.nodes['heading']!, {
      level: 2,
    }),
  )
  expect(found(editor, { origin, text: 'what was said then' })).toBe('what was said then')
  expect(editor.state.doc.child(1).type.name).toBe('heading')
  editor.select('|what was')
  editor.dispatch(editor.state.tr.join(editor.state.selection.$from.before()))
  expect(found(editor, { origin, text: 'what was said then' })).toBe('firstwhat was said then')
})

it('[PULL-6] one that is deleted is not found, nor anything else in its place; undo brings it back', () => {
  const editor = open('first', 'the passage', 'last')
  const source = { origin: itemOf(editor, 'the passage'), text: 'the passage' }
  editor.select('the| passage')
  const { $from } = editor.state.selection
  editor.dispatch(editor.state.tr.delete($from.before(), $from.after()))
  expect(found(editor, source)).toBeNull()
  expect(found(editor, { ...source, text: '' })).toBeNull()
  editor.undoManager.undo()
  expect(found(editor, source)).toBe('the passage')
})

it('[PULL-5] a list or a box goes by its first line', () => {
  const { doc } = notesOf(bullets(item('one'), item('two')))
  expect(firstLineOf(doc.child(0))).toBe('one')
  expect(firstLineOf(notesOf(paragraph('p')).doc.child(0))).toBe('p')
})

import type { Node as DocumentNode } from '@tiptap/pm/model'
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state'
import {
  absolutePositionToRelativePosition,
  relativePositionToAbsolutePosition,
  ySyncPlugin,
  ySyncPluginKey,
  yXmlFragmentToProseMirrorRootNode,
  type ProsemirrorBinding,
} from '@tiptap/y-tiptap'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { reuseUntouchedNodes } from '../../../../client/editor/reuse-nodes.ts'
import { FRAGMENT } from '../../../../shared/protocol/messages.ts'
import { documentSchema } from '../../../../shared/schema/extensions.ts'

/** An editor without a screen: the binding, a state, and what the binding wants to know of a view. */
class HeadlessEditor {
  readonly doc = new Y.Doc()
  readonly fragment = this.doc.getXmlFragment(FRAGMENT)
  readonly binding: ProsemirrorBinding
  state: EditorState

  constructor(content: Uint8Array) {
    Y.applyUpdate(this.doc, content)
    this.state = EditorState.create({ schema: documentSchema, plugins: [ySyncPlugin(this.fragment)] })
    this.binding = (ySyncPluginKey.getState(this.state) as { binding: ProsemirrorBinding }).binding
    this.binding.initView(this)
    this.binding._forceRerender()
  }

  hasFocus(): boolean {
    return false
  }

  readonly dispatch = (transaction: Transaction): void => {
    this.state = this.state.apply(transaction)
    if (transaction.getMeta(ySyncPluginKey)) return
    this.binding.mux(() => {
      this.doc.transact(() => this.binding._prosemirrorChanged(this.state.doc), ySyncPluginKey)
    })
  }

  destroy(): void {
    this.binding.destroy()
    this.doc.destroy()
  }
}

const editors: HeadlessEditor[] = []
afterEach(() => {
  for (const editor of editors.splice(0)) editor.destroy()
})

function openEditors(count: number, content: Uint8Array): readonly HeadlessEditor[] {
  return Array.from({ length: count }, () => {
    const editor = new HeadlessEditor(content)
    reuseUntouchedNodes(editor.binding)
    editors.push(editor)
    return editor
  })
}

function paragraphs(count: number): Uint8Array {
  const doc = new Y.Doc()
  const blocks = Array.from({ length: count }, (_, index) => {
    const block = new Y.XmlElement('paragraph')
    block.insert(0, [new Y.XmlText(`Line ${index} of the notes`)])
    return block
  })
  doc.getXmlFragment(FRAGMENT).insert(0, blocks)
  return Y.encodeStateAsUpdate(doc)
}

/** mulberry32 */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}

function oneOf<T>(list: readonly T[], random: () => number): T {
  const item = list[Math.floor(random() * list.length)]
  if (item === undefined) throw new Error('expected a list that is not empty')
  return item
}

/** Positions where text can be. */
function textPlaces(doc: DocumentNode): readonly number[] {
  const places: number[] = []
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true
    for (let offset = 0; offset <= node.content.size; offset++) places.push(position + 1 + offset)
    return false
  })
  return places
}

function editRandomly(editor: HeadlessEditor, random: () => number): void {
  const { state } = editor
  const { doc, tr, schema } = state
  const places = textPlaces(doc)
  const place = places[Math.floor(random() * places.length)] ?? 1
  const block = Math.floor(random() * doc.childCount)
  const start = doc.content.content.slice(0, block).reduce((sum, node) => sum + node.nodeSize, 0)
  const node = doc.child(block)
  const edits: readonly (() => Transaction)[] = [
    () => tr.insertText('abc', place),
    () => tr.split(place),
    () => tr.delete(place, Math.min(place + 3, doc.resolve(place).end())),
    () => tr.delete(place, doc.resolve(place).end()),
    () => tr.addMark(doc.resolve(place).start(), place, schema.mark('bold')),
    () => tr.insert(start, schema.node('heading', { level: 2 }, schema.text('Title'))),
    () => tr.insert(start, schema.node('bulletList', null, [listItem('one'), listItem('two')])),
    () => (doc.childCount > 1 ? tr.delete(start, start + node.nodeSize) : tr),
    // What dragging a block to the front does.
    () => tr.delete(start, start + node.nodeSize).insert(0, node),
  ]
  const edit = edits[Math.floor(random() * edits.length)]
  try {
    const changed = edit?.()
    if (changed?.docChanged && changed.doc.childCount > 0) editor.dispatch(changed)
  } catch (error) {
    // Not every place can be split; such an edit is no edit.
    if (!(error instanceof RangeError)) throw error
  }
}

const listItem = (text: string): DocumentNode =>
  documentSchema.node('listItem', null, [documentSchema.node('paragraph', null, documentSchema.text(text))])

function exchange(from: HeadlessEditor, to: HeadlessEditor): void {
  Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'network')
}

/** What the editor shows and where its places are, next to what a new editor on the same document has. */
function compareWithNew(editor: HeadlessEditor): { readonly here: object; readonly anew: object } {
  const anew = new HeadlessEditor(Y.encodeStateAsUpdate(editor.doc))
  const places = textPlaces(editor.state.doc)
  const relative = places.map((place) =>
    absolutePositionToRelativePosition(place, editor.fragment, editor.binding.mapping),
  )
  const placesIn = ({ doc, fragment, binding }: HeadlessEditor): readonly (number | null)[] =>
    relative.map((each) => relativePositionToAbsolutePosition(doc, fragment, each, binding.mapping))
  const rendered = yXmlFragmentToProseMirrorRootNode(anew.fragment, documentSchema).toJSON() as unknown
  const result = {
    here: { shown: editor.state.doc.toJSON() as unknown, places, found: placesIn(editor) },
    anew: { shown: rendered, places: placesIn(anew), found: placesIn(anew) },
  }
  anew.destroy()
  return result
}

describe('a binding that keeps untouched nodes', () => {
  for (const seed of [1, 20_190_909, 77, 4_242]) {
    it(`[CLIENT-23] shows what the document holds, and the same places, after random edits by three (seed ${seed})`, () => {
      const random = randomFrom(seed)
      const all = openEditors(3, paragraphs(6))
      for (let round = 0; round < 6; round++) {
        for (let step = 0; step < 20; step++) {
          const one = oneOf(all, random)
          const other = oneOf(all, random)
          editRandomly(one, random)
          if (random() < 0.4 && one !== other) exchange(one, other)
        }
        for (const from of all) for (const to of all) if (from !== to) exchange(from, to)
        for (const editor of all) {
          const { here, anew } = compareWithNew(editor)
          expect({ seed, round, ...here }).toEqual({ seed, round, ...anew })
          expect(editor.state.doc.eq(oneOf(all, random).state.doc)).toBe(true)
        }
      }
    })
  }

  it('[CLIENT-24] a remote new line on top leaves the nodes of all other lines as they are', () => {
    const [mine, theirs] = openEditors(2, paragraphs(200))
    if (!mine || !theirs) throw new Error('expected two editors')
    const before = mine.state.doc.content.content
    theirs.dispatch(
      theirs.state.tr.insert(0, documentSchema.node('paragraph', null, documentSchema.text('New'))),
    )
    exchange(theirs, mine)
    expect(mine.state.doc.firstChild?.textContent).toBe('New')
    const kept = mine.state.doc.content.content.filter((node) => before.includes(node))
    expect(kept.length).toBe(200)
  })

  it('[CLIENT-25] the caret stays in its word while others write above it', () => {
    const [mine, theirs] = openEditors(2, paragraphs(5))
    if (!mine || !theirs) throw new Error('expected two editors')
    const place = mine.state.doc.content.size - 4
    mine.dispatch(mine.state.tr.setSelection(TextSelection.create(mine.state.doc, place)))
    const word = mine.state.doc.textBetween(place - 3, place)
    theirs.dispatch(theirs.state.tr.insertText('More text. ', 1).split(12))
    exchange(theirs, mine)
    const { head } = mine.state.selection
    expect(head).toBeGreaterThan(place)
    expect(mine.state.doc.textBetween(head - 3, head)).toBe(word)
  })
})

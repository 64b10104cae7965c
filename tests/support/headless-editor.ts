/** An editor without a screen: the shared text, a state with the plugins that write to it, and what keeps its caret. */
import type { Node as DocumentNode } from '@tiptap/pm/model'
import { EditorState, TextSelection, type Plugin, type PluginView, type Transaction } from '@tiptap/pm/state'
import {
  ySyncPlugin,
  ySyncPluginKey,
  yUndoPlugin,
  yUndoPluginKey,
  type ProsemirrorBinding,
} from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { CaretKeeper } from '../../client/editor/keep-caret.ts'
import { reuseUntouchedNodes } from '../../client/editor/reuse-nodes.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { documentSchema } from '../../shared/schema/extensions.ts'

export class HeadlessEditor {
  readonly doc = new Y.Doc()
  readonly fragment = this.doc.getXmlFragment(FRAGMENT)
  readonly binding: ProsemirrorBinding
  readonly undoManager: Y.UndoManager
  readonly keeper: CaretKeeper
  readonly editable = true
  readonly #views: readonly PluginView[]
  state: EditorState

  constructor(content: Uint8Array, plugins: readonly Plugin[] = []) {
    Y.applyUpdate(this.doc, content)
    const undo = yUndoPlugin()
    this.state = EditorState.create({
      schema: documentSchema,
      plugins: [ySyncPlugin(this.fragment), undo, ...plugins],
    })
    this.binding = (ySyncPluginKey.getState(this.state) as { binding: ProsemirrorBinding }).binding
    this.undoManager = (yUndoPluginKey.getState(this.state) as { undoManager: Y.UndoManager }).undoManager
    this.binding.initView(this)
    this.binding._forceRerender()
    reuseUntouchedNodes(this.binding)
    undo.spec.view?.call(undo, this as never)
    this.keeper = new CaretKeeper(this.binding, this.undoManager)
    this.#views = plugins.flatMap((plugin) => plugin.spec.view?.call(plugin, this as never) ?? [])
  }

  hasFocus(): boolean {
    return false
  }

  readonly dispatch = (transaction: Transaction): void => {
    const before = this.state
    this.keeper?.adjust(transaction, before)
    this.state = this.state.applyTransaction(transaction).state
    // Nothing is written back while the binding itself is at work.
    this.binding.mux(() => {
      this.doc.transact((change) => {
        change.meta.set('addToHistory', transaction.getMeta('addToHistory') !== false)
        this.binding._prosemirrorChanged(this.state.doc)
      }, ySyncPluginKey)
    })
    for (const view of this.#views ?? []) view.update?.(this as never, before)
  }

  /** Puts the caret into the text, at a `|` in it; with a second one the selection ends there. */
  select(text: string): void {
    const parts = text.split('|')
    const start = positionOf(this.state.doc, parts.join(''))
    const anchor = start + (parts[0]?.length ?? 0)
    const head = parts.length > 2 ? anchor + (parts[1]?.length ?? 0) : anchor
    this.dispatch(this.state.tr.setSelection(TextSelection.create(this.state.doc, anchor, head)))
  }

  /** Writes at the caret, one letter at a time as people do. */
  type(text: string): void {
    for (const letter of text) this.dispatch(this.state.tr.insertText(letter))
  }

  /** Presses Enter. */
  enter(): void {
    this.dispatch(this.state.tr.split(this.state.selection.head))
  }

  /** The lines of the note with a `|` where the caret is, `||` around a selection. */
  get text(): string {
    const { doc, selection } = this.state
    const lines: string[] = []
    doc.descendants((node, at) => {
      if (!node.isTextblock) return true
      const ends = [selection.to, selection.from].filter((end) => end > at && end <= at + node.nodeSize - 1)
      let line = node.textContent
      for (const end of selection.empty ? ends.slice(0, 1) : ends) {
        line = `${line.slice(0, end - at - 1)}|${line.slice(end - at - 1)}`
      }
      lines.push(line)
      return false
    })
    return lines.join('\n')
  }

  destroy(): void {
    for (const view of this.#views) view.destroy?.()
    this.keeper.dispose()
    this.undoManager.destroy()
    this.binding.destroy()
    this.doc.destroy()
  }
}

/** A note of paragraphs, one a line. */
export function noteOf(lines: readonly string[]): Uint8Array {
  const doc = new Y.Doc()
  const blocks = lines.map((line) => {
    const block = new Y.XmlElement('paragraph')
    if (line !== '') block.insert(0, [new Y.XmlText(line)])
    return block
  })
  doc.getXmlFragment(FRAGMENT).insert(0, blocks)
  return Y.encodeStateAsUpdate(doc)
}

/** Tells one editor what another one has written. */
export function exchange(from: HeadlessEditor, to: HeadlessEditor): void {
  Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), 'network')
}

function positionOf(doc: DocumentNode, text: string): number {
  let found: number | null = null
  doc.descendants((node, at) => {
    if (found === null && node.isTextblock && node.textContent.includes(text)) {
      found = at + 1 + node.textContent.indexOf(text)
    }
    return found === null
  })
  if (found === null) throw new Error(`expected “${text}” in the note`)
  return found
}

/**
 * Keeps the caret, the selection and the chosen formatting while others write, and puts the caret where undo and redo
 * change something. The Yjs binding (y-tiptap 3.0.9) guesses by comparing texts: an empty line that somebody adds
 * above takes the caret away from another empty line, a line break before it leaves it behind, and undo throws when
 * others have shortened the note meanwhile.
 */
import { Extension } from '@tiptap/core'
import { Plugin, Selection, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { ySyncPluginKey, yUndoPluginKey, type ProsemirrorBinding } from '@tiptap/y-tiptap'
import type { RelativePosition, UndoManager } from 'yjs'
import { changedRange, findMovedText } from './moved-text.ts'
import { isRemoteTransaction, isUndoTransaction } from './remote-change.ts'
import { findPlace, placeAt } from './sticky-place.ts'

interface KeptSelection {
  readonly anchor: RelativePosition
  readonly head: RelativePosition
}

export class CaretKeeper {
  readonly #binding: ProsemirrorBinding
  readonly #undoManager: UndoManager | null
  #kept: KeptSelection | null = null

  constructor(binding: ProsemirrorBinding, undoManager: UndoManager | null) {
    this.#binding = binding
    this.#undoManager = undoManager
    binding.doc.on('beforeAllTransactions', this.#keep)
    undoManager?.on('stack-item-popped', this.#dropSelection)
  }

  dispose(): void {
    this.#binding.doc.off('beforeAllTransactions', this.#keep)
    this.#undoManager?.off('stack-item-popped', this.#dropSelection)
  }

  /** Puts the selection right in a transaction that is about to be applied to the state. */
  adjust(transaction: Transaction, state: EditorState): void {
    if (!transaction.docChanged) return
    if (isUndoTransaction(transaction)) placeAtChange(transaction)
    else if (isRemoteTransaction(transaction)) this.#restore(transaction, state)
  }

  #restore(transaction: Transaction, state: EditorState): void {
    const { selection, storedMarks } = state
    if (this.#kept && selection instanceof TextSelection) {
      const anchor = this.#find(this.#kept.anchor, selection.anchor, transaction)
      const head = selection.empty ? anchor : this.#find(this.#kept.head, selection.head, transaction)
      if (anchor !== null && head !== null) {
        const { doc } = transaction
        transaction.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head)))
      }
    }
    // Bold that was chosen for what comes next stays chosen.
    if (storedMarks && transaction.selection.empty) transaction.setStoredMarks(storedMarks)
  }

  #find(place: RelativePosition, position: number, { before, doc }: Transaction): number | null {
    const found = findPlace(place, this.#binding)
    if (!found) return null
    const stays = Math.min(found.position, doc.content.size)
    if (found.holds) return stays
    const isInText = doc.resolve(stays).parent.isTextblock
    return findMovedText({ before, after: doc }, position, isInText ? stays : null) ?? stays
  }

  readonly #keep = (): void => {
    const state = this.#binding.prosemirrorView?.state as EditorState | undefined
    if (!state) return
    const { anchor, head } = state.selection
    this.#kept = { anchor: placeAt(anchor, this.#binding), head: placeAt(head, this.#binding) }
    this.#dropGuess()
  }

  /** Without the old positions the binding does not guess. */
  #dropGuess(): void {
    const selection = this.#binding.beforeTransactionSelection as {
      absAnchor?: number
      absHead?: number
    } | null
    if (!selection) return
    delete selection.absAnchor
    delete selection.absHead
  }

  /** The binding is told of an undo when it is over, and would put the caret there at the next change by others. */
  readonly #dropSelection = (): void => {
    const binding = this.#binding as { beforeTransactionSelection: object | null }
    binding.beforeTransactionSelection = null
  }
}

/** The caret goes behind what undo or redo changed, and into sight. What only looks different stays selected. */
function placeAtChange(transaction: Transaction): void {
  const { before, doc, selection } = transaction
  const changed = changedRange(before, doc)
  if (!changed) return
  const isOnlyLook = before.textContent === doc.textContent
  const isThere = selection.from >= changed.from && selection.to <= changed.to
  if (!isOnlyLook || !isThere) {
    transaction.setSelection(Selection.near(doc.resolve(changed.firstEnd), -1))
  }
  transaction.scrollIntoView()
}

export const KeepCaret = Extension.create<object, { keeper: CaretKeeper | null }>({
  name: 'keepCaret',

  addStorage() {
    return { keeper: null }
  },

  dispatchTransaction({ transaction, next }) {
    this.storage.keeper?.adjust(transaction, this.editor.state)
    next(transaction)
  },

  addProseMirrorPlugins() {
    const { storage } = this
    return [
      new Plugin({
        view: ({ state }) => {
          const sync = ySyncPluginKey.getState(state) as { readonly binding: ProsemirrorBinding } | undefined
          const undo = yUndoPluginKey.getState(state) as { readonly undoManager: UndoManager } | undefined
          const keeper = sync ? new CaretKeeper(sync.binding, undo?.undoManager ?? null) : null
          storage.keeper = keeper
          return {
            destroy: () => {
              keeper?.dispose()
              if (storage.keeper === keeper) storage.keeper = null
            },
          }
        },
      }),
    ]
  },
})

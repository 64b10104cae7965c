/**
 * Lets a key act where the caret is. Browsers move it by themselves and tell afterwards by an event. A key or a paste
 * that comes before that event would act where the caret was (prosemirror-view 1.x: a line broken at the wrong place),
 * and what others do would put it back there.
 */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/** What the editor itself calls when that event comes; not part of its published types. */
interface ObservedView {
  readonly domObserver?: { readonly flush?: () => void }
}

/** Takes over where the browser has the caret, unless characters are being composed: then it is the input method's. */
export function noticeCaret(view: EditorView): void {
  if (!view.composing) (view as unknown as ObservedView).domObserver?.flush?.()
}

export const NoticeCaret = Extension.create({
  name: 'noticeCaret',
  // Before whoever takes the key.
  priority: 2_000,

  dispatchTransaction({ transaction, next }) {
    const { state, view } = this.editor
    // What is shown anew, others' carets for example, comes with the selection that the state had.
    if (!transaction.docChanged && !transaction.selectionSet) {
      noticeCaret(view)
      const { selection } = this.editor.state
      if (!selection.eq(state.selection)) transaction.setSelection(selection)
    }
    next(transaction)
  },

  addProseMirrorPlugins() {
    const notice = (view: EditorView): boolean => {
      noticeCaret(view)
      return false
    }
    return [new Plugin({ props: { handleDOMEvents: { keydown: notice, paste: notice, cut: notice } } })]
  },
})

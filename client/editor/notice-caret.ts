/**
 * Lets a key act where the caret is. Browsers move it by themselves and tell afterwards by an event; a key or a paste
 * that comes before that event would act where the caret was (prosemirror-view 1.x: a line broken at the wrong place).
 */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'

/** What the editor itself calls when that event comes; not part of its published types. */
interface ObservedView {
  readonly domObserver?: { readonly flush?: () => void }
}

/** Returns false, as a handler that leaves the event to others. */
export function noticeCaret(view: EditorView): boolean {
  // While characters are being composed the text and the caret belong to the input method.
  if (!view.composing) (view as unknown as ObservedView).domObserver?.flush?.()
  return false
}

export const NoticeCaret = Extension.create({
  name: 'noticeCaret',
  // Before whoever takes the key.
  priority: 2_000,

  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: { handleDOMEvents: { keydown: noticeCaret, paste: noticeCaret, cut: noticeCaret } },
      }),
    ]
  },
})

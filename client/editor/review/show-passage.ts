import type { Editor } from '@tiptap/core'
import { scrollerOf } from '../hold-still.ts'
import type { EditorRange } from './passages.ts'

/** Brings a passage to the middle of what is seen of the text. The caret stays where it is. */
export function showPassage(editor: Editor, { from }: EditorRange): void {
  const { dom } = editor.view
  const scroller = scrollerOf(dom)
  const top = scroller instanceof Element ? scroller.getBoundingClientRect().top : 0
  const height = scroller instanceof Element ? scroller.clientHeight : window.innerHeight
  // A third from the top: below it there may be a panel.
  const wanted = top + height / 3
  scroller.scrollBy({ top: editor.view.coordsAtPos(from).top - wanted, behavior: 'instant' })
}

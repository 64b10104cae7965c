/**
 * Keeps the line that somebody is writing where it is on the screen while others write above it. The browser's own
 * scroll anchoring gives up inside a focused editor, and is switched off there (document.css) so that the two never
 * correct the same shift.
 */
import { Extension } from '@tiptap/core'
import type { EditorView } from '@tiptap/pm/view'
import { isRemoteTransaction } from './remote-change.ts'

export const HoldStill = Extension.create({
  name: 'holdStill',

  onBeforeCreate() {
    const { editor } = this
    let topBefore: number | null = null
    editor.on('beforeTransaction', ({ transaction }) => {
      const isRemote = transaction.docChanged && isRemoteTransaction(transaction)
      topBefore = isRemote ? visibleTopOf(lineBeingWritten(editor.view)) : null
    })
    editor.on('transaction', () => {
      if (topBefore === null) return
      // The line is looked up anew: the same text may now be in another element.
      const line = lineBeingWritten(editor.view)
      const shift = line ? line.getBoundingClientRect().top - topBefore : 0
      topBefore = null
      if (line && Math.abs(shift) >= 1) scrollerOf(line).scrollBy(0, shift)
    })
  },
})

/** The element of the innermost block that holds the caret, if this editor has the focus. */
function lineBeingWritten(view: EditorView): Element | null {
  if (!view.hasFocus()) return null
  const { $head } = view.state.selection
  if ($head.depth === 0) return null
  const node = view.nodeDOM($head.before())
  return node instanceof Element ? node : null
}

/** Where the line is in the window; null when it is out of sight, and nobody minds if it moves. */
function visibleTopOf(line: Element | null): number | null {
  if (!line) return null
  const { top, bottom } = line.getBoundingClientRect()
  return bottom > 0 && top < window.innerHeight ? top : null
}

/** What scrolls the element: the nearest part of the page with a scroll bar of its own, or the window. */
export function scrollerOf(element: Element): Element | Window {
  for (
    let parent = element.parentElement;
    parent && parent !== document.body;
    parent = parent.parentElement
  ) {
    const { overflowY } = getComputedStyle(parent)
    if ((overflowY === 'auto' || overflowY === 'scroll') && parent.scrollHeight > parent.clientHeight)
      return parent
  }
  return window
}

/** Puts text in the place of what was found. The new text has the marks that the old text began with. */
import type { Editor } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import type { Transaction } from '@tiptap/pm/state'
import { undoManagerOf } from '../undo-manager.ts'
import type { Match } from './find-matches.ts'

/** Replaces in one step of the history, apart from what was typed before and after; says how many. */
export function replaceMatches(editor: Editor, matches: readonly Match[], replacement: string): number {
  const { tr } = editor.state
  const count = replaceIn(tr, matches, replacement)
  if (count === 0) return 0
  undoManagerOf(editor.state)?.stopCapturing()
  editor.view.dispatch(tr)
  undoManagerOf(editor.state)?.stopCapturing()
  return count
}

/** The same on a transaction. A match that is or holds a name or a time is left alone: it is not text to edit. */
export function replaceIn(transaction: Transaction, matches: readonly Match[], replacement: string): number {
  const { doc } = transaction
  let count = 0
  // From the end, so that the places before it still hold.
  for (const { from, to } of matches.toReversed()) {
    if (!isText(doc, from, to)) continue
    if (replacement === '') transaction.delete(from, to)
    else {
      const marks = doc.nodeAt(from)?.marks ?? []
      transaction.replaceWith(from, to, doc.type.schema.text(replacement, marks))
    }
    count += 1
  }
  return count
}

function isText(doc: Node, from: number, to: number): boolean {
  let isOnlyText = true
  doc.nodesBetween(from, to, (node) => {
    if (node.isInline && !node.isText) isOnlyText = false
  })
  return isOnlyText
}

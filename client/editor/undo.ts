/** Undo. When the last thing that happened is that typed Markdown became structure, that is what is taken back. */
import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { lastConversion } from './markdown-rules.ts'

/** True when something was undone. After a conversion, what was typed stands there again, to the last letter. */
export function undo(editor: Editor): boolean {
  const conversion = lastConversion(editor.state)
  if (!editor.commands.undo()) return false
  const { tr, doc } = editor.state
  if (conversion && /^[^\n]+$/.test(conversion.text) && conversion.from <= doc.content.size) {
    const { text, from } = conversion
    tr.insertText(text, from)
    editor.view.dispatch(tr.setSelection(TextSelection.create(tr.doc, from + text.length)))
  }
  return true
}

/** The editor's one undo history: Yjs keeps it, for this participant's own changes only. */
import type { Editor } from '@tiptap/core'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import type { UndoManager } from 'yjs'

export function undoManagerOf(editor: Editor): UndoManager | undefined {
  return (yUndoPluginKey.getState(editor.state) as { readonly undoManager?: UndoManager } | undefined)
    ?.undoManager
}

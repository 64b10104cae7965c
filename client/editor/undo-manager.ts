import type { EditorState } from '@tiptap/pm/state'
import { yUndoPluginKey } from '@tiptap/y-tiptap'
import type { UndoManager } from 'yjs'

/** The editor's one undo history: Yjs keeps it, for this participant's own changes only. */
export function undoManagerOf(state: EditorState): UndoManager | undefined {
  return (yUndoPluginKey.getState(state) as { readonly undoManager?: UndoManager } | undefined)?.undoManager
}

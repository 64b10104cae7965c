import { ySyncPluginKey } from '@tiptap/y-tiptap'
import type { EditorState, Transaction } from '@tiptap/pm/state'

interface SyncMeta {
  readonly isChangeOrigin?: boolean
  readonly isUndoRedoOperation?: boolean
}

const isFromElsewhere = (meta: SyncMeta | undefined): boolean =>
  meta?.isChangeOrigin === true && meta.isUndoRedoOperation !== true

/** Whether a transaction brings a change that was made elsewhere, not by typing or undoing here. */
export function isRemoteTransaction(transaction: Transaction): boolean {
  return isFromElsewhere(transaction.getMeta(ySyncPluginKey) as SyncMeta | undefined)
}

/** Whether a transaction is an undo or a redo of something that was done here. */
export function isUndoTransaction(transaction: Transaction): boolean {
  const meta = transaction.getMeta(ySyncPluginKey) as SyncMeta | undefined
  return meta?.isUndoRedoOperation === true
}

/** Whether the state is the result of such a transaction. */
export function isRemoteState(state: EditorState): boolean {
  return isFromElsewhere(ySyncPluginKey.getState(state) as SyncMeta | undefined)
}

/** Keeps hold of a node while others write: a change of theirs moves every position in the editor. */
import type { EditorState } from '@tiptap/pm/state'
import { ySyncPluginKey, type ProsemirrorBinding } from '@tiptap/y-tiptap'

/** Where the node that now begins at `position` is later; null once it is gone. */
export function rememberNode(state: EditorState, position: number): (state: EditorState) => number | null {
  const node = state.doc.nodeAt(position)
  const sync = ySyncPluginKey.getState(state) as { readonly binding: ProsemirrorBinding } | undefined
  const mapping = sync?.binding.mapping
  // What the shared document has for it stays the same, whatever becomes of its text and attributes.
  const [shared] = [...(mapping ?? [])].find(([, mapped]) => mapped === node) ?? []
  return ({ doc }) => {
    const current = shared && mapping?.get(shared)
    let found: number | null = null
    doc.descendants((candidate, at) => {
      if (candidate === current) found = at
      return found === null
    })
    return found
  }
}

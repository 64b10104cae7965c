/**
 * Enter in a block with an origin: the origin stays with the beginning of the text, and the new line comes from nowhere.
 * The editor's own Enter would copy it to both halves, or leave it to the empty line above the text.
 */
import { Extension } from '@tiptap/core'
import type { Transaction } from '@tiptap/pm/state'

/** False where the editor's own Enter is right. */
export function enterAtOrigin(tr: Transaction): boolean {
  const { $from, $to } = tr.selection
  const { parent, depth } = $from
  const { paragraph } = tr.doc.type.schema.nodes
  if (!paragraph || !parent.isTextblock || parent.type.spec.code || !$from.sameParent($to)) return false
  const isAtStart = $from.parentOffset === 0 && $to.parentOffset < parent.content.size
  const holder = depth > 1 && $from.index(-1) === 0 ? $from.node(-1) : null
  if (holder?.type.name.endsWith('Item')) {
    if (!isAtStart || !tr.selection.empty || holder.attrs['origin'] == null) return false
    tr.insert($from.before(-1), holder.type.create(null, paragraph.create()))
  } else {
    if (parent.attrs['origin'] == null) return false
    if (!tr.selection.empty) tr.deleteSelection()
    if (isAtStart) tr.insert($from.before(), paragraph.create())
    else splitLine(tr)
  }
  tr.scrollIntoView()
  return true
}

/** Behind a heading goes plain text. */
function splitLine(tr: Transaction): void {
  const { $from } = tr.selection
  const { type, attrs, content } = $from.parent
  const { paragraph } = type.schema.nodes
  const isAtEnd = $from.parentOffset === content.size
  tr.split($from.pos, 1, [
    isAtEnd && paragraph ? { type: paragraph } : { type, attrs: { ...attrs, origin: null } },
  ])
}

export const KeepOrigins = Extension.create({
  name: 'keepOrigins',
  // Before the keys of lists, behind those of minutes.
  priority: 900,

  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => editor.commands.command(({ tr }) => enterAtOrigin(tr)),
    }
  },
})

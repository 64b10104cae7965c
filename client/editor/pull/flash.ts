/** Shows for a moment which blocks are meant. It changes no attribute, so that the editor sees no change. */
import type { Editor } from '@tiptap/core'
import type { Range } from './pick-blocks.ts'

const FLASH_MS = 1_600

export function flashBlocks(editor: Editor, { from, to }: Range): void {
  const { doc } = editor.state
  doc.nodesBetween(from, Math.min(to, doc.content.size), (node, position, parent) => {
    // A list goes by its items: the part of it that is meant may be small.
    const isList = node.isBlock && !node.isTextblock && node.firstChild?.type.name.endsWith('Item') === true
    if (isList) return true
    const element = editor.view.nodeDOM(position)
    if (element instanceof HTMLElement && parent) flash(element)
    return false
  })
}

function flash(element: HTMLElement): void {
  const marked = { backgroundColor: 'var(--mark-found, color-mix(in oklab, var(--accent) 28%, transparent))' }
  element.animate([marked, { ...marked, offset: 0.5 }, { backgroundColor: 'transparent' }], {
    duration: FLASH_MS,
    easing: 'ease-out',
  })
}

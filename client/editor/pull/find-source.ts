/** Where in the notes a block of the summary comes from, as they are by now. */
import type { Node } from '@tiptap/pm/model'
import type * as Y from 'yjs'
import type { Origin } from '../../../shared/schema/origin.ts'
import { findSameWords } from '../../../shared/schema/same-words.ts'
import { positionOfItem } from './block-items.ts'

/**
 * The position of the block itself, wherever it is and whatever it says by now. One that was made another kind of block,
 * joined with its neighbour or moved with the clipboard is another item: then the line that says the same, if one does.
 * Null: nothing there says it any more.
 */
export function findSource(
  { fragment, doc }: { readonly fragment: Y.XmlFragment; readonly doc: Node },
  { origin, text }: { readonly origin: Pick<Origin, 'client' | 'clock'>; readonly text: string },
): number | null {
  return positionOfItem(fragment, doc, origin) ?? positionOfText(doc, text)
}

function positionOfText(doc: Node, text: string): number | null {
  const blocks: { readonly text: string; readonly position: number }[] = []
  doc.descendants((node, position) => {
    if (node.isTextblock) blocks.push({ text: node.textContent, position })
    return !node.isTextblock
  })
  return findSameWords(blocks, text)?.position ?? null
}

/** The text of a block's first line. */
export function firstLineOf(block: Node): string {
  let line: string | null = block.isTextblock ? block.textContent : null
  block.descendants((node) => {
    if (line === null && node.isTextblock) line = node.textContent
    return line === null
  })
  return line ?? ''
}

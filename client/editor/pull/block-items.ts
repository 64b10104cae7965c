/**
 * Which Yjs item each block of an editor's document is, and where a block with a given item stands. Both documents have
 * the same tree; where they differ, since a change is on its way from one to the other, nothing is known for a moment.
 */
import type { Node } from '@tiptap/pm/model'
import * as Y from 'yjs'
import { ORIGIN_TYPES, originText } from '../../../shared/schema/origin.ts'

/** The elements of all blocks by their positions. */
export function blockItems(fragment: Y.XmlFragment, doc: Node): ReadonlyMap<number, Y.XmlElement> {
  const items = new Map<number, Y.XmlElement>()
  addItemsIn(fragment, doc, { start: 0, items })
  return items
}

function addItemsIn(
  shared: Y.XmlFragment,
  node: Node,
  { start, items }: { readonly start: number; readonly items: Map<number, Y.XmlElement> },
): void {
  const elements = shared.toArray().filter((child) => child instanceof Y.XmlElement)
  node.forEach((child, offset, index) => {
    const element = elements[index]
    if (element?.nodeName !== child.type.name) return
    items.set(start + offset, element)
    if (!child.isTextblock && !child.isLeaf) {
      addItemsIn(element, child, { start: start + offset + 1, items })
    }
  })
}

/** Where the block with an item stands; null when there is none any more. */
export function positionOfItem(
  fragment: Y.XmlFragment,
  doc: Node,
  { client, clock }: { readonly client: number; readonly clock: number },
): number | null {
  for (const [position, { _item: item }] of blockItems(fragment, doc)) {
    if (item?.id.client === client && item.id.clock === clock) return position
  }
  return null
}

/** The document with the origin of each block: the block itself. Positions are the same. */
export function withOrigins(doc: Node, fragment: Y.XmlFragment, noteId: string): Node {
  const items = blockItems(fragment, doc)
  const mark = (node: Node, position: number): Node => {
    if (node.isLeaf && !ORIGIN_TYPES.includes(node.type.name)) return node
    const children: Node[] = []
    node.forEach((child, offset) => {
      children.push(child.isInline ? child : mark(child, position + 1 + offset))
    })
    const item = items.get(position)?._item
    const isMarked = item && ORIGIN_TYPES.includes(node.type.name)
    const attrs = isMarked ? { ...node.attrs, origin: originText({ noteId, ...item.id }) } : node.attrs
    return node.type.create(attrs, children, node.marks)
  }
  // The document itself has no opening token.
  return mark(doc, -1)
}

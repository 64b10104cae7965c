/**
 * Places in a note that stay where they are while others write: after a character, or at the start of a block. The
 * Yjs binding has places of its own kind, but loses them in empty lines (they move behind what others write there) and
 * at the start of a note.
 */
import type { ProsemirrorBinding } from '@tiptap/y-tiptap'
import * as Y from 'yjs'

/** What of the binding is needed: the shared text, and the nodes that it is shown as. */
export type SharedText = Pick<ProsemirrorBinding, 'doc' | 'type' | 'mapping'>

type SharedType = SharedText['mapping'] extends Map<infer Type, unknown> ? Type : never

/** Sticks to what is before a place. */
const TO_THE_LEFT = -1

/** The place at a position of the document that is shown. */
export function placeAt(position: number, { type: root, mapping }: SharedText): Y.RelativePosition {
  let type: SharedType = root
  let rest = position
  for (;;) {
    let index = 0
    let inner: SharedType | null = null
    for (const child of childrenOf(type)) {
      if (child instanceof Y.XmlText) {
        if (rest <= child.length) return Y.createRelativePositionFromTypeIndex(child, rest, TO_THE_LEFT)
      } else if (rest === 0) break
      const size = sizeOf(child, mapping)
      if (rest < size) {
        inner = child
        break
      }
      rest -= size
      index++
    }
    if (!inner) return Y.createRelativePositionFromTypeIndex(type, index, TO_THE_LEFT)
    type = inner
    rest -= 1
  }
}

/** Where a place is now. */
export interface FoundPlace {
  readonly position: number
  /** Whether what the place sticks to is still there; otherwise the position is where it was. */
  readonly holds: boolean
}

/** Finds a place again; null when it is not part of the text at all. */
export function findPlace(place: Y.RelativePosition, text: SharedText): FoundPlace | null {
  const { doc, type: root, mapping } = text
  const found = Y.createAbsolutePositionFromRelativePosition(place, doc)
  if (!found) return null
  let holds = place.item === null || !Y.getItem(doc.store, place.item).deleted
  let type: SharedType = found.type
  let position = type instanceof Y.XmlText ? found.index : sizeOfFirst(found.index, type, mapping)
  while (type !== root) {
    const item: Y.Item | null = type._item
    if (!item) return null
    if (item.deleted) {
      holds = false
      position = 0
    } else if (!(type instanceof Y.XmlText)) position += 1
    const parent = item.parent as SharedType
    position += sizeBeforeItem(parent, item, mapping)
    type = parent
  }
  return { position, holds }
}

function* childrenOf(type: SharedType): Generator<SharedType> {
  if (type instanceof Y.XmlText) return
  for (let item = type._start; item; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentType) yield item.content.type
  }
}

function sizeOfFirst(count: number, type: SharedType, mapping: SharedText['mapping']): number {
  let size = 0
  let index = 0
  for (const child of childrenOf(type)) {
    if (index++ === count) break
    size += sizeOf(child, mapping)
  }
  return size
}

/** The same up to one child, which may be deleted. */
function sizeBeforeItem(parent: SharedType, end: Y.Item, mapping: SharedText['mapping']): number {
  let size = 0
  for (let item = parent._start; item && item !== end; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentType) size += sizeOf(item.content.type, mapping)
  }
  return size
}

function sizeOf(type: SharedType, mapping: SharedText['mapping']): number {
  if (type instanceof Y.XmlText) return type.length
  const node = mapping.get(type)
  return node && 'nodeSize' in node ? node.nodeSize : 0
}

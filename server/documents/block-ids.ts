/**
 * Ids of a note's blocks on reading pages. A block keeps its id whatever is written in and around it, and the id says
 * nothing else: which blocks came from the same browser, as numbers of Yjs items do, is not for readers.
 */
import { createHash } from 'node:crypto'
import * as Y from 'yjs'
import { ORIGIN_TYPES } from '../../shared/schema/origin.ts'

/** Of a Yjs item. */
export interface ItemId {
  readonly client: number
  readonly clock: number
}

/** Their first paragraph has no element of its own in HTML. */
const HOLDS_LINE: ReadonlySet<string> = new Set(['listItem', 'taskItem', 'tableCell', 'tableHeader'])

/** See BLOCK_ID (shared/schema/origin.ts). */
export function blockIdOf({ client, clock }: ItemId): string {
  return `b${createHash('sha256').update(`${client}.${clock}`).digest('base64url').slice(0, 10)}`
}

/** The block's id; null where a page has no element for it that could bear one. */
export function shownBlockId(element: Y.XmlElement): string | null {
  const { _item: item, parent } = element
  if (!item || !ORIGIN_TYPES.includes(element.nodeName)) return null
  const isLine =
    element.nodeName === 'paragraph' &&
    parent instanceof Y.XmlElement &&
    HOLDS_LINE.has(parent.nodeName) &&
    parent.firstChild === element
  return isLine ? null : blockIdOf(item.id)
}

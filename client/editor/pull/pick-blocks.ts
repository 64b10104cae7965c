/**
 * The blocks that a selection is in, as a copy to stand elsewhere: whole lines, the items of lists one by one, boxes and
 * tables whole; without what is off the record and without empty lines.
 */
import type { Node } from '@tiptap/pm/model'
import { isEmptyDoc, type DocNode } from '../../../shared/schema/doc-json.ts'
import { onTheRecord } from '../../../shared/schema/plain-minutes.ts'

export interface Range {
  readonly from: number
  readonly to: number
}

const LISTS: ReadonlySet<string> = new Set(['bulletList', 'orderedList', 'taskList'])
/** What keeps an origin of its own inside of another block. */
const OWN_ORIGIN: ReadonlySet<string> = new Set(['listItem', 'taskItem', 'minute'])

/** A caret stands for its line, in a list with everything below its item. */
export function pickBlocks(doc: Node, range: Range): readonly DocNode[] {
  return pickIn(doc, 0, range).flatMap((node) => {
    const kept = onTheRecord({ type: 'doc', content: [node] }).content
    return kept
      .filter((block) => block.type === 'horizontalRule' || !isEmptyDoc(block))
      .map((block) => outerOrigins(block))
  })
}

function pickIn(parent: Node, start: number, range: Range): readonly DocNode[] {
  const picked: DocNode[] = []
  parent.forEach((child, offset) => picked.push(...pick(child, start + offset, range)))
  return picked
}

function pick(node: Node, start: number, range: Range): readonly DocNode[] {
  if (node.type.name === 'offRecord') return []
  if (LISTS.has(node.type.name)) return pickItems(node, start, range)
  return isHit(node, start, range) ? [node.toJSON() as DocNode] : []
}

/** Lists in the place of one: an item whose own text is not meant leaves those below it on their own. */
function pickItems(list: Node, start: number, range: Range): readonly DocNode[] {
  const picked: DocNode[] = []
  let items: DocNode[] = []
  const endList = (): void => {
    const { content: _content, ...shell } = list.toJSON() as DocNode
    if (items.length > 0) picked.push({ ...shell, content: items })
    items = []
  }
  list.forEach((item, offset) => {
    const at = start + 1 + offset
    const { own, below } = pickItem(item, at, range)
    if (own) items.push(own)
    else if (below.length > 0) {
      endList()
      picked.push(...below)
    }
  })
  endList()
  return picked
}

/** `own`: the item with what is meant of the lists in it; null when its own text is not meant. */
function pickItem(
  item: Node,
  start: number,
  range: Range,
): { readonly own: DocNode | null; readonly below: readonly DocNode[] } {
  const isCaret = range.from === range.to
  const content: DocNode[] = []
  const below: DocNode[] = []
  let isOwnHit = false
  item.forEach((child, offset) => {
    const at = start + 1 + offset
    if (LISTS.has(child.type.name)) below.push(...pickItems(child, at, range))
    else if (child.type.name !== 'offRecord' && isHit(child, at, range)) isOwnHit = true
  })
  if (!isOwnHit) return { own: null, below }
  item.forEach((child, offset) => {
    if (LISTS.has(child.type.name) && !isCaret) content.push(...pickItems(child, start + 1 + offset, range))
    else content.push(child.toJSON() as DocNode)
  })
  const { content: _content, ...shell } = item.toJSON() as DocNode
  return { own: { ...shell, content }, below }
}

/** Whether a range is in a block on the record; one that ends where the block begins is not. */
function isHit(node: Node, start: number, { from, to }: Range): boolean {
  const end = start + node.nodeSize
  if (node.isLeaf) return from < end && to > start
  if (from >= end || to <= start) return false
  if (node.isTextblock) {
    return from === to || node.content.size === 0 || (from < end - 1 && to > start + 1)
  }
  let isIn = false
  node.forEach((child, offset) => {
    isIn ||= child.type.name !== 'offRecord' && isHit(child, start + 1 + offset, { from, to })
  })
  return isIn
}

/** A block's origin tells enough of the lines in it, but for items and minutes. */
export function outerOrigins(block: DocNode, isInside = false): DocNode {
  const { attrs, content, ...rest } = block
  const { origin, ...others } = attrs ?? {}
  const keeps = typeof origin === 'string' && (!isInside || OWN_ORIGIN.has(block.type))
  const kept = keeps ? { ...others, origin } : others
  return {
    ...rest,
    ...(Object.keys(kept).length > 0 ? { attrs: kept } : {}),
    ...(content ? { content: content.map((child) => outerOrigins(child, true)) } : {}),
  }
}

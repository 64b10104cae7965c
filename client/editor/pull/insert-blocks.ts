/** Puts copied blocks into a text, as a change of a transaction that leaves the caret behind them. */
import { Fragment, Slice, type Node, type ResolvedPos } from '@tiptap/pm/model'
import { TextSelection, type Transaction } from '@tiptap/pm/state'
import { ReplaceStep } from '@tiptap/pm/transform'
import type { DocNode } from '../../../shared/schema/doc-json.ts'
import type { Range } from './pick-blocks.ts'

const LISTS: ReadonlySet<string> = new Set(['bulletList', 'orderedList', 'taskList'])

/**
 * Below the line or item that the caret is in, in the place of an empty line, or at the end; a list goes on where it
 * stands behind one of its kind. Returns where the blocks are now.
 */
export function insertBlocks(
  tr: Transaction,
  blocks: readonly DocNode[],
  { atCaret }: { readonly atCaret: boolean },
): Range {
  const nodes = blocks.map((block) => tr.doc.type.schema.nodeFromJSON(block))
  const $caret = atCaret ? tr.selection.$to : null
  const spot = spotInList($caret, nodes) ?? spotForBlocks(tr.doc, $caret, nodes)
  tr.step(new ReplaceStep(spot.from, spot.to, spot.slice))
  const to = tr.mapping.map(spot.to, 1)
  const { lastChild } = tr.doc
  const paragraph = tr.doc.type.schema.nodes['paragraph']?.create()
  // Nobody could write below a table or a picture that ends the text.
  if (paragraph && lastChild && !lastChild.isTextblock && !LISTS.has(lastChild.type.name)) {
    tr.insert(tr.doc.content.size, paragraph)
  }
  tr.setSelection(TextSelection.near(tr.doc.resolve(to), -1))
  return { from: spot.from, to }
}

interface Spot extends Range {
  readonly slice: Slice
}

/** Behind the item that the caret is in, for items of the same kind. */
function spotInList($caret: ResolvedPos | null, nodes: readonly Node[]): Spot | null {
  const [list, ...others] = nodes
  if (!$caret || !list || others.length > 0 || !LISTS.has(list.type.name)) return null
  for (let depth = $caret.depth; depth > 0; depth--) {
    if (!LISTS.has($caret.node(depth).type.name)) continue
    if ($caret.node(depth).type !== list.type || depth === $caret.depth) return null
    const behind = $caret.after(depth + 1)
    return { from: behind, to: behind, slice: new Slice(list.content, 0, 0) }
  }
  return null
}

function spotForBlocks(doc: Node, $caret: ResolvedPos | null, nodes: readonly Node[]): Spot {
  const { from, to } = placeForBlocks(doc, $caret)
  const { nodeBefore } = doc.resolve(from)
  const goesOn = nodeBefore && LISTS.has(nodeBefore.type.name) && nodeBefore.type === nodes[0]?.type
  const content = Fragment.from(nodes)
  return goesOn
    ? { from: from - 1, to, slice: new Slice(content, 1, 0) }
    : { from, to, slice: new Slice(content, 0, 0) }
}

/** Between the blocks of the document, or in the place of an empty line. */
function placeForBlocks(doc: Node, $caret: ResolvedPos | null): Range {
  const end = doc.content.size
  const last = doc.lastChild
  if ($caret && $caret.depth === 0) return { from: $caret.pos, to: $caret.pos }
  if ($caret) {
    const to = $caret.after(1)
    return { from: isBlank($caret.node(1)) ? $caret.before(1) : to, to }
  }
  return { from: last && isBlank(last) ? end - last.nodeSize : end, to: end }
}

function isBlank(block: Node): boolean {
  return block.type.name === 'paragraph' && block.content.size === 0
}

/**
 * Blocks as document JSON. Hard-wrapped lines are joined by one space; a line break that the author meant (a list of
 * names, a question and its answer, a paragraph that ends mid-block) becomes a hard break.
 */
import { isEmptyDoc, type DocJson, type DocNode } from '../../../shared/schema/doc-json.ts'
import { checkedDocOf } from '../../../shared/schema/check-doc.ts'
import type { Block, CodeBlock, ListItem } from './blocks.ts'
import { inlineNodesOf } from './inline-text.ts'
import type { Line } from './lines.ts'
import { endsSentence } from './text-shape.ts'

const HEADING_LEVEL = 2
/** A line longer than this was not broken because it was full. Characters. */
const WRAP_WIDTH = 80
/** A line this short that ends with a colon introduces the next one. Characters. */
const LABEL_LENGTH = 60

/** A checked document of the blocks, or null when they hold no text. */
export function docOfBlocks(blocks: readonly Block[]): DocJson | null {
  const doc = blocks.length === 0 ? null : checkedDocOf(blocks.flatMap(nodesOfBlock))
  return isEmptyDoc(doc) ? null : doc
}

/** The lines of a paragraph as one text; meant line breaks are kept as `\n`. */
export function joinLines(lines: readonly Line[]): string {
  let text = ''
  for (const [index, line] of lines.entries()) {
    const before = lines[index - 1]
    text += before === undefined ? line.text : (isMeantBreak(before, line) ? '\n' : ' ') + line.text
  }
  return text
}

function nodesOfBlock(block: Block): readonly DocNode[] {
  if (block.kind === 'list') return listNodesOf(block.items)
  if (block.kind === 'code') return [codeNodeOf(block)]
  if (block.kind === 'paragraph') return [{ type: 'paragraph', content: inlineNodesOfLines(block.lines) }]
  return [{ type: 'heading', attrs: { level: HEADING_LEVEL }, content: inlineNodesOf(block.line.text) }]
}

function inlineNodesOfLines(lines: readonly Line[]): readonly DocNode[] {
  const parts = joinLines(lines).split('\n').map(inlineNodesOf)
  return parts.flatMap((nodes, index) => (index === 0 ? nodes : [{ type: 'hardBreak' }, ...nodes]))
}

function isMeantBreak(before: Line, line: Line): boolean {
  if (before.padded && line.padded) return true
  if (/^[QA]:/.test(line.text)) return true
  if (before.text.startsWith('[') && line.text.startsWith('[')) return true
  if (before.text.endsWith(':') && before.text.length <= LABEL_LENGTH) return true
  const isFull = before.text.length <= WRAP_WIDTH
  return !isFull && endsSentence(before.text) && /^[\p{Lu}\p{N}"“]/u.test(line.text)
}

function codeNodeOf(block: CodeBlock): DocNode {
  const edge = block.lines.reduce((least, line) => Math.min(least, line.indent), Infinity)
  const text = block.lines.map((line) => ' '.repeat(line.indent - edge) + line.text).join('\n')
  return { type: 'codeBlock', content: [{ type: 'text', text }] }
}

/** Lists of items that share a level; a change of sort or a jump in the numbers starts another list. */
function listNodesOf(items: readonly ListItem[]): readonly DocNode[] {
  const lists: { readonly type: string; readonly attrs?: { start: number }; readonly content: DocNode[] }[] =
    []
  let next: number | null = null
  let index = 0
  while (index < items.length) {
    const item = items[index]
    if (item === undefined) break
    let end = index + 1
    while (end < items.length && (items[end]?.level ?? 0) > item.level) end += 1
    const node = itemNodeOf(item, items.slice(index + 1, end))
    const current = lists.at(-1)
    const goesOn = item.number === null ? current?.type === 'bulletList' : item.number === next
    if (current !== undefined && goesOn) current.content.push(node)
    else if (item.number === null) lists.push({ type: 'bulletList', content: [node] })
    else lists.push({ type: 'orderedList', attrs: { start: item.number }, content: [node] })
    next = item.number === null ? null : item.number + 1
    index = end
  }
  return lists
}

function itemNodeOf(item: ListItem, inner: readonly ListItem[]): DocNode {
  const paragraph: DocNode = { type: 'paragraph', content: inlineNodesOfLines(item.lines) }
  return { type: 'listItem', content: [paragraph, ...listNodesOf(inner)] }
}

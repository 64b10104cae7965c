/** The blocks of a summary that were pulled from its notes say so (rule READ-25, docs/SPEC.md). */
import { isEmptyDoc, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { readOrigin } from '../../shared/schema/origin.ts'
import { blockIdOf } from './block-ids.ts'

/** Kinds that hold text themselves, or are one thing: they have the link behind them. */
const WHOLE: ReadonlySet<string> = new Set(['paragraph', 'heading', 'minute', 'codeBlock', 'table', 'image'])

/** Gives each block that comes from the notes `notesId` the attribute `source`: the id of the block there. */
export function linkSources(doc: DocJson, notesId: string): DocJson {
  return { ...doc, content: doc.content.map((node) => linkBlock(node, notesId)) }
}

function linkBlock(node: DocNode, notesId: string): DocNode {
  const origin = readOrigin(node.attrs?.['origin'])
  const isLinked = origin?.noteId === notesId && !isEmptyDoc({ type: 'doc', content: [node] })
  if (isLinked && WHOLE.has(node.type)) return withSource(node, blockIdOf(origin))
  if (!node.content || WHOLE.has(node.type)) return node
  if (!isLinked) return { ...node, content: node.content.map((child) => linkBlock(child, notesId)) }
  // An item or a quote: its first line has the link; lists below it have items with links of their own.
  const [first, ...rest] = node.content
  if (!first) return node
  const line = WHOLE.has(first.type) ? withSource(first, blockIdOf(origin)) : linkBlock(first, notesId)
  const below = rest.map((child) => (child.type.endsWith('List') ? linkBlock(child, notesId) : child))
  return { ...node, content: [line, ...below] }
}

function withSource(node: DocNode, source: string): DocNode {
  return { ...node, attrs: { ...node.attrs, source } }
}

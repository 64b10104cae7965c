/** Parts of documents that exports make themselves: headings, and documents that stand below one. */
import { isEmptyDoc, paragraphOf, textOf, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { addressLength } from '../../shared/markdown/link-urls.ts'
import { oneLine } from './one-line.ts'
import type { ExportEvent } from './programme.ts'

/** Below this level there is no heading. */
const LOWEST_HEADING = 6

/** A heading of one line. */
export function headingOf(level: number, text: string): DocNode {
  const attrs = { level: Math.min(LOWEST_HEADING, level) }
  const line = oneLine(text)
  return line === '' ? { type: 'heading', attrs } : { type: 'heading', attrs, content: [textOf(line)] }
}

/** The blocks of a document, its headings moved below `level`; none for an empty document. */
export function embedDoc(doc: DocJson | null, level: number): readonly DocNode[] {
  return doc === null || isEmptyDoc(doc) ? [] : doc.content.map((node) => moveHeadings(node, level))
}

function moveHeadings(node: DocNode, by: number): DocNode {
  if (node.type === 'heading') {
    const level = Math.min(LOWEST_HEADING, Number(node.attrs?.['level'] ?? 1) + by)
    return { ...node, attrs: { ...node.attrs, level } }
  }
  return node.content ? { ...node, content: node.content.map((child) => moveHeadings(child, by)) } : node
}

/** Under which terms the text may be used, with the address in it as a link; nothing where nobody said. */
export function licenceBlocks({ licence }: ExportEvent): readonly DocNode[] {
  const line = licence === null ? '' : oneLine(licence)
  if (line === '') return []
  const start = line.search(/\bhttps?:\/\//i)
  if (start < 0) return [paragraphOf(`Licence: ${line}`)]
  const end = start + addressLength(line.slice(start).split(' ')[0] ?? '')
  const href = line.slice(start, end)
  const after = line.slice(end)
  const content = [
    textOf(`Licence: ${line.slice(0, start)}`),
    textOf(href, [{ type: 'link', attrs: { href } }]),
    ...(after === '' ? [] : [textOf(after)]),
  ]
  return [{ type: 'paragraph', content }]
}

import { docOf, type DocJson, type DocNode } from './doc-json.ts'
import { documentSchema } from './extensions.ts'
import { readOrigin } from './origin.ts'
import { isSafeHref } from './safe-href.ts'

/**
 * Reads a document through the schema, strictly: what comes back is valid. Links with a forbidden protocol lose the
 * link and keep their text; what is no origin is left out. Throws RangeError (from ProseMirror) when a node, mark or nesting is unknown.
 */
export function parseDoc(json: DocNode): DocJson {
  const node = documentSchema.nodeFromJSON(withSafeLinks(json))
  node.check()
  return withOwnOrigins(node.toJSON() as DocJson)
}

/** A document of blocks, checked; for importers. */
export function checkedDocOf(blocks: readonly DocNode[]): DocJson {
  return parseDoc(docOf(blocks))
}

function withSafeLinks(node: DocNode): DocNode {
  if (node.marks) {
    const marks = node.marks.filter(
      (mark) => mark.type !== 'link' || isSafeHref(mark.attrs?.['href'] as string),
    )
    return { ...node, marks }
  }
  return node.content ? { ...node, content: node.content.map(withSafeLinks) } : node
}

/** Nearly every block comes from nowhere, which needs no words. */
function withOwnOrigins<Doc extends DocNode>(node: Doc): Doc {
  const { attrs, ...rest }: DocNode = node
  const { origin, ...others } = attrs ?? {}
  const kept = readOrigin(origin) === null ? others : { ...others, origin }
  const own: DocNode = Object.keys(kept).length > 0 ? { ...rest, attrs: kept } : rest
  return (own.content ? { ...own, content: own.content.map(withOwnOrigins) } : own) as Doc
}

import { plainTextOf, textOf, type DocNode } from '../../../shared/schema/doc-json.ts'

/** Blocks that hold no other blocks. */
const LEAVES: ReadonlySet<string> = new Set(['paragraph', 'heading', 'codeBlock', 'image', 'horizontalRule'])

/**
 * The innermost blocks of a node in order, however deep they are: without recursion, since thousands of levels would end
 * it. The first paragraph of an item keeps a sign.
 */
export function leafBlocks(node: DocNode): DocNode[] {
  const leaves: DocNode[] = []
  const waiting: DocNode[] = [node]
  let sign: string | null = null
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.type === 'listItem') sign = '• '
    else if (next.type === 'taskItem') sign = next.attrs?.['checked'] ? '[x] ' : '[ ] '
    if (LEAVES.has(next.type) || !next.content) {
      leaves.push(sign !== null && next.type === 'paragraph' ? withSign(next, sign) : next)
      sign = null
    } else for (const child of next.content.toReversed()) waiting.push(child)
  }
  return leaves
}

/** The text of blocks, however deep they are. */
export function leafText(node: DocNode): string {
  return leafBlocks(node).map(plainTextOf).join('\n')
}

function withSign(paragraph: DocNode, sign: string): DocNode {
  return plainTextOf(paragraph).trim() === ''
    ? paragraph
    : { ...paragraph, content: [textOf(sign), ...(paragraph.content ?? [])] }
}

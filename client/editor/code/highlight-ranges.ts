/** The parts of a text that a grammar gave a class, from the tree that lowlight makes of it. */
import type { ElementContent, Root } from 'hast'

export interface HighlightRange {
  readonly from: number
  readonly to: number
  readonly className: string
}

/** Ranges in order, none over another: a part in a part has the classes of both. */
export function highlightRanges(tree: Root): HighlightRange[] {
  const ranges: HighlightRange[] = []
  let at = 0
  const visit = (node: Root['children'][number] | ElementContent, classes: readonly string[]): void => {
    if (node.type === 'text') {
      const to = at + node.value.length
      if (classes.length > 0 && to > at) ranges.push({ from: at, to, className: classes.join(' ') })
      at = to
    } else if (node.type === 'element') {
      const own = node.properties['className']
      const all = Array.isArray(own) ? [...classes, ...own.map(String)] : classes
      for (const child of node.children) visit(child, all)
    }
  }
  for (const node of tree.children) visit(node, [])
  return ranges
}

import type { Node } from '@tiptap/pm/model'

/**
 * Where a picture can stand that somebody wants at `position`: there, in the place of the empty line there (which then
 * follows it), or behind the block that holds the position.
 */
export function pictureSpot(doc: Node, position: number): number {
  const { image } = doc.type.schema.nodes
  const $position = doc.resolve(Math.max(0, Math.min(position, doc.content.size)))
  if (!image) return $position.pos
  const fits = (at: number): boolean => {
    const $at = doc.resolve(at)
    return !$at.parent.inlineContent && $at.parent.canReplaceWith($at.index(), $at.index(), image)
  }
  if (fits($position.pos)) return $position.pos
  const isEmptyLine = $position.parent.isTextblock && $position.parent.content.size === 0
  if (isEmptyLine && fits($position.before())) return $position.before()
  for (let depth = $position.depth; depth > 0; depth--) {
    if (fits($position.after(depth))) return $position.after(depth)
  }
  return doc.content.size
}

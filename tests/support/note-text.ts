import * as Y from 'yjs'

/** All text of a live document's blocks, in order, without marks; however deep they are. */
export function textIn(root: Y.XmlFragment): string {
  const texts: string[] = []
  const waiting: unknown[] = [root]
  while (waiting.length > 0) {
    const type = waiting.pop()
    if (type instanceof Y.XmlText) {
      for (const { insert } of type.toDelta() as { insert: unknown }[])
        if (typeof insert === 'string') texts.push(insert)
    } else if (type instanceof Y.XmlFragment) waiting.push(...type.toArray().toReversed())
  }
  return texts.join('')
}

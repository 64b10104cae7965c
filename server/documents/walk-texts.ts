/** The texts of a document in its order, whatever their depth: also what was deleted, in a document that keeps it. */
import * as Y from 'yjs'

/** Not by recursion: a client may have nested elements deeper than the stack. */
export function* walkTexts(fragment: Y.XmlFragment): Generator<Y.Text> {
  const left: (Y.Item | null)[] = [fragment._start]
  while (left.length > 0) {
    const item = left.pop()
    if (!item) continue
    left.push(item.right)
    if (!(item.content instanceof Y.ContentType)) continue
    const { type } = item.content
    if (type instanceof Y.Text) yield type
    else if (type instanceof Y.XmlFragment) left.push(type._start)
  }
}

/** The items of a text in its order. */
export function* walkItems(text: Y.Text): Generator<Y.Item> {
  for (let item = text._start; item; item = item.right) yield item
}

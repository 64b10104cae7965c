/** Random edits of a note's blocks, as editors make them: from a seed, on whatever the document holds at the moment. */
import * as Y from 'yjs'
import { FRAGMENT } from '../../shared/protocol/messages.ts'

const WORDS = ['the', 'kernel', 'Jérémie', '東京', 'שלום', '👩‍💻', '𝔘', '🇵🇹', 'e\u0301', 'O_ATOMIC']
const MARKS = ['bold', 'italic', 'code', 'highlight']

/** Makes one random edit. */
export function editAtRandom(doc: Y.Doc, random: () => number): void {
  const below = (limit: number) => Math.floor(random() * limit)
  const pick = <T>(list: readonly T[]): T | undefined => list[below(list.length)]
  const root = doc.getXmlFragment(FRAGMENT)
  const words = () => `${pick(WORDS)} ${pick(WORDS)} `

  const addBlock = () => {
    const block = random() < 0.7 ? paragraphOf(words()) : listOf([words(), words()])
    root.insert(below(root.length + 1), [block])
  }
  const text = pick(textsOf(root))
  /** A place between characters: editors never part the two halves of one. */
  const place = (from: number, to: number) => {
    const at = from + below(to - from + 1)
    return text && /[\udc00-\udfff]/.test(plainOf(text)[at] ?? '') ? at - 1 : at
  }
  doc.transact(() => {
    if (!text || random() < 0.15) return addBlock()
    switch (below(8)) {
      case 0:
        return root.length > 3 ? root.delete(below(root.length), 1) : addBlock()
      case 1: {
        const at = place(0, text.length)
        return text.delete(at, Math.max(0, place(at, Math.min(at + 6, text.length)) - at))
      }
      case 2: {
        const at = place(0, text.length)
        const mark = pick(MARKS) ?? 'bold'
        return text.format(at, text.length - at, { [mark]: random() < 0.3 ? null : {} })
      }
      case 3:
        return splitBlock(root, text, place(0, text.length))
      case 4: {
        const list = pick(root.toArray().filter((block) => isElement(block, 'bulletList')))
        if (!list) return addBlock()
        return list.length > 1 && random() < 0.4
          ? list.delete(below(list.length), 1)
          : list.insert(below(list.length + 1), [itemOf(words())])
      }
      default:
        return text.insert(place(0, text.length), words())
    }
  })
}

/** As pressing Enter does: what stands behind the caret moves into a block of its own. */
function splitBlock(root: Y.XmlFragment, text: Y.XmlText, at: number): void {
  const index = root.toArray().findIndex((block) => block === text.parent)
  if (index < 0) return text.insert(at, ' ')
  const after = plainOf(text).slice(at)
  text.delete(at, text.length - at)
  root.insert(index + 1, [paragraphOf(after)])
}

const plainOf = (text: Y.XmlText): string =>
  (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('')

const isElement = (block: unknown, nodeName: string): block is Y.XmlElement =>
  block instanceof Y.XmlElement && block.nodeName === nodeName

function elementOf(nodeName: string, children: (Y.XmlElement | Y.XmlText)[]): Y.XmlElement {
  const element = new Y.XmlElement(nodeName)
  element.insert(0, children)
  return element
}
const paragraphOf = (text: string): Y.XmlElement => elementOf('paragraph', [new Y.XmlText(text)])
const itemOf = (text: string): Y.XmlElement => elementOf('listItem', [paragraphOf(text)])
const listOf = (texts: readonly string[]): Y.XmlElement => elementOf('bulletList', texts.map(itemOf))

function textsOf(type: Y.XmlFragment): Y.XmlText[] {
  return type
    .toArray()
    .flatMap((child) =>
      child instanceof Y.XmlText ? [child] : child instanceof Y.XmlFragment ? textsOf(child) : [],
    )
}

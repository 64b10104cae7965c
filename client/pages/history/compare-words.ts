/** The content of one block before and after, with the words that came and went marked. */
import type { DocNode } from '../../../shared/schema/doc-json.ts'
import { align } from './align.ts'

const MAX_WORD_CELLS = 250_000

/** Blanks, words, single characters of scripts without blanks, whole emoji, everything else one by one. */
const TOKENS =
  /\s+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}_])+|\p{Extended_Pictographic}(?:\p{M}|\p{Emoji_Modifier}|\u200d|\p{Extended_Pictographic})*|./gsu
/** The same for text in ASCII, several times as fast. */
const ASCII_TOKENS = /\s+|\w+|[^\s\w]/g
// oxlint-disable-next-line no-control-regex
const NOT_ASCII = /[^\u0000-\u007f]/

interface Token {
  readonly key: string
  /** Characters of text; 1 for a node that is no text. */
  readonly length: number
}

/** A stretch of tokens on both sides: the same ones when `kept`. */
interface Stretch {
  readonly kept: boolean
  readonly before: readonly Token[]
  readonly after: readonly Token[]
}

export function mergeInline(before: readonly DocNode[], after: readonly DocNode[]): readonly DocNode[] {
  const old = new InlineCursor(before)
  const current = new InlineCursor(after)
  const merged: DocNode[] = []
  for (const stretch of joinRewritten(stretchesOf(tokensOf(before), tokensOf(after)))) {
    const gone = old.take(lengthOf(stretch.before))
    if (!stretch.kept) for (const node of gone) pushInline(merged, withMark(node, 'deleted'))
    for (const node of current.take(lengthOf(stretch.after)))
      pushInline(merged, stretch.kept ? node : withMark(node, 'inserted'))
  }
  return merged
}

function tokensOf(content: readonly DocNode[]): readonly Token[] {
  const tokens: Token[] = []
  let text = ''
  const cut = (): void => {
    const pattern = NOT_ASCII.test(text) ? TOKENS : ASCII_TOKENS
    for (const token of text.match(pattern) ?? []) tokens.push({ key: token, length: token.length })
    text = ''
  }
  for (const node of content) {
    if (node.type === 'text') {
      text += node.text ?? ''
      continue
    }
    cut()
    // No text begins with this character: it is not allowed in documents.
    tokens.push({ key: `\u0000${node.type}${JSON.stringify(node.attrs ?? null)}`, length: 1 })
  }
  cut()
  return tokens
}

function stretchesOf(before: readonly Token[], after: readonly Token[]): readonly Stretch[] {
  const keys = (tokens: readonly Token[]) => tokens.map(({ key }) => key)
  const partners = align(keys(before), keys(after), MAX_WORD_CELLS)
  const stretches: Stretch[] = []
  let [fromA, fromB] = [0, 0]
  const changedTo = (toA: number, toB: number): void => {
    if (fromA === toA && fromB === toB) return
    stretches.push({ kept: false, before: before.slice(fromA, toA), after: after.slice(fromB, toB) })
    ;[fromA, fromB] = [toA, toB]
  }
  for (let placeA = 0; placeA < before.length; placeA++) {
    const placeB = partners[placeA] ?? -1
    if (placeB < 0) continue
    changedTo(placeA, placeB)
    let length = 1
    while (partners[placeA + length] === placeB + length && placeA + length < before.length) length++
    stretches.push({
      kept: true,
      before: before.slice(placeA, placeA + length),
      after: after.slice(placeB, placeB + length),
    })
    ;[fromA, fromB] = [placeA + length, placeB + length]
    placeA += length - 1
  }
  changedTo(before.length, after.length)
  return stretches
}

/** Words that were rewritten in a row read as one change, not as one for each word: blanks between them go along. */
function joinRewritten(stretches: readonly Stretch[]): readonly Stretch[] {
  const joined: Stretch[] = []
  for (const [index, stretch] of stretches.entries()) {
    const previous = joined.at(-1)
    const next = stretches[index + 1]
    const isBlank = stretch.kept && stretch.before.every(({ key }) => /^\s+$/.test(key))
    const isBetween =
      isBlank && previous?.kept === false && next !== undefined && (isRewrite(previous) || isRewrite(next))
    if (previous && !previous.kept && (isBetween || !stretch.kept)) {
      joined[joined.length - 1] = {
        kept: false,
        before: [...previous.before, ...stretch.before],
        after: [...previous.after, ...stretch.after],
      }
    } else joined.push(stretch)
  }
  return joined
}

function isRewrite({ kept, before, after }: Stretch): boolean {
  return !kept && before.length > 0 && after.length > 0
}

function lengthOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { length }) => sum + length, 0)
}

function withMark(node: DocNode, type: 'inserted' | 'deleted'): DocNode {
  return node.type === 'text'
    ? { ...node, marks: [{ type }, ...(node.marks ?? [])] }
    : { ...node, attrs: { ...node.attrs, change: type } }
}

/** Adds a node; texts that look the same become one. */
function pushInline(nodes: DocNode[], node: DocNode): void {
  const last = nodes.at(-1)
  const isSame =
    node.type === 'text' &&
    last?.type === 'text' &&
    JSON.stringify(last.marks ?? []) === JSON.stringify(node.marks ?? [])
  if (isSame) nodes[nodes.length - 1] = { ...last, text: `${last.text ?? ''}${node.text ?? ''}` }
  else nodes.push(node)
}

/** Reads a block's content from its beginning in pieces of any length. */
class InlineCursor {
  readonly #content: readonly DocNode[]
  #node = 0
  #offset = 0

  constructor(content: readonly DocNode[]) {
    this.#content = content
  }

  take(length: number): readonly DocNode[] {
    const taken: DocNode[] = []
    for (let left = length; left > 0;) {
      const node = this.#content[this.#node]
      if (!node) break
      const size = node.type === 'text' ? (node.text ?? '').length : 1
      const here = Math.min(left, size - this.#offset)
      if (here > 0) {
        taken.push(
          node.type === 'text' && here < size
            ? { ...node, text: (node.text ?? '').slice(this.#offset, this.#offset + here) }
            : node,
        )
      }
      left -= here
      this.#offset += here
      if (this.#offset >= size) {
        this.#node += 1
        this.#offset = 0
      }
    }
    return taken
  }
}

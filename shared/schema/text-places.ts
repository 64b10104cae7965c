/**
 * Passages of a note as both sides find them: from its shared document alone. A passage is kept as two Yjs relative
 * positions that stick to its first and its last character, and with its words: the editor makes new characters of a
 * line that is broken, moved or turned into another kind, and then the words tell where it went.
 */
import { fromBase64, toBase64 } from 'lib0/buffer'
import * as Y from 'yjs'
import { MISSED_TEXT, personText, timeStampText } from './minute-words.ts'

/** Elements that hold a line of text. */
export const TEXT_BLOCKS: ReadonlySet<string> = new Set(['paragraph', 'heading', 'codeBlock', 'minute'])

/** Words of what has none, and so is equal to nothing that people type. */
const NO_WORDS = '\uFFFC'

/** A part of a block: text, or an element that stands in the line. Sizes are those of the editor's document. */
export interface TextPiece {
  readonly node: Y.XmlText | Y.XmlElement
  /** Where it begins in its block. */
  readonly from: number
  /** A UTF-16 unit each; an element takes one place, however many words it has. */
  readonly size: number
  readonly words: string
}

export interface TextBlock {
  readonly element: Y.XmlElement
  readonly pieces: readonly TextPiece[]
  readonly size: number
}

export interface TextPlace {
  /** Which block of the text. */
  readonly block: number
  readonly offset: number
}

export interface TextRange {
  readonly from: TextPlace
  readonly to: TextPlace
}

/** The text of a note at one moment. */
export interface NoteText {
  readonly doc: Y.Doc
  readonly blocks: readonly TextBlock[]
  /** Where the types that hold text are. */
  readonly homes: ReadonlyMap<object, TextPlace>
}

/** A passage as it is kept. */
export interface PassageAnchor {
  readonly start: Y.RelativePosition
  readonly end: Y.RelativePosition
}

/** Null for what is no relative position, or none in a text. */
export function decodeAnchor(bytes: Uint8Array): Y.RelativePosition | null {
  try {
    const position = Y.decodeRelativePosition(bytes)
    return position.item === null && position.type === null ? null : position
  } catch {
    return null
  }
}

export const anchorToText = (position: Y.RelativePosition): string =>
  toBase64(Y.encodeRelativePosition(position))

/** Null for what is none. */
export function anchorFromText(text: string): Y.RelativePosition | null {
  try {
    return decodeAnchor(fromBase64(text))
  } catch {
    return null
  }
}

/** Reads the whole text; throws for a fragment that is in no document. */
export function readText(fragment: Y.XmlFragment): NoteText {
  const { doc } = fragment
  if (!doc) throw new Error('expected a fragment of a document')
  const blocks: TextBlock[] = []
  const homes = new Map<object, TextPlace>()
  // Not by recursion: a client may have nested elements deeper than the stack.
  const left: (Y.Item | null)[] = [fragment._start]
  while (left.length > 0) {
    const item = left.pop()
    if (!item) continue
    left.push(item.right)
    const type = elementOf(item)
    if (!type) continue
    if (!TEXT_BLOCKS.has(type.nodeName)) {
      left.push(type._start)
      continue
    }
    const block = readBlock(type)
    homes.set(type, { block: blocks.length, offset: 0 })
    for (const { node, from } of block.pieces) homes.set(node, { block: blocks.length, offset: from })
    blocks.push(block)
  }
  return { doc, blocks, homes }
}

/** What stands in a range; the blocks of a longer one are lines. */
export function wordsOf({ blocks }: NoteText, { from, to }: TextRange): string {
  return blocks
    .slice(from.block, to.block + 1)
    .map((block, index, all) =>
      wordsIn(block, index === 0 ? from.offset : 0, index === all.length - 1 ? to.offset : block.size),
    )
    .join('\n')
}

/** The positions that stick to the ends of a range; null where the range is not in the text, or empty. */
export function anchorsOf({ blocks }: NoteText, { from, to }: TextRange): PassageAnchor | null {
  const start = stickTo(blocks[from.block], from.offset, 'start')
  const end = stickTo(blocks[to.block], to.offset, 'end')
  return start && end ? { start, end } : null
}

/**
 * Where a passage is now. Where its characters are gone it is where its words are, if that is one place; else null: the
 * text was deleted.
 */
export function findPassage(
  text: NoteText,
  { start, end }: PassageAnchor,
  /** Null: only the characters count. */
  quote: string | null,
): TextRange | null {
  const from = placeOf(text, start)
  const to = placeOf(text, end)
  const range = from && to ? { from, to } : halfRange(text, from, to)
  if (range && isForward(range) && wordsOf(text, range).trim() !== '') return range
  return quote === null ? null : findWords(text, quote)
}

/** What a position is in the text; null when the line that it was in is gone. */
export function placeOf({ doc, blocks, homes }: NoteText, position: Y.RelativePosition): TextPlace | null {
  const found = Y.createAbsolutePositionFromRelativePosition(position, doc)
  const home = found && homes.get(found.type)
  if (!home) return null
  if (found.type instanceof Y.XmlText) return { ...home, offset: home.offset + found.index }
  const block = blocks[home.block]
  return block ? { ...home, offset: block.pieces[found.index]?.from ?? block.size } : null
}

/** The words of a block between two places in it. Who cuts into an element gets all its words. */
export function wordsIn({ pieces }: TextBlock, from: number, to: number): string {
  return pieces
    .filter((piece) => piece.from < to && piece.from + piece.size > from)
    .map(({ node, words, from: at }) =>
      node instanceof Y.XmlText ? words.slice(Math.max(0, from - at), to - at) : words,
    )
    .join('')
}

/** Of a longer passage of which only one end is left, what stands in the block of that end. */
function halfRange({ blocks }: NoteText, from: TextPlace | null, to: TextPlace | null): TextRange | null {
  if (from) return { from, to: { block: from.block, offset: blocks[from.block]?.size ?? 0 } }
  return to && { from: { block: to.block, offset: 0 }, to }
}

function isForward({ from, to }: TextRange): boolean {
  return from.block < to.block || (from.block === to.block && from.offset < to.offset)
}

function findWords({ blocks }: NoteText, quote: string): TextRange | null {
  if (quote.trim() === '') return null
  let found: TextRange | null = null
  for (const [index, block] of blocks.entries()) {
    const words = wordsIn(block, 0, block.size)
    for (let at = words.indexOf(quote); at !== -1; at = words.indexOf(quote, at + 1)) {
      if (found) return null
      found = {
        from: { block: index, offset: offsetOf(block, at) },
        to: { block: index, offset: offsetOf(block, at + quote.length) },
      }
    }
  }
  return found
}

/** The place in a block behind so many UTF-16 units of its words; within an element it is that before it. */
export function offsetOf({ pieces, size }: TextBlock, units: number): number {
  let before = 0
  for (const { node, from, words } of pieces) {
    if (units < before + words.length) return node instanceof Y.XmlText ? from + units - before : from
    before += words.length
  }
  return size
}

function stickTo(
  block: TextBlock | undefined,
  offset: number,
  side: 'start' | 'end',
): Y.RelativePosition | null {
  const [at, assoc] = side === 'start' ? [offset, 0] : [offset - 1, -1]
  const index = block?.pieces.findIndex(({ from, size }) => from <= at && at < from + size) ?? -1
  const piece = block?.pieces[index]
  if (!block || !piece) return null
  const { node, from } = piece
  return node instanceof Y.XmlText
    ? Y.createRelativePositionFromTypeIndex(node, offset - from, assoc)
    : Y.createRelativePositionFromTypeIndex(block.element, side === 'start' ? index : index + 1, assoc)
}

function readBlock(element: Y.XmlElement): TextBlock {
  const pieces: TextPiece[] = []
  let from = 0
  for (let item = element._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    const type = item.content instanceof Y.ContentType ? item.content.type : null
    if (!(type instanceof Y.XmlText || type instanceof Y.XmlElement)) continue
    const words = type instanceof Y.XmlText ? charsOf(type) : inlineWords(type)
    const size = type instanceof Y.XmlText ? words.length : 1
    pieces.push({ node: type, from, size, words })
    from += size
  }
  return { element, pieces, size: from }
}

function charsOf(text: Y.XmlText): string {
  let chars = ''
  for (let item = text._start; item; item = item.right) {
    if (item.deleted || !item.countable) continue
    chars += item.content instanceof Y.ContentString ? item.content.str : NO_WORDS.repeat(item.length)
  }
  return chars
}

function inlineWords(element: Y.XmlElement): string {
  const attributes: Readonly<Record<string, unknown>> = element.getAttributes()
  switch (element.nodeName) {
    case 'hardBreak':
      return '\n'
    case 'timeStamp':
      return timeStampText(attributes)
    case 'personName':
      return personText(attributes)
    case 'missed':
      return MISSED_TEXT
    default:
      return NO_WORDS
  }
}

function elementOf(item: Y.Item): Y.XmlElement | null {
  if (item.deleted || !(item.content instanceof Y.ContentType)) return null
  const { type } = item.content
  return type instanceof Y.XmlElement ? type : null
}

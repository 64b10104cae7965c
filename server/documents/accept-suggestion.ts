/**
 * Puts the words of a suggestion in place of those that it is about. Only what differs is replaced, so that marks,
 * carets and comments on the rest of the passage stay, and so does everything that others write around it meanwhile.
 */
import * as Y from 'yjs'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import {
  decodeAnchor,
  findPassage,
  offsetOf,
  readText,
  wordsIn,
  wordsOf,
  type TextBlock,
  type TextPiece,
} from '../../shared/schema/text-places.ts'
import { commonParts } from './common-parts.ts'
import type { PassageEnds } from './read-passage.ts'

export interface Suggestion extends PassageEnds {
  /** The passage as it has to be. */
  readonly quote: string
  readonly proposed: string
  /** The Yjs client that makes the change, and nothing else ever: a document that knows it has the change. */
  readonly client: number
}

export type AcceptedSuggestion =
  | { readonly kind: 'update'; readonly update: Uint8Array }
  /** The document has the change already, whatever became of it. */
  | { readonly kind: 'done' }
  /** `found`: what stands there; null when the text is gone. */
  | { readonly kind: 'changed'; readonly found: string | null }

type Marks = Readonly<Record<string, unknown>>

/** Changes the document, which is thrown away. */
export function acceptSuggestion(doc: Y.Doc, suggestion: Suggestion): AcceptedSuggestion {
  const { quote, proposed, client } = suggestion
  if (doc.store.clients.has(client)) return { kind: 'done' }
  const [start, end] = [decodeAnchor(suggestion.start), decodeAnchor(suggestion.end)]
  const text = readText(doc.getXmlFragment(FRAGMENT))
  const range = start && end && findPassage(text, { start, end }, quote)
  const found = range && wordsOf(text, range)
  const block = range?.from.block === range?.to.block ? text.blocks[range?.from.block ?? -1] : undefined
  if (!range || !block || found !== quote) return { kind: 'changed', found }
  const updates: Uint8Array[] = []
  doc.on('update', (bytes: Uint8Array) => updates.push(bytes))
  const change = smallestChange(block, { from: range.from.offset, to: range.to.offset }, { quote, proposed })
  doc.clientID = client
  doc.transact(() => {
    replaceIn(block, change)
    if (change.words === '') leaveTrace(block)
  })
  return { kind: 'update', update: Y.mergeUpdates(updates) }
}

interface Change {
  readonly from: number
  readonly to: number
  readonly words: string
  /** What the words look like. */
  readonly marks: Marks
}

/** An element in the line (a name, a time) is kept or goes as a whole. */
function smallestChange(
  block: TextBlock,
  range: { readonly from: number; readonly to: number },
  { quote, proposed }: { readonly quote: string; readonly proposed: string },
): Change {
  const unitsBefore = wordsIn(block, 0, range.from).length
  const common = commonParts(quote, proposed)
  // Of an element that is cut into, the place before it: it goes.
  const from = offsetOf(block, unitsBefore + common.start)
  const toUnits = unitsBefore + quote.length - common.end
  const cut = offsetOf(block, toUnits)
  const to = wordsIn(block, 0, cut).length < toUnits ? cut + 1 : cut
  const start = wordsIn(block, 0, from).length - unitsBefore
  const end = quote.length - (wordsIn(block, 0, to).length - unitsBefore)
  const words = proposed.slice(start, proposed.length - end)
  const isCode = block.element.nodeName === 'codeBlock'
  return {
    from,
    to,
    words: isCode ? words : words.replaceAll('\n', ' '),
    marks: marksAround(block, range, { from, to }),
  }
}

/**
 * The marks that all the replaced text has. Where nothing goes, those of the text before, as when somebody types there; a
 * link only when what follows is a part of it too.
 */
function marksAround(
  { pieces }: TextBlock,
  range: { readonly from: number; readonly to: number },
  change: { readonly from: number; readonly to: number },
): Marks {
  const marksOf = (from: number, to: number) => pieces.flatMap((piece) => marksIn(piece, from, to))
  if (change.from < change.to) return marksOfAll(marksOf(change.from, change.to))
  const [before] = change.from > range.from ? marksOf(change.from - 1, change.from) : []
  const [after] = change.from < range.to ? marksOf(change.from, change.from + 1) : []
  const { link: _, ...others } = before ?? after ?? {}
  const { link } = marksOfAll([before ?? {}, after ?? {}])
  return link === undefined ? others : { ...others, link }
}

function marksOfAll([first = {}, ...others]: readonly Marks[]): Marks {
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) =>
      others.every((marks) => JSON.stringify(marks[name]) === JSON.stringify(value)),
    ),
  )
}

function marksIn({ node, from }: TextPiece, start: number, end: number): readonly Marks[] {
  if (!(node instanceof Y.XmlText)) return []
  let at = from
  return (node.toDelta() as readonly { insert: unknown; attributes?: Marks }[]).flatMap(
    ({ insert, attributes = {} }) => {
      const begin = at
      at += typeof insert === 'string' ? insert.length : 1
      return begin < end && at > start ? [attributes] : []
    },
  )
}

/** From the end, so that what comes before keeps its place. */
function replaceIn(block: TextBlock, { from, to, words, marks }: Change): void {
  if (words !== '') insertAt(block, from, words, marks)
  const shift = words.length
  for (const [index, piece] of [...block.pieces.entries()].toReversed()) {
    const start = Math.max(from, piece.from)
    const end = Math.min(to, piece.from + piece.size)
    if (start >= end) continue
    if (piece.node instanceof Y.XmlText) {
      const isInsertedInto = words !== '' && homeOf(block, from) === piece
      piece.node.delete(start - piece.from + (isInsertedInto ? shift : 0), end - start)
    } else {
      const isBehindNewText = words !== '' && !homeOf(block, from)
      block.element.delete(index + (isBehindNewText ? 1 : 0), 1)
    }
  }
}

/** A text that is there and gone: what only deletes has no item by which it could be known. */
function leaveTrace({ element }: TextBlock): void {
  const at = element.length
  element.insert(at, [new Y.XmlText()])
  element.delete(at, 1)
}

function insertAt(block: TextBlock, at: number, words: string, marks: Marks): void {
  const home = homeOf(block, at)
  if (home?.node instanceof Y.XmlText) return home.node.insert(at - home.from, words, { ...marks })
  const text = new Y.XmlText()
  text.insert(0, words, { ...marks })
  const index = block.pieces.findIndex(({ from }) => from >= at)
  block.element.insert(index === -1 ? block.pieces.length : index, [text])
}

/** The text that a place is in; at a seam the one before it. */
function homeOf({ pieces }: TextBlock, at: number): TextPiece | undefined {
  return pieces.find(({ node, from, size }) => node instanceof Y.XmlText && from <= at && at <= from + size)
}

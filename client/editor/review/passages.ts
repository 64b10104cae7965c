/** Passages of the shared document in the editor's, and back: both have the same blocks of text in the same order. */
import type { Node } from '@tiptap/pm/model'
import type * as Y from 'yjs'
import type { ReviewThread } from '../../../shared/contracts/review.ts'
import { MAX_QUOTE_CHARS } from '../../../shared/domain/review.ts'
import { FRAGMENT } from '../../../shared/protocol/messages.ts'
import {
  anchorFromText,
  anchorsOf,
  anchorToText,
  findPassage,
  readText,
  wordsOf,
  type NoteText,
  type TextPlace,
} from '../../../shared/schema/text-places.ts'

export interface EditorRange {
  readonly from: number
  readonly to: number
}

/** A passage that somebody has selected, as the server wants it. */
export interface Passage extends EditorRange {
  readonly start: string
  readonly end: string
  readonly quote: string
  /** How many blocks of text it goes over. */
  readonly blocks: number
}

/** A passage as it is kept with a thread, or will be. */
export type KeptPassage = Pick<ReviewThread, 'id' | 'kind' | 'start' | 'end' | 'quote'>

/** Where a block's text begins and ends. */
interface Block {
  readonly start: number
  readonly size: number
}

/** The passage of a selection; null where there is no text in it, or while the two documents differ. */
export function passageAt(doc: Y.Doc, shown: Node, selection: EditorRange): Passage | null {
  const text = readText(doc.getXmlFragment(FRAGMENT))
  const blocks = blocksOf(shown)
  if (!isSame(text, blocks)) return null
  const first = blocks.findIndex(({ start, size }) => start + size > selection.from)
  const last = blocks.findLastIndex(({ start, size }) => start < selection.to && size > 0)
  const from = placeIn(blocks, first, selection.from)
  const to = placeIn(blocks, last, selection.to)
  if (!from || !to || first > last) return null
  const anchors = anchorsOf(text, { from, to })
  const quote = wordsOf(text, { from, to })
  if (!anchors || quote.trim() === '') return null
  return {
    from: positionOf(blocks, from),
    to: positionOf(blocks, to),
    start: anchorToText(anchors.start),
    end: anchorToText(anchors.end),
    quote,
    blocks: last - first + 1,
  }
}

/** The line with a caret in it, for those who select nothing: the text of its block. Null where it has no words. */
export function lineAt(shown: Node, caret: number): EditorRange | null {
  const place = shown.resolve(caret)
  if (!place.parent.isTextblock) return null
  const [from, to] = [place.start(), place.end()]
  return shown.textBetween(from, to, undefined, ' ').trim() === '' ? null : { from, to }
}

/** Where the passages of threads are; those whose text was deleted are missing. Null while the two documents differ. */
export function placeThreads(
  doc: Y.Doc,
  shown: Node,
  threads: readonly KeptPassage[],
): ReadonlyMap<string, EditorRange> | null {
  const text = readText(doc.getXmlFragment(FRAGMENT))
  const blocks = blocksOf(shown)
  if (!isSame(text, blocks)) return null
  const places = new Map<string, EditorRange>()
  for (const { id, start, end, quote, kind } of threads) {
    const [first, last] = [anchorFromText(start), anchorFromText(end)]
    // The beginning of a long passage does not tell where all of it is.
    const isWhole = kind === 'suggestion' || quote.length < MAX_QUOTE_CHARS - 1
    const range = first && last && findPassage(text, { start: first, end: last }, isWhole ? quote : null)
    if (range) places.set(id, { from: positionOf(blocks, range.from), to: positionOf(blocks, range.to) })
  }
  return places
}

function blocksOf(shown: Node): readonly Block[] {
  const blocks: Block[] = []
  shown.descendants((node, position) => {
    if (!node.isTextblock) return true
    blocks.push({ start: position + 1, size: node.content.size })
    return false
  })
  return blocks
}

function isSame({ blocks: shared }: NoteText, shown: readonly Block[]): boolean {
  return shared.length === shown.length && shared.every(({ size }, index) => size === shown[index]?.size)
}

function placeIn(blocks: readonly Block[], index: number, position: number): TextPlace | null {
  const block = blocks[index]
  return block ? { block: index, offset: Math.min(Math.max(position - block.start, 0), block.size) } : null
}

function positionOf(blocks: readonly Block[], { block, offset }: TextPlace): number {
  return (blocks[block]?.start ?? 0) + offset
}

/**
 * Finds text in a document: within a block, across marks, never across blocks. What a block reads as is kept with it,
 * and blocks that did not change are not read again.
 */
import type { Node } from '@tiptap/pm/model'
import { inlineText } from '../block-text.ts'
import {
  ACCENT,
  foldQuery,
  foldText,
  type FindOptions,
  type FoldedText,
  type TextPiece,
} from './fold-text.ts'

/** As many are shown; a reader of a page of marks has no use for more. */
export const MATCH_LIMIT = 1_000

export interface Match {
  readonly from: number
  readonly to: number
}

export interface FindResult {
  readonly matches: readonly Match[]
  /** Whether there are more than the limit. */
  readonly isCut: boolean
}

export function findMatches(
  doc: Node,
  query: string,
  options: FindOptions,
  limit: number = MATCH_LIMIT,
): FindResult {
  const wanted = foldQuery(query, options)
  const matches: Match[] = []
  if (wanted === '') return { matches, isCut: false }
  doc.descendants((node, position) => {
    if (matches.length > limit) return false
    if (!node.isTextblock) return true
    const start = position + 1
    for (const { from, to } of matchesIn(foldedBlock(node, options), wanted, options)) {
      matches.push({ from: start + from, to: start + to })
      if (matches.length > limit) break
    }
    return false
  })
  const isCut = matches.length > limit
  return { matches: isCut ? matches.slice(0, limit) : matches, isCut }
}

function* matchesIn(folded: FoldedText, wanted: string, { matchAccents }: FindOptions): Generator<Match> {
  const { text, starts, ends, characters } = folded
  let at = text.indexOf(wanted)
  while (at !== -1) {
    const end = at + wanted.length
    // Half of a character is no match: neither the s in ß nor, where accents count, the e in é.
    const isWhole =
      characters[at] !== characters[at - 1] &&
      characters[end - 1] !== characters[end] &&
      !(matchAccents && ACCENT.test(text.charAt(end)))
    if (isWhole) yield { from: starts[at] ?? 0, to: ends[end - 1] ?? 0 }
    at = text.indexOf(wanted, isWhole ? end : at + 1)
  }
}

const foldedBlocks = new WeakMap<Node, { readonly options: FindOptions; readonly folded: FoldedText }>()

function foldedBlock(block: Node, options: FindOptions): FoldedText {
  const known = foldedBlocks.get(block)
  if (
    known &&
    known.options.matchCase === options.matchCase &&
    known.options.matchAccents === options.matchAccents
  ) {
    return known.folded
  }
  const pieces: TextPiece[] = []
  block.forEach((node, offset) => {
    pieces.push({
      text: inlineText(node),
      from: offset,
      to: offset + node.nodeSize,
      isAtom: !node.isText,
    })
  })
  const folded = foldText(pieces, options)
  foldedBlocks.set(block, { options, folded })
  return folded
}

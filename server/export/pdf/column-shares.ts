/** How wide the columns of a table are, by what is in them, so that no word leaves its cell. */
import { displayWidth } from '../display-width.ts'
import { leafText } from './flatten.ts'
import type { GridCell } from './table-grid.ts'

/** Points of text that a line of the page holds. */
export const TEXT_WIDTH_POINTS = 425
/** Points left and right of the text of a cell, together. */
const CELL_PADDING_POINTS = 10
/** Width of an average character, in parts of the text's size; code is wider. */
const CHARACTER_SHARE = 0.52
/** Left and right of code, together, and a character of it in a table. */
const CODE_PADDING_POINTS = 16
const CODE_CHARACTER_POINTS = 7 * 0.602
/** What a column of long text asks for at most, in characters: more of it makes more lines. */
const MAX_WISH = 60
const LONGEST_WORD = 24

interface ColumnShares {
  /** Shares of the width, or 0 where a column is as wide as its text. */
  readonly columns: readonly number[]
  /** Characters that fit beside each other, by column. */
  readonly wordLengths: readonly number[]
}

/** Columns of code in a cell that takes `length` characters of text of this size. */
export function codeColumnsOf(length: number, size: number): number {
  const points = length * size * CHARACTER_SHARE - CODE_PADDING_POINTS
  return Math.max(8, Math.floor(points / CODE_CHARACTER_POINTS))
}

/** Points. */
export function tableTextSize(columns: number): number {
  if (columns <= 5) return 9.5
  return columns <= 8 ? 8.5 : 7
}

export function columnShares(
  cells: readonly GridCell[],
  { columns, size }: { readonly columns: number; readonly size: number },
): ColumnShares {
  const room = (TEXT_WIDTH_POINTS - columns * CELL_PADDING_POINTS) / (size * CHARACTER_SHARE)
  const wishes = Array.from({ length: columns }, () => 1)
  const words = Array.from({ length: columns }, () => 1)
  for (const { node, x, colspan } of cells) {
    if (colspan > 1) continue
    const text = leafText(node)
    const longestLine = widest(text.split('\n'))
    const longestWord = widest(text.split(/\s/))
    wishes[x] = Math.max(wishes[x] ?? 1, longestLine)
    words[x] = Math.max(words[x] ?? 1, longestWord)
  }
  const sum = (list: readonly number[]) => list.reduce((total, each) => total + each, 0)
  // A spare tenth, since characters differ.
  if (sum(wishes) <= room * 0.9) {
    return { columns: wishes.map(() => 0), wordLengths: wishes.map((wish) => wish + 1) }
  }
  const least = words.map((word) => Math.min(word + 1, LONGEST_WORD))
  const most = wishes.map((wish, x) => Math.max(least[x] ?? 1, Math.min(wish, MAX_WISH)))
  const free = room - sum(least)
  const shares =
    free <= 0
      ? least.map((each) => (each * room) / sum(least))
      : least.map((each, x) => each + (free * ((most[x] ?? 1) - each)) / Math.max(1, sum(most) - sum(least)))
  return {
    columns: shares.map(
      (share) => Math.round(share * 100) / 100 + CELL_PADDING_POINTS / (size * CHARACTER_SHARE),
    ),
    wordLengths: shares.map((share) => Math.max(3, Math.floor(share * 0.9))),
  }
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, displayWidth(text)), 0)
}

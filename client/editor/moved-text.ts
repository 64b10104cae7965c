/**
 * Finds a place again whose text went to another block. For Yjs that text was deleted and written anew, for people it
 * moved: somebody broke the line before it, joined two lines, or made the line a heading.
 */
import type { Node } from '@tiptap/pm/model'
import { editedRange } from './edited-range.ts'

/** Stands for what is no text within a line, a line break for example. */
const NO_TEXT = '\ufffc'

/** What of a document is not as it was. Where a text repeats itself, more than one range could have changed. */
export interface ChangedRange {
  /** From the first of these ranges to the end of the last. */
  readonly from: number
  readonly to: number
  /** Where the first of them ends. */
  readonly firstEnd: number
}

/** What changed, as positions of the new document; null when nothing did. */
export function changedRange(before: Node, after: Node): ChangedRange | null {
  const edit = editedRange(after, before)
  if (!edit) return null
  const { start, end, overlap } = edit
  const from = start - overlap
  return { from, to: end, firstEnd: Math.max(from, end - overlap) }
}

/**
 * Where the text around a position of the old document is in the new one. `stays` is the position that it has if it
 * did not move; null when the block it was in is gone.
 */
export function findMovedText(
  { before, after }: { readonly before: Node; readonly after: Node },
  position: number,
  stays: number | null,
): number | null {
  const $old = before.resolve(position)
  const changed = changedRange(before, after)
  if (!changed || !$old.parent.isTextblock) return null
  const left = textOf($old.parent, 0, $old.parentOffset)
  const right = textOf($old.parent, $old.parentOffset, $old.parent.content.size)
  const lineThatStayed = stays === null ? null : after.resolve(stays).start()
  let best: { readonly position: number; readonly score: number } | null = null
  const { size } = after.content
  after.nodesBetween(Math.max(0, changed.from - 1), Math.min(size, changed.to + 1), (node, at) => {
    if (!node.isTextblock) return true
    if (at + 1 === lineThatStayed) return false
    const text = textOf(node, 0, node.content.size)
    for (let offset = 0; offset <= text.length; offset++) {
      const before = commonEnd(left, text.slice(0, offset))
      const after = commonStart(right, text.slice(offset))
      const score = before + after
      if (score <= (best?.score ?? 0)) continue
      const leftCame = left !== '' && before === left.length
      const rightCame = right !== '' && after === right.length
      // On each side all of the old line came along, or the new one begins or ends there. Less fits anywhere by chance.
      const fitsLeft = leftCame || before === offset || (left === '' && rightCame)
      const fitsRight = rightCame || after === text.length - offset || (right === '' && leftCame)
      if (fitsLeft && fitsRight) best = { position: at + 1 + offset, score }
    }
    return false
  })
  return (best as { readonly position: number } | null)?.position ?? null
}

function textOf(block: Node, from: number, to: number): string {
  return block.textBetween(from, to, undefined, NO_TEXT)
}

function commonStart(one: string, other: string): number {
  let length = 0
  while (length < one.length && length < other.length && one[length] === other[length]) length++
  return length
}

function commonEnd(one: string, other: string): number {
  let length = 0
  while (length < one.length && length < other.length && one.at(-1 - length) === other.at(-1 - length)) {
    length++
  }
  return length
}

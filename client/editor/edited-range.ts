import type { Node } from '@tiptap/pm/model'

/** What an edit replaced: in the old document what stood from `start` to `end`; all behind it moved by `shift`. */
export interface EditedRange {
  readonly start: number
  readonly end: number
  readonly shift: number
  /** Where the same text repeats, what differs from the front and from the back overlaps by so much. */
  readonly overlap: number
}

/**
 * Goes by what differs, because a change from elsewhere replaces the whole document as far as its steps tell. Null when
 * nothing differs.
 */
export function editedRange(before: Node, after: Node): EditedRange | null {
  const start = before.content.findDiffStart(after.content)
  const end = before.content.findDiffEnd(after.content)
  if (start === null || !end) return null
  const overlap = Math.max(0, start - Math.min(end.a, end.b))
  return { start, end: end.a + overlap, shift: end.b - end.a, overlap }
}

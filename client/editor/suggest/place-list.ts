/** Where a list beside the caret fits into what is seen of the page. */

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

export interface ListPlace {
  readonly left: number
  readonly top: number
  readonly maxHeight: number
}

/** Between the list and the line, and between the list and the edge. */
const GAP_PX = 6
/** Lower than this a list shows nothing. */
const LOWEST_PX = 96

/** Below the line, or above it where only there is room; null while the line itself is out of sight. */
export function placeList(options: {
  readonly caret: Box
  readonly seen: Box
  readonly list: { readonly width: number; readonly height: number }
}): ListPlace | null {
  const { caret, seen, list } = options
  if (caret.bottom < seen.top || caret.top > seen.bottom) return null
  const below = seen.bottom - caret.bottom - 2 * GAP_PX
  const above = caret.top - seen.top - 2 * GAP_PX
  const isAbove = list.height > below && above > below
  const maxHeight = Math.max(LOWEST_PX, isAbove ? above : below)
  const height = Math.min(list.height, maxHeight)
  return {
    left: Math.max(seen.left + GAP_PX, Math.min(caret.left, seen.right - list.width - GAP_PX)),
    top: isAbove ? caret.top - GAP_PX - height : caret.bottom + GAP_PX,
    maxHeight,
  }
}

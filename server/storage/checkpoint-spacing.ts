/**
 * Which checkpoints of a note are kept: the newest few, and others spaced along the log, so that any place in it opens
 * from one that is near. Large ones are farther apart: all together take about as much room as the log.
 */

const NEWEST_KEPT = 3
const SPACING_ROWS = 2_000
/** What a row takes in the log, roughly. */
const BYTES_PER_ROW = 128

/** How many rows may follow a checkpoint of that size until the next one. */
export function rowsAfterCheckpoint(bytes: number): number {
  return Math.max(SPACING_ROWS, Math.ceil(bytes / BYTES_PER_ROW))
}

/** Those to delete of a note's checkpoints, which are given in order. */
export function surplusCheckpoints<C extends { readonly seq: number; readonly bytes: number }>(
  checkpoints: readonly C[],
): readonly C[] {
  let kept = { seq: 0, bytes: 0 }
  return checkpoints.slice(0, -NEWEST_KEPT).filter(({ seq, bytes }, index) => {
    const next = checkpoints[index + 1]?.seq ?? Infinity
    if (next - kept.seq <= rowsAfterCheckpoint(kept.bytes)) return true
    kept = { seq, bytes }
    return false
  })
}

/** Rows that one insert statement carries: well below the 32,766 parameters that SQLite takes. */
export const ROWS_PER_INSERT = 500

/** The items in batches of at most `size`, in order; none for no items. */
export function* batchesOf<T>(items: readonly T[], size: number = ROWS_PER_INSERT): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size)
}

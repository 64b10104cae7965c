/**
 * Finds what two sequences have in common, in order: common ends first, then elements that occur once in both (the
 * longest run of them that keeps its order), then the longest common subsequence of what is left between those. The
 * work is bounded: where too much is left, it counts as not in common.
 */

/** For each element of `before` its partner's place in `after`, or -1. Partners only ever grow. */
export function align(before: readonly string[], after: readonly string[], maxCells: number): Int32Array {
  const ids = new Map<string, number>()
  const idOf = (element: string): number => {
    const known = ids.get(element)
    if (known !== undefined) return known
    ids.set(element, ids.size)
    return ids.size - 1
  }
  const sides: Sides = {
    before: Int32Array.from(before, idOf),
    after: Int32Array.from(after, idOf),
    partners: new Int32Array(before.length).fill(-1),
    maxCells,
  }
  alignRange(sides, { from: 0, to: before.length }, { from: 0, to: after.length })
  return sides.partners
}

interface Sides {
  readonly before: Int32Array
  readonly after: Int32Array
  readonly partners: Int32Array
  readonly maxCells: number
}

interface Range {
  readonly from: number
  readonly to: number
}

function alignRange(sides: Sides, wholeA: Range, wholeB: Range): void {
  const { before, after, partners } = sides
  let { from: fromA, to: toA } = wholeA
  let { from: fromB, to: toB } = wholeB
  while (fromA < toA && fromB < toB && before[fromA] === after[fromB]) partners[fromA++] = fromB++
  while (fromA < toA && fromB < toB && before[toA - 1] === after[toB - 1]) partners[--toA] = --toB
  if (fromA === toA || fromB === toB) return
  const a = { from: fromA, to: toA }
  const b = { from: fromB, to: toB }
  const anchors = longestGrowing(uniquePairs(sides, a, b))
  if (anchors.length === 0) return alignByTable(sides, a, b)
  for (const [placeA, placeB] of anchors) {
    partners[placeA] = placeB
    alignRange(sides, { from: fromA, to: placeA }, { from: fromB, to: placeB })
    fromA = placeA + 1
    fromB = placeB + 1
  }
  alignRange(sides, { from: fromA, to: toA }, { from: fromB, to: toB })
}

type Pair = readonly [placeA: number, placeB: number]

/** The elements that occur exactly once on both sides, in the order of `before`. */
function uniquePairs({ before, after }: Sides, a: Range, b: Range): readonly Pair[] {
  const onceOf = (side: Int32Array, { from, to }: Range): ReadonlyMap<number, number> => {
    const places = new Map<number, number>()
    for (let at = from; at < to; at++) {
      const id = side[at] ?? 0
      places.set(id, places.has(id) ? -1 : at)
    }
    return places
  }
  const inAfter = onceOf(after, b)
  const pairs: Pair[] = []
  for (const [id, placeA] of onceOf(before, a)) {
    const placeB = inAfter.get(id) ?? -1
    if (placeA >= 0 && placeB >= 0) pairs.push([placeA, placeB])
  }
  return pairs.sort(([one], [other]) => one - other)
}

/** The longest run of pairs that grows on both sides (patience sorting). */
function longestGrowing(pairs: readonly Pair[]): readonly Pair[] {
  /** Per length, the pair that ends a run of it with the smallest place in `after`. */
  const ends: number[] = []
  const previous = new Int32Array(pairs.length).fill(-1)
  for (const [index, [, placeB]] of pairs.entries()) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < placeB) low = middle + 1
      else high = middle
    }
    previous[index] = low > 0 ? (ends[low - 1] ?? -1) : -1
    ends[low] = index
  }
  const run: Pair[] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at]
    if (pair) run.push(pair)
  }
  return run.toReversed()
}

/** The longest common subsequence from a table of lengths; nothing when the table would be too large. */
function alignByTable({ before, after, partners, maxCells }: Sides, a: Range, b: Range): void {
  const rows = a.to - a.from
  const columns = b.to - b.from
  if (rows * columns > maxCells) return
  const width = columns + 1
  /** Lengths for what follows after each place; none is above 65,535, since tables are bounded. */
  const lengths = new Uint16Array((rows + 1) * width)
  for (let row = rows - 1; row >= 0; row--) {
    const id = before[a.from + row]
    for (let column = columns - 1; column >= 0; column--) {
      const cell = row * width + column
      const below = lengths[cell + width] ?? 0
      const right = lengths[cell + 1] ?? 0
      lengths[cell] =
        id === after[b.from + column] ? (lengths[cell + width + 1] ?? 0) + 1 : Math.max(below, right)
    }
  }
  let row = 0
  let column = 0
  while (row < rows && column < columns) {
    const cell = row * width + column
    if (before[a.from + row] === after[b.from + column]) {
      partners[a.from + row] = b.from + column
      row++
      column++
    } else if ((lengths[cell + width] ?? 0) >= (lengths[cell + 1] ?? 0)) row++
    else column++
  }
}

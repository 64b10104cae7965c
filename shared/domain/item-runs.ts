/**
 * Which row of a log each Yjs item came with, or was deleted by: per client, runs of clocks with a number that says which.
 * Plain data, so that threads can hand it to each other.
 */

/** `[client, fromClock, toClock)`: Yjs items of one client. */
export type ClockRange = readonly [client: number, from: number, to: number]

/** `from` is in it, `to` is not. */
export type ItemRun = readonly [from: number, to: number, value: number]
/** Sorted runs of each client that do not overlap. */
export type ItemRuns = Map<number, ItemRun[]>

/** What is covered already keeps its value: rows are added in the order of the log, and the first one did it. */
export function addRun(runs: ItemRuns, [client, from, to]: ClockRange, value: number): void {
  let own = runs.get(client)
  if (!own) runs.set(client, (own = []))
  const last = own.at(-1)
  if (!last || from >= last[1]) {
    // Nearly always: a client's items come in their order.
    if (last && from === last[1] && value === last[2]) own[own.length - 1] = [last[0], to, value]
    else own.push([from, to, value])
    return
  }
  let index = firstAfter(own, from)
  for (let at = from; at < to; index++) {
    const next = own[index]
    if (!next || next[0] > at) {
      const end = Math.min(to, next?.[0] ?? to)
      own.splice(index, 0, [at, end, value])
      at = end
    } else {
      at = next[1]
    }
  }
}

/** The items `[from, to)` of a client in pieces of one value each; null where nothing is known. */
export function piecesOf(
  runs: ReadonlyMap<number, readonly ItemRun[]>,
  [client, from, to]: ClockRange,
): readonly { readonly from: number; readonly to: number; readonly value: number | null }[] {
  const own = runs.get(client) ?? []
  const pieces: { from: number; to: number; value: number | null }[] = []
  let index = firstAfter(own, from)
  for (let at = from; at < to;) {
    const run = own[index]
    const isInside = run !== undefined && run[0] <= at
    const end = Math.min(to, (isInside ? run[1] : run?.[0]) ?? to)
    pieces.push({ from: at, to: end, value: isInside ? run[2] : null })
    if (isInside) index++
    at = end
  }
  return pieces
}

/** The place of the first run that ends after a clock. */
function firstAfter(runs: readonly ItemRun[], clock: number): number {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((runs[middle] as ItemRun)[1] <= clock) low = middle + 1
    else high = middle
  }
  return low
}

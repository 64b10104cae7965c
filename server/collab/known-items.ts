/**
 * Which items of a note are in its log, and which of them are deleted: enough to tell, without a document, whether an
 * update brings anything new. Items count from a client's first without a gap, as Yjs's state vectors do; what comes
 * after a gap is remembered until the gap closes.
 */
import * as Y from 'yjs'
import type { ClockRange } from '../lib/read-update.ts'
import type { Deletes, Run } from '../lib/read-update.ts'

export type StateVector = ReadonlyMap<number, number>

export class KnownItems {
  /** Per client how many items from the first on are here. */
  readonly #ends: Map<number, number>
  readonly #gaps = new Map<number, RunsAfterGap>()

  constructor(stateVector: StateVector = new Map()) {
    this.#ends = new Map(stateVector)
  }

  add(clocks: readonly ClockRange[]): void {
    for (const [client, from, to] of clocks) {
      const end = this.#ends.get(client) ?? 0
      if (from > end) {
        let gap = this.#gaps.get(client)
        if (!gap) this.#gaps.set(client, (gap = new RunsAfterGap()))
        gap.add([from, to])
      } else if (to > end) {
        this.#ends.set(client, this.#gaps.get(client)?.closeUpTo(to) ?? to)
      }
    }
  }

  has(clocks: readonly ClockRange[]): boolean {
    return clocks.every(([client, , to]) => to <= (this.#ends.get(client) ?? 0))
  }

  encodeStateVector(): Uint8Array {
    return Y.encodeStateVector(this.#ends)
  }
}

/** What one client's items are after a gap. Adding and taking out cost little however many there are. */
class RunsAfterGap {
  /** The one that begins first is last, once sorted. */
  readonly #runs: Run[] = []
  #isSorted = true

  add(run: Run): void {
    this.#runs.push(run)
    this.#isSorted = false
  }

  /** Takes out what the end of the items without a gap has reached, and returns how far it goes then. */
  closeUpTo(end: number): number {
    if (!this.#isSorted) this.#runs.sort(([a], [b]) => b - a)
    this.#isSorted = true
    let reached = end
    for (let next = this.#runs.at(-1); next && next[0] <= reached; next = this.#runs.at(-1)) {
      reached = Math.max(reached, next[1])
      this.#runs.pop()
    }
    return reached
  }
}

/** Whether somebody with the state `one` has all items of the state `other`. */
export function includesState(one: StateVector, other: StateVector): boolean {
  for (const [client, end] of other) if ((one.get(client) ?? 0) < end) return false
  return true
}

/** Null when it does not decode. */
export function readStateVector(bytes: Uint8Array): StateVector | null {
  if (bytes.byteLength === 0) return new Map()
  try {
    return Y.decodeStateVector(bytes)
  } catch {
    return null
  }
}

/** Deleted items as sorted runs that do not touch. */
export class KnownDeletes {
  readonly #runs = new Map<number, Run[]>()

  add(deletes: Deletes): void {
    for (const [client, added] of deletes) {
      this.#runs.set(client, joinRuns([...(this.#runs.get(client) ?? []), ...added]))
    }
  }

  /** What of these is not known yet. */
  without(deletes: Deletes): Deletes {
    const unknown = new Map<number, readonly Run[]>()
    for (const [client, runs] of deletes) {
      const known = this.#runs.get(client) ?? []
      const rest = runs.flatMap((run) => outside(known, run))
      if (rest.length > 0) unknown.set(client, rest)
    }
    return unknown
  }
}

function joinRuns(runs: readonly Run[]): Run[] {
  const joined: [number, number][] = []
  for (const [from, to] of runs.toSorted(([a], [b]) => a - b)) {
    const last = joined.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}

/**
 * What of `[from, to)` none of the sorted runs holds. Exactly that: who deleted first is who deleted it, and a client that
 * comes back tells its own deletions and those of others next to them as one run.
 */
function outside(known: readonly Run[], [from, to]: Run): readonly Run[] {
  const rest: Run[] = []
  let at = from
  for (let index = firstEndingAfter(known, from); at < to; index++) {
    const run = known[index]
    if (!run || run[0] >= to) {
      rest.push([at, to])
      break
    }
    if (run[0] > at) rest.push([at, run[0]])
    at = run[1]
  }
  return rest
}

function firstEndingAfter(runs: readonly Run[], clock: number): number {
  let low = 0
  let high = runs.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((runs[middle] as Run)[1] <= clock) low = middle + 1
    else high = middle
  }
  return low
}

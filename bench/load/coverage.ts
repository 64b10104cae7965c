/** Which clocks of which clients somebody has: the measure of whether a document arrived whole. */
import type { Ranges } from './payload-table.ts'

export class Coverage {
  /** Per client: from, to, from, to, … ascending, with gaps between. */
  readonly #spans = new Map<number, number[]>()

  /** Adds clocks; `onNew` hears of those that were not there, in ascending order. */
  add(
    client: number,
    from: number,
    to: number,
    onNew?: (client: number, from: number, to: number) => void,
  ): void {
    if (to <= from) return
    const spans = this.#spans.get(client)
    if (!spans) {
      this.#spans.set(client, [from, to])
      onNew?.(client, from, to)
      return
    }
    const last = spans.length - 1
    // Nearly always what comes is the next.
    if (from === spans[last]) {
      spans[last] = to
      onNew?.(client, from, to)
      return
    }
    this.#merge(client, spans, from, to, onNew)
  }

  addAll(ranges: Ranges, onNew?: (client: number, from: number, to: number) => void): void {
    for (let i = 0; i < ranges.length; i += 3) {
      this.add(ranges[i] as number, ranges[i + 1] as number, ranges[i + 2] as number, onNew)
    }
  }

  covers(client: number, from: number, to: number): boolean {
    const spans = this.#spans.get(client) ?? []
    for (let i = 0; i < spans.length; i += 2) {
      if ((spans[i] as number) <= from && to <= (spans[i + 1] as number)) return true
    }
    return to <= from
  }

  coversAll(ranges: Ranges): boolean {
    for (let i = 0; i < ranges.length; i += 3) {
      if (!this.covers(ranges[i] as number, ranges[i + 1] as number, ranges[i + 2] as number)) return false
    }
    return true
  }

  /** The clock up to which a client's edits are there without a gap: its entry in a state vector. */
  next(client: number): number {
    const spans = this.#spans.get(client)
    return spans && spans[0] === 0 ? (spans[1] as number) : 0
  }

  #merge(
    client: number,
    spans: number[],
    from: number,
    to: number,
    onNew?: (client: number, from: number, to: number) => void,
  ): void {
    let newFrom = from
    const merged: number[] = []
    let mergedFrom = from
    let mergedTo = to
    let i = 0
    for (; i < spans.length && (spans[i + 1] as number) < from; i += 2) {
      merged.push(spans[i] as number, spans[i + 1] as number)
    }
    for (; i < spans.length && (spans[i] as number) <= to; i += 2) {
      const spanFrom = spans[i] as number
      const spanTo = spans[i + 1] as number
      if (onNew && newFrom < spanFrom) onNew(client, newFrom, spanFrom)
      newFrom = Math.max(newFrom, spanTo)
      mergedFrom = Math.min(mergedFrom, spanFrom)
      mergedTo = Math.max(mergedTo, spanTo)
    }
    if (onNew && newFrom < to) onNew(client, newFrom, to)
    merged.push(mergedFrom, mergedTo, ...spans.slice(i))
    this.#spans.set(client, merged)
  }
}

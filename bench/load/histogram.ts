/** Latencies by the million: counted in buckets of 0.05 ms, so that percentiles need no sorting. */
const BUCKET_MS = 0.05
/** Longer ones share the last bucket; the maximum is exact all the same. */
const LONGEST_MS = 120_000

export interface Percentiles {
  readonly count: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

export class Histogram {
  readonly #counts = new Uint32Array(LONGEST_MS / BUCKET_MS + 1)
  #count = 0
  #max = 0

  add(ms: number): void {
    const bucket = Math.min(this.#counts.length - 1, Math.max(0, Math.floor(ms / BUCKET_MS)))
    this.#counts[bucket] = (this.#counts[bucket] as number) + 1
    this.#count++
    if (ms > this.#max) this.#max = ms
  }

  /** The smallest value that at least this share of all values does not exceed, to the bucket. */
  percentile(share: number): number {
    const rank = Math.max(1, Math.ceil(share * this.#count))
    let seen = 0
    for (let bucket = 0; bucket < this.#counts.length; bucket++) {
      seen += this.#counts[bucket] as number
      if (seen >= rank) return Math.min(this.#max, (bucket + 1) * BUCKET_MS)
    }
    return this.#max
  }

  get percentiles(): Percentiles {
    return {
      count: this.#count,
      p50: this.percentile(0.5),
      p95: this.percentile(0.95),
      p99: this.percentile(0.99),
      max: this.#max,
    }
  }
}

/** Percentiles of a few values. */
export function percentilesOf(values: readonly number[]): Percentiles {
  const histogram = new Histogram()
  for (const value of values) histogram.add(value)
  return histogram.percentiles
}

export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

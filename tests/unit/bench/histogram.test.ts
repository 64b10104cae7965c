import { describe, expect, it } from 'vitest'
import { Histogram, medianOf, percentilesOf } from '../../../bench/load/histogram.ts'
import { seededRandom } from '../../../bench/load/random.ts'

describe('percentiles', () => {
  it('are those of the sorted values, to the bucket', () => {
    const random = seededRandom(5)
    const values = Array.from({ length: 5_000 }, () => random() ** 3 * 900)
    const sorted = [...values].sort((a, b) => a - b)
    const { count, p50, p95, p99, max } = percentilesOf(values)
    expect(count).toBe(5_000)
    expect(max).toBe(sorted.at(-1))
    for (const [share, value] of [
      [0.5, p50],
      [0.95, p95],
      [0.99, p99],
    ] as const) {
      expect(Math.abs(value - (sorted[Math.ceil(share * 5_000) - 1] ?? 0))).toBeLessThanOrEqual(0.05)
    }
  })

  it('of one value are that value', () => {
    const { p50, p99, max } = percentilesOf([3.21])
    expect([p50, p99, max]).toEqual([3.21, 3.21, 3.21])
  })

  it('keep the exact maximum above the last bucket', () => {
    const histogram = new Histogram()
    histogram.add(500_000)
    expect(histogram.percentiles.max).toBe(500_000)
  })

  it('have a median between the middle two', () => {
    expect(medianOf([9, 1, 5])).toBe(5)
    expect(medianOf([9, 1, 5, 6])).toBe(5.5)
  })
})

import { expect, test } from 'vitest'
import { TokenBucket } from '../../../../server/lib/token-bucket.ts'

test('[GATE-9] a bucket allows a burst, then an average, and fills up again', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 5, now: 0 })
  expect([1, 2, 3, 4, 5, 6].map(() => bucket.take(1, 0))).toEqual([true, true, true, true, true, false])
  expect(bucket.take(1, 150)).toBe(false)
  expect(bucket.take(1, 400)).toBe(true)
  expect([1, 2, 3, 4, 5].every(() => bucket.take(1, 10_000))).toBe(true)
  expect(bucket.take(1, 10_000)).toBe(false)
})

test('[GATE-9] a clock that goes back takes nothing away', () => {
  const bucket = new TokenBucket({ perSecond: 10, burst: 2, now: 1_000 })
  expect(bucket.take(1, 0)).toBe(true)
  expect(bucket.take(1, 0)).toBe(true)
})

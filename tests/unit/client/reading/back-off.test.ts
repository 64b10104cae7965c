import { describe, expect, it } from 'vitest'
import { backOffMs } from '../../../../client/reading/back-off.ts'

describe('waits between tries', () => {
  it('[READ-20] waits double with each failure, up to half a minute', () => {
    const almostOne = 1 - 2 ** -53
    const longest = [1, 2, 3, 4, 5, 6, 7, 60].map((failures) => Math.round(backOffMs(failures, almostOne)))
    expect(longest).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  })

  it('[READ-20] readers that failed together come back spread over half of the wait', () => {
    expect(backOffMs(3, 0)).toBe(2_000)
    expect(backOffMs(3, 0.5)).toBe(3_000)
  })
})

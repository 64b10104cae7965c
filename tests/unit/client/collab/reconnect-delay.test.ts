import { expect, it } from 'vitest'
import { reconnectDelay } from '../../../../client/collab/reconnect-delay.ts'

it('[CLIENT-22] waits between attempts double up to half a minute, and half of each is random', () => {
  const shortest = [0, 1, 2, 3, 10, 1_000].map((attempt) => reconnectDelay(attempt, () => 0))
  const longest = [0, 1, 2, 3, 10, 1_000].map((attempt) => reconnectDelay(attempt, () => 1))
  expect(shortest).toEqual([250, 500, 1_000, 2_000, 15_000, 15_000])
  expect(longest).toEqual([500, 1_000, 2_000, 4_000, 30_000, 30_000])
})

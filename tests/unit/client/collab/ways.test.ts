import { expect, test } from 'vitest'
import { SOCKET_AGAIN_MS, Ways } from '../../../../client/collab/ways.ts'

const NOW = 1_000_000

test('[LANE-11] HTTP is only used after a WebSocket failed although the server had answered', () => {
  const ways = new Ways()
  expect(ways.isInDoubt).toBe(false)
  expect(ways.choose(NOW)).toBe('socket')
  expect(ways.failed('socket', NOW)).toBe(false)
  expect(ways.isInDoubt).toBe(true)
  // The server is away: however often that happens, it says nothing about the network.
  for (let attempt = 0; attempt < 10; attempt++) {
    expect(ways.choose(NOW)).toBe('socket')
    expect(ways.failed('socket', NOW)).toBe(false)
  }
  expect(ways.isInDoubt).toBe(true)
  ways.answered()
  expect(ways.isInDoubt).toBe(false)
  expect(ways.choose(NOW)).toBe('socket')
  expect(ways.failed('socket', NOW)).toBe(true)
  expect(ways.choose(NOW)).toBe('http')
})

test('[LANE-11] where a WebSocket has opened before, more of them have to fail', () => {
  const ways = new Ways()
  ways.opened('socket')
  for (const isInDoubt of [false, false, true]) {
    ways.failed('socket', NOW)
    expect(ways.isInDoubt).toBe(isInDoubt)
  }
  ways.answered()
  ways.opened('socket')
  expect(ways.isInDoubt).toBe(false)
  expect(ways.failed('socket', NOW)).toBe(false)
})

test('[LANE-11] HTTP that has opened stays, and after some minutes one attempt is for a WebSocket again', () => {
  const ways = blocked()
  ways.opened('http')
  expect(ways.failed('http', NOW)).toBe(false)
  expect(ways.choose(NOW + SOCKET_AGAIN_MS - 1)).toBe('http')
  expect(ways.choose(NOW + SOCKET_AGAIN_MS)).toBe('socket')
  expect(ways.failed('socket', NOW + SOCKET_AGAIN_MS)).toBe(true)
  expect(ways.choose(NOW + SOCKET_AGAIN_MS)).toBe('http')
  expect(ways.choose(NOW + 2 * SOCKET_AGAIN_MS)).toBe('socket')
  ways.opened('socket')
  expect(ways.choose(NOW + 2 * SOCKET_AGAIN_MS)).toBe('socket')
})

test('[LANE-11] HTTP that never opened is given up: all begins anew', () => {
  const ways = blocked()
  expect(ways.failed('http', NOW)).toBe(false)
  expect(ways.choose(NOW)).toBe('socket')
  expect(ways.failed('socket', NOW)).toBe(false)
  expect(ways.isInDoubt).toBe(true)
})

/** A network where WebSockets fail while the server is there. */
function blocked(): Ways {
  const ways = new Ways()
  ways.failed('socket', NOW)
  ways.answered()
  ways.failed('socket', NOW)
  expect(ways.choose(NOW)).toBe('http')
  return ways
}

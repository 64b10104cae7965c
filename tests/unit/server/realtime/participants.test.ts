import { expect, test } from 'vitest'
import { Participants } from '../../../../server/realtime/participants.ts'
import {
  MAX_BYTES_BURST,
  MAX_CONNECTIONS,
  MAX_PARTICIPANT_JOIN_BURST,
  PARTICIPANT_FACTOR,
} from '../../../../shared/protocol/limits.ts'

const NOW = 1_000_000
const BAD = { actor: 'guest:bad', kind: 'guest' } as const
const GOOD = { actor: 'guest:good', kind: 'guest' } as const

test('[SAFE-12] one login may have so many connections, and another one takes none of them away', () => {
  const participants = new Participants()
  for (let i = 0; i < MAX_CONNECTIONS; i++) expect(participants.enter(BAD, NOW)).not.toBeNull()
  expect(participants.enter(BAD, NOW)).toBeNull()
  expect(participants.enter(GOOD, NOW)).not.toBeNull()
  participants.leave(BAD, NOW)
  expect(participants.enter(BAD, NOW)).not.toBeNull()
})

test('[SAFE-12] who comes back in a loop has to wait; who does so now and then has not', () => {
  const participants = new Participants()
  const come = (at: number) => {
    const may = participants.mayCome(BAD, at)
    participants.sweep(at)
    return may
  }
  for (let i = 0; i < MAX_PARTICIPANT_JOIN_BURST; i++) expect(come(NOW)).toBe(true)
  expect(come(NOW)).toBe(false)
  expect(participants.mayCome(GOOD, NOW)).toBe(true)
  expect(come(NOW + 1_000)).toBe(true)
  expect(come(NOW + 10 * 60_000)).toBe(true)
})

test('[SAFE-12] what several connections of a login send counts together', () => {
  const participants = new Participants()
  const [first, second] = [participants.enter(BAD, NOW), participants.enter(BAD, NOW)]
  const half = (MAX_BYTES_BURST * PARTICIPANT_FACTOR) / 2
  expect(first?.take(half, NOW)).toBe(true)
  expect(second?.take(half, NOW)).toBe(true)
  expect(second?.take(1, NOW)).toBe(false)
  expect(participants.enter(GOOD, NOW)?.take(half, NOW)).toBe(true)
})

test('[SAFE-12] programs that may be many people may more', () => {
  const participants = new Participants()
  const program = { actor: 'link:1', kind: 'link' } as const
  for (let i = 0; i < 10 * MAX_CONNECTIONS; i++) expect(participants.enter(program, NOW)).not.toBeNull()
})

import { expect, test } from 'vitest'
import { Participants, type Seat, type Visitor } from '../../../../server/auth/participants.ts'
import type { LinkId } from '../../../../shared/domain/ids.ts'
import { CLOSE, closeNameOf, returnDelayOf } from '../../../../shared/protocol/close-codes.ts'
import {
  KEPT_PLACE_MS,
  MAX_BYTES_BURST,
  MAX_CONNECTIONS,
  MAX_HELD_ANSWERS,
  MAX_LINK_CONNECTIONS,
  MAX_LINK_JOIN_BURST,
  MAX_PARTICIPANT_JOIN_BURST,
  MAX_SERVER_CONNECTIONS,
  PARTICIPANT_FACTOR,
} from '../../../../shared/protocol/limits.ts'

const NOW = 1_000_000
const LEAKED = 'leaked' as LinkId
const guest = (id: string, link: LinkId | null = null): Visitor => ({
  principal: { actor: `guest:${id}`, kind: 'guest' },
  link,
})
const BAD = guest('bad')
const GOOD = guest('good')
const PROGRAM: Visitor = { principal: { actor: 'token:1', kind: 'token' }, link: null }

/** The seat that somebody gets, or the name of the refusal. */
function enter(participants: Participants, visitor: Visitor, now = NOW): Seat | string | null {
  const entry = participants.enter(visitor, now)
  return 'seat' in entry ? entry.seat : closeNameOf(entry.close.code)
}

function seatOf(participants: Participants, visitor: Visitor, now = NOW): Seat {
  const seat = enter(participants, visitor, now)
  if (seat === null || typeof seat === 'string') throw new Error(`expected a seat, got ${seat}`)
  return seat
}

/** Fills a link with guests who have some connections each. */
function fillLink(participants: Participants): void {
  for (let i = 0; i < MAX_LINK_CONNECTIONS; i++)
    seatOf(participants, guest(String(i % (MAX_LINK_CONNECTIONS / 50)), LEAKED))
}

test('[SAFE-12] one login may have so many connections, and another one takes none of them away', () => {
  const participants = new Participants()
  const seats = Array.from({ length: MAX_CONNECTIONS }, () => seatOf(participants, BAD))
  expect(enter(participants, BAD)).toBe('tooManyConnections')
  seatOf(participants, GOOD)
  seats[0]?.leave(NOW)
  seatOf(participants, BAD)
})

test('[SAFE-12] who comes back in a loop has to wait; who does so now and then has not', () => {
  const participants = new Participants()
  const come = (at: number) => {
    const close = participants.come(BAD, at)
    participants.sweep(at)
    return close
  }
  for (let i = 0; i < MAX_PARTICIPANT_JOIN_BURST; i++) expect(come(NOW)).toBeNull()
  expect(come(NOW)).toBe(CLOSE.busy)
  expect(participants.come(GOOD, NOW)).toBeNull()
  expect(come(NOW + 1_000)).toBeNull()
  expect(come(NOW + 10 * 60_000)).toBeNull()
})

test('[SAFE-12] what several connections of a login send counts together', () => {
  const participants = new Participants()
  const [first, second] = [seatOf(participants, BAD), seatOf(participants, BAD)]
  const half = (MAX_BYTES_BURST * PARTICIPANT_FACTOR) / 2
  expect(first.take(half, NOW)).toBe(true)
  expect(second.take(half, NOW)).toBe(true)
  expect(second.take(1, NOW)).toBe(false)
  expect(seatOf(participants, GOOD).take(half, NOW)).toBe(true)
})

test('[SAFE-12] programs that may be many people may more', () => {
  const participants = new Participants()
  for (let i = 0; i < 10 * MAX_CONNECTIONS; i++) expect(seatOf(participants, PROGRAM).hold()).toBe(true)
})

test('[LANE-8] a login has few answers that are held open, over all its connections; one that ends makes room', () => {
  const participants = new Participants()
  const seats = Array.from({ length: MAX_HELD_ANSWERS + 1 }, () => seatOf(participants, BAD))
  expect(seats.map((seat) => seat.hold())).toEqual([...Array(MAX_HELD_ANSWERS).fill(true), false])
  expect(seatOf(participants, GOOD).hold()).toBe(true)
  seats[0]?.release()
  expect(seats[1]?.hold()).toBe(true)
})

test('[SAFE-13] one link brings so many connections and no more; who comes by another one, or by none, is let in', () => {
  const participants = new Participants()
  fillLink(participants)
  const refused = participants.enter(guest('new', LEAKED), NOW)
  expect(refused).toMatchObject({ close: { code: CLOSE.linkCrowded.code } })
  const wait = 'close' in refused ? returnDelayOf(refused.close.reason) : null
  expect(wait).toBeGreaterThanOrEqual(20_000)
  expect(wait).toBeLessThanOrEqual(40_000)
  seatOf(participants, guest('new', 'other' as LinkId))
  seatOf(participants, guest('new'))
})

test('[SAFE-13] who is in by a crowded link stays in, and finds the place again after the line broke', () => {
  const participants = new Participants()
  const member = guest('member', LEAKED)
  const seat = seatOf(participants, member)
  for (let i = 1; i < MAX_LINK_CONNECTIONS; i++)
    seatOf(participants, guest(String(i % (MAX_LINK_CONNECTIONS / 50)), LEAKED))
  seat.leave(NOW)
  participants.sweep(NOW + KEPT_PLACE_MS - 1)
  expect(enter(participants, guest('new', LEAKED), NOW + KEPT_PLACE_MS - 1)).toBe('linkCrowded')
  const again = seatOf(participants, member, NOW + KEPT_PLACE_MS - 1)
  // One place is kept, not more.
  expect(enter(participants, member, NOW + KEPT_PLACE_MS - 1)).toBe('linkCrowded')
  again.leave(NOW + KEPT_PLACE_MS)
  seatOf(participants, guest('new', LEAKED), NOW + 2 * KEPT_PLACE_MS)
  expect(enter(participants, member, NOW + 2 * KEPT_PLACE_MS)).toBe('linkCrowded')
})

test('[SAFE-13] of all joins one link gets a part; those who knock meanwhile do not make it longer', () => {
  const participants = new Participants()
  const come = (id: number, now: number) => participants.come(guest(String(id), LEAKED), now)
  for (let i = 0; i < MAX_LINK_JOIN_BURST; i++) expect(come(i, NOW)).toBeNull()
  for (let i = 0; i < MAX_LINK_JOIN_BURST; i++) expect(come(i, NOW)?.code).toBe(CLOSE.linkCrowded.code)
  expect(participants.come(GOOD, NOW)).toBeNull()
  expect(come(0, NOW + 1_000)).toBeNull()
})

test('[SAFE-13] a room of 500 people with the same link, each with two tabs, comes in at once', () => {
  const participants = new Participants()
  for (let tab = 0; tab < 2; tab++)
    for (let person = 0; person < 500; person++)
      for (let note = 0; note < 2; note++) {
        const visitor = guest(String(person), LEAKED)
        expect(participants.come(visitor, NOW)).toBeNull()
        seatOf(participants, visitor)
      }
})

test('[SAFE-13] the server takes so many connections altogether', () => {
  const participants = new Participants()
  for (let i = 0; i < MAX_SERVER_CONNECTIONS; i++) seatOf(participants, guest(String(i)))
  expect(enter(participants, GOOD)).toBe('busy')
})

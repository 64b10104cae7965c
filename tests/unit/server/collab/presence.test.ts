import { expect, test } from 'vitest'
import { Presence } from '../../../../server/collab/presence.ts'
import type { Packet } from '../../../../server/collab/packet.ts'
import {
  decodeFrame,
  decodePresence,
  encodePresence,
  type PresenceEntry,
} from '../../../../shared/protocol/codec.ts'
import { MAX_LISTED, PRESENCE_BYTES_PER_SECOND } from '../../../../shared/protocol/limits.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { ScriptedPeer } from '../../../support/scripted-peer.ts'

function payloadOf(frame: Uint8Array): Uint8Array {
  const message = decodeFrame(frame)
  if (message.kind !== 'presence') throw new Error('expected presence')
  return message.payload
}
const entriesOf = ({ frames }: Packet) => frames.flatMap((frame) => [...decodePresence(payloadOf(frame))])
const say = (...entries: PresenceEntry[]) => payloadOf(encodePresence(entries))
const entry = (clientId: number, clock: number, state: object | null): PresenceEntry => ({
  clientId,
  clock,
  json: JSON.stringify(state),
})

function setUp() {
  const clock = new FakeClock()
  const told = { writers: [] as Packet[], readers: [] as Packet[] }
  const presence = new Presence({
    clock,
    audiences: {
      writers: { tickMs: 100, alongMs: 25, announce: (packet) => void told.writers.push(packet) },
      readers: { tickMs: 1_000, alongMs: 1_000, announce: (packet) => void told.readers.push(packet) },
    },
  })
  return { clock, presence, told }
}

test('[PRES-4] entries of others are stepped over unread, wherever the own one stands', () => {
  const { presence } = setUp()
  const ada = new ScriptedPeer().member
  presence.receive(ada, say(entry(1, 1, { cursor: 1 })))
  presence.receive(ada, say(entry(2, 9, { forged: true }), entry(1, 2, { cursor: 2 }), entry(3, 9, null)))
  expect(entriesOf(presence.packet()).map(({ clientId, clock }) => [clientId, clock])).toEqual([[1, 2]])
})

test('[PRES-4] 100,000 ids from one connection leave one entry', () => {
  const { presence } = setUp()
  const eve = new ScriptedPeer().member
  presence.receive(eve, say(...Array.from({ length: 100_000 }, (_, id) => entry(id, 1, {}))))
  for (let id = 0; id < 1_000; id++) presence.receive(eve, say(entry(id, 2, id % 2 ? {} : null)))
  expect(presence.size).toBeLessThanOrEqual(1)
})

test('[PRES-5] the id of somebody who left is theirs for a while: an echo of it claims nothing', () => {
  const { presence, clock } = setUp()
  const [ada, eve, again] = [
    new ScriptedPeer({ actor: 'user:ada' }).member,
    new ScriptedPeer({ actor: 'user:eve' }).member,
    new ScriptedPeer({ actor: 'user:ada' }).member,
  ]
  presence.receive(ada, say(entry(1, 5, {})))
  presence.leave(ada)
  presence.receive(eve, say(entry(1, 5, {})))
  expect(presence.size).toBe(0)
  presence.receive(again, say(entry(1, 6, {})))
  expect(presence.size).toBe(1)
  presence.leave(again)
  clock.advance(120_000)
  presence.receive(eve, say(entry(1, 7, {})))
  expect(presence.size).toBe(1)
})

test('[PRES-6] the more people move, the rarer each is told: a participant gets a bounded number of bytes', () => {
  const { presence, clock, told } = setUp()
  const people = Array.from({ length: 300 }, () => new ScriptedPeer().member)
  const seconds = 20
  for (let tick = 0; tick < seconds * 5; tick++) {
    people.forEach((member, id) =>
      presence.receive(member, say(entry(id, tick + 1, { cursor: 'x'.repeat(80), tick }))),
    )
    clock.advance(200)
  }
  const bytes = told.writers.flatMap(({ frames }) => frames).reduce((sum, frame) => sum + frame.byteLength, 0)
  expect(bytes / seconds).toBeLessThan(2 * PRESENCE_BYTES_PER_SECOND)
  expect(told.writers.length).toBeGreaterThan(5)
})

test('[PRES-7] those who did something last are listed; the others are not said again', () => {
  const { presence, clock, told } = setUp()
  const people = Array.from({ length: MAX_LISTED + 50 }, () => new ScriptedPeer().member)
  people.forEach((member, id) => presence.receive(member, say(entry(id, 1, { cursor: 0 }))))
  presence.receive(people[0]!, say(entry(0, 2, { cursor: 1 })))
  const listed = entriesOf(presence.packet()).map(({ clientId }) => clientId)
  expect(listed.length).toBe(MAX_LISTED)
  expect(listed).toContain(0)
  expect(listed).not.toContain(1)
  clock.advance(10_000)
  expect(entriesOf(told.writers.at(-1)!).length).toBe(MAX_LISTED)
})

test('[PRES-8] readers are told of carets once a second', () => {
  const { presence, clock, told } = setUp()
  const ada = new ScriptedPeer().member
  for (let tick = 0; tick < 30; tick++) {
    presence.receive(ada, say(entry(1, tick + 1, { cursor: tick })))
    clock.advance(100)
  }
  expect(told.writers.length).toBeGreaterThanOrEqual(29)
  expect(told.readers.length).toBe(3)
})

test('[PRES-9] carets travel with what is sent anyway, when that is not too soon', () => {
  const { presence, clock, told } = setUp()
  const ada = new ScriptedPeer().member
  presence.receive(ada, say(entry(1, 1, { cursor: 1 })))
  expect(presence.takeNews('writers')).not.toBeNull()
  presence.receive(ada, say(entry(1, 2, { cursor: 2 })))
  expect(presence.takeNews('writers')).toBeNull()
  clock.advance(30)
  expect(presence.takeNews('writers')).not.toBeNull()
  presence.receive(ada, say(entry(1, 3, { cursor: 3 })))
  clock.advance(100)
  expect(told.writers.length).toBe(1)
  expect(presence.takeNews('writers')).toBeNull()
  expect(presence.takeNews('readers')).not.toBeNull()
  clock.advance(2_000)
  expect(told.readers.length).toBe(0)
})

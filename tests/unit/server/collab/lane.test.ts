import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Lane } from '../../../../server/collab/lane.ts'
import { NoteState, type Row } from '../../../../server/collab/note-state.ts'
import { createParticipant, type Participant } from '../../../../server/collab/participant.ts'
import { readUpdate } from '../../../../server/lib/read-update.ts'
import { CLOSE } from '../../../../shared/protocol/close-codes.ts'
import { STALE_AFTER_BYTES, STALE_LIMIT_MS } from '../../../../shared/protocol/limits.ts'
import { eventually } from '../../../support/eventually.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { ScriptedPeer } from '../../../support/scripted-peer.ts'

function setUp({
  people,
  maxWindowMs = 50,
  givesWay,
}: {
  people: number
  maxWindowMs?: number
  givesWay?: () => boolean
}) {
  const clock = new FakeClock()
  const state = new NoteState({ checkpoint: null, updates: [], head: 0 })
  const sent: number[][] = []
  const lane = new Lane({
    state,
    clock,
    pace: { share: 0.2, maxWindowMs },
    onSent: (rows) => sent.push(rows.map(({ seq }) => seq)),
    takeAlong: () => null,
    ...(givesWay ? { givesWay } : {}),
  })
  const peers = Array.from({ length: people }, () => new ScriptedPeer())
  const participants: Participant[] = peers.map(({ member }) => createParticipant(member))
  for (const participant of participants) lane.add(participant)
  const doc = new Y.Doc()
  const commit = (text: string) => {
    const shared = doc.getText('default')
    doc.once('update', (bytes: Uint8Array) => {
      const row: Row = {
        seq: state.seq + 1,
        bytes,
        clocks: readUpdate(bytes)!.clocks,
        receivedAt: clock.now(),
      }
      state.append([row])
      lane.push([row])
    })
    shared.insert(shared.length, text)
  }
  return { clock, state, lane, peers, participants, sent, commit }
}

test('[ROOM-11] few people wait for nothing', () => {
  const { peers, commit } = setUp({ people: 5 })
  for (const letter of 'live') commit(letter)
  expect(peers.map(({ text }) => text)).toEqual(Array(5).fill('live'))
  expect(peers[0]?.frames.length).toBe(4)
})

test('[ROOM-11] for hundreds the first commit after a pause goes at once, and those that follow go together', async () => {
  const { peers, commit, clock, sent } = setUp({ people: 80 })
  commit('a')
  expect(peers[0]?.text).toBe('a')
  for (const letter of 'bcd') commit(letter)
  expect(peers[0]?.text).toBe('a')
  clock.advance(50)
  await eventually(() => peers.at(-1)?.text === 'abcd')
  expect(sent).toEqual([[1], [2, 3, 4]])
  clock.advance(1_000)
  commit('e')
  await eventually(() => peers.at(-1)?.text === 'abcde')
})

test('[ROOM-11] nobody waits longer than the lane allows, however many there are', async () => {
  const { peers, commit, clock } = setUp({ people: 3_000, maxWindowMs: 50 })
  commit('a')
  commit('b')
  clock.advance(50)
  expect(await eventually(() => peers.at(-1)?.text === 'ab')).toBe(true)
})

test('[ROOM-11] portions give way while a commit is at work, but not to a disk that hangs', async () => {
  let isCommitting = true
  const { peers, commit, clock } = setUp({ people: 60, givesWay: () => isCommitting })
  const told = () => peers.filter(({ text }) => text !== '').length
  commit('a')
  await setImmediate()
  expect(told()).toBe(20)
  clock.advance(1)
  await setImmediate()
  expect(told()).toBe(20)
  isCommitting = false
  clock.advance(1)
  await eventually(() => told() === 60)

  isCommitting = true
  clock.advance(1_000)
  commit('b')
  for (const reached of [40, 60]) {
    clock.advance(20)
    await eventually(() => peers.filter(({ text }) => text === 'ab').length === reached)
  }
})

test('[ROOM-4] all get the same packet, which is made once', () => {
  const { lane, peers, commit } = setUp({ people: 3 })
  const packets = new Set()
  for (const peer of peers) {
    const send = peer.send.bind(peer)
    peer.send = (packet) => {
      packets.add(packet)
      send(packet)
    }
  }
  commit('a')
  expect([packets.size, lane.size]).toEqual([1, 3])
})

test('[ROOM-11] many are served in portions, in order, and one who leaves meanwhile is left out', async () => {
  const { peers, participants, lane, commit, clock } = setUp({ people: 120 })
  commit('a')
  expect(peers.map(({ text }) => text).filter((text) => text === 'a').length).toBe(20)
  lane.remove(participants[119] as Participant)
  clock.advance(50)
  commit('b')
  clock.advance(50)
  await eventually(() => peers[118]?.text === 'ab')
  expect(peers[119]?.text).toBe('')
})

test('[ROOM-8] one that stays too slow for a minute is told to come back', () => {
  const { peers, commit, clock, lane } = setUp({ people: 2 })
  const slow = peers[1] as ScriptedPeer
  slow.buffered = STALE_AFTER_BYTES + 1
  commit('a')
  expect([lane.stale, slow.text]).toEqual([1, ''])
  clock.advance(STALE_LIMIT_MS - 1_000)
  expect(slow.closed).toBeNull()
  clock.advance(2_000)
  expect(slow.closed).toEqual(CLOSE.tooSlow)
})

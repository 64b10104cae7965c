import * as decoding from 'lib0/decoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { READ_ASIDE_BYTES } from '../../../../server/collab/receive.ts'
import { readUpdate } from '../../../../server/lib/read-update.ts'
import { CLOSE } from '../../../../shared/protocol/close-codes.ts'
import {
  decodeStatus,
  encodeBarrier,
  encodeFollowStatus,
  encodeStep2,
  encodeUpdate,
  type RoomStatus,
} from '../../../../shared/protocol/codec.ts'
import { LARGE_NOTE_BYTES, MAX_NOTE_BYTES, STATUS_TICK_MS } from '../../../../shared/protocol/limits.ts'
import { MESSAGE } from '../../../../shared/protocol/messages.ts'
import { eventually } from '../../../support/eventually.ts'
import { ScriptedPeer } from '../../../support/scripted-peer.ts'
import { documentsInThread } from '../../../support/documents-in-thread.ts'
import { gatedLog, setUpRooms } from '../../../support/test-rooms.ts'

/** All that a peer was told about its room. */
function statusesOf({ frames }: ScriptedPeer): RoomStatus[] {
  return frames.flatMap((frame) => {
    const decoder = decoding.createDecoder(frame)
    return decoding.readVarUint(decoder) === MESSAGE.status ? [decodeStatus(decoder)] : []
  })
}

/** Until everything that was said has been read. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

/** As large as a frame may be. */
const PASTE = 'x'.repeat(6 * 1024 * 1024)

test('[ROOM-15] a note that is full takes no additions; deleting makes room again', async () => {
  const { rooms, noteId, clock } = setUpRooms()
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(room)
  ada.say(encodeFollowStatus())
  ada.type(PASTE)
  ada.type(PASTE)
  await eventually(() => room.seq === 2)
  clock.advance(STATUS_TICK_MS)
  const warned = statusesOf(ada).at(-1)!
  expect(warned.bytes).toBeGreaterThan(LARGE_NOTE_BYTES)
  expect(warned.maxBytes).toBe(MAX_NOTE_BYTES)

  const ben = new ScriptedPeer().join(room)
  ben.type(PASTE)
  await eventually(() => ben.closed)
  expect(ben.closed).toEqual(CLOSE.noteFull)
  expect(ada.closed).toBeNull()
  expect(room.isIdle).toBe(false)

  ada.doc.getText('default').delete(0, PASTE.length)
  ada.say(encodeBarrier(1))
  await eventually(() => ada.barriers.includes(1))
  clock.advance(5_000)
  await eventually(() => room.state.bytes < LARGE_NOTE_BYTES, {
    message: 'a checkpoint without what was deleted',
  })
  const cleo = new ScriptedPeer().join(room)
  cleo.type('room again')
  await eventually(() => ada.text.endsWith('room again'))
  expect(cleo.closed).toBeNull()
})

test('[ROOM-16] those who asked are told how many write and read, at once and when it changes', async () => {
  const { rooms, noteId, clock } = setUpRooms()
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(room)
  const ben = new ScriptedPeer().join(room)
  ada.say(encodeFollowStatus())
  expect(statusesOf(ada)).toMatchObject([{ writers: 2, readers: 0, bytes: 0, cannotSave: false }])
  for (let i = 0; i < 5; i++) new ScriptedPeer({ mayWrite: false }).join(room)
  room.leave(ben.member)
  clock.advance(STATUS_TICK_MS)
  expect(statusesOf(ada).at(-1)).toMatchObject({ writers: 1, readers: 5 })
  const told = statusesOf(ada).length
  clock.advance(10 * STATUS_TICK_MS)
  expect(statusesOf(ada).length).toBe(told)
  expect(statusesOf(ben)).toEqual([])
})

test('[ROOM-16] while the disk takes nothing they are told so at once, and when it is over', async () => {
  const { log, gate } = gatedLog()
  const { rooms, noteId, clock } = setUpRooms({ log })
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(room)
  ada.say(encodeFollowStatus())
  gate.fail = true
  ada.type('waits')
  ada.say(encodeBarrier(1))
  await eventually(() => statusesOf(ada).at(-1)?.cannotSave)
  expect(ada.barriers).toEqual([])
  gate.fail = false
  clock.advance(10_000)
  await eventually(() => ada.barriers.includes(1))
  expect(statusesOf(ada).at(-1)?.cannotSave).toBe(false)
})

test('[ROOM-17] when too much waits for the disk, nothing more is taken and people are told to come back', async () => {
  const { log, gate } = gatedLog()
  const { rooms, noteId, clock } = setUpRooms({ log })
  gate.fail = true
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(room)
  const other = await rooms.open(`${noteId}-other` as typeof noteId)
  const ben = new ScriptedPeer().join(other)
  for (let i = 0; i < 2; i++) ada.type(PASTE)
  await settled()
  const notes = await Promise.all(
    Array.from({ length: 10 }, (_, i) => rooms.open(`${noteId}-${i}` as typeof noteId)),
  )
  for (const note of notes) new ScriptedPeer().join(note).type(PASTE)
  await settled()
  ben.type('too much')
  expect(ben.closed).toEqual(CLOSE.unavailable)
  gate.fail = false
  clock.advance(10_000)
  await eventually(() => room.seq === 2)
})

test('[ROOM-18] a large update is read aside: what its sender says meanwhile stays behind it, others go on', async () => {
  const gate = { open: () => {} }
  const opened = new Promise<void>((resolve) => (gate.open = resolve))
  const { rooms, noteId } = setUpRooms({
    documents: { ...documentsInThread, readUpdate: (update) => opened.then(() => readUpdate(update)) },
  })
  const room = await rooms.open(noteId)
  const [ada, ben] = [new ScriptedPeer().join(room), new ScriptedPeer().join(room)]
  ada.type('y'.repeat(READ_ASIDE_BYTES))
  ada.type('and then')
  ada.say(encodeBarrier(1))
  ben.type('meanwhile')
  await eventually(() => ada.text.includes('meanwhile'))
  expect([ben.text, ada.barriers]).toEqual(['meanwhile', []])
  gate.open()
  await eventually(() => ada.barriers.includes(1))
  expect(ben.text).toContain('yand then')
  expect(ben.text.length).toBe(READ_ASIDE_BYTES + 'and then'.length + 'meanwhile'.length)
})

test('[ROOM-18] a large update that does not decode, or of a reader, ends its sender alone', async () => {
  const { rooms, noteId } = setUpRooms()
  const room = await rooms.open(noteId)
  const reader = new ScriptedPeer({ mayWrite: false }).join(room)
  const eve = new ScriptedPeer().join(room)
  reader.type('z'.repeat(READ_ASIDE_BYTES))
  eve.say(encodeUpdate(new Uint8Array(2 * READ_ASIDE_BYTES).fill(255)))
  await eventually(() => reader.closed && eve.closed)
  expect([reader.closed, eve.closed]).toEqual([CLOSE.readOnly, CLOSE.badFrame])
  expect(room.seq).toBe(0)
})

test('[ROOM-14] 100 people who come back to a note with many deletions add nothing to its log', async () => {
  const { rooms, noteId, log } = setUpRooms()
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(room)
  for (let i = 0; i < 100; i++) {
    ada.type('words ')
    ada.doc.getText('default').delete(i, 2)
  }
  ada.say(encodeBarrier(1))
  await eventually(() => ada.barriers.includes(1))
  const { head } = await log.load(noteId)
  const frames = ada.frames.length
  for (let i = 0; i < 100; i++) {
    const back = new ScriptedPeer()
    Y.applyUpdate(back.doc, Y.encodeStateAsUpdate(ada.doc), back)
    back.join(room)
    back.say(encodeStep2(Y.encodeStateAsUpdate(back.doc)))
    back.say(encodeBarrier(i))
    expect(back.barriers).toEqual([i])
  }
  expect((await log.load(noteId)).head).toBe(head)
  expect(ada.frames.length).toBe(frames)
})

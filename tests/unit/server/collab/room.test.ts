import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createMemoryNoteLog } from '../../../../server/storage/memory-note-log.ts'
import type { NoteLog } from '../../../../server/storage/note-log.ts'
import { CLOSE } from '../../../../shared/protocol/close-codes.ts'
import { newId, type NoteId } from '../../../../shared/domain/ids.ts'
import { encodeBarrier, encodePresence, encodeUpdate } from '../../../../shared/protocol/codec.ts'
import { CLOSE_AFTER_BYTES, STALE_AFTER_BYTES } from '../../../../shared/protocol/limits.ts'
import { eventually } from '../../../support/eventually.ts'
import { ScriptedPeer } from '../../../support/scripted-peer.ts'
import { gatedLog, setUpRooms as setUp } from '../../../support/test-rooms.ts'

test('[ROOM-1] what one types, the other gets, and the sender is told when it is on disk', async () => {
  const { rooms, noteId, log } = setUp()
  const room = await rooms.open(noteId)
  const [ada, ben] = [new ScriptedPeer().join(room), new ScriptedPeer().join(room)]
  ada.type('Hello')
  ada.say(encodeBarrier(1))
  await eventually(() => ada.barriers.length > 0)
  expect(ben.text).toBe('Hello')
  expect((await log.load(noteId)).head).toBe(1)
})

test('[ROOM-2] nobody sees an edit, and no barrier is answered, before it is committed', async () => {
  const { log, gate, release } = gatedLog()
  const { rooms, noteId } = setUp({ log })
  const room = await rooms.open(noteId)
  const [ada, ben] = [new ScriptedPeer().join(room), new ScriptedPeer().join(room)]
  gate.open = false
  ada.type('secret until saved')
  ada.say(encodeBarrier(1))
  await eventually(() => gate.waiting.length > 0)
  expect(ben.text).toBe('')
  expect(ada.barriers).toEqual([])
  release()
  await eventually(() => ada.barriers.length > 0)
  expect(ben.text).toBe('secret until saved')
})

test('[ROOM-3] a commit that fails is tried again: nothing shown meanwhile, nothing lost, order kept', async () => {
  const { log, gate } = gatedLog()
  const { rooms, noteId, clock } = setUp({ log })
  const room = await rooms.open(noteId)
  const [ada, ben] = [new ScriptedPeer().join(room), new ScriptedPeer().join(room)]
  gate.fail = true
  ada.type('one ')
  await eventually(() => rooms.commitFailures > 0)
  ada.type('two')
  ada.say(encodeBarrier(9))
  clock.advance(100)
  await eventually(() => rooms.commitFailures > 1)
  expect([ben.text, ada.barriers]).toEqual(['', []])
  gate.fail = false
  clock.advance(5_000)
  await eventually(() => ada.barriers.includes(9))
  expect(ben.text).toBe('one two')
  expect(rooms.commitFailures).toBe(0)
})

test('[ROOM-4] while a commit runs the next batch gathers and is sent as one frame', async () => {
  const { log, gate, release } = gatedLog()
  const { rooms, noteId } = setUp({ log })
  const room = await rooms.open(noteId)
  const writers = Array.from({ length: 20 }, () => new ScriptedPeer().join(room))
  const reader = new ScriptedPeer({ mayWrite: false }).join(room)
  gate.open = false
  writers[0]?.type('first')
  await eventually(() => gate.waiting.length > 0)
  for (const writer of writers) writer.type('x')
  const framesBefore = reader.frames.length
  release()
  await eventually(() => reader.text.length === 'first'.length + writers.length)
  expect(gate.appends).toBe(2)
  expect(reader.frames.length - framesBefore).toBe(2)
})

test('[ROOM-5] one who joins gets everything, one who rejoins gets what is missing and brings what was typed offline', async () => {
  const { rooms, noteId } = setUp()
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(room)
  ada.type('before ')
  await eventually(() => room.seq === 1)
  const ben = new ScriptedPeer()
  ben.type('offline ')
  ben.join(room)
  await eventually(() => room.seq === 2)
  expect(ben.text).toContain('before ')
  expect(ada.text).toBe(ben.text)
  room.leave(ben.member)
  ada.type('meanwhile')
  await eventually(() => room.seq === 3)
  ben.join(room)
  expect(ben.text).toBe(ada.text)
})

test('[ROOM-6] a bad frame closes the connection that sent it; everybody else notices nothing', async () => {
  const { rooms, noteId } = setUp()
  const room = await rooms.open(noteId)
  const [ada, ben] = [new ScriptedPeer().join(room), new ScriptedPeer().join(room)]
  const bytes = Y.encodeStateAsUpdate(ben.doc)
  ben.say(encodeUpdate(bytes.slice(0, bytes.length - 1)))
  expect(ben.closed).toEqual(CLOSE.badFrame)
  ada.type('goes on')
  ada.say(encodeBarrier(1))
  await eventually(() => ada.barriers.length > 0)
  expect(ada.closed).toBeNull()
  expect(room.participants).toBe(1)
})

test('[ROOM-7] a reader who edits is closed and nothing of it is kept', async () => {
  const { rooms, noteId, log } = setUp()
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(room)
  const reader = new ScriptedPeer({ mayWrite: false }).join(room)
  reader.type('vandalism')
  expect(reader.closed).toEqual(CLOSE.readOnly)
  ada.type('fine')
  ada.say(encodeBarrier(1))
  await eventually(() => ada.barriers.length > 0)
  expect(ada.text).toBe('fine')
  expect((await log.load(noteId)).head).toBe(1)
})

test('[ROOM-8] a slow participant gets nothing for a while, then everything in one frame; a hopeless one is told to come back', async () => {
  const { rooms, noteId, clock } = setUp()
  const room = await rooms.open(noteId)
  const [ada, slow, hopeless] = [1, 2, 3].map(() => new ScriptedPeer().join(room)) as [
    ScriptedPeer,
    ScriptedPeer,
    ScriptedPeer,
  ]
  slow.buffered = STALE_AFTER_BYTES + 1
  hopeless.buffered = CLOSE_AFTER_BYTES + 1
  for (const [index, word] of ['a', 'b', 'c'].entries()) {
    ada.type(word)
    await eventually(() => room.seq === index + 1)
  }
  expect(slow.text).toBe('')
  expect(hopeless.closed).toEqual(CLOSE.tooSlow)
  slow.buffered = 0
  const before = slow.frames.length
  clock.advance(1_000)
  expect(slow.text).toBe('abc')
  expect(slow.frames.length - before).toBe(1)
})

test('[ROOM-9] rows that another process appended are delivered in order with our own', async () => {
  const { rooms, noteId, log } = setUp()
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(room)
  ada.type('ours ')
  await eventually(() => room.seq === 1)
  const other = new ScriptedPeer()
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(ada.doc), other)
  const before = Y.encodeStateVector(other.doc)
  other.type('theirs ')
  const bytes = Y.encodeStateAsUpdate(other.doc, before)
  await log.append([
    { noteId, bytes, receivedAt: 0, actor: null, actorName: null, connection: null, clocks: [] },
  ])
  ada.type('again')
  ada.say(encodeBarrier(5))
  await eventually(() => ada.barriers.includes(5))
  expect(room.seq).toBe(3)
  expect(ada.text).toContain('theirs')
})

test('[ROOM-9] a commit that the room has read from the log before it was told of it is acknowledged all the same', async () => {
  const { log, gate, release } = gatedLog({ holdAnswers: true })
  const { rooms, noteId } = setUp({ log })
  const room = await rooms.open(noteId)
  const [ada, ben] = [new ScriptedPeer().join(room), new ScriptedPeer().join(room)]
  gate.open = false
  ada.type('read early')
  ada.say(encodeBarrier(1))
  await eventually(() => gate.waiting.length > 0)
  await room.catchUp()
  expect(ben.text).toBe('read early')
  release()
  await eventually(() => ada.barriers.includes(1))
  expect(room.isIdle).toBe(false)
})

test('[ROOM-10] a barrier with nothing before it is answered at once; of a reader it is refused', async () => {
  const { rooms, noteId } = setUp()
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(room)
  ada.say(encodeBarrier(3))
  expect(ada.barriers).toEqual([3])
  const reader = new ScriptedPeer({ mayWrite: false }).join(room)
  reader.say(encodeBarrier(4))
  expect(reader.barriers).toEqual([-4])
})

test('[PRES-1] a participant may only speak for itself, under the name and colour that the server knows', async () => {
  const { rooms, noteId, clock } = setUp()
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer({ name: 'Ada', color: '#111111' }).join(room)
  const eve = new ScriptedPeer({ name: 'Eve', color: '#222222' }).join(room)
  const entry = (clientId: number, clockValue: number, state: object | null) =>
    encodePresence([{ clientId, clock: clockValue, json: JSON.stringify(state) }])
  ada.say(entry(1, 1, { cursor: 'a', user: { name: 'Root', color: 'url(evil)' } }))
  eve.say(entry(2, 1, { cursor: 'b' }))
  eve.say(entry(1, 9, { cursor: 'forged' }))
  eve.say(entry(1, 10, null))
  clock.advance(1_000)
  expect(JSON.parse(ada.presence.get(1) ?? '')).toEqual({
    cursor: 'a',
    user: { name: 'Ada', color: '#111111' },
  })
  expect(JSON.parse(ada.presence.get(2) ?? '')).toEqual({
    cursor: 'b',
    user: { name: 'Eve', color: '#222222' },
  })
})

test('[PRES-2] changes are sent once per tick, unchanged entries not at all, and leaving removes the entry', async () => {
  const { rooms, noteId, clock } = setUp()
  const room = await rooms.open(noteId)
  const [ada, ben] = [new ScriptedPeer().join(room), new ScriptedPeer().join(room)]
  const say = (peer: ScriptedPeer, clientId: number, clockValue: number, cursor: number) =>
    peer.say(encodePresence([{ clientId, clock: clockValue, json: JSON.stringify({ cursor }) }]))
  const before = ben.frames.length
  for (let i = 1; i <= 10; i++) say(ada, 1, i, i)
  say(ben, 2, 1, 0)
  clock.advance(150)
  expect(ben.frames.length - before).toBe(1)
  say(ada, 1, 11, 10)
  clock.advance(150)
  expect(ben.frames.length - before).toBe(1)
  room.leave(ada.member)
  clock.advance(150)
  expect([...ben.presence.keys()]).toEqual([2])
})

test('[PRES-3] everybody hears something at least every 10 seconds, also one who is alone', async () => {
  const { rooms, noteId, clock } = setUp()
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(room)
  const before = ada.frames.length
  clock.advance(31_000)
  expect(ada.frames.length - before).toBeGreaterThanOrEqual(3)
})

test('[OPEN-1] many who open a note at once cause one load', async () => {
  let loads = 0
  const inner = createMemoryNoteLog()
  const { rooms, noteId } = setUp({ log: { ...inner, load: (id) => (loads++, inner.load(id)) } })
  const opened = await Promise.all(Array.from({ length: 50 }, () => rooms.open(noteId)))
  expect(new Set(opened).size).toBe(1)
  expect(loads).toBe(1)
})

test('[OPEN-2] a note that fails to load is not open and not empty; it opens when the log can be read again', async () => {
  const inner = createMemoryNoteLog()
  let broken = true
  const load: NoteLog['load'] = (id) => (broken ? Promise.reject(new Error('unreadable')) : inner.load(id))
  const { rooms, noteId } = setUp({ log: { ...inner, load } })
  await expect(rooms.open(noteId)).rejects.toThrow('unreadable')
  expect(rooms.size).toBe(0)
  broken = false
  expect((await rooms.open(noteId)).seq).toBe(0)
})

test('[OPEN-3] an empty room closes after a while with a checkpoint; one who comes back first keeps it open', async () => {
  const { rooms, noteId, clock, log } = setUp()
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(room)
  ada.type('kept')
  await eventually(() => room.seq === 1)
  room.leave(ada.member)
  clock.advance(5_000)
  ada.join(room)
  clock.advance(20_000)
  expect(rooms.size).toBe(1)
  room.leave(ada.member)
  clock.advance(20_000)
  await eventually(() => rooms.size === 0)
  expect((await log.load(noteId)).checkpoint?.seq).toBe(1)
  const ben = new ScriptedPeer().join(await rooms.open(noteId))
  expect(ben.text).toBe('kept')
})

test('[OPEN-3] one who opens a note in the very moment in which it closes gets a room that works', async () => {
  const inner = createMemoryNoteLog()
  let saving: (() => void) | null = null
  const log: NoteLog = {
    ...inner,
    saveCheckpoint: (id, checkpoint) =>
      new Promise((resolve) => {
        saving = () => resolve(inner.saveCheckpoint(id, checkpoint))
      }),
  }
  const { rooms, noteId, clock } = setUp({ log })
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(room)
  ada.type('kept')
  await eventually(() => room.seq === 1)
  room.leave(ada.member)
  clock.advance(11_000)
  const finish = await eventually(() => saving)
  finish()
  const again = await rooms.open(noteId)
  await new Promise((resolve) => setImmediate(resolve))
  const ben = new ScriptedPeer().join(again)
  expect(await rooms.open(noteId)).toBe(again)
  ben.type(' and alive')
  await eventually(() => again.seq === 2)
  expect(ben.closed).toBeNull()
})

test('[OPEN-6] the last room that closes is told of, each time, and no room before it', async () => {
  let times = 0
  const { rooms, noteId, clock } = setUp({ onLastClosed: () => times++ })
  const stayed = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(stayed)
  await rooms.open(newId<NoteId>())
  clock.advance(20_000)
  await eventually(() => rooms.size === 1)
  expect(times).toBe(0)
  stayed.leave(ada.member)
  clock.advance(20_000)
  await eventually(() => rooms.size === 0)
  expect(times).toBe(1)
  await rooms.open(noteId)
  clock.advance(20_000)
  await eventually(() => rooms.size === 0)
  expect(times).toBe(2)
})

test('[OPEN-4] a long tail becomes a checkpoint while people write', async () => {
  const { rooms, noteId, log } = setUp()
  const room = await rooms.open(noteId)
  const ada = new ScriptedPeer().join(room)
  for (let i = 0; i < 600; i++) ada.type('x')
  await eventually(async () => (await log.load(noteId)).checkpoint)
  expect(room.state.tailRows).toBeLessThan(600)
  expect(new ScriptedPeer().join(room).text).toBe('x'.repeat(600))
})

test('[OPEN-5] the server writes into a note through its room, and followers are told', async () => {
  const { rooms, noteId } = setUp()
  const seen: number[] = []
  await rooms.follow(noteId, (seq) => seen.push(seq))
  const doc = new Y.Doc()
  doc.getText('default').insert(0, 'imported')
  const ada = new ScriptedPeer().join(await rooms.open(noteId))
  const seq = await rooms.write(noteId, Y.encodeStateAsUpdate(doc), { actor: 'user:1', name: 'Org' })
  expect(seq).toBe(1)
  expect(seen).toEqual([1])
  expect(ada.text).toBe('imported')
})

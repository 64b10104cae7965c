import { expect, test } from 'vitest'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { readStateVector } from '../../../../server/collab/known-items.ts'
import { NoteState } from '../../../../server/collab/note-state.ts'
import type { Packet } from '../../../../server/collab/packet.ts'
import { readUpdate } from '../../../../server/lib/read-update.ts'
import { documentsInThread } from '../../../support/documents-in-thread.ts'
import { SYNC } from '../../../../shared/protocol/messages.ts'

/** A document that is typed into, and the state that a room keeps of it. */
class Note {
  readonly doc = new Y.Doc()
  readonly state = new NoteState({ checkpoint: null, updates: [], head: 0 })
  /** Rows that were made but not appended yet. */
  readonly held: Uint8Array[] = []
  holds = false

  constructor() {
    this.doc.on('update', (update: Uint8Array) => (this.holds ? this.held.push(update) : this.append(update)))
  }

  append(bytes: Uint8Array): void {
    this.state.append([
      { seq: this.state.seq + 1, bytes, clocks: readUpdate(bytes)?.clocks ?? [], receivedAt: 0 },
    ])
  }

  type(text: string): void {
    const shared = this.doc.getText('t')
    shared.insert(shared.length, text)
  }

  delete(index: number, length: number): void {
    this.doc.getText('t').delete(index, length)
  }

  async checkpoint(): Promise<void> {
    const { seq } = this.state
    const { refused: _, ...compacted } = await documentsInThread.compact(this.state.updates)
    this.state.rebase({ seq, ...compacted })
  }

  copy(): Y.Doc {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.doc))
    return copy
  }
}

const vectorOf = (doc: Y.Doc) => readStateVector(Y.encodeStateVector(doc))!
const bytesOf = (packets: readonly Packet[]) =>
  packets.flatMap(({ frames }) => frames).reduce((sum, frame) => sum + frame.byteLength, 0)

/** Applies what a joining client gets; tells the kinds of its sync messages. */
function take(doc: Y.Doc, packets: readonly Packet[]): number[] {
  return packets
    .flatMap(({ frames }) => frames)
    .map((frame) => {
      const decoder = decoding.createDecoder(frame)
      decoding.readVarUint(decoder)
      const kind = decoding.readVarUint(decoder)
      Y.applyUpdate(doc, decoding.readVarUint8Array(decoder))
      return kind
    })
}

test('[ROOM-12] one who joins gets the base and then the rest, both ready made, and is in step with the last', async () => {
  const note = new Note()
  for (let i = 0; i < 50; i++) note.type(`word ${i} `)
  note.delete(3, 40)
  await note.checkpoint()
  note.type('and more')
  const packets = note.state.answer(new Map())!
  const joined = new Y.Doc()
  expect(take(joined, packets)).toEqual([SYNC.update, SYNC.step2])
  expect(joined.getText('t').toJSON()).toBe(note.doc.getText('t').toJSON())
  expect(note.state.answer(new Map())).toEqual(packets)
  expect(note.state.answer(new Map())![0]).toBe(packets[0])
  note.type('!')
  expect(note.state.answer(new Map())![0]).toBe(packets[0])
  expect(note.state.answer(new Map())![1]).not.toBe(packets[1])
})

test('[ROOM-13] one who comes back gets little, and all that was deleted meanwhile', async () => {
  const note = new Note()
  for (let i = 0; i < 2_000; i++) note.type('some text ')
  await note.checkpoint()
  const away = note.copy()
  note.delete(100, 300)
  await note.checkpoint()
  note.type('new')
  const packets = note.state.answer(vectorOf(away))!
  expect(bytesOf(packets)).toBeLessThan(200)
  take(away, packets)
  expect(away.getText('t').toJSON()).toBe(note.doc.getText('t').toJSON())
  expect(note.state.answer(vectorOf(note.copy()))).toBeTruthy()
})

test('[ROOM-13] one who lacks a part of the base is searched for, and gets only that', async () => {
  const note = new Note()
  for (let i = 0; i < 2_000; i++) note.type('some text ')
  const away = note.copy()
  note.type('unseen')
  note.delete(0, 10)
  await note.checkpoint()
  note.type(' tail')
  expect(note.state.answer(vectorOf(away))).toBeNull()
  const tail = note.state.answerTail(vectorOf(away))
  Y.applyUpdate(away, await documentsInThread.diff(note.state.base.bytes, vectorOf(away)))
  expect(take(away, [tail])).toEqual([SYNC.step2])
  expect(away.getText('t').toJSON()).toBe(note.doc.getText('t').toJSON())
})

test('[ROOM-13] items after a gap reach those who come back, also from a base that holds them', async () => {
  const note = new Note()
  note.type('a')
  const away = note.copy()
  note.holds = true
  note.type('b')
  note.type('c')
  note.holds = false
  const [b, c] = note.held as [Uint8Array, Uint8Array]
  note.append(c)
  await note.checkpoint()
  take(away, note.state.answer(vectorOf(away))!)
  note.append(b)
  take(away, note.state.after(2))
  expect(away.getText('t').toJSON()).toBe('abc')
  const joined = new Y.Doc()
  take(joined, note.state.answer(new Map())!)
  expect(joined.getText('t').toJSON()).toBe('abc')
})

test('[ROOM-14] what a client sends again is no news; what it adds is, without the deletions that are known', async () => {
  const note = new Note()
  for (let i = 0; i < 200; i++) {
    note.type('0123456789')
    note.delete(i * 3, 1)
  }
  await note.checkpoint()
  note.delete(7, 1)
  const away = note.copy()
  const answer = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc, Y.encodeStateVector(note.doc))
  const again = answer(away)
  expect(again.byteLength).toBeGreaterThan(400)
  expect(note.state.news(again, readUpdate(again)!)).toBeNull()

  away.getText('t').delete(0, 1)
  const deleted = answer(away)
  const news = note.state.news(deleted, readUpdate(deleted)!)!
  expect([news.bytes.byteLength < 20, news.clocks]).toEqual([true, []])

  away.getText('t').insert(5, 'mine')
  const written = answer(away)
  const added = note.state.news(written, readUpdate(written)!)!
  expect(added.bytes.byteLength).toBeLessThan(60)
  expect(added.clocks).toEqual([[away.clientID, 0, 4]])
  note.append(added.bytes)
  const joined = new Y.Doc()
  take(joined, note.state.answer(new Map())!)
  expect(joined.getText('t').toJSON()).toBe(away.getText('t').toJSON())
})

test('[ROOM-13] the question asks for what is not here: clients answer with that alone', () => {
  const note = new Note()
  note.type('known')
  const away = note.copy()
  away.getText('t').insert(0, 'mine ')
  const decoder = decoding.createDecoder(note.state.question().frames[0]!)
  decoding.readVarUint(decoder)
  decoding.readVarUint(decoder)
  const answer = Y.encodeStateAsUpdate(away, decoding.readVarUint8Array(decoder))
  expect(readUpdate(answer)?.clocks).toEqual([[away.clientID, 0, 5]])
})

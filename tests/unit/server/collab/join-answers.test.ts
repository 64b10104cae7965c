import { pino } from 'pino'
import { expect, test } from 'vitest'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { JoinAnswers } from '../../../../server/collab/join-answers.ts'
import { NO_METER } from '../../../../server/collab/meter.ts'
import { NoteState } from '../../../../server/collab/note-state.ts'
import type { Packet } from '../../../../server/collab/packet.ts'
import { readUpdate } from '../../../../server/lib/read-update.ts'
import { newId, type NoteId } from '../../../../shared/domain/ids.ts'
import { MESSAGE, SYNC } from '../../../../shared/protocol/messages.ts'
import { documentsInThread } from '../../../support/documents-in-thread.ts'
import { eventually } from '../../../support/eventually.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { ScriptedPeer } from '../../../support/scripted-peer.ts'

/** A peer that keeps the packets as they are. */
class PacketPeer extends ScriptedPeer {
  readonly packets: Packet[] = []

  override send(packet: Packet): void {
    this.packets.push(packet)
    super.send(packet)
  }

  /** Types of the messages, with the kind of sync messages. */
  get kinds(): string[] {
    return this.frames.map((frame) => {
      const decoder = decoding.createDecoder(frame)
      const type = decoding.readVarUint(decoder)
      return type === MESSAGE.sync ? `sync ${decoding.readVarUint(decoder)}` : `${type}`
    })
  }
}

/** A note of so many words, all of them in its checkpoint. */
async function makeNote(words: number) {
  const doc = new Y.Doc()
  const text = doc.getText('default')
  for (let i = 0; i < words; i++) text.insert(text.length, `word ${i} `)
  const { refused: _, ...checkpoint } = await documentsInThread.compact([Y.encodeStateAsUpdate(doc)])
  const state = new NoteState({ checkpoint: { seq: 1, ...checkpoint }, updates: [], head: 1 })
  const clock = new FakeClock()
  const answers = new JoinAnswers({
    noteId: newId<NoteId>(),
    state,
    documents: documentsInThread,
    clock,
    log: pino({ level: 'silent' }),
    meter: NO_METER,
  })
  const write = (more: string) => {
    const before = Y.encodeStateVector(doc)
    text.insert(text.length, more)
    const bytes = Y.encodeStateAsUpdate(doc, before)
    state.append([{ seq: state.seq + 1, bytes, clocks: readUpdate(bytes)?.clocks ?? [], receivedAt: 0 }])
    return bytes
  }
  const join = (options: { readonly inflates: boolean }) => {
    const peer = new PacketPeer(options)
    answers.answer(peer.member, new Map())
    return peer
  }
  return { text, state, clock, answers, write, join }
}

test('[ROOM-20] a large note comes compressed to those who take it, and ends with step 2; others get it as it is', async () => {
  const { text, state, write, join } = await makeNote(5_000)
  write('and more')
  const [modern, plain] = [join({ inflates: true }), join({ inflates: false })]
  expect(plain.kinds).toEqual([`sync ${SYNC.update}`, `sync ${SYNC.step2}`])
  await eventually(() => modern.frames.length === 2)
  expect(modern.kinds).toEqual([`${MESSAGE.deflated}`, `sync ${SYNC.step2}`])
  for (const peer of [modern, plain]) expect(peer.text).toBe(text.toJSON())
  expect(modern.frames[0]?.byteLength).toBeLessThan(state.base.bytes.byteLength / 2)
})

test('[ROOM-20] a small note comes as it is: there is nothing to gain', async () => {
  const { text, join } = await makeNote(50)
  const peer = join({ inflates: true })
  expect(peer.kinds).toEqual([`sync ${SYNC.update}`, `sync ${SYNC.step2}`])
  expect(peer.text).toBe(text.toJSON())
})

test('[ROOM-20] it is compressed once for all who join within seconds, and again after a checkpoint', async () => {
  const { state, clock, write, join } = await makeNote(5_000)
  const hall = Array.from({ length: 20 }, () => join({ inflates: true }))
  await eventually(() => hall.every(({ packets }) => packets.length === 2))
  expect(new Set(hall.map(({ packets }) => packets[0])).size).toBe(1)
  clock.advance(1_500)
  const late = join({ inflates: true })
  await eventually(() => late.packets.length === 2)
  expect(late.packets[0]).toBe(hall[0]?.packets[0])

  write('!')
  const { refused: _, ...checkpoint } = await documentsInThread.compact(state.updates)
  state.rebase({ seq: state.seq, ...checkpoint })
  const later = join({ inflates: true })
  await eventually(() => later.packets.length === 2)
  expect(later.packets[0]).not.toBe(late.packets[0])
  expect(later.text.endsWith('!')).toBe(true)

  clock.advance(2_000)
  const afterwards = join({ inflates: true })
  await eventually(() => afterwards.packets.length === 2)
  expect(afterwards.packets[0]).not.toBe(later.packets[0])
})

test('[ROOM-20] what is committed while a note is compressed and what comes after it are both there in the end', async () => {
  const { text, write, join } = await makeNote(5_000)
  write('before ')
  const peer = join({ inflates: true })
  // As everybody in the room gets it, before the note itself is there.
  Y.applyUpdate(peer.doc, write('meanwhile'))
  await eventually(() => peer.packets.length === 2)
  expect(peer.text).toBe(text.toJSON())
  expect(peer.text.endsWith('before meanwhile')).toBe(true)
})

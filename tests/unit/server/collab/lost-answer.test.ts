import { pino } from 'pino'
import { expect, test } from 'vitest'
import { OpenRooms } from '../../../../server/collab/open-rooms.ts'
import { createMemoryNoteLog } from '../../../../server/storage/memory-note-log.ts'
import type { NoteLog } from '../../../../server/storage/note-log.ts'
import { newId, type NoteId } from '../../../../shared/domain/ids.ts'
import { encodeBarrier } from '../../../../shared/protocol/codec.ts'
import { documentsInThread } from '../../../support/documents-in-thread.ts'
import { eventually } from '../../../support/eventually.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { ScriptedPeer } from '../../../support/scripted-peer.ts'

test('[LOG-14] a commit that reached the disk but whose answer was lost is shown once and confirmed', async () => {
  const inner = createMemoryNoteLog()
  let lost = 0
  const noteLog: NoteLog = {
    ...inner,
    async append(updates) {
      const seqs = await inner.append(updates)
      if (lost++ === 0) throw new Error('the thread died')
      return seqs
    },
  }
  const clock = new FakeClock()
  const rooms = new OpenRooms({
    noteLog,
    documents: documentsInThread,
    clock,
    log: pino({ level: 'silent' }),
  })
  const room = await rooms.open(newId<NoteId>())
  const [ada, ben] = [new ScriptedPeer().join(room), new ScriptedPeer().join(room)]
  ada.type('once')
  ada.say(encodeBarrier(1))
  await eventually(() => rooms.commitFailures === 1)
  expect(ada.barriers).toEqual([])
  await eventually(() => (clock.advance(1_000), ada.barriers.length > 0))
  expect([ada.text, ben.text]).toEqual(['once', 'once'])
  expect(room.seq).toBe(2)
})

/** Rooms on a log in memory and a clock that only moves when told to. */
import { pino } from 'pino'
import { OpenRooms } from '../../server/collab/open-rooms.ts'
import { createMemoryNoteLog } from '../../server/storage/memory-note-log.ts'
import type { NoteLog } from '../../server/storage/note-log.ts'
import { newId, type NoteId } from '../../shared/domain/ids.ts'
import { documentsInThread } from './documents-in-thread.ts'
import { FakeClock } from './fake-clock.ts'

/** A log whose appends, or only the answers to them, wait until they are let through, or fail on demand. */
export function gatedLog({ holdAnswers = false } = {}) {
  const inner = createMemoryNoteLog()
  const gate = { open: true, fail: false, appends: 0, waiting: [] as (() => void)[] }
  const log: NoteLog = {
    ...inner,
    async append(updates) {
      gate.appends++
      const pass = () => (gate.open ? null : new Promise<void>((resolve) => gate.waiting.push(resolve)))
      if (!holdAnswers) await pass()
      if (gate.fail) throw new Error('disk full')
      const seqs = await inner.append(updates)
      if (holdAnswers) await pass()
      return seqs
    },
  }
  const release = () => {
    gate.open = true
    for (const resume of gate.waiting.splice(0)) resume()
  }
  return { log, gate, release }
}

export function setUpRooms({
  log = createMemoryNoteLog(),
  documents = documentsInThread,
  onLastClosed = () => {},
}: { log?: NoteLog; documents?: typeof documentsInThread; onLastClosed?: () => void } = {}) {
  const clock = new FakeClock()
  const rooms = new OpenRooms({
    noteLog: log,
    documents,
    clock,
    log: pino({ level: 'silent' }),
    onLastClosed,
  })
  return { rooms, clock, log, noteId: newId<NoteId>() }
}

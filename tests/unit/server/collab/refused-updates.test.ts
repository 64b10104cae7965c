import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { NO_METER } from '../../../../server/collab/meter.ts'
import { OpenRooms } from '../../../../server/collab/open-rooms.ts'
import { createDocuments } from '../../../../server/documents/documents.ts'
import { createMemoryNoteLog } from '../../../../server/storage/memory-note-log.ts'
import { newId, type NoteId } from '../../../../shared/domain/ids.ts'
import { stagedUpdate } from '../../../contract/note-log.ts'
import { eventually } from '../../../support/eventually.ts'
import { FakeClock } from '../../../support/fake-clock.ts'
import { forwardReference } from '../../../support/hostile-updates.ts'
import { ScriptedPeer } from '../../../support/scripted-peer.ts'

test('[DOCS-8] a note with an update that no document can take opens without it; it is counted and stays in the log', async () => {
  const log = createMemoryNoteLog()
  const documents = createDocuments()
  onTestFinished(() => documents.close())
  let quarantined = 0
  const rooms = new OpenRooms({
    noteLog: log,
    documents,
    clock: new FakeClock(),
    log: pino({ level: 'silent' }),
    meter: { ...NO_METER, quarantined: (rows) => void (quarantined += rows) },
  })
  const noteId = newId<NoteId>()
  const rows = Array.from({ length: 600 }, () => stagedUpdate(noteId, 'x'))
  const bad = { ...stagedUpdate(noteId, ''), bytes: forwardReference(5) }
  await log.append([...rows.slice(0, 300), bad, ...rows.slice(300)])
  const ada = new ScriptedPeer().join(await rooms.open(noteId))
  await eventually(() => ada.text.length === 600)
  expect(quarantined).toBe(1)
  const loaded = await log.load(noteId)
  expect(loaded.checkpoint?.seq).toBe(601)
  expect(await log.read({ noteId, after: 300, limit: 1 })).toMatchObject([{ seq: 301, bytes: bad.bytes }])
  await rooms.close()
})

/** A note of a hundred thousand keystrokes, opened through a real server. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createToken } from '../../server/auth/create-token.ts'
import { systemClock } from '../../server/lib/clock.ts'
import { openDatabase } from '../../server/storage/database.ts'
import { eventually } from '../support/eventually.ts'
import { fillDatabase, keystrokes } from '../support/filled-database.ts'
import { NoteClient } from '../support/note-client.ts'
import { ServerProcess } from '../support/server-process.ts'

const FEW_ROWS = 10_000
const MANY_ROWS = 100_000

async function timeToOpen(rows: number): Promise<number> {
  const filled = await fillDatabase()
  const updates = keystrokes(rows)
  await filled.append(updates)
  const db = await openDatabase(filled.dir)
  const { secret } = await createToken({ db, clock: systemClock }, { name: 't', role: 'scribe', event: null })
  await db.destroy()
  const whole = new Y.Doc()
  whole.transact(() => {
    for (const update of updates) Y.applyUpdate(whole, update)
  })
  const server = await ServerProcess.start({ dataDir: filled.dir })
  const start = performance.now()
  const reader = new NoteClient({ url: server.url, noteId: filled.noteId, secret })
  try {
    await eventually(() => reader.provider.synced, { within: 60_000, message: 'the first sync' })
    const took = performance.now() - start
    expect(reader.doc.getXmlFragment('default').toJSON()).toBe(whole.getXmlFragment('default').toJSON())
    reader.type('still writable')
    expect(await reader.save()).toBe('saved')
    return took
  } finally {
    reader.destroy()
    await server.dispose()
  }
}

test('[LOG-15] ten times the rows open in about ten times the time', async () => {
  const few = await timeToOpen(FEW_ROWS)
  const many = await timeToOpen(MANY_ROWS)
  // Merged as bytes, a hundred thousand rows would take a thousand times as long as ten thousand.
  expect(many).toBeLessThan(few * 30 + 2_000)
}, 180_000)

import Sqlite from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { newId, type NoteId } from '../../shared/domain/ids.ts'
import { systemClock } from '../../server/lib/clock.ts'
import { checksumOf } from '../../server/storage/checksum.ts'
import { databaseFile, openDatabase } from '../../server/storage/database.ts'
import { createMemoryNoteLog } from '../../server/storage/memory-note-log.ts'
import { openSqliteNoteLog } from '../../server/storage/sqlite/sqlite-note-log.ts'
import { eventually } from '../support/eventually.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { checkpointAt, registerNoteLogContract, stagedUpdate } from './note-log.ts'

async function openSqlite() {
  const dir = makeTempDir()
  await (await openDatabase(dir)).destroy()
  const file = databaseFile(dir)
  const open = async () => {
    const log = openSqliteNoteLog({ file, clock: systemClock })
    onTestFinished(() => log.close())
    return log
  }
  return { log: await open(), reopen: open, file }
}

registerNoteLogContract('memory', async () => ({ log: createMemoryNoteLog(), reopen: null }))
registerNoteLogContract('sqlite', openSqlite)

test('[LOG-8] a row whose bytes changed on disk is left out and named; the rest of the note opens', async () => {
  const { log, file } = await openSqlite()
  const noteId = newId<NoteId>()
  await log.append(['a', 'b', 'c'].map((text) => stagedUpdate(noteId, text)))
  const database = new Sqlite(file)
  database
    .prepare("update updates set bytes = x'00' || substr(bytes, 2) where note_id = ? and seq = 2")
    .run(noteId)
  database.close()
  const loaded = await log.load(noteId)
  expect(loaded.damaged).toEqual([2])
  expect(loaded.updates.map(({ seq }) => seq)).toEqual([1, 3])
  expect(loaded.head).toBe(3)
})

test('[LOG-9] a checkpoint whose bytes changed on disk is not used: the log before it is', async () => {
  const { log, file } = await openSqlite()
  const noteId = newId<NoteId>()
  await log.append(['a', 'b'].map((text) => stagedUpdate(noteId, text)))
  for (const column of ['bytes', 'state_vector', 'rest']) {
    await log.saveCheckpoint(noteId, checkpointAt(2, 'ab'))
    expect((await log.load(noteId)).checkpoint).not.toBeNull()
    const database = new Sqlite(file)
    database
      .prepare(`update checkpoints set ${column} = x'00' || substr(${column}, 2) || x'01' where note_id = ?`)
      .run(noteId)
    database.close()
    const loaded = await log.load(noteId)
    expect([column, loaded.checkpoint]).toEqual([column, null])
    expect(loaded.updates.map(({ seq }) => seq)).toEqual([1, 2])
  }
})

test('[LOG-12] a checkpoint of the first schema loads with its state vector and delete set', async () => {
  const { log, file } = await openSqlite()
  const noteId = newId<NoteId>()
  const { bytes, stateVector, rest } = checkpointAt(1, 'a')
  const database = new Sqlite(file)
  database
    .prepare('insert into checkpoints (note_id, seq, bytes, checksum, created_at) values (?, ?, ?, ?, ?)')
    .run(noteId, 1, bytes, checksumOf(noteId, 1, bytes), 1_000)
  database.close()
  const { checkpoint } = await log.load(noteId)
  expect([...checkpoint!.stateVector]).toEqual([...stateVector])
  expect([...checkpoint!.rest]).toEqual([...rest])
})

test('[LOG-10] a failing append stores nothing and can be tried again', async () => {
  const { log, file } = await openSqlite()
  const noteId = newId<NoteId>()
  const database = new Sqlite(file)
  database.exec(
    "create trigger refuse before insert on updates when new.seq = 2 begin select raise(abort, 'full'); end",
  )
  const batch = ['a', 'b'].map((text) => stagedUpdate(noteId, text))
  await expect(log.append(batch)).rejects.toThrow(/full/)
  expect(await log.heads([noteId])).toEqual([0])
  database.exec('drop trigger refuse')
  database.close()
  expect(await log.append(batch)).toEqual([1, 2])
})

test('[LOG-13] what cannot be handed to the thread is refused alone', async () => {
  const { log } = await openSqlite()
  const noteId = newId<NoteId>()
  const before = log.append([stagedUpdate(noteId, 'before')])
  const odd = { ...stagedUpdate(noteId, 'odd'), actor: (() => '') as unknown as string }
  await expect(log.append([odd])).rejects.toThrow(/could not be cloned/)
  expect(await before).toEqual([1])
  expect(await log.append([stagedUpdate(noteId, 'after')])).toEqual([2])
})

test('[LOG-11] tells soon that another process appended', async () => {
  const { log, reopen } = await openSqlite()
  const noteId = newId<NoteId>()
  await log.heads([noteId]) // the log is open from here on
  let told = 0
  log.onForeignAppend(() => told++)
  const elsewhere = await reopen()
  await elsewhere.append([stagedUpdate(noteId, 'from elsewhere')])
  await eventually(() => told > 0, { message: 'being told' })
  expect(await log.heads([noteId])).toEqual([1])
})

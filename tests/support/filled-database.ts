/** A data folder with one event, one track and its two notes, written without a server. */
import Sqlite from 'better-sqlite3'
import * as Y from 'yjs'
import { createDocuments } from '../../server/documents/documents.ts'
import { systemClock } from '../../server/lib/clock.ts'
import { readUpdate } from '../../server/lib/read-update.ts'
import { databaseFile, openDatabase } from '../../server/storage/database.ts'
import { insertEvent } from '../../server/storage/event-rows.ts'
import { insertNotes, newNotePair } from '../../server/storage/note-rows.ts'
import type { StagedUpdate } from '../../server/storage/note-log.ts'
import { openSqliteNoteLog } from '../../server/storage/sqlite/sqlite-note-log.ts'
import { newId, type EventId, type NoteId, type TrackId } from '../../shared/domain/ids.ts'
import { makeTempDir } from './temp-dir.ts'

const ROWS_PER_APPEND = 5_000

export interface FilledDatabase {
  readonly dir: string
  readonly noteId: NoteId
  readonly summaryId: NoteId
  /** Appends updates as a server would. */
  append(updates: readonly Uint8Array[], clocks?: StagedUpdate['clocks']): Promise<void>
  /** Makes a checkpoint of the first `rows` rows. */
  checkpoint(rows: number): Promise<void>
  /** Changes the database behind everybody's back. */
  tamper(sql: string, ...parameters: readonly unknown[]): void
}

/** The updates of somebody who types and deletes in a note, one for each keystroke. */
export function keystrokes(count: number): Uint8Array[] {
  const doc = new Y.Doc()
  const paragraph = new Y.XmlElement('paragraph')
  const text = new Y.XmlText()
  const updates: Uint8Array[] = []
  doc.transact(() => {
    doc.getXmlFragment('default').insert(0, [paragraph])
    paragraph.insert(0, [text])
  })
  updates.push(Y.encodeStateAsUpdate(doc))
  doc.on('update', (update: Uint8Array) => updates.push(update))
  while (updates.length < count) {
    if (updates.length % 20 === 19) text.delete(0, 3)
    else text.insert(text.length, 'x')
  }
  return updates
}

export async function fillDatabase(): Promise<FilledDatabase> {
  const dir = makeTempDir()
  const db = await openDatabase(dir)
  const [event, track, now] = [newId<EventId>(), newId<TrackId>(), 1_000]
  await insertEvent(db, {
    id: event, slug: 'conf', title: 'Conf', description: null, start_date: null, end_date: null, time_zone: 'UTC',
    location: null, url: null, created_at: now, updated_at: now,
  }) // prettier-ignore
  await db
    .insertInto('tracks')
    .values({
      id: track,
      event_id: event,
      import_key: null,
      position: 0,
      title: 'Scheduling',
      description: null,
      topics: '[]',
      links: '[]',
    }) // prettier-ignore
    .execute()
  const notes = newNotePair({ event, owner: { track }, now })
  await insertNotes(db, notes)
  await db.destroy()
  const [noteId, summaryId] = [notes[0]!.id, notes[1]!.id]

  const withLog = async (work: (log: ReturnType<typeof openSqliteNoteLog>) => Promise<void>) => {
    const log = openSqliteNoteLog({ file: databaseFile(dir), clock: systemClock })
    try {
      await work(log)
    } finally {
      await log.close()
    }
  }
  return {
    dir,
    noteId,
    summaryId,
    append: (updates, clocks) =>
      withLog(async (log) => {
        const staged = updates.map((bytes): StagedUpdate => {
          const own = readUpdate(bytes)?.clocks ?? []
          return {
            noteId, bytes, receivedAt: now, actor: null, actorName: null, connection: null, clocks: clocks ?? own,
          } // prettier-ignore
        })
        for (let start = 0; start < staged.length; start += ROWS_PER_APPEND) {
          await log.append(staged.slice(start, start + ROWS_PER_APPEND))
        }
      }),
    checkpoint: (rows) =>
      withLog(async (log) => {
        const documents = createDocuments()
        const updates = await log.read({ noteId, after: 0, limit: rows })
        const { refused: _, ...state } = await documents.compact(updates.map(({ bytes }) => bytes))
        await log.saveCheckpoint(noteId, { seq: rows, ...state })
        await documents.close()
      }),
    tamper(sql, ...parameters) {
      const database = new Sqlite(databaseFile(dir))
      database.prepare(sql).run(...parameters)
      database.close()
    },
  }
}

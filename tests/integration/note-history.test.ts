/** The time line of notes over HTTP: steps, states and versions, on a real database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type {
  DeletedPassages,
  NoteState,
  NoteTimeline,
  NoteVersionInfo,
  NoteWriters,
} from '../../shared/contracts/history.ts'
import type { Problem } from '../../shared/contracts/errors.ts'
import type { EventDetail, SessionDetail } from '../../shared/contracts/programme.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { colorOf } from '../../shared/domain/palette.ts'
import type { DocNode } from '../../shared/schema/doc-json.ts'
import { createDocuments } from '../../server/documents/documents.ts'
import { systemClock } from '../../server/lib/clock.ts'
import { readState } from '../../server/notes/read-state.ts'
import { checkDatabase } from '../../server/cli/check.ts'
import { databaseFile } from '../../server/storage/database.ts'
import type { NoteLog } from '../../server/storage/note-log.ts'
import { openSqliteNoteLog } from '../../server/storage/sqlite/sqlite-note-log.ts'
import { fillDatabase, keystrokes } from '../support/filled-database.ts'
import { addBlock, blockText, NoteWriter } from '../support/note-writer.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'
import { createRandom } from '../support/random-doc.ts'
import { editAtRandom } from '../support/random-editor.ts'

const MINUTE = 60_000

let app: ProgrammeApp
let organizer: Asker
let event: EventDetail
let session: SessionDetail
let noteId: NoteId
let events = 0

beforeAll(async () => {
  app = await startProgrammeApp()
  organizer = app.organizer
})
afterAll(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  // To the start of a minute.
  app.clock.advance(MINUTE - (app.clock.now() % MINUTE))
  const slug = `history-${++events}`
  await organizer.json('POST', '/events', { title: 'Plumbing Days', slug })
  session = await organizer.json('POST', `/events/${slug}/sessions`, {
    title: 'Boot faster',
    start: inMinutes(10),
    end: inMinutes(20),
  })
  event = await organizer.json('GET', `/events/${slug}`)
  noteId = session.notesId as NoteId
})

const inMinutes = (minutes: number) => new Date(app.clock.now() + minutes * MINUTE).toISOString()
const inEvent = (role: 'lead' | 'scribe' | 'reviewer' | 'reader') =>
  app.invite(role, { type: 'event', id: event.id }, event.id)
const ask = <T>(path: string, asker = organizer) => asker.json<T>('GET', `/notes/${noteId}/${path}`)
const timeline = () => ask<NoteTimeline>('timeline')
const stateAt = (seq: number, query = '') => ask<NoteState>(`states/${seq}${query}`)
const deleted = (query = '') => ask<DeletedPassages>(`deleted${query}`)
const writer = (name: string | null) => new NoteWriter({ ...app.context, noteId, name })
const contentOf = async () => (await organizer.send('GET', `/notes/${noteId}/content?format=txt`)).text()

/** Who wrote each text: `[text, name, minute]`. */
function writtenIn({ doc, authors }: NoteState): unknown[] {
  const texts = (node: DocNode): DocNode[] =>
    node.type === 'text' ? [node] : (node.content ?? []).flatMap(texts)
  return texts(doc as DocNode).map(({ text, marks = [] }) => {
    const own = marks.filter(({ type }) => type === 'written')
    expect(own.length).toBeLessThanOrEqual(1)
    const { author, at } = (own[0]?.attrs ?? {}) as { author?: number; at?: string }
    return [text, authors[author ?? -1]?.name, at]
  })
}

describe('the time line', () => {
  test('[HIST-1] has a step for each author and minute, which cover every place once and in order', async () => {
    const [ada, grace, server] = [writer('Ada'), writer('Grace'), writer(null)]
    const start = app.clock.now()
    await ada.edit((root) => addBlock(root, 'one'))
    app.clock.advance(5_000)
    await ada.edit((root) => blockText(root, 0).insert(3, ' two'))
    await grace.edit((root) => addBlock(root, 'three'))
    await ada.edit((root) => addBlock(root, 'four'))
    app.clock.advance(MINUTE)
    await ada.edit((root) => addBlock(root, 'five'))
    await server.edit((root) => addBlock(root, 'six'))
    const { seq, authors, steps } = await timeline()
    expect(seq).toBe(6)
    expect(authors).toEqual([
      { name: 'Ada', color: colorOf('user:Ada') },
      { name: 'Grace', color: colorOf('user:Grace') },
      { name: null, color: expect.stringMatching(/^#/) },
    ])
    const later = (ms: number) => new Date(start + ms).toISOString()
    expect(steps).toEqual([
      { fromSeq: 1, toSeq: 2, from: later(0), to: later(5_000), author: 0 },
      { fromSeq: 3, toSeq: 3, from: later(5_000), to: later(5_000), author: 1 },
      { fromSeq: 4, toSeq: 4, from: later(5_000), to: later(5_000), author: 0 },
      { fromSeq: 5, toSeq: 5, from: later(65_000), to: later(65_000), author: 0 },
      { fromSeq: 6, toSeq: 6, from: later(65_000), to: later(65_000), author: 2 },
    ])
  })

  test('[HIST-1] of a note that was never written is empty', async () => {
    expect(await timeline()).toEqual({ noteId, seq: 0, authors: [], steps: [], versions: [] })
    expect(await deleted()).toEqual({ noteId, authors: [], passages: [], more: false })
  })

  test('[HIST-2] names the places of the session’s start and end, once they are past and something was written', async () => {
    const ada = writer('Ada')
    await ada.edit((root) => addBlock(root, 'before'))
    expect((await timeline()).versions).toEqual([])
    const [startAt, endAt] = [inMinutes(10), inMinutes(20)]
    app.clock.advance(11 * MINUTE)
    await ada.edit((root) => addBlock(root, 'during'))
    const start = { id: null, kind: 'start', name: 'Session start', seq: 1, at: startAt, by: null }
    expect((await timeline()).versions).toEqual([start])
    app.clock.advance(10 * MINUTE)
    await ada.edit((root) => addBlock(root, 'after'))
    const end = { id: null, kind: 'end', name: 'Session end', seq: 2, at: endAt, by: null }
    expect((await timeline()).versions).toEqual([start, end])
    noteId = session.summaryId as NoteId
    expect((await timeline()).versions).toEqual([])
  })

  test('[HIST-8] every part of it asks for the right to write', async () => {
    await writer('Ada').edit((root) => addBlock(root, 'one'))
    const calls = [
      ['GET', 'timeline'],
      ['GET', 'states/1'],
      ['GET', 'writers'],
      ['GET', 'deleted'],
      ['POST', 'versions', { name: 'mine' }],
      ['DELETE', 'versions/none'],
      ['POST', 'restore', { seq: 0 }],
    ] as const
    for (const role of ['reader', 'reviewer'] as const) {
      const asker = await inEvent(role)
      for (const [method, path, body] of calls) {
        const answer = await asker.send(method, `/notes/${noteId}/${path}`, body)
        expect([method, path, answer.status]).toEqual([method, path, 403])
      }
    }
    for (const [method, path, body] of calls) {
      expect((await app.anonymous.send(method, `/notes/${noteId}/${path}`, body)).status).toBe(401)
    }
    const scribe = await inEvent('scribe')
    expect((await ask<NoteTimeline>('timeline', scribe)).seq).toBe(1)
    expect(await contentOf()).toContain('one')
  })
})

describe('a state', () => {
  test('[HIST-3] is the document that the log up to there gives, at every place', async () => {
    const random = createRandom(3)
    const writers = [writer('Ada'), writer('Grace')]
    for (let edit = 0; edit < 40; edit++) {
      const { doc } = writers[edit % 2]!
      await writers[edit % 2]!.edit(() => editAtRandom(doc, random))
    }
    const rows = await app.context.noteLog.read({ noteId, after: 0 })
    const documents = app.context.documents
    for (let seq = 1; seq <= rows.length; seq++) {
      const bytes = rows.slice(0, seq).map((row) => row.bytes)
      const { doc, at } = await stateAt(seq)
      expect(doc).toEqual(await documents.readState(bytes, null))
      expect(at).toBe(new Date(rows[seq - 1]!.receivedAt).toISOString())
    }
  })

  test('[HIST-3] at 0 is the empty note, and beyond the end there is none', async () => {
    await writer('Ada').edit((root) => addBlock(root, 'one'))
    const { doc, at, authors } = await stateAt(0)
    expect([doc, at, authors]).toEqual([{ type: 'doc', content: [{ type: 'paragraph' }] }, null, []])
    for (const seq of ['2', '-1', 'x', '1e9', '99999999999999999999']) {
      const answer = await organizer.send('GET', `/notes/${noteId}/states/${seq}`)
      expect([seq, answer.status, ((await answer.json()) as Problem).code]).toEqual([seq, 404, 'not_found'])
    }
  })

  test('[HIST-3] holds what is off the record: whoever asks writes the note', async () => {
    await writer('Ada').edit((root) => {
      const block = new Y.XmlElement('offRecord')
      root.insert(0, [block])
      addBlock(block, 'between us')
    })
    expect(JSON.stringify((await stateAt(1)).doc)).toContain('between us')
    expect(await contentOf()).not.toContain('between us')
  })

  test('[HIST-10] tells who wrote which items, from any place on', async () => {
    const [ada, grace] = [writer('Ada'), writer('Grace')]
    const start = new Date(app.clock.now()).toISOString()
    await ada.edit((root) => addBlock(root, 'Ada '))
    await grace.edit((root) => blockText(root, 0).insert(4, 'and Grace'))
    const all = await ask<NoteWriters>('writers')
    expect(all).toMatchObject({
      noteId,
      seq: 2,
      authors: [
        { name: 'Ada', color: colorOf('user:Ada') },
        { name: 'Grace', color: colorOf('user:Grace') },
      ],
      writings: [
        { author: 0, at: start },
        { author: 1, at: start },
      ],
    })
    const clocksOf = (writing: number, { runs }: NoteWriters = all) =>
      runs.filter((run) => run[3] === writing).map(([client, from, to]) => [client, from, to])
    // A block, its text, and four letters.
    expect(clocksOf(0)).toEqual([[ada.doc.clientID, 0, 6]])
    expect(clocksOf(1)).toEqual([[grace.doc.clientID, 0, 9]])

    app.clock.advance(MINUTE)
    await ada.edit((root) => blockText(root, 0).insert(0, 'Now '))
    const news = await ask<NoteWriters>('writers?after=2')
    expect(news).toMatchObject({ seq: 3, authors: [{ name: 'Ada' }], writings: [{ author: 0 }] })
    expect(clocksOf(0, news)).toEqual([[ada.doc.clientID, 6, 10]])
    expect(await ask<NoteWriters>('writers?after=3')).toMatchObject({ seq: 3, authors: [], runs: [] })
    expect(await ask<NoteWriters>('writers?after=99')).toMatchObject({ seq: 3, runs: [] })

    const bad = await organizer.send('GET', `/notes/${noteId}/writers?after=-1`)
    expect([bad.status, ((await bad.json()) as Problem).place]).toEqual([400, 'after'])
  })

  test('[HIST-5] says who wrote each text and in which minute, from the log and not from what clients claim', async () => {
    const [ada, grace] = [writer('Ada'), writer('Grace')]
    const first = new Date(app.clock.now()).toISOString()
    await ada.edit((root) => addBlock(root, 'from Ada'))
    app.clock.advance(10_000)
    await ada.edit((root) => blockText(root, 0).insert(8, ' again'))
    app.clock.advance(MINUTE - 10_000)
    const second = new Date(app.clock.now()).toISOString()
    await grace.edit((root) => {
      // A client that says Ada wrote it, and that it is all of one piece.
      blockText(root, 0).insert(5, 'Grace to ', { written: { author: 0, at: first }, bold: {} })
      blockText(root, 0).format(0, 4, { 'written--aaaaaaaa': { author: 1, at: second } })
    })
    const state = await stateAt(3, '?written=1')
    expect(state.authors.map(({ name }) => name)).toEqual(['Ada', 'Grace'])
    expect(writtenIn(state)).toEqual([
      ['from ', 'Ada', first],
      ['Grace to ', 'Grace', second],
      ['Ada again', 'Ada', first],
    ])
    expect(JSON.stringify(state.doc)).toContain('bold')
    expect((await stateAt(3)).authors).toEqual([])
    expect(writtenIn(await stateAt(1, '?written=1'))).toEqual([['from Ada', 'Ada', first]])
  })

  test('[HIST-4] in the middle of a long log reads few rows after a checkpoint, also where none was made', async () => {
    const ROWS = 20_000
    const filled = await fillDatabase()
    await filled.append(keystrokes(ROWS))
    const log = openSqliteNoteLog({ file: databaseFile(filled.dir), clock: systemClock })
    const documents = createDocuments()
    let rowsRead = 0
    const counting: NoteLog = {
      ...log,
      async read(part) {
        const rows = await log.read(part)
        rowsRead += rows.length
        return rows
      },
    }
    const openAt = async (seq: number) => {
      rowsRead = 0
      const options = { noteId: filled.noteId, seq, withWritten: false }
      return readState({ noteLog: counting, documents }, options)
    }
    try {
      // The first one who goes there makes what is missing …
      await openAt(ROWS - 1)
      // … and then every place is near.
      for (const seq of [1, 1_999, 2_001, 9_999, 12_345, ROWS - 500, ROWS]) {
        const { doc } = await openAt(seq)
        expect([seq, rowsRead <= 2_000]).toEqual([seq, true])
        const rows = await log.read({ noteId: filled.noteId, after: 0, upTo: seq })
        expect(doc).toEqual(
          await documents.readState(
            rows.map((row) => row.bytes),
            null,
          ),
        )
      }
    } finally {
      await documents.close()
      await log.close()
    }
    const lines: string[] = []
    expect([await checkDatabase(filled.dir, (line) => lines.push(line)), lines]).toEqual([
      0,
      [expect.stringMatching(/, 9 checkpoints: all intact$/)],
    ])
  }, 180_000)
})

describe('versions', () => {
  test('[HIST-9] are given to the newest place or to another, and taken away again', async () => {
    const ada = writer('Ada')
    const at = new Date(app.clock.now()).toISOString()
    const version = (body: unknown) =>
      organizer.json<NoteVersionInfo>('POST', `/notes/${noteId}/versions`, body)
    const nothing = await organizer.send('POST', `/notes/${noteId}/versions`, { name: 'too early' })
    expect(nothing.status).toBe(404)
    await ada.edit((root) => addBlock(root, 'one'))
    app.clock.advance(MINUTE)
    await ada.edit((root) => addBlock(root, 'two'))
    const newest = await version({ name: '  second  ' })
    expect(newest).toMatchObject({ kind: 'named', name: 'second', seq: 2, by: 'organizer' })
    const older = await version({ name: 'first', seq: 1 })
    expect(older).toMatchObject({ seq: 1, at })
    expect((await timeline()).versions).toEqual([older, newest])
    const beyond = await organizer.send('POST', `/notes/${noteId}/versions`, { name: 'x', seq: 3 })
    expect(beyond.status).toBe(404)
    const unnamed = await organizer.send('POST', `/notes/${noteId}/versions`, { name: ' ' })
    expect(unnamed.status).toBe(400)

    const other = `/notes/${session.summaryId}/versions/${older.id}`
    expect((await organizer.send('DELETE', other)).status).toBe(404)
    const path = `/notes/${noteId}/versions/${older.id}`
    expect((await organizer.send('DELETE', path)).status).toBe(204)
    expect((await organizer.send('DELETE', path)).status).toBe(404)
    expect((await timeline()).versions).toEqual([newest])
    expect((await timeline()).seq).toBe(2)
    await organizer.send('DELETE', `/sessions/${session.id}`)
    const rows = await app.context.db.selectFrom('note_versions').selectAll().execute()
    expect(rows.filter((row) => row.note_id === noteId)).toEqual([])
  })
})

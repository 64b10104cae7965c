/** What surrounds notes over HTTP: their text, imports into them, history and exports, on a real database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '../../shared/contracts/errors.ts'
import type { NoteHistory, NoteImported, NoteInfo } from '../../shared/contracts/notes.ts'
import type { EventDetail, SessionDetail, TrackDetail } from '../../shared/contracts/programme.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { docOf, paragraphOf } from '../../shared/schema/doc-json.ts'
import { NoteContents } from '../../server/notes/note-contents.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'

let app: ProgrammeApp
let organizer: Asker
let event: EventDetail
let track: TrackDetail
let session: SessionDetail
let events = 0

beforeAll(async () => {
  app = await startProgrammeApp()
  organizer = app.organizer
})
afterAll(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  const slug = `notes-${++events}`
  await organizer.json('POST', '/events', { title: 'Plumbing Days', slug })
  track = await organizer.json('POST', `/events/${slug}/tracks`, {
    title: 'Kernel',
    leads: [{ name: 'Ada Lovelace', email: 'ada@example.org' }],
  })
  session = await organizer.json('POST', `/events/${slug}/sessions`, {
    title: 'Boot: “faster”, <better>/../',
    trackId: track.id,
    speakers: [{ name: 'Grace Hopper', email: 'grace@example.org' }],
    start: '2024-05-06T09:00:00Z',
  })
  event = await organizer.json('GET', `/events/${slug}`)
})

const inEvent = (role: 'lead' | 'scribe' | 'reviewer' | 'reader') =>
  app.invite(role, { type: 'event', id: event.id }, event.id)
const importText = (noteId: string, text: string, format = 'md', asker = organizer) =>
  asker.json<NoteImported>('POST', `/notes/${noteId}/import?format=${format}`, text)
const contentOf = async (noteId: string, format: string) =>
  (await organizer.send('GET', `/notes/${noteId}/content?format=${format}`)).text()

/** Writes to a note as somebody, as if typed just now. */
async function write(noteId: string, text: string, name: string | null): Promise<number> {
  const { rooms, documents } = app.context
  const { updates } = await rooms.state(noteId as NoteId)
  const update = await documents.append(updates, docOf([paragraphOf(text)]))
  return rooms.write(noteId as NoteId, update, { actor: name === null ? null : `user:${name}`, name })
}

describe('a note', () => {
  test('[NOTE-1] says what it belongs to and what the asker may do', async () => {
    const scribe = await inEvent('scribe')
    expect(await scribe.json<NoteInfo>('GET', `/notes/${session.notesId}`)).toMatchObject({
      id: session.notesId,
      kind: 'notes',
      event: { slug: event.slug, role: 'scribe' },
      track: { title: 'Kernel' },
      session: { title: session.title },
      role: 'scribe',
      mayWrite: true,
      seq: 0,
    })
    const reader = await inEvent('reader')
    expect(await reader.json<NoteInfo>('GET', `/notes/${track.summaryId}`)).toMatchObject({
      kind: 'summary',
      track: { title: 'Kernel' },
      session: null,
      role: 'reader',
      mayWrite: false,
    })
  })

  test('[NOTE-1] counts what was written to it', async () => {
    await write(session.notesId, 'one', 'Ada')
    await write(session.notesId, 'two', 'Ada')
    expect((await organizer.json<NoteInfo>('GET', `/notes/${session.notesId}`)).seq).toBe(2)
  })
})

describe('content', () => {
  test.each([
    ['md', 'text/markdown; charset=utf-8', '# Title'],
    ['html', 'text/html; charset=utf-8', '<strong>bold</strong>'],
    ['txt', 'text/plain; charset=utf-8', 'bold'],
    ['json', 'application/json; charset=utf-8', '"type":"doc"'],
  ])('[NOTE-2] comes as %s, as a file with a harmless name', async (format, type, part) => {
    await importText(session.notesId, '# Title\n\nSome **bold** words')
    const answer = await organizer.send('GET', `/notes/${session.notesId}/content?format=${format}`)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="${event.slug}-boot-faster-better-notes.${format}"`,
    )
    expect(await answer.text()).toContain(part)
  })

  test('[NOTE-2] an empty note is an empty text, and JSON of an empty document', async () => {
    expect(await contentOf(session.notesId, 'md')).toBe('')
    expect(JSON.parse(await contentOf(session.notesId, 'json'))).toEqual({
      type: 'doc',
      content: [{ type: 'paragraph' }],
    })
  })

  test('[NOTE-3] shows what was written a moment ago, and is not sent again while nothing changes', async () => {
    const path = `/notes/${session.notesId}/content?format=md`
    await write(session.notesId, 'first', 'Ada')
    const etag = (await organizer.send('GET', path)).headers.get('etag')
    expect((await organizer.send('GET', path)).headers.get('etag')).toBe(etag)
    await write(session.notesId, 'second', 'Ada')
    const later = await organizer.send('GET', path)
    expect(later.headers.get('etag')).not.toBe(etag)
    expect(await later.text()).toContain('second')
  })

  test('[NOTE-3] what is kept of rendered texts is bounded', async () => {
    const contents = new NoteContents(app.context, 2_000)
    await write(session.notesId, 'a'.repeat(900), 'Ada')
    await write(session.summaryId, 'b'.repeat(900), 'Ada')
    await write(track.notesId, 'c'.repeat(900), 'Ada')
    for (const noteId of [session.notesId, session.summaryId, track.notesId, session.notesId]) {
      const { body } = await contents.read({ noteId: noteId as NoteId, format: 'txt', redactedNames: [] })
      expect(body.length).toBeGreaterThanOrEqual(900)
      expect(contents.keptChars).toBeLessThanOrEqual(2_000)
    }
  })
})

describe('importing', () => {
  test('[NOTE-4] adds at the end; what is there stays, and the log says who did it', async () => {
    await write(session.notesId, 'typed before', 'Ada')
    const imported = await importText(session.notesId, '- one\n- two\n\nlast words', 'md')
    expect(imported).toEqual({ noteId: session.notesId, seq: 2, blocks: 2 })
    const text = await contentOf(session.notesId, 'txt')
    expect(text.indexOf('typed before')).toBeLessThan(text.indexOf('one'))
    expect(text).toContain('last words')
    const { entries } = await organizer.json<NoteHistory>('GET', `/notes/${session.notesId}/history`)
    expect(entries.map(({ by }) => by)).toEqual(['Ada', 'organizer'])
  })

  test.each([
    ['html', '<p>Some <em>words</em></p><script>alert(1)</script>', '*words*'],
    ['txt', '• words', 'words'],
    [
      'json',
      '{"type":"doc","content":[{"type":"paragraph","content":[{"type":"text","text":"words"}]}]}',
      'words',
    ],
    ['auto', '# words', 'words'],
  ])('[NOTE-4] takes %s', async (format, text, expected) => {
    await importText(session.notesId, text, format)
    const content = await contentOf(session.notesId, 'md')
    expect(content.replaceAll('_', '*')).toContain(expected)
    expect(content).not.toContain('<script>')
  })

  test.each([
    ['a document with unknown nodes', 'json', '{"type":"doc","content":[{"type":"marquee"}]}', 422],
    ['broken JSON', 'json', '{"type":', 422],
    ['bytes that are no text', 'md', new Uint8Array([0xc3, 0x28, 0xff]), 422],
    ['a format that is none', 'docx', 'words', 400],
    ['three megabytes', 'txt', 'word '.repeat(600_000), 413],
  ])('[NOTE-4] refuses %s and leaves the note as it was', async (_name, format, file, status) => {
    await write(session.notesId, 'typed before', 'Ada')
    const before = await app.dump()
    const answer = await organizer.send('POST', `/notes/${session.notesId}/import?format=${format}`, file)
    expect(answer.status).toBe(status)
    expect(((await answer.json()) as Problem).detail.length).toBeGreaterThan(10)
    expect(await app.dump()).toBe(before)
  })
})

describe('history', () => {
  const historyOf = (noteId: string) => organizer.json<NoteHistory>('GET', `/notes/${noteId}/history`)
  const minutes = (count: number) => app.clock.advance(count * 60_000)

  test('[NOTE-5] edits of one participant without a pause of five minutes are one entry, also when others write in between', async () => {
    const start = app.clock.now()
    await write(session.notesId, 'one', 'Ada')
    minutes(2)
    await write(session.notesId, 'two', 'Ben')
    minutes(2)
    await write(session.notesId, 'three', 'Ada')
    minutes(5)
    await write(session.notesId, 'four', 'Ada')
    const at = (offset: number) => new Date(start + offset * 60_000).toISOString()
    const history = await historyOf(session.notesId)
    expect(history).toMatchObject({ noteId: session.notesId, seq: 4 })
    expect(history.entries).toMatchObject([
      { by: 'Ben', fromSeq: 2, toSeq: 2, from: at(2), to: at(2) },
      { by: 'Ada', fromSeq: 1, toSeq: 3, from: at(0), to: at(4) },
      { by: 'Ada', fromSeq: 4, toSeq: 4, from: at(9), to: at(9) },
    ])
    expect(history.entries.every(({ bytes }) => bytes > 0)).toBe(true)
  })

  test('[NOTE-5] a long log is read in pages, none of it twice or not at all', async () => {
    const rows = 4_321
    const first = await write(session.notesId, 'a seed to copy', null)
    const { updates } = await app.context.rooms.state(session.notesId as NoteId)
    const bytes = updates[0] ?? new Uint8Array()
    await app.context.noteLog.append(
      Array.from({ length: rows - first }, (_, index) => ({
        noteId: session.notesId as NoteId,
        bytes,
        receivedAt: app.clock.now(),
        actor: 'user:ada',
        actorName: 'Ada',
        connection: `c${index}`,
        clocks: [],
      })),
    )
    const { seq, entries } = await historyOf(session.notesId)
    expect(seq).toBe(rows)
    expect(entries).toMatchObject([
      { by: null, fromSeq: 1, toSeq: 1 },
      { by: 'Ada', fromSeq: 2, toSeq: rows, bytes: bytes.byteLength * (rows - 1) },
    ])
  })

  test('[NOTE-5] a note that was never written to has none', async () => {
    expect(await historyOf(track.notesId)).toEqual({ noteId: track.notesId, seq: 0, entries: [] })
  })
})

test('[NOTE-6] each route asks for its own right, and tells strangers nothing', async () => {
  const path = `/notes/${session.notesId}`
  const stranger = await app.invite('organizer', { type: 'event', id: 'elsewhere' }, event.id)
  const sibling = await app.invite('scribe', { type: 'note', id: session.summaryId }, event.id)
  const askers = [
    app.anonymous,
    stranger,
    sibling,
    await inEvent('reader'),
    await inEvent('reviewer'),
    await inEvent('scribe'),
  ]
  const statuses = async (method: string, suffix: string, body?: unknown) =>
    Promise.all(askers.map(async (asker) => (await asker.send(method, `${path}${suffix}`, body)).status))
  expect(await statuses('GET', '')).toEqual([401, 403, 403, 200, 200, 200])
  expect(await statuses('GET', '/content?format=md')).toEqual([401, 403, 403, 200, 200, 200])
  expect(await statuses('GET', '/history')).toEqual([401, 403, 403, 200, 200, 200])
  expect(await statuses('POST', '/import?format=md', 'words')).toEqual([401, 403, 403, 403, 403, 200])
  expect((await app.anonymous.send('GET', '/notes/no-such-note')).status).toBe(401)
  expect((await organizer.send('GET', '/notes/no-such-note')).status).toBe(404)
})

describe('exports', () => {
  beforeEach(async () => {
    await importText(session.notesId, '# Points\n\nA note about booting')
    await importText(session.summaryId, 'It boots in half the time')
    await importText(track.summaryId, 'A good year for kernels')
  })
  const paths = () => ({
    event: `/events/${event.slug}/export`,
    track: `/tracks/${track.id}/export`,
    session: `/sessions/${session.id}/export`,
  })

  test.each(['md', 'html', 'txt'])(
    '[NOTE-7] a whole event as %s has every title and text in it',
    async (format) => {
      const answer = await organizer.send('GET', `${paths().event}?format=${format}`)
      expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="plumbing-days.${format}"`)
      const text = await answer.text()
      for (const part of [
        'Plumbing Days',
        'Kernel',
        'Ada Lovelace',
        'Grace Hopper',
        'A note about booting',
      ]) {
        expect(text).toContain(part)
      }
      expect(text).toContain('It boots in half the time')
      expect(text).toContain('A good year for kernels')
    },
  )

  test('[NOTE-7] a track and a session bring their own texts, and only the kind that was asked for', async () => {
    const { track: ofTrack, session: ofSession } = paths()
    const body = async (path: string) => (await organizer.send('GET', path)).text()
    expect(await body(`${ofTrack}?include=summary`)).toMatch(/good year[\s\S]*half the time/)
    expect(await body(`${ofTrack}?include=summary`)).not.toContain('A note about booting')
    expect(await body(`${ofSession}?include=notes`)).toContain('A note about booting')
    expect(await body(`${ofSession}?include=notes`)).not.toMatch(/half the time|good year/)
  })

  test('[NOTE-8] the same bytes come while nothing changes, and none of them twice to who has them', async () => {
    const path = `${paths().event}?format=html`
    const first = await organizer.send('GET', path)
    const text = await first.text()
    app.clock.advance(3_600_000)
    const again = await organizer.send('GET', path)
    expect(await again.text()).toBe(text)
    // As a browser asks that reloads; fetch on its own would forbid a cached answer.
    const known = { 'if-none-match': first.headers.get('etag') ?? '', 'cache-control': 'max-age=0' }
    expect((await organizer.send('GET', path, undefined, known)).status).toBe(304)
    await write(session.notesId, 'one more point', 'Ada')
    expect((await organizer.send('GET', path, undefined, known)).status).toBe(200)
  })

  test('[NOTE-9] addresses are in no export, whoever asks', async () => {
    for (const path of Object.values(paths())) {
      for (const format of ['md', 'html', 'txt']) {
        const text = await (await organizer.send('GET', `${path}?format=${format}`)).text()
        expect(text).not.toContain('@example.org')
      }
    }
  })

  test('[NOTE-6] an export is for those who may read all of it', async () => {
    const ofSession = await app.invite('reader', { type: 'session', id: session.id }, event.id)
    const { event: ofEvent, track: ofTrack, session: own } = paths()
    const statuses = async (asker: Asker) =>
      Promise.all([ofEvent, ofTrack, own].map(async (path) => (await asker.send('GET', path)).status))
    expect(await statuses(ofSession)).toEqual([403, 403, 200])
    expect(await statuses(await inEvent('reader'))).toEqual([200, 200, 200])
    expect(await statuses(app.anonymous)).toEqual([401, 401, 401])
  })
})

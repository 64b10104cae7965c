/** Programme imports and the demo over HTTP, on a real database. */
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type {
  EventDetail,
  ProgrammeReport,
  SessionDetail,
  TrackDetail,
} from '../../shared/contracts/programme.ts'
import type { EventId, NoteId } from '../../shared/domain/ids.ts'
import { OPERATOR } from '../../server/auth/operator.ts'
import { readUpdate } from '../../server/lib/read-update.ts'
import { requireImportRight } from '../../server/programme/import-programme.ts'
import { readEvent } from '../../server/programme/read-event.ts'
import { eventually } from '../support/eventually.ts'
import { HEAD, KERNEL, PAGE, TOOLS } from '../support/plumbing-page.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'
import { findTitled, problemOf } from '../support/programme-answers.ts'

let app: ProgrammeApp
let organizer: Asker
let slug: string
let events = 0

beforeAll(async () => {
  app = await startProgrammeApp()
  organizer = app.organizer
})
afterAll(() => app[Symbol.asyncDispose]())
beforeEach(() => {
  slug = `days-${++events}`
})

const importPage = (page: string, query = '') =>
  organizer.json<ProgrammeReport>('POST', `/events/${slug}/programme${query}`, page)
const getEvent = (asker = organizer) => asker.json<EventDetail>('GET', `/events/${slug}`)
const textOf = async (noteId: string) =>
  (await organizer.send('GET', `/notes/${noteId}/content?format=txt`)).text()

describe('importing', () => {
  test('[PROG-10] a page becomes an event with tracks, sessions, people and summaries, each thing with two notes', async () => {
    const report = await importPage(PAGE)
    expect(report).toMatchObject({
      format: 'lpc-page',
      dryRun: false,
      eventIsNew: true,
      tracks: { added: 2 },
      sessions: { added: 3 },
      leads: 3,
      speakers: 3,
      summaries: { added: 3, kept: 0 },
      event: { slug, timeZone: 'Europe/Lisbon', startDate: '2024-05-06', role: 'organizer' },
    })
    const event = await getEvent()
    expect(event.tracks.map(({ title }) => title)).toEqual(['Kernel MC', 'Tools MC'])
    expect(event.sessions.map(({ title }) => title)).toEqual([
      'Faster boot',
      'Less memory',
      'A linker in an hour',
    ])
    const notes = [...event.tracks, ...event.sessions].flatMap((one) => [one.notesId, one.summaryId])
    expect(new Set(notes).size).toBe(10)
    expect(findTitled(event.tracks, 'Kernel MC').leads).toEqual([
      { name: 'Ada Lovelace', email: 'ada@example.org', affiliation: null },
      { name: 'Alan Turing', email: 'alan@example.org', affiliation: null },
    ])
    // The speaker of a session is the lead of the other track, whose address is known.
    expect(findTitled(event.sessions, 'Faster boot').speakers).toMatchObject([{ email: 'grace@example.org' }])
    expect(await textOf(findTitled(event.sessions, 'Less memory').summaryId)).toContain('One page at a time.')
    expect(await textOf(findTitled(event.sessions, 'Less memory').notesId)).not.toContain('One page')
  })

  test('[PROG-11] a dry run reports the same and writes nothing', async () => {
    const before = await app.dump()
    const dry = await importPage(PAGE, '?dryRun=1')
    expect(await app.dump()).toBe(before)
    const real = await importPage(PAGE)
    expect({ ...dry, dryRun: false, event: { ...dry.event, id: real.event.id } }).toEqual(real)
  })

  test('[PROG-2] the same file twice changes nothing, not one byte', async () => {
    await importPage(PAGE)
    const before = await app.dump()
    const again = await importPage(PAGE)
    expect(again).toMatchObject({
      tracks: { added: 0, changed: 0, unchanged: 2, cancelled: 0 },
      sessions: { added: 0, changed: 0, unchanged: 3, cancelled: 0 },
      summaries: { added: 0, kept: 3 },
      changes: [],
    })
    expect(await app.dump()).toBe(before)
  })

  test('[PROG-8] notes and summaries that people wrote stay as they are, whatever the file says', async () => {
    await importPage(PAGE)
    const event = await getEvent()
    const session = findTitled(event.sessions, 'Faster boot')
    await organizer.json('POST', `/notes/${session.notesId}/import?format=txt`, 'typed in the room')
    await organizer.json('POST', `/notes/${session.summaryId}/import?format=txt`, 'corrected by Grace')
    const kept = await Promise.all([session.notesId, session.summaryId].map(textOf))
    await importPage(PAGE.replace('Half a second is gone.', 'A whole second is gone.'))
    expect(await Promise.all([session.notesId, session.summaryId].map(textOf))).toEqual(kept)
    expect(kept[1]).toContain('corrected by Grace')
  })

  test('[PROG-8] a summary that comes later fills the note that nobody wrote to', async () => {
    await importPage(PAGE.replace('Half a second is gone.', ''))
    const { sessions } = await getEvent()
    const { summaryId } = findTitled(sessions, 'Faster boot')
    expect((await textOf(summaryId)).trim()).toBe('')
    const report = await importPage(PAGE)
    expect(report.changes).toEqual([
      { what: 'session', change: 'changed', title: 'Faster boot', track: 'Kernel MC', fields: ['summary'] },
    ])
    expect(await textOf(summaryId)).toContain('Half a second is gone.')
  })

  test('[PROG-7] a session that is gone from the file is cancelled, not deleted, and comes back with its notes', async () => {
    await importPage(PAGE)
    const before = findTitled((await getEvent()).sessions, 'Less memory')
    const report = await importPage(HEAD + KERNEL + TOOLS)
    expect(report.sessions).toMatchObject({ unchanged: 2, cancelled: 1 })
    const cancelled = findTitled((await getEvent()).sessions, 'Less memory')
    expect(cancelled).toEqual({ ...before, cancelledAt: expect.any(String) as string })
    expect(await textOf(cancelled.summaryId)).toContain('One page at a time.')
    expect((await importPage(PAGE)).changes).toMatchObject([{ change: 'changed', fields: ['cancelledAt'] }])
    expect(findTitled((await getEvent()).sessions, 'Less memory')).toEqual(before)
  })

  test('[PROG-5] what was made by hand stays beside the programme', async () => {
    await importPage(PAGE)
    const track = await organizer.json<TrackDetail>('POST', `/events/${slug}/tracks`, {
      title: 'Hallway',
      leads: [{ name: 'Zoe' }],
    })
    const session = await organizer.json<SessionDetail>('POST', `/events/${slug}/sessions`, {
      title: 'Lightning talks',
      trackId: track.id,
      speakers: [{ name: 'Ada Lovelace' }],
      start: '2024-05-06T17:00:00Z',
    })
    await importPage(HEAD + KERNEL)
    expect(await organizer.json('GET', `/tracks/${track.id}`)).toEqual(track)
    expect(await organizer.json('GET', `/sessions/${session.id}`)).toEqual(session)
  })

  test('[PROG-9] nobody stays in the database who neither leads nor speaks', async () => {
    const names = async () => {
      const { id } = await getEvent()
      const rows = await app.context.db
        .selectFrom('people')
        .select('name')
        .where('event_id', '=', id as EventId)
        .execute()
      return rows.map(({ name }) => name).toSorted()
    }
    await importPage(PAGE)
    expect(await names()).toEqual(['Ada Lovelace', 'Alan Turing', 'Edsger Dijkstra', 'Grace Hopper'])
    await importPage(PAGE.replace('Speaker: Edsger Dijkstra', 'Speaker: Barbara Liskov'))
    expect(await names()).toEqual(['Ada Lovelace', 'Alan Turing', 'Barbara Liskov', 'Grace Hopper'])
    const { tracks } = await getEvent()
    await organizer.json('PATCH', `/tracks/${findTitled(tracks, 'Kernel MC').id}`, { leads: [] })
    expect(await names()).toEqual(['Ada Lovelace', 'Barbara Liskov', 'Grace Hopper'])
  })

  test.each([
    ['an empty file', ''],
    ['a web page', '<!doctype html><title>Sign in</title>'],
    ['broken JSON', '{"schedule": '],
    ['JSON of something else', '{"talks": []}'],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00, 0xd8])],
  ])('[PROG-12] %s is refused in words and leaves the database as it was', async (_name, file) => {
    await importPage(PAGE)
    const before = await app.dump()
    const problem = await problemOf(organizer.send('POST', `/events/${slug}/programme`, file))
    expect(problem).toMatchObject({ status: 422, code: 'import_invalid' })
    expect(problem.detail.length).toBeGreaterThan(20)
    expect(await app.dump()).toBe(before)
  })

  test('[PROG-12] an unknown format and a slug that is none are refused with their place', async () => {
    const format = await problemOf(organizer.send('POST', `/events/${slug}/programme?format=odt`, PAGE))
    expect(format).toMatchObject({ status: 400, place: 'format' })
    const name = await problemOf(organizer.send('POST', '/events/No%20Slug/programme', PAGE))
    expect(name).toMatchObject({ status: 400, place: 'slug' })
  })

  test('[PROG-13] an import that fails in the middle leaves nothing of itself', async () => {
    const before = await app.dump()
    await sql`create trigger full_disk before insert on updates
      begin select raise(abort, 'database or disk is full'); end`.execute(app.context.db)
    try {
      const answer = await organizer.send('POST', `/events/${slug}/programme`, PAGE)
      expect(answer.status).toBe(500)
    } finally {
      await sql`drop trigger full_disk`.execute(app.context.db)
    }
    expect(await app.dump()).toBe(before)
    expect((await importPage(PAGE)).eventIsNew).toBe(true)
  })

  test('[PROG-13] two imports at the same moment make one event; the second is whole or says that it was late', async () => {
    const send = () => organizer.send('POST', `/events/${slug}/programme`, PAGE)
    const statuses = (await Promise.all([send(), send()])).map(({ status }) => status)
    expect(statuses).toContain(200)
    expect([200, 409]).toEqual(expect.arrayContaining(statuses))
    expect((await importPage(PAGE)).changes).toEqual([])
  })

  test('[PROG-24] an imported summary is a row of the log like any other: intact, and people type on after it', async () => {
    await importPage(PAGE)
    const noteId = findTitled((await getEvent()).sessions, 'Faster boot').summaryId as NoteId
    const { head, damaged, updates } = await app.context.noteLog.load(noteId)
    expect([head, damaged, updates.length]).toEqual([1, [], 1])
    expect(updates[0]).toMatchObject({ seq: 1, actor: null, actorName: null, receivedAt: app.clock.now() })
    expect(updates[0]?.clocks).toEqual(readUpdate(updates[0]?.bytes ?? new Uint8Array())?.clocks)
    const added = await organizer.json('POST', `/notes/${noteId}/import?format=txt`, 'and more')
    expect(added).toMatchObject({ seq: 2 })
    expect(await textOf(noteId)).toMatch(/Half a second is gone\.[^]*and more/)
  })

  test('[PROG-24] a summary shows in a room that was open and empty when it was imported', async () => {
    await importPage(PAGE.replace('Half a second is gone.', ''))
    const noteId = findTitled((await getEvent()).sessions, 'Faster boot').summaryId as NoteId
    const seen: number[] = []
    const stop = await app.context.rooms.follow(noteId, (seq) => void seen.push(seq))
    await importPage(PAGE)
    await eventually(() => seen.length > 0)
    stop()
    expect(seen).toEqual([1])
  })

  test('[PROG-14] whoever may import here need not be able to make events, and the other way round', async () => {
    const { event } = await importPage(PAGE)
    const lead = await app.invite('lead', { type: 'event', id: event.id }, event.id)
    const local = await app.invite('organizer', { type: 'event', id: event.id }, event.id)
    expect((await lead.send('POST', `/events/${slug}/programme`, PAGE)).status).toBe(403)
    expect((await local.send('POST', `/events/${slug}/programme?dryRun=1`, PAGE)).status).toBe(200)
    expect((await local.send('POST', '/events/elsewhere/programme', PAGE)).status).toBe(403)
    expect((await app.anonymous.send('POST', `/events/${slug}/programme`, PAGE)).status).toBe(401)
    await expect(requireImportRight(app.context, 'elsewhere', OPERATOR)).resolves.toBeUndefined()
  })
})

test('[PROG-22] an event page costs the same few queries whatever its size', async () => {
  const { event } = await importPage(PAGE)
  let queries = 0
  const db = app.context.db.withPlugin({
    transformQuery({ node }) {
      queries++
      return node
    },
    transformResult: async ({ result }) => result,
  })
  const count = async () => {
    queries = 0
    await readEvent({ ...app.context, db }, { event: event.id as EventId, principal: OPERATOR })
    return queries
  }
  const small = await count()
  for (let number = 0; number < 20; number++) {
    await organizer.json('POST', `/events/${slug}/sessions`, { title: `Talk ${number}` })
  }
  expect(await count()).toBe(small)
  expect(small).toBeLessThanOrEqual(7)
})

test('[PROG-23] the demo event is made once, with notes to read and no addresses', async () => {
  const demo = await organizer.json<EventDetail>('POST', '/demo')
  expect(demo).toMatchObject({ slug: 'lpc-2019-demo', timeZone: 'Europe/Lisbon', startDate: '2019-09-09' })
  expect(demo.tracks).toHaveLength(18)
  expect(demo.sessions.length).toBeGreaterThan(100)
  expect(JSON.stringify(demo)).not.toMatch(/[^\s"]+@[^\s"]+/)
  const session = findTitled(demo.sessions, 'Rethinking late module patching')
  expect(session).toMatchObject({ start: '2019-09-11T14:10:00Z', hall: 'Opala/room-I&II' })
  expect(await textOf(session.notesId)).toContain('Options on the slide')
  expect(await textOf(session.summaryId)).toContain('a module of its own')

  const before = await app.dump()
  expect((await organizer.json<EventDetail>('POST', '/demo')).id).toBe(demo.id)
  expect(await app.dump()).toBe(before)
  const lead = await app.invite('organizer', { type: 'event', id: demo.id }, demo.id)
  expect((await lead.send('POST', '/demo')).status).toBe(403)
})

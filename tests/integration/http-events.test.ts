/** Events, tracks and sessions over HTTP, and who may do what with them, on a real database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { EventDetail, EventList, SessionDetail, TrackDetail } from '../../shared/contracts/programme.ts'
import { eventually } from '../support/eventually.ts'
import { PAGE } from '../support/plumbing-page.ts'
import { findTitled, problemOf } from '../support/programme-answers.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'

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

const importPage = () => organizer.json<{ event: { id: string } }>('POST', `/events/${slug}/programme`, PAGE)
const getEvent = (asker = organizer) => asker.json<EventDetail>('GET', `/events/${slug}`)
describe('events', () => {
  test('[PROG-15] only a title is needed: the slug is made from it and is free', async () => {
    const title = 'Días de Fontanería №9'
    const one = await organizer.json<EventDetail>('POST', '/events', { title })
    const two = await organizer.json<EventDetail>('POST', '/events', { title })
    expect([one.slug, two.slug]).toEqual(['dias-de-fontaneria-no9', 'dias-de-fontaneria-no9-2'])
    expect(one).toMatchObject({ title, timeZone: 'UTC', tracks: [], sessions: [], role: 'organizer' })
  })

  test('[PROG-15] a slug that is taken is a conflict, for a new event and for a renamed one', async () => {
    await organizer.json('POST', '/events', { title: 'First', slug })
    const taken = await problemOf(organizer.send('POST', '/events', { title: 'Second', slug }))
    expect(taken).toMatchObject({ status: 409, place: 'slug' })
    const other = await organizer.json<EventDetail>('POST', '/events', { title: 'Second' })
    expect((await organizer.send('PATCH', `/events/${other.slug}`, { slug })).status).toBe(409)
  })

  test.each([
    [{ timeZone: 'Lisbon' }, 'timeZone'],
    [{ timeZone: '+01:00' }, 'timeZone'],
    [{ startDate: '2024-02-30' }, 'startDate'],
    [{ startDate: '2024-05-07', endDate: '2024-05-06' }, 'endDate'],
    [{ url: 'javascript:alert(1)' }, 'url'],
    [{ description: { type: 'doc', content: [{ type: 'iframe' }] } }, 'description'],
    [{ colour: 'red' }, 'body'],
  ])('[PROG-16] %j is refused with its place, and nothing changes', async (patch, place) => {
    await organizer.json('POST', '/events', { title: 'First', slug })
    const before = await app.dump()
    expect(await problemOf(organizer.send('PATCH', `/events/${slug}`, patch))).toMatchObject({
      status: 400,
      code: 'bad_request',
      place,
    })
    expect(await app.dump()).toBe(before)
  })

  test('[PROG-16] a patch changes what it names and nothing else', async () => {
    const created = await organizer.json<EventDetail>('POST', '/events', {
      title: 'First',
      slug,
      startDate: '2024-05-06',
      endDate: '2024-05-08',
      location: 'Porto',
    })
    const patched = await organizer.json<EventDetail>('PATCH', `/events/${slug}`, { location: null })
    expect(patched).toEqual({ ...created, location: null })
  })

  test('[PROG-17] deleting an event takes its notes and their log with it, and has connections judged again', async () => {
    const { event } = await importPage()
    expect((await organizer.send('DELETE', `/events/${slug}`)).status).toBe(204)
    expect((await organizer.send('GET', `/events/${slug}`)).status).toBe(404)
    const dump = await app.dump()
    expect(dump).not.toContain(event.id)
    const orphans = await app.context.db
      .selectFrom('updates')
      .select('note_id')
      .where('note_id', 'not in', app.context.db.selectFrom('notes').select('id'))
      .execute()
    expect(orphans).toEqual([])
    await eventually(() => app.announced.some(({ eventId }) => eventId === event.id))
  })
})

describe('tracks and sessions', () => {
  beforeEach(() => organizer.json('POST', '/events', { title: 'First', slug }))

  test('[PROG-17] a deleted track takes its notes along and leaves its sessions', async () => {
    const track = await organizer.json<TrackDetail>('POST', `/events/${slug}/tracks`, { title: 'Kernel' })
    const session = await organizer.json<SessionDetail>('POST', `/events/${slug}/sessions`, {
      title: 'Boot',
      trackId: track.id,
    })
    expect(session.track?.id).toBe(track.id)
    expect((await organizer.send('DELETE', `/tracks/${track.id}`)).status).toBe(204)
    expect((await organizer.send('GET', `/notes/${track.notesId}`)).status).toBe(404)
    expect((await organizer.json<SessionDetail>('GET', `/sessions/${session.id}`)).trackId).toBeNull()
    expect((await organizer.send('DELETE', `/sessions/${session.id}`)).status).toBe(204)
    expect((await organizer.send('GET', `/notes/${session.notesId}`)).status).toBe(404)
  })

  test('[PROG-16] a session is refused whose end lies before its start, also when only one of them changes', async () => {
    const session = await organizer.json<SessionDetail>('POST', `/events/${slug}/sessions`, {
      title: 'Boot',
      start: '2024-05-06T09:00:00+01:00',
      end: '2024-05-06T08:30:00Z',
    })
    expect([session.start, session.end]).toEqual(['2024-05-06T08:00:00Z', '2024-05-06T08:30:00Z'])
    const patch = { start: '2024-05-06T10:00:00Z' }
    expect(await problemOf(organizer.send('PATCH', `/sessions/${session.id}`, patch))).toMatchObject({
      status: 400,
      place: 'end',
    })
  })

  test('[PROG-16] a track of another event, a link that is no link and an address that is none are refused', async () => {
    const other = await organizer.json<EventDetail>('POST', '/events', { title: 'Other' })
    const foreign = await organizer.json<TrackDetail>('POST', `/events/${other.slug}/tracks`, { title: 'T' })
    for (const [body, place] of [
      [{ trackId: foreign.id }, 'trackId'],
      [{ links: [{ kind: 'slides', title: 'x', url: 'javascript:alert(1)' }] }, 'links[0].url'],
      [{ speakers: [{ name: 'Ada', email: 'ada at example' }] }, 'speakers[0].email'],
    ] as const) {
      const answer = organizer.send('POST', `/events/${slug}/sessions`, { title: 'Boot', ...body })
      expect(await problemOf(answer)).toMatchObject({ status: 400, place })
    }
  })

  test('[PROG-9] the same person in two lists is one, and can be corrected in either', async () => {
    const named = { speakers: [{ name: 'Ada Lovelace', email: 'ada@example.org' }] }
    await organizer.json('POST', `/events/${slug}/sessions`, { title: 'One', ...named })
    const two = await organizer.json<SessionDetail>('POST', `/events/${slug}/sessions`, {
      title: 'Two',
      speakers: [{ name: 'Ada Lovelace' }],
    })
    expect(two.speakers).toMatchObject([{ email: 'ada@example.org' }])
    await organizer.json('PATCH', `/sessions/${two.id}`, {
      speakers: [{ name: 'Ada King', email: 'ADA@example.org', affiliation: 'Engines' }],
    })
    expect(findTitled((await getEvent()).sessions, 'One').speakers).toEqual([
      { name: 'Ada King', email: 'ada@example.org', affiliation: 'Engines' },
    ])
    await organizer.json('PATCH', `/sessions/${two.id}`, { speakers: [{ name: 'Ada King', email: null }] })
    expect(findTitled((await getEvent()).sessions, 'One').speakers).toMatchObject([{ email: null }])
  })

  test('[PROG-18] a session that moves to another track has connections judged again', async () => {
    const { id: eventId } = await getEvent()
    const track = await organizer.json<TrackDetail>('POST', `/events/${slug}/tracks`, { title: 'Kernel' })
    const session = await organizer.json<SessionDetail>('POST', `/events/${slug}/sessions`, { title: 'Boot' })
    const announced = () => app.announced.filter((message) => message.eventId === eventId).length
    await organizer.json('PATCH', `/sessions/${session.id}`, { title: 'Booting' })
    await organizer.json('PATCH', `/sessions/${session.id}`, { trackId: track.id })
    await eventually(() => announced() > 0)
    expect(announced()).toBe(1)
  })
})

describe('rights', () => {
  let event: EventDetail

  beforeEach(async () => {
    await importPage()
    event = await getEvent()
  })

  test('[PROG-19] addresses are for organisers and leads; for all others the field does not exist', async () => {
    const scope = { type: 'event', id: event.id } as const
    for (const [role, sees] of [
      ['organizer', true],
      ['lead', true],
      ['scribe', false],
      ['reviewer', false],
      ['reader', false],
    ] as const) {
      const asker = await app.invite(role, scope, event.id)
      const track = findTitled(event.tracks, 'Kernel MC')
      const texts = [
        JSON.stringify(await getEvent(asker)),
        JSON.stringify(await asker.json('GET', `/tracks/${track.id}`)),
        JSON.stringify(await asker.json('GET', `/sessions/${findTitled(event.sessions, 'Less memory').id}`)),
        JSON.stringify(await asker.json('GET', `/notes/${track.notesId}`)),
      ]
      expect(texts.map((text) => text.includes('@example.org'))).toEqual(texts.map(() => sees))
      expect(texts.map((text) => text.includes('"email"'))).toEqual(texts.map(() => sees))
    }
  })

  test('[PROG-19] a lead sees the addresses of the own track only', async () => {
    const track = findTitled(event.tracks, 'Tools MC')
    const lead = await app.invite('lead', { type: 'track', id: track.id }, event.id)
    const seen = await getEvent(lead)
    expect(seen.tracks.map(({ title }) => title)).toEqual(['Tools MC'])
    expect(seen.tracks[0]?.leads).toMatchObject([{ email: 'grace@example.org' }])
    expect(seen.sessions.map(({ title }) => title)).toEqual(['A linker in an hour'])
  })

  test('[PROG-20] a right on a session shows the event’s head, its track’s head and that session', async () => {
    const session = findTitled(event.sessions, 'Less memory')
    const reader = await app.invite('reader', { type: 'session', id: session.id }, event.id)
    const seen = await getEvent(reader)
    expect(seen).toMatchObject({ slug, title: event.title, role: 'reader' })
    expect(seen.tracks).toMatchObject([{ title: 'Kernel MC', role: null }])
    expect(seen.sessions).toMatchObject([{ title: 'Less memory', role: 'reader' }])
    expect((await reader.send('GET', `/sessions/${session.id}`)).status).toBe(200)
    expect(
      (await reader.send('GET', `/sessions/${findTitled(event.sessions, 'Faster boot').id}`)).status,
    ).toBe(403)
    expect((await reader.send('GET', `/tracks/${seen.tracks[0]?.id}`)).status).toBe(403)
  })

  test('[PROG-20] a right on a note shows what the note belongs to', async () => {
    const session = findTitled(event.sessions, 'Less memory')
    const scribe = await app.invite('scribe', { type: 'note', id: session.notesId }, event.id)
    expect(await getEvent(scribe)).toMatchObject({
      tracks: [{ title: 'Kernel MC', role: null }],
      sessions: [{ title: 'Less memory', role: null }],
    })
    expect(await scribe.json('GET', `/sessions/${session.id}`)).toMatchObject({
      title: 'Less memory',
      role: null,
    })
    const other = findTitled(event.sessions, 'Faster boot')
    expect((await scribe.send('GET', `/sessions/${other.id}`)).status).toBe(403)
    const track = findTitled(event.tracks, 'Kernel MC')
    expect((await scribe.send('GET', `/tracks/${track.id}`)).status).toBe(403)
    const ofTrack = await app.invite('scribe', { type: 'note', id: track.summaryId }, event.id)
    expect((await ofTrack.send('GET', `/tracks/${track.id}`)).status).toBe(200)
    expect((await ofTrack.send('GET', `/notes/${track.notesId}`)).status).toBe(403)
  })

  test('[PROG-20] events are listed for those who have a right in them, and for nobody else', async () => {
    const reader = await app.invite('reader', { type: 'session', id: event.sessions[0]?.id ?? '' }, event.id)
    const list = (asker: Asker) => asker.json<EventList>('GET', '/events')
    expect((await list(reader)).events.map((one) => one.slug)).toEqual([slug])
    expect((await list(app.anonymous)).events).toEqual([])
    expect((await list(organizer)).events.map((one) => one.slug)).toContain(slug)
  })

  test('[PROG-21] each route asks for its own right, and tells strangers nothing', async () => {
    const track = findTitled(event.tracks, 'Kernel MC')
    const session = findTitled(event.sessions, 'Less memory')
    const at = async (role: 'organizer' | 'lead' | 'scribe' | 'reader') =>
      app.invite(role, { type: 'event', id: event.id }, event.id)
    const [scribe, reader, lead] = [await at('scribe'), await at('reader'), await at('lead')]
    const trackLead = await app.invite('lead', { type: 'track', id: track.id }, event.id)
    const stranger = await app.invite('organizer', { type: 'event', id: 'elsewhere' }, event.id)
    const statuses = async (method: string, path: string, body?: unknown) =>
      Promise.all(
        [app.anonymous, stranger, reader, scribe, trackLead].map(
          async (asker) => (await asker.send(method, path, body)).status,
        ),
      )
    const title = { title: 'Renamed' }
    expect(await statuses('POST', '/events', title)).toEqual([401, 403, 403, 403, 403])
    expect(await statuses('PATCH', `/events/${slug}`, title)).toEqual([401, 403, 403, 403, 403])
    expect(await statuses('DELETE', `/events/${slug}`)).toEqual([401, 403, 403, 403, 403])
    expect(await statuses('POST', `/events/${slug}/tracks`, title)).toEqual([401, 403, 403, 403, 403])
    expect(await statuses('POST', `/events/${slug}/sessions`, title)).toEqual([401, 403, 403, 403, 403])
    expect(await statuses('GET', `/tracks/${track.id}`)).toEqual([401, 403, 200, 200, 200])
    expect(await statuses('PATCH', `/tracks/${track.id}`, title)).toEqual([401, 403, 403, 403, 200])
    expect(await statuses('GET', `/sessions/${session.id}`)).toEqual([401, 403, 200, 200, 200])
    expect(await statuses('PATCH', `/sessions/${session.id}`, title)).toEqual([401, 403, 403, 403, 200])
    const inTrack = { ...title, trackId: track.id }
    expect(await statuses('POST', `/events/${slug}/sessions`, inTrack)).toEqual([401, 403, 403, 403, 201])
    const elsewhere = { trackId: findTitled(event.tracks, 'Tools MC').id }
    expect((await trackLead.send('PATCH', `/sessions/${session.id}`, elsewhere)).status).toBe(403)
    expect(await statuses('DELETE', `/sessions/${session.id}`)).toEqual([401, 403, 403, 403, 204])
    expect(await statuses('DELETE', `/tracks/${track.id}`)).toEqual([401, 403, 403, 403, 204])
    expect((await lead.send('DELETE', `/events/${slug}`)).status).toBe(403)
    expect((await app.anonymous.send('GET', '/events/no-such-event')).status).toBe(401)
    expect((await reader.send('GET', '/events/no-such-event')).status).toBe(404)
  })
})

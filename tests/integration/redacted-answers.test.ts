/** What a real server answers in an event that takes out names: to those who only read, and to those who work on it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { API_ROOT, ENDPOINTS } from '../../shared/contracts/api.ts'
import { CONTENT_FORMATS, type NoteHistory, type NoteInfo } from '../../shared/contracts/notes.ts'
import type { EventDetail, EventList, SessionDetail, TrackDetail } from '../../shared/contracts/programme.ts'
import type { Role } from '../../shared/domain/access.ts'
import { BLANK_TEMPLATES, makeLink, signUpOrganiser, ApiClient } from '../support/api-client.ts'
import { ServerProcess } from '../support/server-process.ts'

const NAME = 'Ada Lovelace'
const SLUG = 'ada-lovelace-days'
const NAMED = /lovelace/i
const REMOVED = '[name removed]'

let server: ServerProcess
let organiser: ApiClient
let event: EventDetail
let track: TrackDetail
let session: SessionDetail
let beside: SessionDetail

type LinkScope = Parameters<typeof makeLink>[1]['scope']

beforeAll(async () => {
  server = await ServerProcess.start()
  organiser = await signUpOrganiser(server.url, server.setupLink)
  const person = { name: NAME, affiliation: `Friends of ${NAME}` }
  const doc = {
    type: 'doc',
    content: [{ type: 'paragraph', content: [{ type: 'text', text: `By ${NAME}.` }] }],
  }
  const links = [{ kind: 'slides', title: `By ${NAME}`, url: 'https://example.org/~ada.lovelace/mills' }]
  await organiser.expect('POST', '/events', {
    ...BLANK_TEMPLATES,
    title: `${NAME} Days`,
    slug: SLUG,
    location: `${NAME} Hall`,
    url: 'https://example.org/ada-lovelace',
    licence: `As ${NAME} wished`,
    description: doc,
  })
  track = await organiser.expect('POST', `/events/${SLUG}/tracks`, {
    title: `Around ${NAME}`,
    leads: [person],
    links,
    topics: [{ text: `What ${NAME} wrote`, level: 0 }],
    description: doc,
  })
  const about = {
    trackId: track.id,
    speakers: [person],
    hall: `${NAME} Room`,
    url: 'https://example.org/ada_lovelace',
    links,
    abstract: doc,
  }
  session = await organiser.expect('POST', `/events/${SLUG}/sessions`, {
    ...about,
    title: `Mills of ${NAME}`,
  })
  beside = await organiser.expect('POST', `/events/${SLUG}/sessions`, { ...about, title: `Looms of ${NAME}` })
  event = await organiser.expect('GET', `/events/${SLUG}`)
  const ada = await invite(['lead', eventScope()])
  await ada.expect('PATCH', '/me', { name: NAME })
  const text = `# On ${NAME}\n\n- [ ] Ask **Ada** Lovelace\n\n[Her page](https://example.org/ada-lovelace) turned.`
  for (const { notesId, summaryId } of [session, beside, track]) {
    for (const note of [notesId, summaryId]) await ada.expect('POST', `/notes/${note}/import?format=md`, text)
    await ada.expect('PUT', `/notes/${summaryId}/stage`, { stage: 'final', from: 'draft' })
    await ada.expect('POST', `/notes/${summaryId}/errata`, { text: `It was not ${NAME}.` })
  }
  await organiser.expect('PATCH', `/events/${SLUG}`, { redactedNames: [NAME] })
}, 60_000)
afterAll(() => server.dispose())

const eventScope = (): LinkScope => ({ type: 'event', id: event.id })

/** Somebody who opened one link after the other. */
async function invite(...roles: readonly (readonly [Role, LinkScope])[]): Promise<ApiClient> {
  const client = new ApiClient(server.url)
  for (const [role, scope] of roles) {
    const link = await makeLink(organiser, { scope, role })
    await client.request('GET', new URL(link.url).pathname)
  }
  return client
}

/** Answers that need more to be asked for: a stream (REDACT-7), and a file that is being made. */
const NOT_ASKED = new Set(['/live', '/exports/:id'])
const QUERIES: Readonly<Record<string, readonly string[]>> = {
  '/links': [`?event=${SLUG}`],
  '/search': ['?q=turned', '?q=by', '?q=looms', `?q=days&event=${SLUG}`],
  '/notes/:id/content': CONTENT_FORMATS.map((format) => `?format=${format}`),
  '/events/:slug/minutes': ['', '?format=csv'],
}

/** Every address of an endpoint that asks for something, with everything in the event that it can be asked about. */
function addressesOf(path: string): readonly string[] {
  const notes = [session.notesId, session.summaryId, track.notesId, beside.notesId, beside.summaryId]
  const [, of = ''] = path.split('/')
  const ids: Readonly<Record<string, readonly string[]>> = {
    events: [SLUG, event.id],
    tracks: [track.id],
    sessions: [session.id, beside.id],
    notes,
  }
  const filled = path.includes(':')
    ? (ids[of] ?? ['unknown']).map((id) => path.replace(/:\w+/, id).replaceAll(/:\w+/g, '1'))
    : [path]
  return filled.flatMap((address) => (QUERIES[path] ?? ['']).map((query) => address + query))
}

interface Walked {
  readonly address: string
  readonly status: number
  /** What was said, with the headers. */
  readonly said: string
}

async function walk(asker: ApiClient): Promise<readonly Walked[]> {
  const walked: Walked[] = []
  for (const { method, path } of ENDPOINTS) {
    if (method !== 'GET' || NOT_ASKED.has(path)) continue
    for (const address of addressesOf(path)) {
      const { status, body, headers } = await asker.request(method, API_ROOT + address)
      walked.push({ address, status, said: JSON.stringify([body, [...headers]]) })
    }
  }
  return walked
}

const readable = (answers: readonly Walked[]) => answers.filter(({ status }) => status === 200)

test('[REDACT-10] no answer to who may only read has a name that is taken out, whatever is asked', async () => {
  const scopes: readonly LinkScope[] = [
    eventScope(),
    { type: 'track', id: track.id },
    { type: 'session', id: session.id },
    { type: 'note', id: session.summaryId },
  ]
  for (const scope of scopes) {
    const answers = await walk(await invite(['reader', scope]))
    const named = answers.filter(({ said }) => NAMED.test(said)).map(({ address }) => address)
    expect([scope.type, named]).toEqual([scope.type, []])
    expect(readable(answers).filter(({ said }) => said.includes(REMOVED)).length).toBeGreaterThan(4)
  }
})

test('[REDACT-10] those who comment or write get them where they do, and only there', async () => {
  for (const role of ['reviewer', 'organizer'] as const) {
    const asker = await invite([role, eventScope()])
    const detail = await asker.expect<EventDetail>('GET', `/events/${SLUG}`)
    expect(detail).toMatchObject({ slug: SLUG, title: `${NAME} Days`, licence: `As ${NAME} wished` })
    const answers = readable(await walk(asker))
    const removed = answers.filter(({ said }) => said.includes(REMOVED)).map(({ address }) => address)
    // What leaves as a file is for others too.
    expect([role, removed.filter((address) => !/\/export$|minutes\?format=csv/.test(address))]).toEqual([
      role,
      [],
    ])
  }
  const both = await invite(['scribe', { type: 'session', id: session.id }], ['reader', eventScope()])
  const { events } = await both.expect<EventList>('GET', '/events')
  const detail = await both.expect<EventDetail>('GET', `/events/${SLUG}`)
  expect([events[0]?.title, detail.title, detail.tracks[0]?.title]).toEqual([
    `${NAME} Days`,
    `${NAME} Days`,
    `Around ${NAME}`,
  ])
  expect(detail.sessions.map(({ title }) => title).toSorted()).toEqual([
    `Looms of ${REMOVED}`,
    `Mills of ${NAME}`,
  ])
  expect(await both.expect('GET', `/sessions/${session.id}`)).toMatchObject({
    title: `Mills of ${NAME}`,
    event: { slug: SLUG },
    track: { title: `Around ${NAME}` },
  })
  expect(await both.expect('GET', `/sessions/${beside.id}`)).toMatchObject({ title: `Looms of ${REMOVED}` })
  expect(await both.expect('GET', `/tracks/${track.id}`)).toMatchObject({ title: `Around ${REMOVED}` })
  const contents = await Promise.all(
    [session, beside].map(({ notesId }) => both.expect('GET', `/notes/${notesId}/content?format=txt`)),
  )
  expect(contents.map((text) => NAMED.test(String(text)))).toEqual([true, false])
})

test('[REDACT-10] in a text everything around it stays, in every format; who is called so is Somebody', async () => {
  const reader = await invite(['reader', eventScope()])
  for (const format of CONTENT_FORMATS) {
    const { body, headers } = await reader.request(
      'GET',
      `${API_ROOT}/notes/${session.notesId}/content?format=${format}`,
    )
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    expect([format, text.replaceAll('\\[', '[')]).toEqual([format, expect.stringContaining(REMOVED)])
    expect([format, text]).toEqual([format, expect.stringContaining('turned')])
    expect(headers.get('content-disposition')).toContain(`${event.id}-mills-of-name-removed-notes.${format}`)
  }
  const { entries } = await reader.expect<NoteHistory>('GET', `/notes/${session.notesId}/history`)
  expect(entries.map(({ by }) => by)).toContain('Somebody')
  const info = await reader.expect<NoteInfo>('GET', `/notes/${session.summaryId}`)
  expect(info.stages?.changes).toMatchObject([{ by: 'Somebody', stage: 'final' }])
  expect(info.errata).toMatchObject([{ by: 'Somebody', text: `It was not ${REMOVED}.` }])
  expect(info).toMatchObject({ event: { slug: event.id }, session: { title: `Mills of ${REMOVED}` } })
})

test('[REDACT-10] what is kept of a text is that of the names of the moment', async () => {
  const reader = await invite(['reader', eventScope()])
  const read = async (asker = reader) => {
    const text = await asker.expect<string>('GET', `/notes/${session.notesId}/content?format=txt`)
    return NAMED.test(text)
  }
  expect([await read(organiser), await read(), await read(organiser)]).toEqual([true, false, true])
  await organiser.expect('PATCH', `/events/${event.id}`, { redactedNames: ['Nobody Else'] })
  expect(await read()).toBe(true)
  await organiser.expect('PATCH', `/events/${event.id}`, { redactedNames: [NAME] })
  expect([await read(), await read(organiser)]).toEqual([false, true])
})

/** Reading pages and their live stream over real connections: Express, SQLite, rooms, and the worker that renders. */
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import * as Y from 'yjs'
import { createEventParser, type ServerEvent } from '../../client/reading/event-stream.ts'
import { applyPatch, type NoteContent, type NotePatch } from '../../client/reading/note-text.ts'
import { createLink } from '../../server/auth/create-link.ts'
import { loginCookie } from '../../server/auth/login-cookie.ts'
import { openLink } from '../../server/auth/open-link.ts'
import { OPERATOR } from '../../server/auth/operator.ts'
import { revokeLink } from '../../server/auth/revoke-link.ts'
import { loadConfig } from '../../server/config/config.ts'
import { createContext, type ServerContext } from '../../server/create-context.ts'
import { systemClock, type Clock } from '../../server/lib/clock.ts'
import { authenticateRequests } from '../../server/middleware/authenticate.ts'
import { handleErrors } from '../../server/middleware/error-handler.ts'
import { createEvent } from '../../server/programme/create-event.ts'
import { createSession } from '../../server/programme/create-session.ts'
import { createTrack } from '../../server/programme/create-track.ts'
import { LiveNotes } from '../../server/publish/live-notes.ts'
import { createLiveRoutes, LIVE_HEARTBEAT_MS, type LiveRoutes } from '../../server/routes/live.ts'
import { createReadingRoutes } from '../../server/routes/reading.ts'
import type { LinkCreated } from '../../shared/contracts/people.ts'
import type { EventDetail, SessionDetail } from '../../shared/contracts/programme.ts'
import type { LINK_SCOPES, Role } from '../../shared/domain/access.ts'
import type { EventId, NoteId } from '../../shared/domain/ids.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { docOf, paragraphOf, textOf } from '../../shared/schema/doc-json.ts'
import { eventually } from '../support/eventually.ts'
import { makeTempDir } from '../support/temp-dir.ts'

/** The real clock, with a way to be late: what waits for a time falls due when the time is moved past it. */
class MovableClock implements Clock {
  #offset = 0
  readonly #waiting = new Set<{
    at: number
    readonly periodMs: number | null
    readonly task: () => void
    stop: () => void
  }>()

  now(): number {
    return systemClock.now() + this.#offset
  }

  after(delayMs: number, task: () => void): () => void {
    return this.#wait(delayMs, null, task)
  }

  every(periodMs: number, task: () => void): () => void {
    return this.#wait(periodMs, periodMs, task)
  }

  move(ms: number): void {
    this.#offset += ms
    for (const entry of [...this.#waiting].sort((a, b) => a.at - b.at)) {
      if (entry.at > this.now()) continue
      entry.stop()
      this.#run(entry.periodMs, entry.task)
    }
  }

  #wait(delayMs: number, periodMs: number | null, task: () => void): () => void {
    const entry = { at: this.now() + delayMs, periodMs, task, stop: () => {} }
    const cancel = systemClock.after(delayMs, () => {
      this.#waiting.delete(entry)
      this.#run(periodMs, task)
    })
    entry.stop = () => {
      cancel()
      this.#waiting.delete(entry)
    }
    this.#waiting.add(entry)
    return () => entry.stop()
  }

  #run(periodMs: number | null, task: () => void): void {
    if (periodMs !== null) this.#wait(periodMs, periodMs, task)
    task()
  }
}

const clock = new MovableClock()
let context: ServerContext
let server: Server
let live: LiveRoutes
let liveNotes: LiveNotes
let url: string
let event: EventDetail
let session: SessionDetail
let reader: LinkCreated

beforeAll(async () => {
  const dataDir = makeTempDir({ keep: true })
  context = await createContext(loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'error' }), { clock })
  liveNotes = new LiveNotes(context)
  live = createLiveRoutes({ ...context, liveNotes })
  const app = express()
  app.use(authenticateRequests(context))
  app.use('/api/v1', live.router)
  app.use(createReadingRoutes({ ...context, liveNotes }))
  app.use(handleErrors(context.log))
  server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  context.setListenUrl(url)

  event = await createEvent(context, {
    input: { title: 'Gardeners’ Days', slug: 'gardeners' },
    principal: OPERATOR,
  })
  const eventId = event.id as EventId
  const track = await createTrack(context, { event: eventId, input: { title: 'Soil' }, principal: OPERATOR })
  session = await createSession(context, {
    event: eventId,
    input: {
      title: 'Earthworms at work',
      trackId: track.id,
      speakers: [{ name: 'Sam Speaker', email: 'sam@example.org' }],
    },
    principal: OPERATOR,
  })
  reader = await makeLink('event', event.id)
})

afterAll(async () => {
  live.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await context.close()
})

function makeLink(
  type: (typeof LINK_SCOPES)[number],
  id: string,
  options: { role?: Role; expiresAt?: string } = {},
): Promise<LinkCreated> {
  const { role = 'reader', expiresAt = null } = options
  return createLink(context, { principal: OPERATOR, link: { scope: { type, id }, role, expiresAt } })
}

/** A session that no other test writes to. */
function freshSession(): Promise<SessionDetail> {
  return createSession(context, {
    event: event.id as EventId,
    input: { title: 'Another talk' },
    principal: OPERATOR,
  })
}

/** Adds paragraphs to a note as the server itself does. */
async function write(noteId: string, ...texts: readonly string[]): Promise<number> {
  const id = noteId as NoteId
  const { updates } = await context.rooms.state(id)
  const update = await context.documents.append(updates, docOf(texts.map(paragraphOf)))
  return context.rooms.write(id, update, { actor: null, name: null })
}

/** Adds text to the one paragraph of a note, as an editor does: without looking at all that is there already. */
function makeTextWriter(id: NoteId): (text: string) => Promise<number> {
  const doc = new Y.Doc()
  const words = new Y.XmlText()
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [words])
  doc.getXmlFragment(FRAGMENT).insert(0, [paragraph])
  let before: Uint8Array | undefined
  return (text) => {
    words.insert(words.length, text)
    const update = Y.encodeStateAsUpdate(doc, before)
    before = Y.encodeStateVector(doc)
    return context.rooms.write(id, update, { actor: null, name: null })
  }
}

async function get(path: string, headers: Record<string, string> = bearer(reader)) {
  const response = await fetch(url + path, { headers, redirect: 'manual' })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const bearer = ({ secret }: Pick<LinkCreated, 'secret'>) => ({ authorization: `Bearer ${secret}` })
const sessionPath = (id: string) => `/r/gardeners/s/${id}`

/** One reader of the live stream, without any browser's cleverness. */
class Reader {
  readonly events: ServerEvent[] = []
  readonly contents = new Map<string, NoteContent>()
  text = ''
  ended = false
  status = 0
  #response: IncomingMessage | null = null
  readonly #close: () => void

  constructor(query: string, headers: Record<string, string> = bearer(reader)) {
    const parse = createEventParser()
    const request = httpRequest(`${url}/api/v1/live?${query}`, { headers }, (response) => {
      this.#response = response
      this.status = response.statusCode ?? 0
      response.setEncoding('utf8')
      response.on('data', (piece: string) => {
        this.text += piece
        for (const event of parse(piece)) this.#take(event)
      })
      response.on('close', () => (this.ended = true))
    })
    request.on('error', () => (this.ended = true))
    request.end()
    this.#close = () => request.destroy()
    onTestFinished(() => this.close())
  }

  async opened(): Promise<this> {
    await eventually(() => this.text !== '' || this.ended, { message: 'the answer of the stream' })
    return this
  }

  pauseReading(): void {
    this.#response?.pause()
  }

  resumeReading(): void {
    this.#response?.resume()
  }

  close(): void {
    this.#close()
  }

  #take(event: ServerEvent): void {
    this.events.push(event)
    if (event.name === 'content') this.#keep(JSON.parse(event.data) as NoteContent)
    if (event.name !== 'patch') return
    const patch = JSON.parse(event.data) as NotePatch
    const content = applyPatch(this.contents.get(patch.note), patch)
    if (content) this.#keep(content)
  }

  #keep(content: NoteContent): void {
    this.contents.set(content.note, content)
  }
}

describe('pages', () => {
  test('[READ-1] a session’s page holds what was written so far, also what was written just before', async () => {
    const { id, notesId, summaryId } = await freshSession()
    await write(notesId, 'They make tunnels.')
    await write(summaryId, 'Worms are useful.')
    const page = await get(sessionPath(id))
    expect(page.status).toBe(200)
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(page.text).toContain('<p>They make tunnels.</p>')
    expect(page.text).toContain('<p>Worms are useful.</p>')
    await write(notesId, 'And casts.')
    expect((await get(sessionPath(id))).text).toContain('<p>And casts.</p>')
  })

  test('[READ-1] the event, the track and a single note have their pages', async () => {
    expect((await get('/r/gardeners')).text).toContain('Earthworms at work')
    expect((await get(`/r/gardeners/t/${session.trackId}`)).text).toContain('Earthworms at work')
    expect((await get(`/r/n/${session.notesId}`)).text).toContain('Nothing has been written yet.')
  })

  test('[READ-2] hostile words in notes and titles are text on the page', async () => {
    const hostile = '<img src=x onerror=alert(1)>'
    const made = await createSession(context, {
      event: event.id as EventId,
      input: { title: hostile },
      principal: OPERATOR,
    })
    const id = made.notesId as NoteId
    const doc = docOf([
      { type: 'heading', attrs: { level: 1 }, content: [textOf(`"><b id=x>${hostile}`)] },
      paragraphOf(hostile),
    ])
    await context.rooms.write(id, await context.documents.append([], doc), { actor: null, name: null })
    const { text } = await get(sessionPath(made.id))
    expect(text).not.toMatch(/<img|<b id/)
    expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;')
  })

  test('[READ-3] no e-mail address of a person is on any page, not even for an organiser', async () => {
    const organizer = await makeLink('event', event.id, { role: 'organizer' })
    for (const path of [
      '/r/gardeners',
      `/r/gardeners/t/${session.trackId}`,
      sessionPath(session.id),
      `/r/n/${session.notesId}`,
    ]) {
      const { status, text } = await get(path, bearer(organizer))
      expect([status, text.includes('@example.org')], path).toEqual([200, false])
    }
  })

  test('[READ-4] search engines and shared caches keep out', async () => {
    const { headers } = await get(sessionPath(session.id))
    expect(headers.get('x-robots-tag')).toBe('noindex')
    expect(headers.get('cache-control')).toBe('private, no-cache')
    expect(headers.get('vary')).toMatch(/Cookie, Authorization/i)
  })

  test('[READ-5] strangers are told to open their link again, and learn nothing about what exists', async () => {
    const present = await get(sessionPath(session.id), {})
    const absent = await get('/r/nothing/s/nothing', {})
    expect([present.status, absent.status]).toEqual([401, 401])
    expect(present.text).toContain('Open your link again')
    expect(present.text).not.toMatch(/Earthworms|Gardeners/)
    const withoutAddress = (text: string) => text.replaceAll(/content="http[^"]*"|http\S*/g, '')
    expect(withoutAddress(present.text)).toBe(withoutAddress(absent.text))
  })

  test('[READ-5] a reader of one session sees that session, and elsewhere the same as for what does not exist', async () => {
    const other = await freshSession()
    const link = await makeLink('session', session.id)
    expect((await get(sessionPath(session.id), bearer(link))).status).toBe(200)
    const refused = await get(sessionPath(other.id), bearer(link))
    const absent = await get(sessionPath('nothing'), bearer(link))
    expect([refused.status, absent.status]).toEqual([404, 404])
    expect(refused.text).not.toContain('Another talk')
    const event = await get('/r/gardeners', bearer(link))
    expect(event.text).toContain('Earthworms at work')
    expect(event.text).not.toContain('Another talk')
  })

  test('[READ-5] a reader of one note gets that note and not the other one of its session', async () => {
    const { id, notesId, summaryId } = await freshSession()
    await write(notesId, 'For everybody.')
    await write(summaryId, 'For the leads only.')
    const link = await makeLink('note', notesId)
    expect((await get(`/r/n/${notesId}`, bearer(link))).text).toContain('For everybody.')
    expect((await get(`/r/n/${summaryId}`, bearer(link))).status).toBe(404)
    const page = await get(sessionPath(id), bearer(link))
    expect(page.text).toContain('For everybody.')
    expect(page.text).not.toContain('For the leads only.')
  })

  test('[READ-5] a browser whose link was revoked is told that the link has ended', async () => {
    const link = await makeLink('session', session.id)
    const opening = await openLink(context, { secret: link.secret, loginId: null, password: null })
    if (opening.kind !== 'opened' || opening.newLoginSecret === null) throw new Error('expected a new login')
    const cookie = loginCookie({ secret: opening.newLoginSecret, publicUrl: url }).split(';')[0] ?? ''
    expect((await get(sessionPath(session.id), { cookie })).status).toBe(200)
    await revokeLink(context, { principal: OPERATOR, id: link.id })
    const page = await get(sessionPath(session.id), { cookie })
    expect([page.status, page.text.includes('This link has ended')]).toEqual([410, true])
  })

  test('[READ-6] the same page is not sent twice, and a changed one is', async () => {
    const { id, notesId } = await freshSession()
    const first = await get(sessionPath(id))
    const etag = first.headers.get('etag') ?? ''
    const again = await get(sessionPath(id), { ...bearer(reader), 'if-none-match': etag })
    expect([again.status, again.text]).toEqual([304, ''])
    await write(notesId, 'Something new.')
    expect((await get(sessionPath(id), { ...bearer(reader), 'if-none-match': etag })).status).toBe(200)
  })

  test('[READ-19] an address that is no page gets a page that says so', async () => {
    const { status, text, headers } = await get('/r/gardeners/x/y/z')
    expect([status, headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect(text).toContain('<h1>Your link does not show this</h1>')
  })
})

describe('the live stream', () => {
  test('[READ-11] each change arrives with its place, its time and its HTML, for both notes of a page', async () => {
    const { notesId, summaryId } = await freshSession()
    const stream = await new Reader(`notes=${summaryId},${notesId}`).opened()
    await eventually(() => stream.contents.size === 2)
    expect(stream.contents.get(notesId)).toMatchObject({ seq: 0, at: null, html: '' })
    const seq = await write(notesId, 'They make tunnels.')
    await eventually(() => stream.contents.get(notesId)?.seq === seq)
    const content = stream.contents.get(notesId)
    expect(content?.html).toBe('<p>They make tunnels.</p>')
    expect(Date.now() - Date.parse(content?.at ?? '')).toBeLessThan(60_000)
    expect(stream.events.every(({ name }) => name === 'content')).toBe(true)
  })

  test('[READ-12] whoever has the newest text gets nothing until it changes', async () => {
    const { notesId } = await freshSession()
    const seq = await write(notesId, 'One.')
    const [byQuery, byHeader, behind] = await Promise.all([
      new Reader(`notes=${notesId}&after=${notesId}=${seq}`).opened(),
      new Reader(`notes=${notesId}`, { ...bearer(reader), 'last-event-id': `${notesId}=${seq}` }).opened(),
      new Reader(`notes=${notesId}&after=${notesId}=0`).opened(),
    ])
    await eventually(() => behind.events.length === 1)
    expect([byQuery.events, byHeader.events]).toEqual([[], []])
    const next = await write(notesId, 'Two.')
    await eventually(() =>
      [byQuery, byHeader, behind].every(({ contents }) => contents.get(notesId)?.seq === next),
    )
    expect(byQuery.text).toContain(`id: ${notesId}=${next}\n`)
  })

  test('[READ-18] readers who ask for patches get them, and come to the same text as those who do not', async () => {
    const { notesId } = await freshSession()
    await write(notesId, 'x'.repeat(5_000))
    const patched = await new Reader(`notes=${notesId}&patches=1`).opened()
    const plain = await new Reader(`notes=${notesId}`).opened()
    await eventually(() => patched.contents.size === 1 && plain.contents.size === 1)
    for (const text of ['Two.', 'Three 🐛.']) {
      const seq = await write(notesId, text)
      await eventually(() => [patched, plain].every(({ contents }) => contents.get(notesId)?.seq === seq))
    }
    expect(patched.events.map(({ name }) => name)).toEqual(['content', 'patch', 'patch'])
    expect(patched.contents.get(notesId)?.html).toBe(plain.contents.get(notesId)?.html)
    expect(patched.events.at(-1)?.data.length).toBeLessThan(200)
  })

  test('[READ-13] 200 readers cause one render per change, and one follower of the room', async () => {
    const { notesId } = await freshSession()
    const render = vi.spyOn(context.documents, 'render')
    const follow = vi.spyOn(context.rooms, 'follow')
    const readers = await Promise.all(
      Array.from({ length: 200 }, () => new Reader(`notes=${notesId}`).opened()),
    )
    expect(liveNotes.countReaders(notesId as NoteId)).toBe(200)
    for (let change = 1; change <= 3; change++) {
      const seq = await write(notesId, `Change ${change}.`)
      await eventually(() => readers.every(({ contents }) => contents.get(notesId)?.seq === seq))
      expect(render).toHaveBeenCalledTimes(change)
    }
    expect(follow).toHaveBeenCalledTimes(1)
    for (const gone of readers) gone.close()
    await eventually(() => liveNotes.countReaders(notesId as NoteId) === 0)
  })

  test('[READ-13] many changes in a second cause few renders, and the last one arrives', async () => {
    const { notesId } = await freshSession()
    const stream = await new Reader(`notes=${notesId}`).opened()
    const render = vi.spyOn(context.documents, 'render')
    const begun = performance.now()
    let seq = 0
    for (let change = 0; change < 40; change++) seq = await write(notesId, `Change ${change}.`)
    await eventually(() => stream.contents.get(notesId)?.seq === seq)
    const seconds = (performance.now() - begun) / 1_000
    expect(render.mock.calls.length).toBeLessThanOrEqual(Math.ceil(seconds * 2) + 1)
  })

  test('[READ-14] a reader who is slow gets the newest text and not every one on the way', async () => {
    const { notesId } = await freshSession()
    const writeText = makeTextWriter(notesId as NoteId)
    // The whole text is larger than what the system's socket buffers take.
    await writeText('z'.repeat(7_000_000))
    const slow = await new Reader(`notes=${notesId}`).opened()
    await eventually(() => slow.contents.size === 1)
    slow.pauseReading()
    const quick = await new Reader(`notes=${notesId}&patches=1`).opened()
    await eventually(() => quick.contents.size === 1)
    let seq = 0
    for (let change = 0; change < 4; change++) {
      seq = await writeText(`change ${change}`)
      await eventually(() => quick.contents.get(notesId)?.seq === seq)
    }
    slow.resumeReading()
    await eventually(() => slow.contents.get(notesId)?.seq === seq)
    expect(slow.contents.get(notesId)?.html).toBe(quick.contents.get(notesId)?.html)
    expect(slow.events.length).toBeLessThan(quick.events.length)
  })

  test('[READ-15] a revoked link ends its streams at once, and says why; others go on', async () => {
    const { id, notesId } = await freshSession()
    const link = await makeLink('session', id)
    const [stream, other] = await Promise.all([
      new Reader(`notes=${notesId}`, bearer(link)).opened(),
      new Reader(`notes=${notesId}`).opened(),
    ])
    await revokeLink(context, { principal: OPERATOR, id: link.id })
    await eventually(() => stream.ended, { within: 2_000, message: 'the end of the stream' })
    expect(stream.events.at(-1)).toMatchObject({
      name: 'end',
      data: expect.stringContaining('"code":"forbidden"'),
    })
    const seq = await write(notesId, 'After.')
    await eventually(() => other.contents.get(notesId)?.seq === seq)
    expect(stream.text).not.toContain('After.')
    const again = await new Reader(`notes=${notesId}`, bearer(link)).opened()
    expect(again.status).toBe(401)
  })

  test('[READ-15] a link that expires ends its streams then', async () => {
    const { id, notesId } = await freshSession()
    const expiresAt = new Date(clock.now() + 3_600_000).toISOString()
    const link = await makeLink('session', id, { expiresAt })
    const stream = await new Reader(`notes=${notesId}`, bearer(link)).opened()
    clock.move(3_500_000)
    await write(notesId, 'Still allowed.')
    await eventually(() => stream.text.includes('Still allowed.'))
    expect(stream.ended).toBe(false)
    clock.move(110_000)
    await eventually(() => stream.ended, { within: 2_000, message: 'the end of the stream' })
    expect(stream.events.at(-1)?.name).toBe('end')
  })

  test('[READ-15] a stream is only given to those who may read all its notes', async () => {
    const { notesId, summaryId } = await freshSession()
    const link = await makeLink('note', notesId)
    const statusOf = async (query: string, headers: Record<string, string>) =>
      (await get(`/api/v1/live?${query}`, headers)).status
    expect(await statusOf(`notes=${notesId}`, {})).toBe(401)
    expect(await statusOf(`notes=${notesId},${summaryId}`, bearer(link))).toBe(403)
    expect(await statusOf('notes=nothing', bearer(link))).toBe(404)
    expect(await statusOf('notes=', bearer(link))).toBe(400)
    expect(
      await statusOf(`notes=${Array.from({ length: 9 }, (_, n) => `n${n}`).join(',')}`, bearer(link)),
    ).toBe(400)
  })

  test('[READ-16] a quiet stream says every 15 seconds that it is alive', async () => {
    const { notesId } = await freshSession()
    const stream = await new Reader(`notes=${notesId}`).opened()
    await eventually(() => stream.events.length === 1)
    const before = stream.text.length
    clock.move(LIVE_HEARTBEAT_MS)
    await eventually(() => stream.text.length > before)
    expect(stream.text.slice(before)).toBe(': still here\n\n')
  })

  test('[READ-17] when the last reader has gone, the note is no longer followed', async () => {
    const { notesId } = await freshSession()
    const first = await new Reader(`notes=${notesId}`).opened()
    const second = await new Reader(`notes=${notesId}`).opened()
    first.close()
    await eventually(() => liveNotes.countReaders(notesId as NoteId) === 1)
    const render = vi.spyOn(context.documents, 'render')
    const seq = await write(notesId, 'One.')
    await eventually(() => second.contents.get(notesId)?.seq === seq)
    second.close()
    await eventually(() => liveNotes.countReaders(notesId as NoteId) === 0 && live.countStreams() === 0)
    await write(notesId, 'Two.')
    await context.documents.toJson([])
    expect(render).toHaveBeenCalledTimes(1)
  })
})

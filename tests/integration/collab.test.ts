/** Notes over real sockets and over HTTP: a real server process and y-websocket's own client. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import type { EventDetail } from '../../shared/contracts/programme.ts'
import type { LinkCreated } from '../../shared/contracts/people.ts'
import { OLDEST_CLIENT_SCHEMA } from '../../shared/schema/version.ts'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { MESSAGE } from '../../shared/protocol/messages.ts'
import { makeEvent, makeLink, signUpOrganiser, type ApiClient } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { HttpVisitor } from '../support/http-visitor.ts'
import { NoteClient, type Over } from '../support/note-client.ts'
import { ServerProcess } from '../support/server-process.ts'

let server: ServerProcess
let organiser: ApiClient
let event: EventDetail
let scribe: LinkCreated
let reader: LinkCreated
const clients: NoteClient[] = []

beforeAll(async () => {
  server = await ServerProcess.start()
  organiser = await signUpOrganiser(server.url, server.setupLink)
  event = await makeEvent(organiser)
  const scope = { type: 'event', id: event.id } as const
  scribe = await makeLink(organiser, { scope, role: 'scribe' })
  reader = await makeLink(organiser, { scope, role: 'reader' })
})
afterEach(() => {
  for (const client of clients.splice(0)) client.destroy()
})
afterAll(() => server.dispose())

const WAYS: readonly Over[] = ['WebSocket', 'HTTP']

function connect(
  noteId: string,
  { secret = scribe.secret, over = 'WebSocket' }: { secret?: string; over?: Over } = {},
): NoteClient {
  const client = new NoteClient({ url: server.url, noteId, secret, over })
  clients.push(client)
  return client
}

/** A note that no other test writes to. */
async function freshNote(): Promise<string> {
  const session = await organiser.expect<{ notesId: string }>('POST', '/events/conf/sessions', {
    title: 'Another talk',
  })
  return session.notesId
}

/** Opens a connection by hand and tells how it ends. */
async function closeOf(
  over: Over,
  { noteId, query = '', headers = {} }: { noteId: string; query?: string; headers?: Record<string, string> },
): Promise<number | string> {
  if (over === 'HTTP') {
    const code = await new HttpVisitor({ url: server.url, noteId, query, headers }).outcome()
    return code < 1_000 ? `HTTP ${code}` : code
  }
  const path = `/collab/${noteId}${query}`
  const socket = new WebSocket(server.url.replace('http', 'ws') + path, { headers })
  return new Promise((resolve) => {
    socket.on('close', resolve)
    socket.on('unexpected-response', (_request, response) => resolve(`HTTP ${response.statusCode}`))
    socket.on('error', () => {})
  })
}
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

test.each(WAYS)(
  '[GATE-1, LANE-1] over %s two unmodified y-websocket clients see each other type, and a barrier says when it is on disk',
  async (over) => {
    const noteId = await freshNote()
    const [ada, ben] = await Promise.all([connect(noteId, { over }).synced(), connect(noteId).synced()])
    ada.type('Hello from Ada. ')
    expect(await ada.save()).toBe('saved')
    ben.type('And Ben.')
    expect(await ben.save()).toBe('saved')
    await eventually(() => ada.text.includes('Ben') && ben.text.includes('Ada'))
    expect(ada.text).toBe(ben.text)
  },
)

test.each(WAYS)(
  '[GATE-2, LANE-1] over %s a reader sees what scribes write but cannot write: the server closes with a code that ends reconnecting',
  async (over) => {
    const noteId = await freshNote()
    const { secret } = reader
    const [ada, rita] = await Promise.all([
      connect(noteId).synced(),
      connect(noteId, { secret, over }).synced(),
    ])
    ada.type('visible')
    await eventually(() => rita.text === 'visible')
    expect(await rita.save()).toBe('refused')
    rita.type(' graffiti')
    await eventually(() => rita.closes.length > 0)
    expect(rita.closes).toEqual([CLOSE.readOnly.code])
    expect(await ada.save()).toBe('saved')
    expect(ada.text).toBe('visible')
    expect(rita.provider.shouldConnect).toBe(false)
  },
)

test.each(WAYS)(
  '[GATE-3, LANE-1, LANE-4] over %s who has no right is told why by a close code; a foreign page gets no connection at all',
  async (over) => {
    const noteId = event.sessions[0]!.notesId
    const headers = bearer(scribe.secret)
    expect(await closeOf(over, { noteId })).toBe(CLOSE.notSignedIn.code)
    expect(await closeOf(over, { noteId, headers: bearer('wrong') })).toBe(CLOSE.notSignedIn.code)
    expect(await closeOf(over, { noteId: 'nowhere', headers })).toBe(CLOSE.notFound.code)
    for (const schema of [0, OLDEST_CLIENT_SCHEMA - 1]) {
      const query = `?schema=${schema}`
      expect(await closeOf(over, { noteId, query, headers })).toBe(CLOSE.schemaTooOld.code)
    }
    const elsewhere = event.tracks[0]!.notesId
    const narrow = await makeLink(organiser, {
      scope: { type: 'session', id: event.sessions[0]!.id },
      role: 'scribe',
    })
    expect(await closeOf(over, { noteId: elsewhere, headers: bearer(narrow.secret) })).toBe(
      CLOSE.forbidden.code,
    )
    const foreign = { ...headers, origin: 'https://evil.example' }
    expect(await closeOf(over, { noteId, headers: foreign })).toBe('HTTP 403')
    expect(await closeOf(over, { noteId: '../elsewhere/of', headers })).toBe('HTTP 404')
  },
)

test.each(WAYS)(
  '[GATE-4, LANE-5] over %s revoking a link closes its connections at once, for good',
  async (over) => {
    const noteId = await freshNote()
    const link = await makeLink(organiser, { scope: { type: 'event', id: 'conf' }, role: 'scribe' })
    const [ada, ben] = await Promise.all([
      connect(noteId, { secret: link.secret, over }).synced(),
      connect(noteId).synced(),
    ])
    await organiser.expect('DELETE', `/links/${link.id}`)
    await eventually(() => ada.closes.length > 0)
    expect([CLOSE.notSignedIn.code, CLOSE.forbidden.code]).toContain(ada.closes[0])
    ben.type('still here')
    expect(await ben.save()).toBe('saved')
  },
)

test.each(WAYS)('[GATE-5, LANE-5] deleting a session closes its notes over %s', async (over) => {
  const session = await organiser.expect<{ id: string; notesId: string }>('POST', '/events/conf/sessions', {
    title: 'Gone',
  })
  const ada = await connect(session.notesId, { over }).synced()
  await organiser.expect('DELETE', `/sessions/${session.id}`)
  await eventually(() => ada.closes.length > 0)
  expect(ada.closes).toEqual([CLOSE.notFound.code])
})

test('[GATE-6] garbage closes the connection that sent it and no other', async () => {
  const noteId = await freshNote()
  const ada = await connect(noteId).synced()
  for (const garbage of [
    new Uint8Array([0, 2, 200, 1]),
    new Uint8Array([]),
    'text',
    new Uint8Array([MESSAGE.sync, 9, 0]),
  ]) {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/collab/${noteId}`, {
      headers: bearer(scribe.secret),
    })
    socket.on('open', () => socket.send(garbage))
    expect(await new Promise((resolve) => socket.on('close', resolve))).toBe(CLOSE.badFrame.code)
  }
  ada.type('undisturbed')
  expect(await ada.save()).toBe('saved')
  expect(ada.closes).toEqual([])
})

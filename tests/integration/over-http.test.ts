/** Notes where no WebSocket gets through: what is particular to HTTP. What both have in common is tested with both. */
import { connect } from 'node:net'
import * as Y from 'yjs'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { listen } from '../../server/main.ts'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { decodeFrame, encodeBarrier, encodeUpdate } from '../../shared/protocol/codec.ts'
import {
  ASK_AGAIN_MS,
  MAX_FRAME_BURST,
  MAX_FRAME_BYTES,
  MAX_HELD_ANSWERS,
  MAX_POSTS_AHEAD,
  PING_MS,
} from '../../shared/protocol/limits.ts'
import { CONNECTION_HEADER } from '../../shared/protocol/over-http.ts'
import { ApiClient, makeEvent, makeLink, signUpOrganiser } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { FaultProxy } from '../support/fault-proxy.ts'
import { HttpVisitor } from '../support/http-visitor.ts'
import { MovableClock } from '../support/movable-clock.ts'
import { NoteClient } from '../support/note-client.ts'
import { createNoteWorld, type NoteWorld } from '../support/note-world.ts'
import { makeTempDir } from '../support/temp-dir.ts'

let world: NoteWorld
let secret: string

beforeAll(async () => {
  world = await createNoteWorld()
  secret = await world.makeSecret()
})
afterEach(() => world.leave())
afterAll(() => world.dispose())

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

function visit(
  noteId: string,
  { headers = bearer(secret), query = '' }: { headers?: Record<string, string>; query?: string } = {},
): Promise<HttpVisitor> {
  return new HttpVisitor({ url: world.server.url, noteId, headers, query }).opened()
}

/** An edit that adds a word to the text, as a frame. */
function wordOf(word: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('test').insert(0, word)
  return encodeUpdate(Y.encodeStateAsUpdate(doc))
}

/** Numbers of the barriers that were answered, in the order of the answers. */
const answersTo = ({ frames }: HttpVisitor): readonly number[] =>
  frames.flatMap((frame) => {
    const message = decodeFrame(frame)
    return message.kind === 'barrier' ? [message.seq] : []
  })

async function lengthOfLog(noteId: string): Promise<number> {
  expect((await world.server.check()).output).toContain('all intact')
  const text = await (
    await fetch(`${world.server.url}/api/v1/notes/${noteId}`, { headers: bearer(secret) })
  ).text()
  return (JSON.parse(text) as { seq: number }).seq
}

/** Begins a request with frames, and does not end it. */
function beginPost(visitor: HttpVisitor, noteId: string, number: number): () => void {
  const { hostname, port } = new URL(world.server.url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  socket.write(
    [
      `POST /collab/${noteId}/frames?n=${number} HTTP/1.1`,
      `Host: ${hostname}:${port}`,
      'Content-Type: application/octet-stream',
      'Content-Length: 1000',
      `Authorization: Bearer ${secret}`,
      `${CONNECTION_HEADER}: ${visitor.secret}`,
      '',
      'the beginning',
    ].join('\r\n'),
  )
  return () => void socket.destroy()
}

test('[LANE-1] the frames of one event are those of one packet, and what a WebSocket gets', async () => {
  const noteId = await world.freshNote()
  const visitor = await visit(noteId)
  await eventually(() => visitor.frames.length > 0)
  expect(decodeFrame(visitor.frames[0]!).kind).toBe('step1')
  const ada = await world.connect(noteId).synced()
  ada.type('to all')
  const doc = new Y.Doc()
  await eventually(() => {
    for (const frame of visitor.frames) {
      const message = decodeFrame(frame)
      if (message.kind === 'update') Y.applyUpdate(doc, message.update)
    }
    return doc.getText('test').toJSON() === 'to all'
  })
})

test('[LANE-2] requests that are repeated, or overtake others, are taken once and in order', async () => {
  const noteId = await world.freshNote()
  const before = await lengthOfLog(noteId)
  const visitor = await visit(noteId)
  const late = [visitor.post(3, [encodeBarrier(3)]), visitor.post(2, [wordOf('two '), encodeBarrier(2)])]
  const first = [wordOf('one '), encodeBarrier(1)]
  expect(await visitor.post(MAX_POSTS_AHEAD + 2, [encodeBarrier(99)])).toBe(409)
  expect(answersTo(visitor)).toEqual([])
  expect(await visitor.post(1, first)).toBe(204)
  expect(await Promise.all(late)).toEqual([204, 204])
  for (const number of [1, 2, 3]) expect(await visitor.post(number, first)).toBe(204)
  expect(await visitor.post(4, [encodeBarrier(4)])).toBe(204)
  await eventually(() => answersTo(visitor).includes(4))
  expect(answersTo(visitor)).toEqual([1, 2, 3, 4])
  expect(await lengthOfLog(noteId)).toBe(before + 2)
  expect(visitor.close).toBeNull()
})

test('[LANE-2] a request that breaks off or hangs leaves nothing, and is taken when it is repeated', async () => {
  const noteId = await world.freshNote()
  const visitor = await visit(noteId)
  beginPost(visitor, noteId, 1)()
  expect(await visitor.post(1, [encodeBarrier(1)])).toBe(204)
  onTestFinished(beginPost(visitor, noteId, 2))
  expect(await visitor.post(2, [encodeBarrier(2)])).toBe(204)
  await eventually(() => answersTo(visitor).includes(2))
  expect(answersTo(visitor)).toEqual([1, 2])
})

test('[LANE-3] frames are taken only with the secret of a stream that is open and the credentials that opened it', async () => {
  const noteId = await world.freshNote()
  const other = await world.freshNote()
  const [visitor, elsewhere] = [await visit(noteId), await visit(other)]
  const barrier = [encodeBarrier(1)]
  const stranger = await world.makeSecret()
  expect(await visitor.post(1, barrier, bearer(stranger))).toBe(403)
  expect(await visitor.post(1, barrier, { authorization: '' })).toBe(403)
  expect(await visitor.post(1, barrier, { [CONNECTION_HEADER]: '' })).toBe(404)
  expect(await visitor.post(1, barrier, { [CONNECTION_HEADER]: 'x'.repeat(43) })).toBe(404)
  expect(await visitor.post(1, barrier, { [CONNECTION_HEADER]: elsewhere.secret })).toBe(404)
  expect(await visitor.post(1, barrier)).toBe(204)
  await eventually(() => answersTo(visitor).includes(1))
  visitor.cut()
  await eventually(async () => (await visitor.post(2, barrier)) === 404, { message: 'the stream is over' })
})

test('[LANE-4] a page of another site can neither open a stream nor send frames, with whatever credentials', async () => {
  const noteId = await world.freshNote()
  const guest = new ApiClient(world.server.url)
  const { cookie } = await world.signIn(guest)
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]
  const visitor = await visit(noteId, { headers: { cookie, origin: world.server.url } })
  expect(await visitor.post(1, [encodeBarrier(1)])).toBe(204)
  for (const headers of foreign) {
    expect(await (await visit(noteId, { headers: { cookie, ...headers } })).outcome()).toBe(403)
    expect(await (await visit(noteId, { headers: { ...bearer(secret), ...headers } })).outcome()).toBe(403)
    expect(await visitor.post(2, [encodeBarrier(2)], headers)).toBe(403)
  }
  // What a form of another site could send.
  expect(await visitor.post(2, [encodeBarrier(2)], { 'content-type': 'text/plain' })).toBe(415)
  await eventually(() => answersTo(visitor).includes(1))
  expect(answersTo(visitor)).toEqual([1])
})

test('[LANE-6] a stream that breaks ends the participant; the client comes back and nothing is lost', async () => {
  const noteId = await world.freshNote()
  const line = await FaultProxy.start(world.server.url)
  onTestFinished(() => line.close())
  const ada = await world.connect(noteId).synced()
  const ben = await world.connect(noteId, { url: line.url, maxBackoffMs: 200, over: 'HTTP' }).synced()
  for (const { provider } of [ada, ben]) provider.awareness.setLocalStateField('cursor', null)
  const present = () => ada.provider.awareness.getStates().size
  await eventually(() => present() === 2, { message: 'both present' })
  for (let round = 0; round < 5; round++) {
    ben.type(`<${round}`)
    line.refuses = true
    for (const link of line.links) link.drop()
    ben.type('>')
    await eventually(() => present() === 1, { message: 'Ben is gone' })
    ada.type('.')
    line.refuses = false
    await eventually(() => ben.provider.synced, { message: 'Ben is back' })
    expect(await ben.save()).toBe('saved')
    // As one does who goes on typing: clients only believe a clock above that of the removal.
    for (const cursor of [1, 2]) ben.provider.awareness.setLocalStateField('cursor', cursor)
    await eventually(() => present() === 2, { message: 'Ben is seen' })
  }
  await eventually(() => ada.text === ben.text)
  for (let round = 0; round < 5; round++) expect(ada.text).toContain(`<${round}>`)
})

test('[LANE-7] the limits on frames are those of a WebSocket, and the last event says which was passed', async () => {
  const noteId = await world.freshNote()
  const large = await visit(noteId)
  await large.post(1, [new Uint8Array(MAX_FRAME_BYTES + 1)])
  expect(await large.outcome()).toBe(CLOSE.tooLarge.code)

  const larger = await visit(noteId)
  const sent = larger.post(1, new Uint8Array(2 * MAX_FRAME_BYTES + 1)).catch(() => 413)
  expect(await larger.outcome()).toBe(CLOSE.tooLarge.code)
  expect(await sent).toBe(413)

  const fast = await visit(noteId)
  const barriers = Array.from({ length: 1_500 }, (_, seq) => encodeBarrier(seq))
  let number = 0
  while (number * barriers.length < 2 * MAX_FRAME_BURST && !fast.ended) await fast.post(++number, barriers)
  expect(await fast.outcome()).toBe(CLOSE.tooFast.code)

  const garbled = await visit(noteId)
  expect(await garbled.post(1, new Uint8Array([5, 1, 2]))).toBe(204)
  expect(await garbled.outcome()).toBe(CLOSE.badFrame.code)
  const ada = await world.connect(noteId).synced()
  ada.type('undisturbed')
  expect(await ada.save()).toBe('saved')
})

test('[LANE-7] a request without a number is refused and harms nothing', async () => {
  const noteId = await world.freshNote()
  const visitor = await visit(noteId)
  for (const number of [0, -1, 1.5, Number.NaN]) expect(await visitor.post(number, [])).toBe(400)
  expect(await visitor.post(1, [encodeBarrier(1)], { 'content-encoding': 'gzip' })).toBe(415)
  expect(await visitor.post(1, [encodeBarrier(1)])).toBe(204)
  await eventually(() => answersTo(visitor).includes(1))
})

test('[LANE-8] one login has few answers that last, and as many as it asks for where its requests share a line; beyond that they are short', async () => {
  const noteId = await world.freshNote()
  const { cookie } = await world.signIn(new ApiClient(world.server.url))
  const headers = { cookie }
  const lasting = await Promise.all(
    Array.from({ length: MAX_HELD_ANSWERS }, () => visit(noteId, { headers })),
  )
  const beyond = await visit(noteId, { headers })
  await eventually(() => beyond.ended, { message: 'a short answer' })
  expect(beyond.again).toBe(ASK_AGAIN_MS)
  expect(beyond.secret).not.toBe('')
  expect(await beyond.post(1, [wordOf('taken'), encodeBarrier(1)])).toBe(204)
  await eventually(
    async () => {
      beyond.askAgain()
      await eventually(() => beyond.ended, { message: 'another one' })
      return answersTo(beyond).includes(1)
    },
    { message: 'the answer to the barrier' },
  )
  const query = '?multiplexed=1'
  for (let count = 0; count < MAX_HELD_ANSWERS; count++) lasting.push(await visit(noteId, { headers, query }))
  expect(lasting.every(({ ended }) => !ended)).toBe(true)
  // Neither another browser nor a program is meant.
  const other = await world.signIn(new ApiClient(world.server.url))
  expect((await visit(noteId, { headers: { cookie: other.cookie } })).ended).toBe(false)
  expect((await visit(noteId)).ended).toBe(false)

  lasting[0]?.cut()
  await eventually(
    async () => {
      beyond.askAgain()
      return beyond.post(2, [encodeBarrier(2)]).then(() => answersTo(beyond).includes(2) && !beyond.ended)
    },
    { message: 'room for an answer that lasts' },
  )
})

test('[LANE-13] in short answers nothing is lost or comes twice, in whatever order things are said', async () => {
  const noteId = await world.freshNote()
  const waits = '?answer=waiting'
  const visitor = await visit(noteId, { query: waits })
  await eventually(() => visitor.ended)
  expect(visitor.again).toBe(0)
  expect(decodeFrame(visitor.frames[0]!).kind).toBe('step1')
  const ada = await world.connect(noteId).synced()
  const doc = new Y.Doc()
  for (let count = 1; count <= 30; count++) {
    ada.type(`${count} `)
    // Some is said while nobody asks, some while an answer is open.
    if (count % 3 === 0) await ada.save()
    if (visitor.ended) visitor.askAgain(count % 2 === 0 ? waits : '?answer=immediate')
    expect(await visitor.post(count, [encodeBarrier(count)])).toBe(204)
  }
  const updates = () =>
    visitor.frames.map((frame) => decodeFrame(frame)).filter(({ kind }) => kind === 'update')
  await eventually(
    () => {
      if (visitor.ended) visitor.askAgain(waits)
      for (const message of updates()) if (message.kind === 'update') Y.applyUpdate(doc, message.update)
      return doc.getText('test').toJSON() === ada.text && answersTo(visitor).length === 30
    },
    { message: 'all of it' },
  )
  expect(answersTo(visitor)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1))
  expect(doc.store.pendingStructs).toBeNull()
})

test('[LANE-3, LANE-4, LANE-13] a connection’s next answer is only for who has its secret and credentials, and for pages of our own', async () => {
  const noteId = await world.freshNote()
  const other = await world.freshNote()
  const [visitor, elsewhere] = [await visit(noteId, { query: '?answer=immediate' }), await visit(other)]
  await eventually(() => visitor.ended)
  const next = async (headers: Record<string, string>) => visitor.askAgain('', headers).outcome()
  expect(await next({ authorization: `Bearer ${await world.makeSecret()}` })).toBe(403)
  expect(await next({ [CONNECTION_HEADER]: 'x'.repeat(43) })).toBe(404)
  expect(await next({ [CONNECTION_HEADER]: elsewhere.secret })).toBe(404)
  expect(await next({ origin: 'https://evil.example' })).toBe(403)
  expect(await visitor.askAgain('?answer=loud').outcome()).toBe(400)
  visitor.askAgain()
  expect(await visitor.post(1, [encodeBarrier(1)])).toBe(204)
  await eventually(() => answersTo(visitor).includes(1))
})

test('[LANE-5, LANE-13] who is between two short answers is told of the end by the next one', async () => {
  const noteId = await world.freshNote()
  const { id, secret: other } = await makeLink(world.organiser, {
    scope: { type: 'event', id: world.event.id },
    role: 'scribe',
  })
  const visitor = await visit(noteId, { headers: bearer(other), query: '?answer=immediate' })
  await eventually(() => visitor.ended)
  await world.organiser.request('DELETE', `/api/v1/links/${id}`)
  expect(await visitor.askAgain().outcome()).toBe(CLOSE.notSignedIn.code)
  expect(await visitor.askAgain().outcome()).toBe(404)
})

test('[LANE-15] a page that goes out of sight gives its answer back, and gets what is said meanwhile in the next one', async () => {
  const noteId = await world.freshNote()
  const visitor = await visit(noteId)
  expect(await visitor.post(1, [], {}, '&answer=immediate')).toBe(204)
  await eventually(() => visitor.ended)
  expect(visitor.again).toBe(ASK_AGAIN_MS)
  expect(await visitor.post(2, [encodeBarrier(2)], {}, '&answer=immediate')).toBe(204)
  visitor.askAgain()
  await eventually(() => answersTo(visitor).includes(2))
  expect(visitor.ended).toBe(false)
})

test('[LANE-9, LANE-13] the server asks for a sign of life; who gives none, or does not come for the next answer, is gone within two pings', async () => {
  const clock = new MovableClock()
  const config = {
    port: 0,
    host: '127.0.0.1',
    dataDir: makeTempDir(),
    publicUrl: null,
    logLevel: 'warn',
  } as const
  const server = await listen(
    { ...config, trustedProxies: 0, fontDirs: [], mail: null, provider: null },
    { clock },
  )
  onTestFinished(() => server.stop())
  const organiser = await signUpOrganiser(server.url, server.setupLink)
  const event = await makeEvent(organiser)
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const noteId = event.sessions[0]?.notesId ?? ''
  const ada = new NoteClient({ url: server.url, noteId, secret: link.secret, over: 'HTTP' })
  onTestFinished(() => ada.destroy())
  await ada.synced()
  const silent = await new HttpVisitor({ url: server.url, noteId, headers: bearer(link.secret) }).opened()
  const gone = await new HttpVisitor({
    url: server.url,
    noteId,
    headers: bearer(link.secret),
    query: '?answer=immediate',
  }).opened()
  for (let pings = 1; pings <= 3; pings++) {
    clock.move(PING_MS)
    if (pings < 2) await eventually(() => silent.pings === pings, { message: 'a ping' })
    // Her answer to the ping, which goes up before.
    expect(await ada.save()).toBe('saved')
  }
  expect(await silent.outcome()).toBe(0)
  expect(await gone.askAgain().outcome()).toBe(404)
  expect(ada.closes).toEqual([])
})

test('[LANE-10] nothing on the way may keep a stream, store it or compress it', async () => {
  const noteId = await world.freshNote()
  const headers = { ...bearer(secret), 'accept-encoding': 'gzip, br' }
  const { response } = await visit(noteId, { headers })
  expect(response?.headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  })
  expect(response?.headers['content-encoding']).toBeUndefined()
})

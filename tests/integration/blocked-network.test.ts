/** A browser's open note behind a network that lets no WebSocket through, against a real server. */
import { once } from 'node:events'
import { connect } from 'node:http2'
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { WebSocket as NodeWebSocket } from 'ws'
import { LiveNote } from '../../client/collab/live-note.ts'
import { SOCKET_AGAIN_MS, Ways } from '../../client/collab/ways.ts'
import { createEventParser, type ServerEvent } from '../../client/reading/event-stream.ts'
import { encodeBarrier } from '../../shared/protocol/codec.ts'
import { CONNECTION_HEADER, encodeFrames, EVENT } from '../../shared/protocol/over-http.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import * as Y from 'yjs'
import { eventually } from '../support/eventually.ts'
import { textIn } from '../support/note-text.ts'
import { createNoteWorld, type NoteWorld } from '../support/note-world.ts'
import { Http2Front } from '../support/http2-front.ts'
import { SocketBlocker } from '../support/socket-blocker.ts'

/** Longer than any test waits. */
const NEVER_MS = 60 * 60_000

let world: NoteWorld
let network: SocketBlocker

beforeAll(async () => (world = await createNoteWorld()))
beforeEach(async () => {
  const secret = await world.makeSecret()
  network = await SocketBlocker.start(world.server.url, { headers: { authorization: `Bearer ${secret}` } })
})
afterEach(async () => {
  world.leave()
  await network.close()
})
afterAll(() => world.dispose())

function open(noteId: string, { ways = new Ways() }: { ways?: Ways } = {}): LiveNote {
  const live = new LiveNote({
    noteId,
    serverUrl: `${network.url.replace('http', 'ws')}/collab`,
    mayWrite: true,
    identity: { name: 'Ada', color: '#0b6a66' },
    copies: null,
    page: null,
    webSocket: NodeWebSocket as unknown as typeof WebSocket,
    ways,
  })
  onTestFinished(() => live.dispose())
  return live
}

function type(live: LiveNote, text: string): void {
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [new Y.XmlText(text)])
  live.doc.getXmlFragment(FRAGMENT).push([paragraph])
}

const blocksOf = ({ doc }: LiveNote): string => textIn(doc.getXmlFragment(FRAGMENT))
const isSaved = (live: LiveNote): Promise<unknown> =>
  eventually(() => live.sync.kind === 'saved' && live.sync.pending === 0, {
    within: 20_000,
    message: 'all is saved',
  })
const titleOf = (live: LiveNote): string => live.getSnapshot().notice.title

test.each(['refused', 'swallowed'] as const)(
  '[LANE-11, LANE-12] where WebSockets are %s a note opens over HTTP, is written both ways, and says so',
  async (sockets) => {
    network.sockets = sockets
    const noteId = await world.freshNote()
    const ada = open(noteId)
    await isSaved(ada)
    expect(network.attempts).toBe(2)
    const ben = await world.connect(noteId).synced()
    type(ada, 'from Ada')
    await eventually(() => ben.blocks.includes('from Ada'))
    ben.addParagraph('from Ben')
    await eventually(() => blocksOf(ada).includes('from Ben'))
    await isSaved(ada)
    expect(titleOf(ada)).toMatch(/^Saved to server [\d:]+\. This network blocks WebSocket/)
  },
)

test('[LANE-6, LANE-11] a line that breaks comes back over HTTP without another WebSocket, and what was typed meanwhile arrives', async () => {
  const noteId = await world.freshNote()
  const ways = new Ways()
  const ada = open(noteId, { ways })
  await isSaved(ada)
  const { attempts } = network
  for (const word of ['one', 'two', 'three']) {
    network.cut()
    type(ada, word)
    await isSaved(ada)
  }
  expect(network.attempts).toBe(attempts)
  // Other notes of the same page need not find out again.
  const summary = open(await world.freshNote(), { ways })
  await isSaved(summary)
  expect(network.attempts).toBe(attempts)
  expect(textIn((await world.readDisk(noteId)).getXmlFragment(FRAGMENT))).toContain('three')
})

test.each([
  ['there is much of it', { bytes: 64 * 1024, ms: NEVER_MS }],
  ['a long time has passed', { bytes: Infinity, ms: 30_000 }],
  ['there is some of it', { bytes: 300, ms: NEVER_MS }],
])(
  '[LANE-14] where an answer is held back until %s or it ends, a note opens and is written both ways all the same',
  async (_until, holding) => {
    network.holding = holding
    const noteId = await world.freshNote()
    const ways = new Ways()
    const ben = await world.connect(noteId).synced()
    ben.addParagraph('was here before')
    const ada = open(noteId, { ways })
    await isSaved(ada)
    for (const round of ['one', 'two', 'three']) {
      type(ada, `from Ada, ${round}`)
      await eventually(() => ben.blocks.includes(`from Ada, ${round}`))
      ben.addParagraph(`from Ben, ${round}`)
      await eventually(() => blocksOf(ada).includes(`from Ben, ${round}`), {
        within: 20_000,
        message: 'what Ben wrote arrives',
      })
      await isSaved(ada)
    }
    expect(blocksOf(ada)).toBe(ben.blocks)
    // Other notes of the same page need not find out again.
    const asked = network.requested.length
    await isSaved(open(await world.freshNote(), { ways }))
    expect(network.requested.slice(asked).filter((path) => path.includes('answer=lasting'))).toEqual([])
  },
)

test('[LANE-14] what begins to be held back while a note is open is noticed, and nothing is lost', async () => {
  const noteId = await world.freshNote()
  const ada = open(noteId)
  await isSaved(ada)
  network.holding = { bytes: Infinity, ms: NEVER_MS }
  // What holds answers back only gets at those that are asked for from now on.
  network.cut()
  type(ada, 'typed behind it')
  await isSaved(ada)
  expect(textIn((await world.readDisk(noteId)).getXmlFragment(FRAGMENT))).toBe('typed behind it')
})

test('[LANE-16] behind a front that speaks HTTP/2 the same is said', async () => {
  const noteId = await world.freshNote()
  const ben = await world.connect(noteId).synced()
  ben.addParagraph('from Ben')
  const front = await Http2Front.start(world.server.url)
  onTestFinished(() => front.close())
  const asked = { authorization: `Bearer ${await world.makeSecret()}` }
  const client = connect(front.url, { rejectUnauthorized: false })
  onTestFinished(() => client.destroy())
  const events = client.request({ ':path': `/collab/${noteId}/events?multiplexed=1`, ...asked })
  const said: ServerEvent[] = []
  const parse = createEventParser()
  events.setEncoding('utf8')
  events.on('data', (piece: string) => said.push(...parse(piece)))
  await eventually(() => said.length > 0, { message: 'the beginning of the events' })
  expect(said[0]?.name).toBe(EVENT.open)
  const frames = client.request({
    ':method': 'POST',
    ':path': `/collab/${noteId}/frames?n=1`,
    'content-type': 'application/octet-stream',
    [CONNECTION_HEADER]: said[0]?.data,
    ...asked,
  })
  frames.end(Buffer.from(encodeFrames([encodeBarrier(7)])))
  const [answer] = (await once(frames, 'response')) as [{ ':status': number }]
  expect(answer[':status']).toBe(204)
  const answered = () =>
    said.some(({ data }) =>
      data.split('\n').some((line) => {
        const bytes = Buffer.from(line, 'base64')
        return bytes.equals(Buffer.from(encodeBarrier(7)))
      }),
    )
  await eventually(answered, { message: 'the answer to the barrier' })
  ben.addParagraph('while it is open')
  const before = said.length
  await eventually(() => said.length > before, { message: 'what is written' })
  expect(front.requested.map(({ version }) => version)).toEqual(['2.0', '2.0'])
})

test('[LANE-11] after some minutes the next reconnect is over a WebSocket, when the network lets one through again', async () => {
  const noteId = await world.freshNote()
  const ada = open(noteId)
  await isSaved(ada)
  network.sockets = 'passed'
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + SOCKET_AGAIN_MS })
  onTestFinished(() => void vi.useRealTimers())
  const { attempts } = network
  network.cut()
  type(ada, 'on the way')
  await eventually(() => network.attempts === attempts + 1, { message: 'a WebSocket is tried' })
  await isSaved(ada)
  await eventually(() => !titleOf(ada).includes('WebSocket'))
  expect(textIn((await world.readDisk(noteId)).getXmlFragment(FRAGMENT))).toBe('on the way')
})

test('[LANE-11] a server that is away is no reason for HTTP', async () => {
  network.sockets = 'passed'
  const noteId = await world.freshNote()
  const ada = open(noteId)
  await isSaved(ada)
  await world.server.kill()
  type(ada, 'while it was away')
  await eventually(() => network.requested.includes('/healthz'), {
    within: 20_000,
    message: 'the server is asked',
  })
  await world.server.restart()
  await isSaved(ada)
  expect(network.requested.filter((path) => path.includes('/events'))).toEqual([])
})

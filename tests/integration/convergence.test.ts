/**
 * Unmodified y-websocket clients, half of them over HTTP, edit one note at random through a line that fails in every way;
 * then the line heals.
 * CONVERGENCE_SEEDS=1,2,3 or CONVERGENCE_ROUNDS=100 for others than those that always run.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { listen } from '../../server/main.ts'
import { makeEvent, makeLink, signUpOrganiser } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { FaultProxy, type Direction, type Link } from '../support/fault-proxy.ts'
import { MovableClock } from '../support/movable-clock.ts'
import { NoteClient, type Over } from '../support/note-client.ts'
import { createNoteWorld, type NoteWorld } from '../support/note-world.ts'
import { editAtRandom } from '../support/random-editor.ts'
import { createRandom } from '../support/random-doc.ts'
import { makeTempDir } from '../support/temp-dir.ts'
import { PING_MS } from '../../shared/protocol/limits.ts'
import { textIn } from '../support/note-text.ts'

const SEEDS = process.env['CONVERGENCE_SEEDS']
  ? process.env['CONVERGENCE_SEEDS'].split(',').map(Number)
  : Array.from({ length: Number(process.env['CONVERGENCE_ROUNDS'] ?? 3) }, (_, index) => 7_000 + index)
const PEOPLE = 4
const STEPS = 250

let world: NoteWorld
let proxy: FaultProxy

beforeAll(async () => {
  world = await createNoteWorld()
  proxy = await FaultProxy.start(world.server.url)
})
afterEach(() => world.leave())
afterAll(async () => {
  await proxy.close()
  await world.dispose()
})

test.each(SEEDS)(
  '[CONV-1, CONV-2, LANE-6] after any faults all have one document (seed %i)',
  async (seed) => {
    const random = createRandom(seed)
    const below = (limit: number) => Math.floor(random() * limit)
    const noteId = await world.freshNote()
    const connect = ({ doc = new Y.Doc(), over = 'WebSocket' }: { doc?: Y.Doc; over?: Over } = {}) =>
      world.connect(noteId, { url: proxy.url, maxBackoffMs: 200, doc, over })
    /** Straight to the server: what it sees is on disk, and its barriers set the pace. */
    const observer = await world.connect(noteId).synced()
    const people = Array.from({ length: PEOPLE }, (_, index) =>
      connect({ over: index % 2 === 0 ? 'WebSocket' : 'HTTP' }),
    )
    const twice = connect()
    const clients = [...people, twice, connect({ doc: twice.doc, over: 'HTTP' })]
    await Promise.all(clients.map((client) => client.synced()))
    const promises = clients.map(() => new Map<number, string>())
    const unsaved: number[] = []
    let tokens = 0
    proxy.onLink = (link) => {
      if (random() < 0.3) harm(link, random)
    }

    for (let step = 0; step < STEPS; step++) {
      const index = below(clients.length)
      const client = clients[index] ?? twice
      if (random() < 0.08) {
        const link = [...proxy.links][below(proxy.links.size)]
        if (link) harm(link, random)
      } else if (random() < 0.04) {
        if (client.provider.shouldConnect) client.provider.disconnect()
        else client.provider.connect()
      } else if (random() < 0.02) {
        proxy.refuses = !proxy.refuses
      } else if (random() < 0.1) {
        const token = `t${++tokens};`
        client.type(token)
        promises[index]?.set(client.askToSave(), token)
      } else {
        editAtRandom(client.doc, random)
      }
      if (step % 5 > 0) continue
      editAtRandom(observer.doc, random)
      await observer.save()
      if (step % 50 === 0) unsaved.push(...(await findUnsaved(observer, noteId)))
    }

    expect(unsaved).toEqual([])
    proxy.heal()
    for (const { provider } of clients) provider.connect()
    const everyone = [observer, ...clients]
    await eventually(() => everyone.every(({ provider }) => provider.synced), {
      within: 20_000,
      message: 'everybody is back',
    })
    for (const client of everyone) {
      editAtRandom(client.doc, random)
      expect(await client.save()).toBe('saved')
    }
    await eventually(() => everyone.every(({ doc }) => areEqual(doc, observer.doc)), {
      message: 'everybody has the same document',
    })
    const fresh = await world.connect(noteId).synced()
    for (const doc of [fresh.doc, await world.readDisk(noteId), ...clients.map((client) => client.doc)]) {
      expect(doc.getXmlFragment(FRAGMENT).toJSON()).toBe(observer.doc.getXmlFragment(FRAGMENT).toJSON())
      expect(doc.getText('test').toJSON()).toBe(observer.text)
      expect(areEqual(doc, observer.doc)).toBe(true)
      // Nothing waits for an update that got lost.
      expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
    }
    expect(allTextOf(await world.readContent(noteId))).toBe(textIn(observer.doc.getXmlFragment(FRAGMENT)))
    const confirmed = clients.flatMap(({ barriers }, index) =>
      [...(promises[index] ?? [])].filter(([seq]) => barriers.get(seq) === 'saved').map(([, token]) => token),
    )
    expect(confirmed.length).toBeGreaterThan(0)
    for (const token of confirmed) expect(observer.text).toContain(token)
    // No fault of the line is taken for a fault of the client.
    expect(clients.flatMap(({ closes }) => closes).filter((code) => code >= 4400 && code < 4500)).toEqual([])
    expect((await world.server.check()).output).toContain('all intact')
  },
)

test('[GATE-13] a client that went silent without closing is gone from the others, and comes back with what it wrote', async () => {
  const clock = new MovableClock()
  const dataDir = makeTempDir()
  const server = await listen(
    {
      port: 0,
      host: '127.0.0.1',
      dataDir,
      publicUrl: null,
      logLevel: 'warn',
      trustedProxies: 0,
      fontDirs: [],
      mail: null,
      provider: null,
    },
    { clock },
  )
  const line = await FaultProxy.start(server.url)
  const organiser = await signUpOrganiser(server.url, server.setupLink)
  const event = await makeEvent(organiser)
  const { secret } = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const noteId = event.sessions[0]?.notesId ?? ''
  const ada = new NoteClient({ url: server.url, noteId, secret })
  const ben = new NoteClient({ url: line.url, noteId, secret, maxBackoffMs: 200 })
  try {
    await Promise.all([ada.synced(), ben.synced()])
    for (const { provider } of [ada, ben]) provider.awareness.setLocalStateField('cursor', null)
    await eventually(() => ada.provider.awareness.getStates().size === 2, { message: 'both present' })
    for (const link of line.links) link.fall({ silent: true })
    ben.addParagraph('typed into the void')
    // A living connection answers a ping before the next; one that does not is cut at the second.
    for (let pings = 0; pings < 2; pings++) {
      const pinged = new Promise((resolve) => (ada.provider.ws as unknown as Socket).once('ping', resolve))
      clock.move(PING_MS)
      await pinged
      expect(await ada.save()).toBe('saved')
    }
    await eventually(() => ada.provider.awareness.getStates().size === 1, { message: 'Ben is gone' })
    expect(ada.closes).toEqual([])
    line.heal()
    // As one does who goes on typing: clients only believe a clock above that of the removal.
    for (const cursor of [1, 2]) ben.provider.awareness.setLocalStateField('cursor', cursor)
    await eventually(() => ada.blocks === 'typed into the void', { message: 'what Ben wrote' })
    await eventually(() => ada.provider.awareness.getStates().size === 2, { message: 'Ben is back' })
  } finally {
    for (const client of [ada, ben]) client.destroy()
    await line.close()
    await server.stop()
  }
})

interface Socket {
  once(event: 'ping', listener: (value: unknown) => void): void
}

/** One fault of a line, in one or both directions. */
function harm(link: Link, random: () => number): void {
  const below = (limit: number) => Math.floor(random() * limit)
  const directions = ([['up'], ['down'], ['up', 'down']] as const)[below(3)] as readonly Direction[]
  switch (below(5)) {
    case 0:
      return link.fall({ delayMs: 1 + below(40) }, directions)
    case 1:
      return link.fall({ bytesPerSecond: 200 + below(20_000) }, directions)
    case 2:
      return link.fall({ silent: true }, directions)
    case 3:
      return link.fall({ cutAfterBytes: below(300) }, directions)
    default:
      return link.drop()
  }
}

/** Who wrote something that this client has seen, and that is not on disk. */
async function findUnsaved({ doc }: NoteClient, noteId: string): Promise<readonly number[]> {
  const seen = Y.decodeStateVector(Y.encodeStateVector(doc))
  const disk = Y.decodeStateVector(Y.encodeStateVector(await world.readDisk(noteId)))
  return [...seen]
    .filter(([client, clock]) => client !== doc.clientID && clock > (disk.get(client) ?? 0))
    .map(([client]) => client)
}

const areEqual = (one: Y.Doc, other: Y.Doc): boolean => Y.equalSnapshots(Y.snapshot(one), Y.snapshot(other))

interface Node {
  readonly text?: string
  readonly content?: readonly Node[]
}
const allTextOf = ({ text = '', content = [] }: Node): string => text + content.map(allTextOf).join('')

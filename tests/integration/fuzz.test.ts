/**
 * Frames that no honest client sends, into a note where two people keep typing. FUZZ_FRAMES=100000 makes it long,
 * FUZZ_SEED repeats one that failed.
 */
import * as encoding from 'lib0/encoding'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import {
  encodeBarrier,
  encodePresence,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
} from '../../shared/protocol/codec.ts'
import { MAX_FRAME_BYTES } from '../../shared/protocol/limits.ts'
import { FRAGMENT, MESSAGE, SYNC } from '../../shared/protocol/messages.ts'
import { eventually } from '../support/eventually.ts'
import { HostileClient, sayEach, sendRaw, type Outcome, type Target } from '../support/hostile-client.ts'
import type { NoteClient } from '../support/note-client.ts'
import { createNoteWorld, type NoteWorld } from '../support/note-world.ts'
import { createRandom } from '../support/random-doc.ts'
import { UndisturbedWriters } from '../support/undisturbed-writers.ts'

const SEED = Number(process.env['FUZZ_SEED'] ?? 20191)
const FRAMES = Number(process.env['FUZZ_FRAMES'] ?? 1_000)
/** Notes of any length take time; frames are what is tried here. */
const FRAMES_PER_NOTE = 2_000
const LONG_MS = 60_000 + FRAMES * 30
const MANY_IDS = 100_000

let world: NoteWorld
let secret: string
let writers: UndisturbedWriters
let target: Target

beforeAll(async () => {
  world = await createNoteWorld()
  // Another link than the writers': somebody else, not another window of theirs.
  secret = await world.makeSecret()
})
afterEach(() => world.leave())
afterAll(() => world.dispose())

async function begin(): Promise<void> {
  writers = await UndisturbedWriters.start(world)
  target = { url: world.server.url, noteId: writers.noteId, secret }
}

/** One frame of each kind, as a real client would send it. */
function realFrames(
  client: number,
): Record<'step1' | 'step2' | 'update' | 'presence' | 'barrier', Uint8Array> {
  const doc = new Y.Doc()
  doc.clientID = client
  const words = new Y.XmlText('words 👩‍💻')
  const paragraph = new Y.XmlElement('paragraph')
  paragraph.insert(0, [words])
  doc.getXmlFragment(FRAGMENT).insert(0, [paragraph])
  const before = Y.encodeStateVector(doc)
  words.format(0, 3, { bold: {} })
  words.delete(4, 2)
  return {
    step1: encodeStep1(Y.encodeStateVector(doc)),
    step2: encodeStep2(Y.encodeStateAsUpdate(doc)),
    update: encodeUpdate(Y.encodeStateAsUpdate(doc, before)),
    presence: encodePresence([{ clientId: client, clock: 1, json: '{"cursor":null}' }]),
    barrier: encodeBarrier(300),
  }
}

const bytes = (...numbers: number[]) => new Uint8Array(numbers)
const countOf = (outcomes: readonly Outcome[]) => {
  const counts: Record<string, number> = {}
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
const BAD = CLOSE.badFrame.code

test('[FUZZ-1] a frame that ends early closes its connection as a bad frame, at whatever byte it ends', async () => {
  await begin()
  const cut = Object.values(realFrames(1)).flatMap((frame) =>
    Array.from(frame, (_, end) => frame.slice(0, end)),
  )
  expect(countOf(await sayEach(target, cut))).toEqual({ [BAD]: cut.length })
  expect(await writers.findHarm()).toEqual([])
})

test('[FUZZ-1] so does an update or state vector that ends early in a whole frame', async () => {
  await begin()
  const { step2, step1 } = realFrames(1)
  const updates = Array.from(step2.slice(3), (_, end) => encodeUpdate(step2.slice(3, 3 + end)))
  expect(countOf(await sayEach(target, updates))).toEqual({ [BAD]: updates.length })
  // No vector at all is a client that has nothing.
  const vectors = Array.from(step1.slice(4), (_, end) => encodeStep1(step1.slice(3, 4 + end)))
  expect(countOf(await sayEach(target, vectors))).toEqual({ [BAD]: vectors.length })
  expect(await writers.findHarm()).toEqual([])
})

test('[FUZZ-1] so do text, nothing, unknown sync messages and numbers that claim more than there is', async () => {
  await begin()
  const huge = [255, 255, 255, 255, 255, 255, 255, 15]
  const endless = Array.from({ length: 64 }, () => 255)
  const bad = [
    'text',
    '',
    bytes(),
    bytes(MESSAGE.sync),
    bytes(MESSAGE.sync, 3, 0),
    bytes(MESSAGE.sync, 9, 1, 1),
    bytes(...endless),
    bytes(MESSAGE.barrier, ...endless),
    bytes(MESSAGE.barrier),
    bytes(MESSAGE.awareness, ...huge, 1),
    encodeMessage(MESSAGE.awareness, bytes(...huge, 1, 1, 2, 123, 125)),
    encodeMessage(MESSAGE.awareness, bytes(1, 1, 1, ...huge)),
    ...[SYNC.step1, SYNC.step2, SYNC.update].flatMap((type) => [
      bytes(MESSAGE.sync, type, ...huge, 0),
      bytes(MESSAGE.sync, type, 8, ...huge),
      bytes(MESSAGE.sync, type, 2, 127, 1),
    ]),
    // Structs, deletions, texts and lists that say they are of any length.
    ...[[1, ...huge, 1, 0], [1, 1, 1, 0, 4, 1, 1, 65, ...huge], [1, 1, 1, 0, 8, 1, 1, 65, ...huge], [1, 1, 1, 0, 2, 1, 1, 65, ...huge], [0, ...huge], [0, 1, 1, ...huge]].map((update) => encodeUpdate(bytes(...update))), // prettier-ignore
  ]
  const outcomes = await sayEach(target, bad)
  expect(outcomes).toEqual(bad.map(() => BAD))
  expect(await writers.findHarm()).toEqual([])
})

test(
  `[FUZZ-2] noise and frames with flipped bits close their connection or are taken for what they say; the note stays open to all (seed ${SEED})`,
  async () => {
    const random = createRandom(SEED)
    const below = (limit: number) => Math.floor(random() * limit)
    const makeFrame = (client: number) => {
      const kinds = Object.values(realFrames(client))
      if (random() < 0.2) return Uint8Array.from({ length: below(200) }, () => below(256))
      const frame = (kinds[below(kinds.length)] ?? bytes()).slice()
      for (let flips = 1 + below(3); flips > 0; flips--) {
        const at = below(frame.length)
        frame[at] = (frame[at] ?? 0) ^ (1 << below(8))
      }
      return frame
    }
    for (let from = 0; from < FRAMES; from += FRAMES_PER_NOTE) {
      await begin()
      world.contested.add(writers.noteId)
      const count = Math.min(FRAMES_PER_NOTE, FRAMES - from)
      const frames = Array.from({ length: count }, (_, index) => makeFrame(1_000_000 + index))
      const { [BAD]: bad = 0, answered = 0, ...other } = countOf(await sayEach(target, frames))
      expect({ from, other, counted: bad + answered }).toEqual({ from, other: {}, counted: count })
      expect(bad).toBeGreaterThan(count / 20)
      expect({ from, harm: await writers.findHarm({ onlyTheirs: false }) }).toEqual({ from, harm: [] })
      world.leave()
    }
  },
  LONG_MS,
)

test('[FUZZ-3] what a frame above 8 MiB, one above 16 MiB and framing that is no WebSocket get are stated codes', async () => {
  await begin()
  const above = new Uint8Array(MAX_FRAME_BYTES + 1)
  expect(await sayEach(target, [above, above])).toEqual([CLOSE.tooLarge.code, CLOSE.tooLarge.code])
  const tooBig = 1009
  expect(await sayEach(target, [new Uint8Array(2 * MAX_FRAME_BYTES + 1)])).toEqual([tooBig])
  const violation = 1002
  const mask = [1, 2, 3, 4]
  for (const [frame, code] of [
    [[0xc2, 0x81, ...mask, 1], violation],
    [[0xa2, 0x81, ...mask, 1], violation],
    [[0x83, 0x81, ...mask, 1], violation],
    [[0x8b, 0x81, ...mask, 1], violation],
    [[0x82, 0x01, 1], violation],
    [[0x80, 0x81, ...mask, 1], violation],
    [[0x89, 0xfe, 0, 126, ...mask], violation],
    [[0x82, 0xff, 0, 0, 0, 1, 0, 0, 0, 0, ...mask], tooBig],
    [[0x82, 0xff, 0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0, ...mask], tooBig],
    [[0x88, 0x81, ...mask, 1], violation],
  ] as const) {
    expect({ frame, code: await sendRaw(target, bytes(...frame)) }).toEqual({ frame, code })
  }
  expect(await writers.findHarm()).toEqual([])
})

test('[FUZZ-4] messages in any order, in fragments, of unknown types and with something behind are taken', async () => {
  await begin()
  const { step1, step2, update, presence } = realFrames(2)
  const client = new HostileClient(target)
  expect(await client.say(encodeBarrier(7))).toBe('answered')
  expect(await client.say(step2, update, presence, step1)).toBe('answered')
  expect(await client.say(bytes(99, 1, 2), bytes(MESSAGE.auth, 0, 0), bytes(MESSAGE.queryAwareness))).toBe(
    'answered',
  )
  expect(await client.say(new Uint8Array([...step1, 1, 2, 3]))).toBe('answered')
  const socket = await client.open()
  for (let at = 0; at < step2.length; at++) {
    socket.send(step2.slice(at, at + 1), { binary: true, fin: at === step2.length - 1 })
  }
  expect(await client.outcome(socket)).toBe('answered')
  client.close()
  expect(await writers.findHarm({ onlyTheirs: false })).toEqual([])
})

test('[FUZZ-5] nobody speaks for others or for a crowd, however many ids they announce', async () => {
  await begin()
  const [ada, ben] = writers.clients
  ada.provider.awareness.setLocalStateField('cursor', 'where Ada is')
  const crowd = (json: string, from = 1) =>
    encodePresence(
      Array.from({ length: MANY_IDS }, (_, index) => ({ clientId: from + index, clock: 1, json })),
    )
  const client = new HostileClient(target)
  expect(await client.say(crowd('{"user":{"name":"Eve"}}'))).toBe('answered')
  expect(await client.say(crowd('null'))).toBe('answered')
  const one = (clientId: number, clock: number, json: string) => encodePresence([{ clientId, clock, json }])
  for (let frame = 0; frame < 500; frame++) {
    const ids = Array.from({ length: 200 }, (_, index) => ({
      clientId: 1_000_000 + frame * 200 + index,
      clock: frame,
      json: '{}',
    }))
    const socket = await client.open()
    socket.send(encodePresence(ids))
  }
  for (const victim of [ada, ben]) {
    expect(await client.say(one(victim.doc.clientID, 1_000, '{"cursor":"forged"}'))).toBe('answered')
    expect(await client.say(one(victim.doc.clientID, 1_001, 'null'))).toBe('answered')
    // And as the first thing that a connection says.
    const [outcome] = await sayEach(target, [one(victim.doc.clientID, 1_002, '{"cursor":"forged"}')])
    expect(outcome).toBe('answered')
  }
  expect(await client.say(one(1, 2, JSON.stringify('x'.repeat(1_000_000))))).toBe('answered')
  client.close()
  // Many who come, announce somebody and are cut: none of them stays.
  await sayEach(
    target,
    Array.from({ length: 200 }, (_, index) => one(5_000_000 + index, 1, '{}')),
  )
  const gone = await world.connect(writers.noteId).synced()
  await expectPresent(gone, 3)
  expect(gone.provider.awareness.getStates().get(ada.doc.clientID)).toMatchObject({ cursor: 'where Ada is' })
  gone.destroy()
  expect(await writers.findHarm()).toEqual([])
})

test('[FUZZ-5] a presence whose clock has no successor is refused: its end could not be told', async () => {
  await begin()
  const last = encodePresence([{ clientId: 1, clock: Number.MAX_SAFE_INTEGER, json: '{}' }])
  expect(await sayEach(target, [last])).toEqual([BAD])
  expect(await writers.findHarm()).toEqual([])
})

function encodeMessage(type: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type)
    encoding.writeVarUint8Array(encoder, payload)
  })
}

/** Just so many are in the note: those who left are gone from everybody's list. */
async function expectPresent(client: NoteClient, count: number): Promise<void> {
  await eventually(() => client.provider.awareness.getStates().size === count, {
    message: `${count} people in the note`,
  })
}

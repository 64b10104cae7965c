/** Updates that decode, and that no editor of ours would write, into a note where two people keep typing. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { systemClock } from '../../server/lib/clock.ts'
import { databaseFile } from '../../server/storage/database.ts'
import { openSqliteNoteLog } from '../../server/storage/sqlite/sqlite-note-log.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { encodeStep1, encodeStep2, encodeUpdate } from '../../shared/protocol/codec.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { plainTextOf } from '../../shared/schema/doc-json.ts'
import { eventually } from '../support/eventually.ts'
import {
  forgeUpdate,
  nestedAny,
  nestedElements,
  nestedJson,
  XML_ELEMENT,
  type ForgedStruct,
} from '../support/forged-update.ts'
import { sayEach, type Target } from '../support/hostile-client.ts'
import { createNoteWorld, type NoteWorld } from '../support/note-world.ts'
import { UndisturbedWriters } from '../support/undisturbed-writers.ts'

const LAST = Number.MAX_SAFE_INTEGER
/** Rows after which a note gets a checkpoint, and some. */
const MORE_THAN_A_TAIL = 600

let world: NoteWorld
let secret: string

beforeAll(async () => {
  world = await createNoteWorld()
  secret = await world.makeSecret()
})
afterEach(() => world.leave())
afterAll(() => world.dispose())

const targetOf = (noteId: string): Target => ({ url: world.server.url, noteId, secret })
const TEXT: ForgedStruct = { content: { kind: 'text', text: 'abc' } }

/** An update of a client of its own. */
function forged(client: number, ...structs: readonly ForgedStruct[]): Uint8Array {
  return forgeUpdate([{ client, clock: 0, structs }])
}

test('[FUZZ-6] what documents cannot take is refused before anybody sees it', async () => {
  const writers = await UndisturbedWriters.start(world)
  const poison = [
    forged(71, { content: nestedAny(4_000) }),
    forged(71, { content: { kind: 'embed', json: nestedJson(100_000) } }),
    forged(71, { content: { kind: 'deleted', length: 0 } }),
    forged(71, { ...TEXT, origin: [71, 0] }),
    forged(71, { ...TEXT, parent: [71, 5] }),
    forgeUpdate([{ client: 71, clock: LAST, structs: [TEXT] }]),
    forgeUpdate([71, 72].map((client) => ({ client, clock: 0, structs: [TEXT] }))),
  ]
  expect(await sayEach(targetOf(writers.noteId), poison.map(encodeUpdate))).toEqual(
    poison.map(() => CLOSE.badFrame.code),
  )
  expect(await writers.findHarm()).toEqual([])
})

test('[FUZZ-6] what is strange but sound is kept, and the note stays open and readable', async () => {
  const writers = await UndisturbedWriters.start(world)
  const foreign = new Y.Doc()
  foreign.getXmlFragment(FRAGMENT).insert(0, [new Y.XmlText('in the second encoding')])
  const strange = [
    // Things that a fragment of blocks does not hold, and names that objects have already.
    forged(82, TEXT),
    forged(83, { content: { kind: 'embed', json: '{"__proto__":{"polluted":true}}' } }),
    forged(84, { content: { kind: 'document', guid: 'inside' } }),
    forged(85, { content: { kind: 'binary', bytes: new Uint8Array(3) } }),
    forged(
      86,
      { content: { kind: 'type', type: XML_ELEMENT, nodeName: 'script' } },
      { parent: [86, 0], key: '__proto__', content: nestedAny(3, 'object') },
    ),
    forged(87, { content: { kind: 'type', type: 1 } }),
    forged(88, { ...TEXT, key: 'constructor' }),
    forged(89, { ...TEXT, parent: 'another root' }),
    // Gaps that never close: in its own clocks, behind, and inside what nobody has.
    forgeUpdate([{ client: 90, clock: 2 ** 40, structs: [TEXT] }]),
    forged(91, { ...TEXT, origin: [999, 7] }),
    forged(92, { ...TEXT, parent: [999, 0] }),
    forgeUpdate([], [{ client: 999, ranges: [[0, LAST]] }]),
    forgeUpdate([{ client: 93, clock: 0, structs: [{ content: { kind: 'deleted', length: LAST } }] }]),
  ]
  expect(await sayEach(targetOf(writers.noteId), strange.map(encodeUpdate))).toEqual(
    strange.map(() => 'answered'),
  )
  const [outcome] = await sayEach(targetOf(writers.noteId), [encodeStep2(Y.encodeStateAsUpdateV2(foreign))])
  expect([CLOSE.badFrame.code, 'answered']).toContain(outcome)
  expect(await writers.findHarm({ onlyTheirs: false })).toEqual([])
  expect(plainTextOf(await world.readContent(writers.noteId))).toContain('a1;')
})

test('[FUZZ-6] elements nested ten thousand deep stop neither the writers nor what other notes ask for', async () => {
  const writers = await UndisturbedWriters.start(world)
  expect(await sayEach(targetOf(writers.noteId), [encodeUpdate(nestedElements(81, 10_000))])).toEqual([
    'answered',
  ])
  const other = await world.freshNote()
  const ben = await world.connect(other).synced()
  ben.addParagraph('elsewhere')
  await ben.save()
  expect(plainTextOf(await world.readContent(other))).toBe('elsewhere')
  expect(await writers.findHarm({ onlyTheirs: false })).toEqual([])
})

test('[FUZZ-6] one who takes the id of somebody who writes makes that one write under another', async () => {
  const writers = await UndisturbedWriters.start(world)
  const [ada] = writers.clients
  const id = ada.doc.clientID
  // Beyond what she wrote so far, so that the clocks in between stay a gap.
  const ahead = forgeUpdate([{ client: id, clock: 1_000_000, structs: [TEXT] }])
  expect(await sayEach(targetOf(writers.noteId), [encodeUpdate(ahead)])).toEqual(['answered'])
  expect(await writers.findHarm({ onlyTheirs: false })).toEqual([])
})

test('[FUZZ-6] an update that waits for what never comes keeps a note neither from its checkpoints nor from opening', async () => {
  const noteId = await world.freshNote()
  await sayEach(targetOf(noteId), [encodeUpdate(forged(91, { ...TEXT, origin: [999, 7] }))])
  const ada = await world.connect(noteId).synced()
  for (let row = 0; row < MORE_THAN_A_TAIL; row++) {
    ada.addParagraph(`row ${row}`)
    if (row % 10 === 0) await ada.save()
  }
  expect(await ada.save()).toBe('saved')
  world.leave()
  await world.server.restart()
  const fresh = await world.connect(noteId).synced()
  expect(fresh.blocks).toContain(`row ${MORE_THAN_A_TAIL - 1}`)
  // It still waits: what it waits for may come.
  expect(fresh.doc.store.pendingStructs?.missing.has(999)).toBe(true)
  await eventually(async () => /[1-9]\d* checkpoints/.test((await world.server.check()).output), {
    within: 20_000,
    message: 'a checkpoint',
  })
  expect(world.server.output).not.toMatch(/did not decode to itself/)
})

test('[FUZZ-7] rows that cannot be merged are left out: their note opens, and no other is harmed', async () => {
  const writers = await UndisturbedWriters.start(world)
  const broken = await world.freshNote()
  const reader = await world.makeSecret('reader')
  const log = openSqliteNoteLog({ file: databaseFile(world.server.dataDir), clock: systemClock })
  // As if an older server had let it in; two of them, since one alone is never merged.
  const poison = [71, 72].map((client) =>
    forged(client, { content: { kind: 'embed', json: nestedJson(50_000) } }),
  )
  await log.append(
    poison.map((bytes) => ({
      noteId: broken as NoteId,
      bytes,
      clocks: [],
      receivedAt: Date.now(),
      actor: null,
      actorName: null,
      connection: null,
    })),
  )
  await log.close()
  for (const who of [reader, secret]) {
    const [outcome] = await sayEach({ ...targetOf(broken), secret: who }, [encodeStep1(new Uint8Array([0]))])
    expect(outcome).toBe('answered')
  }
  expect(await writers.findHarm({ quiet: false })).toEqual([])
})

test('[FUZZ-8] a reader who sends edits in any form is closed as a reader, and nothing is kept', async () => {
  const writers = await UndisturbedWriters.start(world)
  await eventually(() => writers.authors.length === 2)
  const reader = await world.makeSecret('reader')
  const edit = forged(61, { content: { kind: 'type', type: XML_ELEMENT, nodeName: 'paragraph' } })
  const removal = forgeUpdate(
    [],
    writers.authors.map((client) => ({ client, ranges: [[0, 10]] })),
  )
  const frames = [edit, removal].flatMap((update) => [encodeUpdate(update), encodeStep2(update)])
  expect(await sayEach({ ...targetOf(writers.noteId), secret: reader }, frames)).toEqual(
    frames.map(() => CLOSE.readOnly.code),
  )
  expect(await writers.findHarm()).toEqual([])
})

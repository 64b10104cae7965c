/** Updates that decode and would harm everybody who opens the note: found by chance, each kept under its name. */
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { readUpdate } from '../../../../server/lib/read-update.ts'
import {
  forgeUpdate,
  nestedAny,
  nestedJson,
  randomForgedUpdate,
  type ForgedStruct,
} from '../../../support/forged-update.ts'
import { createRandom, randomDoc } from '../../../support/random-doc.ts'

const SEED = Number(process.env['FUZZ_SEED'] ?? 79)
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 400)
const LAST = Number.MAX_SAFE_INTEGER
const TEXT: ForgedStruct = { content: { kind: 'text', text: 'abc' } }

const one = (struct: ForgedStruct, clock = 0) => forgeUpdate([{ client: 5, clock, structs: [struct] }])

describe('[RECV-7] an update that no document could have produced is refused:', () => {
  test.each([
    ['a value nested deeper than it can be written again', one({ content: nestedAny(2_000) })],
    ['the same with objects', one({ content: nestedAny(2_000, 'object') })],
    ['the same in an embed', one({ content: { kind: 'embed', json: nestedJson(100_000) } })],
    ['the same as a mark', one({ content: { kind: 'format', mark: 'bold', json: nestedJson(100_000) } })],
    ['the same in JSON', one({ content: { kind: 'json', texts: [nestedJson(100_000)] } })],
    ['text without length', one({ content: { kind: 'text', text: '' } })],
    ['a deletion without length', one({ content: { kind: 'deleted', length: 0 } })],
    ['forgotten content without length', one({ content: { kind: 'gc', length: 0 } })],
    ['no values', one({ content: { kind: 'json', texts: [] } })],
    ['a length beyond all numbers', one({ content: { kind: 'deleted', length: LAST } }, 10)],
    ['a clock beyond all numbers', one(TEXT, LAST)],
    ['text behind itself', one({ ...TEXT, origin: [5, 0] })],
    ['text before what comes later', one({ ...TEXT, rightOrigin: [5, 9] })],
    ['text inside itself', one({ ...TEXT, parent: [5, 2] })],
    ['a deletion of nothing', forgeUpdate([], [{ client: 5, ranges: [[1, 0]] }])],
    ['a deletion beyond all numbers', forgeUpdate([], [{ client: 5, ranges: [[LAST, 1]] }])],
    [
      'deletions out of order',
      forgeUpdate([], [{ client: 5, ranges: [[7, 1], [2, 1]] }]),
    ], // prettier-ignore
    [
      'two blocks of one client',
      forgeUpdate([
        { client: 5, clock: 0, structs: [TEXT] },
        { client: 5, clock: 3, structs: [TEXT] },
      ]),
    ],
    ['a block of nothing', forgeUpdate([{ client: 5, clock: 0, structs: [] }])],
    [
      'clients out of order',
      forgeUpdate([
        { client: 5, clock: 0, structs: [TEXT] },
        { client: 6, clock: 0, structs: [TEXT] },
      ]),
    ],
    [
      'a gap before nothing',
      forgeUpdate([{ client: 5, clock: 0, structs: [TEXT, { content: { kind: 'skip', length: 3 } }] }]),
    ],
  ])('%s', (_name, update) => {
    expect(() => Y.decodeUpdate(update)).not.toThrow()
    expect(readUpdate(update)).toBeNull()
  })
})

test(`[RECV-7] whatever else is taken, documents can integrate, merge and write again (seed ${SEED})`, () => {
  const random = createRandom(SEED)
  const present = new Y.Doc()
  present.clientID = 3
  present.getXmlFragment('default').insert(0, [new Y.XmlElement('paragraph'), new Y.XmlText('hello')])
  const base = Y.encodeStateAsUpdate(present)
  const authors = [
    { clients: [5, 7, 9], others: [3, 4, 6] },
    { clients: [4, 6, 8], others: [3, 5, 7] },
  ]
  let taken = 0
  for (let round = 0; round < ROUNDS; round++) {
    const updates = authors.map((author) => randomForgedUpdate(random, author))
    const accepted = updates.filter((update) => readUpdate(update) !== null)
    taken += accepted.length
    const where = `round ${round}: ${accepted.map((update) => Buffer.from(update).toString('hex')).join(' ')}`
    const oneByOne = docFrom([base, ...accepted])
    const merged = docFrom([Y.mergeUpdates([base, ...accepted])])
    const writtenAgain = docFrom([Y.encodeStateAsUpdate(oneByOne)])
    const inDiffs = docFrom([base, Y.diffUpdate(Y.mergeUpdates([base, ...accepted]), stateOf(present))])
    for (const doc of [merged, writtenAgain, inDiffs]) {
      expect({ where, text: shown(doc), state: stateOf(doc) }).toEqual({
        where,
        text: shown(oneByOne),
        state: stateOf(oneByOne),
      })
    }
  }
  expect(taken).toBeGreaterThan(ROUNDS / 10)
})

test('[RECV-7] what editors write is taken, with gaps and after deletions too', () => {
  const random = createRandom(SEED)
  for (let round = 0; round < 20; round++) {
    const doc = new Y.Doc()
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    const fragment = doc.getXmlFragment('default')
    for (const block of randomDoc(random).content) {
      const element = new Y.XmlElement(block.type)
      const text = new Y.XmlText()
      fragment.push([element])
      element.insert(0, [text])
      text.insert(0, 'words 👩‍💻', { link: { href: 'https://example.org' } })
      text.delete(Math.floor(random() * 5), 2)
      if (random() < 0.3) fragment.delete(Math.floor(random() * fragment.length), 1)
    }
    // One who missed some updates keeps the later ones waiting, and passes all of them on.
    const gaps = docFrom(updates.filter(() => random() < 0.7))
    for (const update of [
      ...updates,
      Y.encodeStateAsUpdate(doc),
      Y.encodeStateAsUpdate(gaps),
      Y.mergeUpdates(updates.filter(() => random() < 0.5)),
      Y.diffUpdate(Y.encodeStateAsUpdate(doc), stateOf(gaps)),
    ]) {
      expect(readUpdate(update), `round ${round}`).not.toBeNull()
    }
  }
})

function docFrom(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

const stateOf = (doc: Y.Doc): Uint8Array => Y.encodeStateVector(doc)
const shown = (doc: Y.Doc): string => doc.getXmlFragment('default').toJSON()

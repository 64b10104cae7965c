import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { openDoc } from '../../../../server/documents/open-doc.ts'
import { CONTRADICTION, EMPTY_DELETION, forwardReference } from '../../../support/hostile-updates.ts'
import { createRandom } from '../../../support/random-doc.ts'

const [BAD, BAD_NEEDS] = [CONTRADICTION.length - 1, CONTRADICTION.length - 2]

function textUpdates(words: readonly string[]): Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (const word of words) doc.getText('text').insert(doc.getText('text').length, word)
  return updates
}

const textOf = (doc: Y.Doc) => doc.getText('text').toJSON()
const places = (refused: readonly { readonly index: number }[]) => refused.map(({ index }) => index)

describe('opening a document', () => {
  test('[DOCS-1] an update that decodes but cannot be integrated is refused; the rest is in the document', () => {
    const [a, b] = textUpdates(['one ', 'two'])
    const { doc, refused } = openDoc([forwardReference(5), a!, forwardReference(6), b!, EMPTY_DELETION])
    expect(places(refused)).toEqual([0, 2, 4])
    expect(textOf(doc)).toBe('one two')
    expect(() => Y.encodeStateAsUpdate(doc)).not.toThrow()
    const [c] = textUpdates(['more'])
    const contradicted = openDoc([...CONTRADICTION, c!])
    expect(places(contradicted.refused)).toEqual([BAD])
    expect(textOf(contradicted.doc)).toBe('more')
  })

  test('[DOCS-1] bytes that are no update are refused', () => {
    const [a] = textUpdates(['one'])
    const { doc, refused } = openDoc([new Uint8Array([9, 9, 9]), a!, a!.subarray(0, -1)])
    expect(places(refused)).toEqual([0, 2])
    expect(textOf(doc)).toBe('one')
  })

  test('[DOCS-2] an update is not refused because a bad one had waited for it', () => {
    const order = CONTRADICTION.filter((_, index) => index !== BAD_NEEDS)
    const naive = new Y.Doc()
    for (const update of order) Y.applyUpdate(naive, update)
    expect(() => Y.applyUpdate(naive, CONTRADICTION[BAD_NEEDS]!)).toThrow(TypeError)

    const { doc, refused } = openDoc([...order, CONTRADICTION[BAD_NEEDS]!])
    expect(places(refused)).toEqual([BAD_NEEDS])
    expect(Y.getState(doc.store, 7)).toBe(3)
  })

  test('[DOCS-2] beside a bad update, whatever order the good ones come in, all that could be integrated is', () => {
    const random = createRandom(11)
    const words = Array.from({ length: 40 }, (_, i) => `w${i} `)
    for (let round = 0; round < 20; round++) {
      const updates = textUpdates(words)
      const shuffled = updates.map((update) => ({ update, at: random() })).sort((a, b) => a.at - b.at)
      const { doc, refused } = openDoc([forwardReference(5), ...shuffled.map(({ update }) => update)])
      expect(places(refused)).toEqual([0])
      expect(textOf(doc)).toBe(words.join(''))
    }
  })

  test('[DOCS-3] ten thousand bad updates cost about what they cost to read', () => {
    const good = textUpdates(Array.from({ length: 2_000 }, () => 'x'))
    const bad = Array.from({ length: 10_000 }, (_, client) => forwardReference(client))
    const plain = performance.now()
    openDoc(good)
    const start = performance.now()
    const { doc, refused } = openDoc([...good.slice(0, 1_000), ...bad, ...good.slice(1_000)])
    const took = performance.now() - start
    expect(refused).toHaveLength(10_000)
    expect(textOf(doc)).toHaveLength(2_000)
    expect(took).toBeLessThan((start - plain) * 100 + 2_000)
  })
})

import { describe, expect, it } from 'vitest'
import { applyPatch, type NotePatch } from '../../../../client/reading/note-text.ts'
import { diffText } from '../../../../server/publish/text-patch.ts'

const SEED = 20190909

/** mulberry32 */
function makeRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

function patchOf(from: string, to: string): NotePatch {
  const { start, end, text } = diffText(from, to)
  // As it travels: half of a surrogate pair has to survive that.
  return JSON.parse(
    JSON.stringify({ note: 'n', seq: 2, at: null, from: 1, start, end, html: text }),
  ) as NotePatch
}

describe('patches between rendered texts', () => {
  it('[READ-18] a patch made by the server and applied by the script gives the new text, whatever changed', () => {
    const random = makeRandom(SEED)
    const letters = ['a', 'b', '<p>', '</p>', 'é', '🐛', '🐌', ' ']
    const make = () =>
      Array.from(
        { length: Math.floor(random() * 12) },
        () => letters[Math.floor(random() * letters.length)],
      ).join('')
    for (let round = 0; round < 3_000; round++) {
      const [from, to] = [make(), make()]
      const result = applyPatch({ seq: 1, html: from }, patchOf(from, to))
      expect(result?.html, `seed ${SEED}, round ${round}: ${from} → ${to}`).toBe(to)
    }
  })

  it('[READ-18] a typed word in a long text makes a short patch', () => {
    const from = `<p>${'soil '.repeat(10_000)}</p><p>worms</p>`
    const to = from.replace('<p>worms', '<p>busy worms')
    expect(diffText(from, to).text.length).toBeLessThan(10)
  })

  it('[READ-18] a patch for another text than the one at hand is refused', () => {
    expect(applyPatch({ seq: 7, html: 'x' }, patchOf('a', 'b'))).toBeNull()
    expect(applyPatch(undefined, patchOf('a', 'b'))).toBeNull()
  })
})

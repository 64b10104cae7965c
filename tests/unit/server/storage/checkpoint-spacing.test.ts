import { expect, test } from 'vitest'
import { rowsAfterCheckpoint, surplusCheckpoints } from '../../../../server/storage/checkpoint-spacing.ts'
import { createRandom } from '../../../support/random-doc.ts'

/** What is left when checkpoints come one after the other. */
function keepAll(made: readonly { readonly seq: number; readonly bytes: number }[]) {
  let kept: { readonly seq: number; readonly bytes: number }[] = []
  for (const checkpoint of made) {
    kept = [...kept, checkpoint]
    const surplus = new Set(surplusCheckpoints(kept))
    kept = kept.filter((one) => !surplus.has(one))
  }
  return kept
}

test('[HIST-4] of checkpoints that are made all the time those stay that are needed to be near any place', () => {
  const random = createRandom(4)
  const made: { seq: number; bytes: number }[] = []
  for (let seq = 0; seq < 100_000;) {
    seq += 300 + Math.floor(random() * 600)
    made.push({ seq, bytes: 50_000 })
  }
  const kept = keepAll(made)
  expect(kept.slice(-3)).toEqual(made.slice(-3))
  const gaps = kept.map(({ seq }, index) => seq - (kept[index - 1]?.seq ?? 0))
  expect(Math.max(...gaps)).toBeLessThanOrEqual(2_000)
  expect(kept.length).toBeLessThan(100)
})

test('[HIST-4] all checkpoints of a large note together take about as much room as its log', () => {
  const made = Array.from({ length: 400 }, (_, index) => ({ seq: (index + 1) * 500, bytes: 1_000_000 }))
  const kept = keepAll(made)
  const gaps = kept.map(({ seq }, index) => seq - (kept[index - 1]?.seq ?? 0))
  expect(Math.max(...gaps)).toBeLessThanOrEqual(rowsAfterCheckpoint(1_000_000))
  expect(kept.length * 1_000_000).toBeLessThan(200_000 * 300)
})

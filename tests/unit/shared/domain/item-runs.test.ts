import { expect, test } from 'vitest'
import { addRun, piecesOf, type ItemRuns } from '../../../../shared/domain/item-runs.ts'
import { createRandom } from '../../../support/random-doc.ts'

test('[HIST-5] whoever brought an item first is its author, in whatever order and however often items come', () => {
  const random = createRandom(5)
  for (let round = 0; round < 200; round++) {
    const runs: ItemRuns = new Map()
    const expected: (number | null)[] = Array.from({ length: 40 }, () => null)
    for (let value = 0; value < 12; value++) {
      const from = Math.floor(random() * 40)
      const to = Math.min(40, from + 1 + Math.floor(random() * 15))
      addRun(runs, [7, from, to], value)
      for (let clock = from; clock < to; clock++) expected[clock] ??= value
    }
    const told = piecesOf(runs, [7, 0, 40]).flatMap(({ from, to, value }) =>
      Array.from({ length: to - from }, () => value),
    )
    expect(told).toEqual(expected)
    const [from, to] = [Math.floor(random() * 20), 20 + Math.floor(random() * 20)]
    const part = piecesOf(runs, [7, from, to])
    expect([part[0]?.from ?? from, part.at(-1)?.to ?? to]).toEqual([from, to])
    expect(part.flatMap((piece) => Array.from({ length: piece.to - piece.from }, () => piece.value))).toEqual(
      expected.slice(from, to),
    )
  }
  expect(piecesOf(new Map(), [1, 3, 5])).toEqual([{ from: 3, to: 5, value: null }])
})

test('[HIST-5] what one types without a pause is one run', () => {
  const runs: ItemRuns = new Map()
  for (let clock = 0; clock < 1_000; clock++) addRun(runs, [7, clock, clock + 1], clock < 600 ? 1 : 2)
  expect(runs.get(7)).toEqual([
    [0, 600, 1],
    [600, 1_000, 2],
  ])
})

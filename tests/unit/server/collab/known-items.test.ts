import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { includesState, KnownDeletes, KnownItems } from '../../../../server/collab/known-items.ts'
import { createRandom } from '../../../support/random-doc.ts'

test('[ROOM-13] items count from the first on without a gap, and gaps close in any order', () => {
  const items = new KnownItems(new Map([[7, 3]]))
  items.add([[7, 5, 6]])
  items.add([[7, 8, 9]])
  items.add([[7, 6, 7]])
  expect(Y.decodeStateVector(items.encodeStateVector())).toEqual(new Map([[7, 3]]))
  items.add([[7, 3, 5]])
  expect(Y.decodeStateVector(items.encodeStateVector())).toEqual(new Map([[7, 7]]))
  expect(items.has([[7, 0, 7]])).toBe(true)
  expect(items.has([[7, 0, 8]])).toBe(false)
  items.add([[7, 7, 8]])
  expect(Y.decodeStateVector(items.encodeStateVector())).toEqual(new Map([[7, 9]]))
})

test('[ROOM-13] the state vector is the one that Yjs would give, for random orders of runs', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = createRandom(seed)
    const runs = Array.from({ length: 40 }, (_, i) => [1 + (i % 3), i - (i % 3), i - (i % 3) + 3] as const)
    const items = new KnownItems()
    const seen = new Map<number, Set<number>>()
    for (const run of runs.toSorted(() => random() - 0.5)) {
      items.add([run])
      const [client, from, to] = run
      const held = seen.get(client) ?? new Set()
      for (let clock = from; clock < to; clock++) held.add(clock)
      seen.set(client, held)
      const expected = new Map<number, number>()
      for (const [id, clocks] of seen) {
        let end = 0
        while (clocks.has(end)) end++
        if (end > 0) expected.set(id, end)
      }
      expect(Y.decodeStateVector(items.encodeStateVector()), `seed ${seed}`).toEqual(expected)
    }
  }
})

test('[ROOM-13] closing one gap of many costs little', () => {
  const items = new KnownItems()
  const gaps = 100_000
  for (let i = 1; i <= gaps; i++) items.add([[1, 2 * i, 2 * i + 1]])
  for (let i = 0; i < gaps; i++) items.add([[1, 2 * i, 2 * i + 2]])
  expect(items.has([[1, 0, 2 * gaps + 1]])).toBe(true)
})

test('[ROOM-14] deletions that are known in part are told apart exactly', () => {
  const deletes = new KnownDeletes()
  deletes.add(
    new Map([
      [
        1,
        [
          [5, 8],
          [12, 13],
        ],
      ],
    ]),
  )
  const rest = deletes.without(
    new Map([
      [1, [[3, 20] as const]],
      [2, [[0, 1] as const]],
    ]),
  )
  expect(rest).toEqual(
    new Map([
      [
        1,
        [
          [3, 5],
          [8, 12],
          [13, 20],
        ],
      ],
      [2, [[0, 1]]],
    ]),
  )
  expect(deletes.without(new Map([[1, [[6, 8] as const]]])).size).toBe(0)
})

test('[ROOM-13] a state includes another when it has as much of every client', () => {
  const one = new Map([
    [1, 5],
    [2, 1],
  ])
  expect(includesState(one, new Map([[1, 5]]))).toBe(true)
  expect(includesState(one, new Map([[1, 6]]))).toBe(false)
  expect(includesState(one, new Map([[3, 1]]))).toBe(false)
})

test('[ROOM-14] of deletions only those are news that are not inside known ones', () => {
  const known = new KnownDeletes()
  known.add(
    new Map([
      [
        1,
        [
          [4, 6],
          [0, 2],
          [2, 3],
        ],
      ],
    ]),
  )
  const news = known.without(
    new Map([
      [
        1,
        [
          [0, 3],
          [1, 2],
          [3, 4],
          [5, 7],
        ],
      ],
      [2, [[0, 1]]],
    ]),
  )
  expect([...news]).toEqual([
    [
      1,
      [
        [3, 4],
        [6, 7],
      ],
    ],
    [2, [[0, 1]]],
  ])
})

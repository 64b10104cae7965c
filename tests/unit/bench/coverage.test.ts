import { describe, expect, it } from 'vitest'
import { Coverage } from '../../../bench/load/coverage.ts'
import { randomInteger, seededRandom } from '../../../bench/load/random.ts'
import { countMissing, findFault } from '../../../bench/load/verdict.ts'

describe('coverage', () => {
  it('agrees with a plain set, whatever comes in whatever order', () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = seededRandom(seed)
      const coverage = new Coverage()
      const plain = new Set<number>()
      for (let i = 0; i < 30; i++) {
        const from = randomInteger(random, 60)
        const to = from + randomInteger(random, 12)
        const fresh: number[] = []
        coverage.add(7, from, to, (_client, first, end) => {
          for (let clock = first; clock < end; clock++) fresh.push(clock)
        })
        const expected = []
        for (let clock = from; clock < to; clock++) {
          if (!plain.has(clock)) expected.push(clock)
          plain.add(clock)
        }
        expect(fresh, `seed ${seed}`).toEqual(expected)
      }
      for (let clock = 0; clock < 75; clock++) {
        expect(coverage.covers(7, clock, clock + 1), `seed ${seed}`).toBe(plain.has(clock))
      }
      let next = 0
      while (plain.has(next)) next++
      expect(coverage.next(7)).toBe(next)
      expect(countMissing(coverage, 7, 75)).toBe(75 - plain.size)
    }
  })

  it('tells clients apart', () => {
    const coverage = new Coverage()
    coverage.addAll([1, 0, 5, 2, 3, 4])
    expect(coverage.coversAll([1, 0, 5, 2, 3, 4])).toBe(true)
    expect(coverage.coversAll([1, 0, 5, 2, 0, 4])).toBe(false)
    expect(coverage.covers(3, 0, 1)).toBe(false)
  })
})

describe('the verdict about a run', () => {
  const witness = (to: number, dropped: string | null = null) => {
    const coverage = new Coverage()
    coverage.add(7, 0, to)
    return { coverage, dropped, expected: [{ clientId: 7, edits: 10 }] }
  }

  it('is fine when everybody has everything', () => {
    expect(findFault([witness(10), witness(12)], null)).toBeNull()
  })

  it('refuses a run in which somebody lacks an edit', () => {
    expect(findFault([witness(10), witness(9)], null)).toBe(
      '1 of 2 clients did not get everything (1 edits missing in all)',
    )
  })

  it('refuses a run in which somebody was dropped, even with everything', () => {
    expect(findFault([witness(10), witness(10, '4513 connection too slow')], null)).toBe(
      '1 of 2 clients were dropped (the first: 4513 connection too slow)',
    )
  })

  it('refuses a run in which the server ended', () => {
    expect(findFault([witness(10)], 'the server ended with 1')).toBe('the server ended with 1')
  })
})

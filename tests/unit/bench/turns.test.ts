import { expect, test } from 'vitest'
import { combineTurns, type Measurement } from '../../../bench/measurement.ts'

const turn = (figures: Record<string, number>, rest: Partial<Measurement> = {}): Measurement => ({
  scenario: 'room-50',
  server: 'ours',
  failed: null,
  figures,
  warnings: [],
  ...rest,
})

test('turns give the median of each figure and all warnings once', () => {
  const turns = [
    turn({ p95: 9, cpu: 1 }, { warnings: ['busy'] }),
    turn({ p95: 5, cpu: 3 }),
    turn({ p95: 7, cpu: 2 }, { warnings: ['busy'] }),
  ]
  expect(combineTurns(turns)).toEqual(turn({ p95: 7, cpu: 2 }, { warnings: ['busy'] }))
  expect(combineTurns(turns.slice(0, 2)).figures).toEqual({ p95: 7, cpu: 2 })
})

test('one failed turn fails them all', () => {
  const failed = turn({}, { failed: 'a client was dropped' })
  expect(combineTurns([turn({ p95: 1 }), failed])).toBe(failed)
})

import { expect, it } from 'vitest'
import { REMINDER_STEPS, stepOn } from '../../../../server/remind/steps.ts'

it('[REMIND-4] the step of a day is the last one that was reached, until a week after the due day', () => {
  const days = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => {
      const day = new Date(Date.UTC(2026, 10, 27 + from + index)).toISOString().slice(0, 10)
      return stepOn(day, '2026-11-27')
    })
  expect(days(-9, -8)).toEqual([null, null])
  expect(days(-7, -2)).toEqual([-7, -7, -7, -7, -7, -7])
  expect(days(-1, 0)).toEqual([-1, -1])
  expect(days(1, 6)).toEqual([1, 1, 1, 1, 1, 1])
  expect(days(7, 9)).toEqual([null, null, null])
  expect(REMINDER_STEPS.toSorted((a, b) => a - b)).toEqual(REMINDER_STEPS)
})

import { expect, test } from 'vitest'
import { parseDateRange } from '../../../../../server/import/lpc-page/event-dates.ts'

test.each([
  ['9–11 Sept 2019', '2019-09-09', '2019-09-11'],
  ['9 - 11 September 2019', '2019-09-09', '2019-09-11'],
  ['30 Aug – 2 Sept. 2019', '2019-08-30', '2019-09-02'],
  ['30 Dec 2019 – 2 Jan 2020', '2019-12-30', '2020-01-02'],
  ['29 Feb 2024', '2024-02-29', '2024-02-29'],
])('[LPC-1] %s is a range of days', (text, start, end) => {
  expect(parseDateRange(text)).toEqual({ start, end })
})

test.each(['', '31 Feb 2019', '11–9 Sept 2019', '9–11 Foo 2019', '9–11', 'on 9 Sept 2019', '9'.repeat(100)])(
  '[LPC-1] “%s” is none',
  (text) => {
    expect(parseDateRange(text)).toBeNull()
  },
)

import { describe, expect, it } from 'vitest'
import {
  formatClockRange,
  formatDay,
  formatDayRange,
  formatMoment,
  formatZone,
} from '../../../../server/lib/event-time.ts'

const INSTANT = Date.parse('2019-10-27T00:30:00Z')

describe('times on reading pages', () => {
  it('[READ-9] an instant is shown as the clocks of the event’s zone show it, on either side of a change of clocks', () => {
    expect(formatMoment(INSTANT, 'Europe/Lisbon')).toBe('27 Oct 2019, 01:30')
    expect(formatMoment(INSTANT + 3_600_000, 'Europe/Lisbon')).toBe('27 Oct 2019, 01:30')
    expect(formatDay(INSTANT, 'America/New_York')).toBe('Saturday 26 October 2019')
    expect(formatClockRange(INSTANT, INSTANT + 1_800_000, 'Asia/Kolkata')).toBe('06:00–06:30')
  })

  it('[READ-9] a zone that nobody knows is UTC and breaks nothing', () => {
    expect(formatMoment(INSTANT, 'Mars/Olympus')).toBe('27 Oct 2019, 00:30')
    expect(formatZone('Mars/Olympus')).toBe('UTC')
    expect(formatZone('America/New_York')).toBe('New York time')
  })

  it('[READ-9] days of an event', () => {
    expect(formatDayRange('2019-09-09', '2019-09-11')).toBe('9–11 September 2019')
    expect(formatDayRange('2019-09-09', null)).toBe('9 September 2019')
    expect(formatDayRange(null, null)).toBeNull()
  })
})

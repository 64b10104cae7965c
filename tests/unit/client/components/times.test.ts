import { describe, expect, it } from 'vitest'
import {
  clocksDiffer,
  dayOf,
  formatClockRange,
  formatDay,
  formatDayRange,
  formatDistance,
  formatZone,
  inputToInstant,
  instantToInput,
  knownZone,
} from '../../../../client/components/times.ts'

const MINUTE = 60_000

describe('times', () => {
  it('[PAGE-30] an input in a zone and back is the same clock reading, in summer, winter and at half-hour offsets', () => {
    for (const zone of ['UTC', 'Europe/Lisbon', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland']) {
      for (const input of ['2026-01-15T09:30', '2026-07-15T00:05', '2024-02-29T23:59']) {
        const instant = inputToInstant(input, zone)
        expect([zone, instant && instantToInput(instant, zone)]).toEqual([zone, input])
      }
    }
    expect(inputToInstant('2026-07-15T09:00', 'Europe/Lisbon')).toBe('2026-07-15T08:00:00.000Z')
  })

  it('[PAGE-30] where clocks go back, an hour that comes twice means the first; where they go forward, a skipped one moves on', () => {
    // Lisbon: 25 Oct 2026, 02:00 back to 01:00 (summer UTC+1); 29 Mar 2026, 01:00 forward to 02:00.
    expect(inputToInstant('2026-10-25T01:30', 'Europe/Lisbon')).toBe('2026-10-25T00:30:00.000Z')
    const skipped = inputToInstant('2026-03-29T01:30', 'Europe/Lisbon')
    expect(skipped).toBe('2026-03-29T01:30:00.000Z')
    expect(instantToInput(skipped ?? '', 'Europe/Lisbon')).toBe('2026-03-29T02:30')
  })

  it('[PAGE-30] text that is no date and time is no instant', () => {
    for (const input of ['', '2026-07-15', '2026-13-01T10:00', 'soon', '2026-07-15T25:00']) {
      expect([input, inputToInstant(input, 'UTC')]).toEqual([input, null])
    }
  })

  it('[PAGE-1] the day of an instant is that of the zone, on both sides of midnight', () => {
    expect(dayOf('2026-09-09T23:30:00Z', 'Europe/Lisbon')).toBe('2026-09-10')
    expect(dayOf('2026-09-10T03:30:00Z', 'America/New_York')).toBe('2026-09-09')
  })

  it('[PAGE-32] days, ranges and zones read as people write them', () => {
    expect(formatDay('2019-09-09')).toMatch(/^Mon 9 Sept?$/)
    expect(formatDay('2019-09-09', 'long')).toBe('Monday 9 September 2019')
    expect(formatDayRange('2019-09-09', '2019-09-11')).toMatch(/^9–11 Sept? 2019$/)
    expect(formatDayRange('2019-09-09', null)).toMatch(/^9 Sept? 2019$/)
    expect(formatDayRange(null, null)).toBeNull()
    expect(formatZone('Europe/Lisbon')).toBe('Lisbon time')
    expect(formatZone('America/New_York')).toBe('New York time')
    expect(formatZone('UTC')).toBe('UTC')
    expect(formatClockRange('2026-07-15T08:00:00Z', '2026-07-15T08:45:00Z', 'Europe/Lisbon')).toBe(
      '09:00–09:45',
    )
    expect(formatClockRange('2026-07-15T08:00:00Z', null, 'UTC')).toBe('08:00')
  })

  it('[PAGE-32] distances are whole units, rounded towards now', () => {
    const distances: readonly [number, string][] = [
      [30_000, 'in less than a minute'],
      [-30_000, 'just now'],
      [12.9 * MINUTE, 'in 12 min'],
      [-61 * MINUTE, '1 h 1 min ago'],
      [120 * MINUTE, 'in 2 h'],
      [-26 * 60 * MINUTE, '1 day ago'],
      [3 * 24 * 60 * MINUTE, 'in 3 days'],
    ]
    for (const [away, text] of distances) expect(formatDistance(0, away)).toBe(text)
  })

  it('[PAGE-32] a zone that this browser does not know is shown as UTC instead of breaking the page', () => {
    expect(knownZone('Mars/Olympus')).toBe('UTC')
    expect(dayOf('2026-09-09T23:30:00Z', 'Mars/Olympus')).toBe('2026-09-09')
  })

  it('[PAGE-33] local time is worth showing only where clocks differ at that moment', () => {
    expect(clocksDiffer('2026-07-15T08:00:00Z', 'Europe/Lisbon', 'Europe/London')).toBe(false)
    expect(clocksDiffer('2026-07-15T08:00:00Z', 'Europe/Lisbon', 'UTC')).toBe(true)
    expect(clocksDiffer('2026-01-15T08:00:00Z', 'Europe/Lisbon', 'UTC')).toBe(false)
  })
})

import { expect, it } from 'vitest'
import { stampLabel } from '../../../../../client/editor/minutes/stamp-label.ts'

const LISBON = 'Europe/Lisbon'

function label(now: string, start: string | null, timeZone = LISBON): string {
  return stampLabel({ now: new Date(now), start, timeZone })
}

it('[EDIT-4] a mark of time has the clock of the event and how far into the session that is', () => {
  expect(label('2026-07-01T09:32:10Z', '2026-07-01T09:20:00Z')).toBe('10:32, 12 min in')
  expect(label('2026-07-01T09:20:59Z', '2026-07-01T09:20:00Z')).toBe('10:20, 0 min in')
  expect(label('2026-07-01T11:25:00Z', '2026-07-01T09:20:00Z')).toBe('12:25, 2 h 5 min in')
  expect(label('2026-07-01T09:32:00Z', '2026-07-01T09:20:00Z', 'Asia/Tokyo')).toBe('18:32, 12 min in')
})

it('[EDIT-4] it is the clock alone when no start is known, before it, and on another day of the event', () => {
  expect(label('2026-07-01T09:32:00Z', null)).toBe('10:32')
  expect(label('2026-07-01T09:19:59Z', '2026-07-01T09:20:00Z')).toBe('10:19')
  expect(label('2026-07-02T09:32:00Z', '2026-07-01T09:20:00Z')).toBe('10:32')
  // The day ends where the event is, not at UTC.
  expect(label('2026-07-01T23:10:00Z', '2026-07-01T22:50:00Z')).toBe('00:10')
  expect(label('2026-07-01T22:55:00Z', '2026-07-01T22:50:00Z')).toBe('23:55, 5 min in')
})

import { describe, expect, it } from 'vitest'
import { linkState } from '../../../../client/pages/share/link-state.ts'
import {
  describeTerms,
  endOfEvent,
  expiryChoices,
  expiryInstant,
} from '../../../../client/pages/share/link-terms.ts'
import type { AccessLink } from '../../../../shared/contracts/people.ts'
import { sampleEvent } from '../programme-samples.ts'

const event = sampleEvent({ startDate: '2026-09-09', endDate: '2026-09-11' })
const before = Date.parse('2026-09-01T12:00:00Z')
const after = Date.parse('2026-10-01T12:00:00Z')

describe('the terms of a link', () => {
  it('[PAGE-18] "end of the event" is the last minute of its last day by its own clocks, while that is to come', () => {
    expect(endOfEvent(event, before)).toBe('2026-09-11T22:59:00.000Z')
    expect(endOfEvent(event, after)).toBeNull()
    expect(expiryChoices(event, before)).toContain('event-end')
    expect(expiryChoices(event, after)).not.toContain('event-end')
    expect(expiryChoices(sampleEvent(), before)).not.toContain('event-end')
  })

  it('[PAGE-18] spans count from now, a date counts as a whole day, never is null', () => {
    const ends = (choice: Parameters<typeof expiryInstant>[0]['choice'], date = '') =>
      expiryInstant({ choice, date, event, nowMs: before })
    expect(ends('day')).toBe('2026-09-02T12:00:00.000Z')
    expect(ends('week')).toBe('2026-09-08T12:00:00.000Z')
    expect(ends('month')).toBe('2026-10-01T12:00:00.000Z')
    expect(ends('date', '2026-09-01')).toBe('2026-09-01T22:59:00.000Z')
    expect(ends('never')).toBeNull()
  })

  it('[PAGE-18] a date that is missing or over is refused instead of making a link that never worked', () => {
    for (const date of ['', '2026-08-31', 'soon']) {
      expect([date, expiryInstant({ choice: 'date', date, event, nowMs: before })]).toEqual([date, undefined])
    }
  })

  it('[PAGE-18] the terms read as a sentence', () => {
    expect(describeTerms('scribe', 'session', 'Zero copy')).toEqual({
      verb: 'read and write',
      object: 'the session “Zero copy”',
    })
  })

  it('[PAGE-19] a link is live until it is revoked or its end has come', () => {
    const link = (over: Partial<AccessLink>) => ({ expiresAt: null, revokedAt: null, ...over }) as AccessLink
    const end = new Date(before).toISOString()
    expect(linkState(link({}), before)).toBe('live')
    expect(linkState(link({ expiresAt: end }), before - 1)).toBe('live')
    expect(linkState(link({ expiresAt: end }), before)).toBe('expired')
    expect(linkState(link({ expiresAt: end, revokedAt: end }), before)).toBe('revoked')
  })
})

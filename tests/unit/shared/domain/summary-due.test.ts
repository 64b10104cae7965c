import { describe, expect, it } from 'vitest'
import { dueText, formatDaysLeft } from '../../../../shared/domain/due-words.ts'
import { countDue, countsTrack, nextDue } from '../../../../shared/domain/summary-due.ts'

const DAYS = { reviewDue: '2026-11-27', finalDue: '2026-12-04' }
const TODAY = '2026-11-24'

describe('what is waited for', () => {
  it('[REMIND-1] of a draft the review, of what is in review the end, of what is final nothing; nothing without a day', () => {
    expect(nextDue('draft', DAYS)).toEqual({ stage: 'review', day: '2026-11-27' })
    expect(nextDue('review', DAYS)).toEqual({ stage: 'final', day: '2026-12-04' })
    expect(nextDue('final', DAYS)).toBeNull()
    expect(nextDue('draft', { ...DAYS, reviewDue: null })).toEqual({ stage: 'final', day: '2026-12-04' })
    expect(nextDue('review', { ...DAYS, finalDue: null })).toBeNull()
    expect(nextDue('draft', { reviewDue: null, finalDue: null })).toBeNull()
  })

  it('[REMIND-1] summaries are counted by what is waited for, what is due first in front', () => {
    expect(countDue(['review', 'draft', 'final', 'draft'], DAYS)).toEqual([
      { due: { stage: 'review', day: '2026-11-27' }, count: 2 },
      { due: { stage: 'final', day: '2026-12-04' }, count: 1 },
    ])
    expect(countDue(['final', 'final'], DAYS)).toEqual([])
  })

  it('[REMIND-1] a track’s own summary counts when it has no sessions that take place, or was sent to review', () => {
    const track = { id: 't', stage: 'draft' } as const
    expect(countsTrack(track, [])).toBe(true)
    expect(countsTrack(track, [{ trackId: 'other', cancelledAt: null }])).toBe(true)
    expect(countsTrack(track, [{ trackId: 't', cancelledAt: '2026-01-01T00:00:00Z' }])).toBe(true)
    expect(countsTrack(track, [{ trackId: 't', cancelledAt: null }])).toBe(false)
    expect(countsTrack({ ...track, stage: 'review' }, [{ trackId: 't', cancelledAt: null }])).toBe(true)
  })
})

describe('its words', () => {
  const review = { stage: 'review', day: '2026-11-27' } as const
  const final = { stage: 'final', day: '2026-11-22' } as const

  it('[REMIND-2] say what, by when, and how far that is', () => {
    expect(dueText({ due: review, count: null, today: TODAY })).toBe(
      'Summary due in review by Friday 27 November, in 3 days',
    )
    expect(dueText({ due: final, count: null, today: TODAY })).toBe(
      'Summary was due final on Sunday 22 November, 2 days ago',
    )
    expect(dueText({ due: review, count: 1, today: '2026-11-27' })).toBe(
      '1 summary due in review by Friday 27 November, today',
    )
    expect(dueText({ due: final, count: 1, today: '2026-11-23' })).toBe(
      '1 summary was due final on Sunday 22 November, yesterday',
    )
    expect(dueText({ due: final, count: 3, today: TODAY })).toBe(
      '3 summaries were due final on Sunday 22 November, 2 days ago',
    )
  })

  it('[REMIND-2] name the year when it is another one', () => {
    expect(dueText({ due: { stage: 'final', day: '2027-01-04' }, count: 2, today: TODAY })).toBe(
      '2 summaries due final by Monday 4 January 2027, in 41 days',
    )
  })

  it('[REMIND-2] count days, also over a change of clocks', () => {
    expect([-2, -1, 0, 1, 2].map(formatDaysLeft)).toEqual([
      '2 days ago',
      'yesterday',
      'today',
      'tomorrow',
      'in 2 days',
    ])
    expect(dueText({ due: { stage: 'final', day: '2026-03-30' }, count: null, today: '2026-03-28' })).toMatch(
      /in 2 days$/,
    )
  })
})

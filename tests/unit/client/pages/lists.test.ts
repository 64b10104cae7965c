import { describe, expect, it } from 'vitest'
import { dayOf } from '../../../../client/components/times.ts'
import { groupHistory } from '../../../../client/pages/documents/group-history.ts'
import { guessNoteFormat } from '../../../../client/pages/documents/guess-note-format.ts'
import { eventPhase, sortEvents } from '../../../../client/pages/home/sort-events.ts'
import { groupChanges } from '../../../../client/pages/import/group-changes.ts'
import { lineOfPlace } from '../../../../client/pages/import/line-of-place.ts'
import { findNeighbours } from '../../../../client/pages/session/find-neighbours.ts'
import { sampleEvent, sampleEventDetail, sampleSession } from '../programme-samples.ts'

describe('lists', () => {
  it('[PAGE-9] events come as running, coming soonest first, past latest first, then undated', () => {
    const now = new Date('2026-09-09T12:00:00Z')
    const dated = (id: string, startDate: string | null, endDate = startDate) =>
      sampleEvent({ id, startDate, endDate })
    const events = [
      dated('undated', null),
      dated('past', '2026-01-01'),
      dated('recent', '2026-09-01', '2026-09-08'),
      dated('later', '2026-12-01'),
      dated('soon', '2026-09-10'),
      dated('now', '2026-09-08', '2026-09-09'),
    ]
    expect(sortEvents(events, now).map(({ id }) => id)).toEqual([
      'now',
      'soon',
      'later',
      'recent',
      'past',
      'undated',
    ])
  })

  it('[PAGE-9] whether an event runs is judged by the date where it is', () => {
    const event = {
      ...sampleEvent({ startDate: '2026-09-10', endDate: '2026-09-10' }),
      timeZone: 'Pacific/Auckland',
    }
    expect(eventPhase(event, new Date('2026-09-09T13:00:00Z'))).toBe('now')
    expect(eventPhase({ ...event, timeZone: 'UTC' }, new Date('2026-09-09T13:00:00Z'))).toBe('coming')
  })

  it('[PAGE-22] a history reads newest day and entry first', () => {
    const entry = (fromSeq: number, from: string) => ({
      fromSeq,
      toSeq: fromSeq,
      from,
      to: from,
      by: 'A',
      bytes: 1,
    })
    const grouped = groupHistory(
      [entry(1, '2026-09-08T23:30:00Z'), entry(2, '2026-09-09T09:00:00Z'), entry(3, '2026-09-09T10:00:00Z')],
      (instant) => dayOf(instant, 'UTC'),
    )
    expect(grouped.map(({ day, entries }) => [day, entries.map(({ fromSeq }) => fromSeq)])).toEqual([
      ['2026-09-09', [3, 2]],
      ['2026-09-08', [1]],
    ])
  })

  it('[PAGE-23] a file’s name tells how to read it into a note', () => {
    const names = ['a.md', 'b.Markdown', 'c.HTM', 'd.xhtml', 'e.txt', 'README']
    expect(names.map(guessNoteFormat)).toEqual(['md', 'md', 'html', 'html', 'txt', 'txt'])
  })

  it('[PAGE-24] before and after a session are its track’s sessions by time, without cancelled ones', () => {
    const start = (time: string) => `2026-09-09T${time}:00Z`
    const event = sampleEventDetail({
      sessions: [
        sampleSession({ id: 'late', trackId: 't', start: start('11:00') }),
        sampleSession({ id: 'early', trackId: 't', start: start('09:00') }),
        sampleSession({ id: 'gone', trackId: 't', start: start('10:30'), cancelledAt: start('08:00') }),
        sampleSession({ id: 'mid', trackId: 't', start: start('10:00') }),
        sampleSession({ id: 'other', trackId: 'u', start: start('10:15') }),
        sampleSession({ id: 'loose', trackId: null }),
      ],
    })
    const around = (id: string) => {
      const { previous, next } = findNeighbours(event, id)
      return [previous?.id ?? null, next?.id ?? null]
    }
    expect(around('mid')).toEqual(['early', 'late'])
    expect(around('early')).toEqual([null, 'mid'])
    expect(around('gone')).toEqual(['mid', 'late'])
    expect(around('loose')).toEqual([null, null])
    expect(around('nowhere')).toEqual([null, null])
  })

  it('[PAGE-24] without times the order of the programme holds', () => {
    const event = sampleEventDetail({
      sessions: ['a', 'b', 'c'].map((id) => sampleSession({ id, trackId: 't' })),
    })
    expect(findNeighbours(event, 'b')).toMatchObject({ previous: { id: 'a' }, next: { id: 'c' } })
  })

  it('[PAGE-26] a place that names a line leads to it', () => {
    expect(['line 12', '12', '12:5', 'Line 3, column 4'].map(lineOfPlace)).toEqual([12, 12, 12, 3])
    expect(['', 'line 0', '$.days[3]', 'schedule.title', null].map(lineOfPlace)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
  })

  it('[PAGE-27] changes stand with their track, the event’s own and loose ones together', () => {
    const change = (what: 'event' | 'track' | 'session', title: string, track: string | null = null) => ({
      what,
      change: 'added' as const,
      title,
      track,
      fields: [],
    })
    const groups = groupChanges([
      change('event', 'E'),
      change('track', 'T'),
      change('session', 'one', 'T'),
      change('session', 'two', 'U'),
      change('session', 'loose'),
    ])
    expect(
      groups.map(({ track, own, sessions }) => [
        track,
        own?.title ?? null,
        sessions.map(({ title }) => title),
      ]),
    ).toEqual([
      [null, 'E', ['loose']],
      ['T', 'T', ['one']],
      ['U', null, ['two']],
    ])
  })
})

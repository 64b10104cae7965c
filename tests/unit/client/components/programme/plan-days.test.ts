import { describe, expect, it } from 'vitest'
import {
  chooseDay,
  layOutDay,
  planDays,
  planSessions,
} from '../../../../../client/components/programme/plan-days.ts'
import { sampleSession } from '../../programme-samples.ts'

const at = (time: string) => `2026-09-09T${time}:00Z`

describe('planDays', () => {
  it('[PAGE-1] a session belongs to the day that the event’s clocks show at its start', () => {
    const late = sampleSession({ id: 'late', start: '2026-09-09T23:30:00Z' })
    const early = sampleSession({ id: 'early', start: '2026-09-09T08:00:00Z' })
    const inLisbon = planDays([late, early], 'Europe/Lisbon').days
    expect(inLisbon.map(({ day, sessions }) => [day, sessions.map(({ session }) => session.id)])).toEqual([
      ['2026-09-09', ['early']],
      ['2026-09-10', ['late']],
    ])
    expect(planDays([late, early], 'UTC').days).toHaveLength(1)
  })

  it('[PAGE-2] sessions without a start are in no day, in the order of the programme', () => {
    const plan = planDays(
      [
        sampleSession({ id: 'b' }),
        sampleSession({ id: 'x', start: at('09:00') }),
        sampleSession({ id: 'a' }),
      ],
      'UTC',
    )
    expect(plan.unscheduled.map(({ id }) => id)).toEqual(['b', 'a'])
    expect(plan.days.flatMap(({ sessions }) => sessions)).toHaveLength(1)
  })

  it('[PAGE-3] a session without an end lasts an hour, or until the next one begins in its hall', () => {
    const [first, second, elsewhere] = planSessions([
      sampleSession({ id: 'a', start: at('09:00'), hall: 'One' }),
      sampleSession({ id: 'b', start: at('09:40'), hall: 'One' }),
      sampleSession({ id: 'c', start: at('09:50'), end: at('09:20'), hall: 'Two' }),
    ])
    expect(first).toMatchObject({ endMs: Date.parse(at('09:40')), endIsGuess: true })
    expect(second).toMatchObject({ endMs: Date.parse(at('10:40')), endIsGuess: true })
    // An end before the start is no end.
    expect(elsewhere).toMatchObject({ endMs: Date.parse(at('10:50')), endIsGuess: true })
  })

  it('[PAGE-4] halls come in the order that people count in, sessions without a hall last', () => {
    const halls = ['Hall 10', null, 'Hall 2', '  ', 'Auditorium']
    const plan = planDays(
      halls.map((hall, index) => sampleSession({ id: String(index), hall, start: at('09:00') })),
      'UTC',
    )
    expect(plan.days[0]?.halls).toEqual(['Auditorium', 'Hall 2', 'Hall 10', null])
  })
})

describe('layOutDay', () => {
  it('[PAGE-5] rows mean the same time in every hall, and what overlaps in one hall stands beside each other', () => {
    const plan = planDays(
      [
        sampleSession({ id: 'a', hall: 'One', start: at('09:00'), end: at('10:00') }),
        sampleSession({ id: 'b', hall: 'One', start: at('09:30'), end: at('10:30') }),
        sampleSession({ id: 'c', hall: 'One', start: at('10:00'), end: at('10:30') }),
        sampleSession({ id: 'd', hall: 'Two', start: at('09:30'), end: at('10:00') }),
      ],
      'UTC',
    ).days[0]
    const grid = layOutDay(plan ?? { day: '', halls: [], sessions: [] })
    expect(grid.times.map((time) => new Date(time).toISOString().slice(11, 16))).toEqual([
      '09:00',
      '09:30',
      '10:00',
      '10:30',
    ])
    const cells = Object.fromEntries(
      grid.columns.flatMap(({ cells: list }) =>
        list.map(({ planned, firstRow, endRow, lane }) => [planned.session.id, [firstRow, endRow, lane]]),
      ),
    )
    expect(cells).toEqual({ a: [1, 3, 1], b: [2, 4, 2], c: [3, 4, 1], d: [2, 3, 1] })
    expect(grid.columns.map(({ hall, lanes }) => [hall, lanes])).toEqual([
      ['One', 2],
      ['Two', 1],
    ])
  })
})

describe('chooseDay', () => {
  it('[PAGE-29] the day in the address wins, then today, then the next day to come, then the first', () => {
    const days = ['2026-09-09', '2026-09-10', '2026-09-12']
    expect(chooseDay({ days, wanted: '2026-09-12', today: '2026-09-10' })).toBe('2026-09-12')
    expect(chooseDay({ days, wanted: 'yesterday', today: '2026-09-10' })).toBe('2026-09-10')
    expect(chooseDay({ days, wanted: null, today: '2026-09-11' })).toBe('2026-09-12')
    expect(chooseDay({ days, wanted: null, today: '2026-12-01' })).toBe('2026-09-09')
  })
})

import { describe, expect, it } from 'vitest'
import {
  describeMoment,
  isRunning,
  type Moment,
} from '../../../../../client/components/programme/now-and-next.ts'
import { planSessions } from '../../../../../client/components/programme/plan-days.ts'
import { sampleSession } from '../../programme-samples.ts'

const at = (time: string, day = '09') => `2026-09-${day}T${time}:00Z`
const ms = (time: string, day?: string) => Date.parse(at(time, day))

const programme = [
  sampleSession({ id: 'a1', hall: 'A', start: at('09:00'), end: at('10:00') }),
  sampleSession({ id: 'a2', hall: 'A', start: at('10:15'), end: at('11:00') }),
  sampleSession({ id: 'b1', hall: 'B', start: at('09:30'), end: at('10:00') }),
  sampleSession({ id: 'gone', hall: 'B', start: at('10:15'), end: at('11:00'), cancelledAt: at('08:00') }),
  sampleSession({ id: 'b2', hall: 'B', start: at('13:00'), end: at('14:00') }),
  sampleSession({ id: 'next-day', hall: 'A', start: at('09:00', '10'), end: at('10:00', '10') }),
]

/** `hall: running > next` for each hall. */
function summary(moment: Moment): readonly string[] {
  if (moment.state !== 'running' && moment.state !== 'break') return [moment.state]
  return moment.halls.map(
    ({ hall, running, next }) =>
      `${hall}: ${running.map(({ session }) => session.id).join('+')} > ${next?.session.id ?? '-'}`,
  )
}

describe('isRunning', () => {
  it('[PAGE-6] a session runs from its start until just before its end, and never when cancelled', () => {
    const [session] = planSessions([sampleSession({ start: at('09:00'), end: at('10:00') })])
    const [cancelled] = planSessions([
      sampleSession({ start: at('09:00'), end: at('10:00'), cancelledAt: at('08:00') }),
    ])
    if (!session || !cancelled) throw new Error('planSessions dropped a session that has a start')
    expect(
      [ms('08:59'), ms('09:00'), ms('09:59'), ms('10:00')].map((now) => isRunning(session, now)),
    ).toEqual([false, true, true, false])
    expect(isRunning(cancelled, ms('09:30'))).toBe(false)
  })
})

describe('describeMoment', () => {
  it('[PAGE-7] each hall shows what runs and what comes next there, leaving out what is cancelled or on another day', () => {
    expect(summary(describeMoment(programme, ms('09:40')))).toEqual(['A: a1 > a2', 'B: b1 > b2'])
    expect(summary(describeMoment(programme, ms('10:30')))).toEqual(['A: a2 > -', 'B:  > b2'])
  })

  it('[PAGE-8] the moment is told apart: before, running, break, between days, over, and no times at all', () => {
    const state = (now: number) => describeMoment(programme, now).state
    expect(state(ms('07:00'))).toBe('before')
    expect(state(ms('09:00'))).toBe('running')
    expect(state(ms('10:05'))).toBe('break')
    expect(state(ms('15:00'))).toBe('between')
    expect(state(ms('10:00', '10'))).toBe('over')
    expect(describeMoment([sampleSession()], ms('09:00')).state).toBe('unscheduled')
  })

  it('[PAGE-8] before the event and between its days, what comes first is everything with the earliest start', () => {
    const moment = describeMoment(
      [...programme, sampleSession({ id: 'also', hall: 'C', start: at('09:00') })],
      ms('07:00'),
    )
    expect(moment.state === 'before' && moment.first.map(({ session }) => session.id)).toEqual(['a1', 'also'])
  })
})

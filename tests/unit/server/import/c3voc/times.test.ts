import { describe, expect, it } from 'vitest'
import { importC3voc } from '../../../../../server/import/c3voc.ts'
import { importFixture, scheduleOf, onlySession, sessionOf, codesOf } from '../c3voc-schedules.ts'

describe('times of c3voc events', () => {
  it('[IMP-4] reads dates with an offset and wall clocks of the zone', () => {
    expect(sessionOf({ event: { date: '2024-10-26T10:00:00+02:00' } }).start).toBe('2024-10-26T08:00:00Z')
    expect(sessionOf({ event: { date: '2024-10-26T08:00:00Z' } }).start).toBe('2024-10-26T08:00:00Z')
    expect(sessionOf({ event: { date: '2024-10-26 10:00:00+0200' } }).start).toBe('2024-10-26T08:00:00Z')
    expect(sessionOf({ event: { date: '2024-10-26T10:00' } }).start).toBe('2024-10-26T08:00:00Z')
    expect(sessionOf({ event: { date: '2024-10-28', start: '10:00' } }).start).toBe('2024-10-28T09:00:00Z')
  })

  it('[IMP-4] derives a missing date from the day, the start and the change of days', () => {
    const programme = importFixture('frab')
    const starts = Object.fromEntries(programme.sessions.map(({ key, start }) => [key.slice(-1), start]))
    expect(starts).toMatchObject({
      2: '2024-10-26T08:45:00Z',
      4: '2024-10-26T21:30:00Z',
      5: '2024-10-27T00:30:00Z',
    })
    const dated = programme.warnings.find(({ code }) => code === 'date-of-day')
    expect(dated?.message).toMatch(/^3 sessions have no date/)

    const night = { date: null, start: '01:30' }
    const day = {
      day_start: '2024-10-25T10:00:00+02:00',
      day_end: '2024-10-26T03:00:00+02:00',
      date: '2024-10-25',
    }
    expect(sessionOf({ event: night, day }).start).toBe('2024-10-25T23:30:00Z')
    expect(sessionOf({ event: { ...night, start: '09:30' }, day }).start).toBe('2024-10-25T07:30:00Z')
    expect(sessionOf({ event: night }).start).toBe('2024-10-25T23:30:00Z')
    expect(sessionOf({ event: night, conference: { day_change: '05:00' } }).start).toBe(
      '2024-10-26T23:30:00Z',
    )
  })

  it('[IMP-4] takes the first of an hour that comes twice, moves a skipped one, and says so', () => {
    const twice = importC3voc(scheduleOf({ event: { date: '2024-10-27T02:30:00' } }))
    expect(onlySession(twice).start).toBe('2024-10-27T00:30:00Z')
    expect(codesOf(twice)).toEqual(['repeated-hour'])
    const skipped = importC3voc(scheduleOf({ event: { date: '2024-03-31T02:30:00' } }))
    expect(onlySession(skipped).start).toBe('2024-03-31T01:30:00Z')
    expect(codesOf(skipped)).toEqual(['skipped-hour'])
    const certain = importC3voc(scheduleOf({ event: { date: '2024-10-27T02:30:00+01:00', start: '02:30' } }))
    expect(onlySession(certain)).toMatchObject({ start: '2024-10-27T01:30:00Z', end: '2024-10-27T02:15:00Z' })
    expect(certain.warnings).toEqual([])
  })

  it('[IMP-5] reads a clock that falsely claims UTC as the clock of the zone', () => {
    const programme = importFixture('wafer')
    expect(programme.sessions[0]).toMatchObject({
      start: '2025-07-14T13:00:00Z',
      end: '2025-07-14T13:45:00Z',
    })
    expect(programme.sessions[1]).toMatchObject({
      start: '2025-07-14T17:00:00Z',
      end: '2025-07-14T18:00:00Z',
    })
    expect(programme.warnings[0]).toMatchObject({ code: 'false-offset' })
    expect(programme.warnings[0]!.message).toMatch(/^4 sessions /)
  })

  it('[IMP-5] believes UTC when the start agrees, and any other offset against the zone', () => {
    const utc = importC3voc(scheduleOf({ event: { date: '2024-10-26T08:00:00Z', start: '10:00' } }))
    expect(onlySession(utc).start).toBe('2024-10-26T08:00:00Z')
    expect(utc.warnings).toEqual([])
    const odd = importC3voc(scheduleOf({ event: { date: '2024-10-26T10:00:00-05:00', start: '10:00' } }))
    expect(onlySession(odd).start).toBe('2024-10-26T15:00:00Z')
    expect(codesOf(odd)).toEqual(['offset-contradicts-zone'])
  })

  it.each([
    ['0:45', 45],
    ['00:45', 45],
    ['00:45:00', 45],
    ['00:45:30', 45.5],
    ['45', 45],
    [45, 45],
    [7.5, 7.5],
    ['1:30', 90],
    ['PT1H30M', 90],
    ['25:00', 1_500],
  ])('[IMP-6] reads the duration %j as %d minutes', (duration, minutes) => {
    const { start, end } = sessionOf({ event: { duration } })
    expect((Date.parse(end!) - Date.parse(start!)) / 60_000).toBe(minutes)
  })

  it.each([
    [{ duration: null, end: '2024-10-26T11:00:00+02:00' }, '2024-10-26T09:00:00Z', []],
    [{ duration: null, end: '2024-10-26T11:00:00' }, '2024-10-26T09:00:00Z', []],
    [{ duration: null, end: '11:00' }, '2024-10-26T09:00:00Z', []],
    [{ duration: null, end: '09:00' }, '2024-10-27T08:00:00Z', []],
    [{ duration: '1:00', end: '2024-10-26T11:00:00+02:00' }, '2024-10-26T09:00:00Z', []],
    [
      { duration: '1:01:30', end: '2024-10-27T11:30:00+01:00' },
      '2024-10-27T10:30:00Z',
      ['duration-contradicts-end'],
    ],
    [{ duration: '1:01:30', end: '2024-10-27T10:30:00+01:00' }, '2024-10-27T09:30:00Z', []],
    [{ duration: '0:45', end: '2024-10-26T09:00:00+02:00' }, '2024-10-26T08:45:00Z', ['unusable-end']],
    [{ duration: '0:45', end: '2025-10-26T09:00:00+02:00' }, '2024-10-26T08:45:00Z', ['unusable-end']],
    [{ duration: null }, null, ['no-end']],
    [{ duration: '0:00' }, null, ['no-end']],
  ])('[IMP-6] makes of %j the end %s', (event, end, codes) => {
    const programme = importC3voc(scheduleOf({ event }))
    expect(onlySession(programme).end).toBe(end)
    expect(codesOf(programme)).toEqual(codes)
  })

  it('[IMP-7] uses the offset of the day where the conference names no zone', () => {
    const programme = importC3voc(
      scheduleOf({
        conference: { time_zone_name: null },
        event: { date: null, start: '10:00' },
        day: { day_start: '2024-10-26T09:00:00+05:30' },
      }),
    )
    expect(onlySession(programme).start).toBe('2024-10-26T04:30:00Z')
    expect(programme.event.timeZone).toBeNull()
    expect(codesOf(programme)).toEqual(['missing-time-zone', 'date-of-day', 'offset-of-day'])
  })

  it('[IMP-7] leaves a time out, with a warning, rather than guess a zone', () => {
    const programme = importC3voc(
      scheduleOf({ conference: { time_zone_name: null }, event: { date: '2024-10-26T10:00:00' } }),
    )
    expect(onlySession(programme)).toMatchObject({ start: null, end: null })
    expect(codesOf(programme)).toEqual(['missing-time-zone', 'no-time-zone'])
    const dated = importC3voc(scheduleOf({ conference: { time_zone_name: null } }))
    expect(onlySession(dated).start).toBe('2024-10-26T08:00:00Z')
  })

  it('[IMP-7] takes the days of the conference from its own dates, else from its days or sessions', () => {
    const { event } = importC3voc(
      scheduleOf({ conference: { start: '2024-10-25T23:30:00+00:00', end: '2024-10-28' } }),
    )
    expect(event).toMatchObject({ startDate: '2024-10-26', endDate: '2024-10-28' })
    expect(importC3voc(scheduleOf({})).event).toMatchObject({
      startDate: '2024-10-26',
      endDate: '2024-10-26',
    })
    const reversed = importC3voc(scheduleOf({ conference: { start: '2024-10-28', end: '2024-10-26' } }))
    expect(reversed.event).toMatchObject({ startDate: '2024-10-26', endDate: '2024-10-26' })
    expect(codesOf(reversed)).toEqual(['dates-reversed'])
  })
})

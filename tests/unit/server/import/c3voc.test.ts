import { describe, expect, it } from 'vitest'
import { importC3voc } from '../../../../server/import/c3voc.ts'
import {
  FIXTURES,
  fixture,
  importFixture,
  scheduleOf,
  onlySession,
  sessionOf,
  codesOf,
  textOf,
} from './c3voc-schedules.ts'
import { expectSoundProgramme, importErrorOf } from './programme-checks.ts'

describe('a pretalx export', () => {
  it('[IMP-1] gives the event, the listed tracks in their order and no warnings', () => {
    const programme = importFixture('pretalx')
    expect(programme.format).toBe('c3voc')
    expect(programme.event).toEqual({
      title: 'Tidewater Systems Meeting 2026',
      description: null,
      startDate: '2026-03-28',
      endDate: '2026-03-29',
      timeZone: 'Europe/Berlin',
      location: null,
      url: 'https://pretalx.example.org/tidewater-2026/schedule/',
    })
    expect(programme.tracks.map(({ key, title }) => [key, title])).toEqual([
      ['5-scheduling', 'Scheduling'],
      ['6-storage-files', 'Storage & Files'],
      ['7-documentation', 'Documentation'],
    ])
    expect(programme.warnings).toEqual([])
  })

  it('[IMP-1] gives sessions by start, then hall, with guid, track, people, language and page', () => {
    const { sessions } = importFixture('pretalx')
    expect(sessions.map(({ title, hall, start, end }) => [title, hall, start, end])).toEqual([
      ['Crash-safe directories', 'Lock Room', '2026-03-28T09:00:00Z', '2026-03-28T11:00:00Z'],
      ['Tickless idle on small boards', 'Quay Hall', '2026-03-28T09:00:00Z', '2026-03-28T09:45:00Z'],
      ['Who owns the run queue?', 'Quay Hall', '2026-03-28T10:00:00Z', '2026-03-28T10:30:00Z'],
      ['Night of the lost hour', 'Lock Room', '2026-03-29T00:30:00Z', '2026-03-29T01:15:00Z'],
      ['Closing the loop', 'Quay Hall', '2026-03-29T08:00:00Z', '2026-03-29T08:45:00Z'],
    ])
    expect(sessions[1]).toMatchObject({
      key: '11111111-aaaa-5000-8000-000000000001',
      trackKey: '5-scheduling',
      speakers: [{ name: 'Inês Caldeira' }, { name: 'Otto Brandt' }],
      language: 'en',
      url: 'https://pretalx.example.org/tidewater-2026/talk/QH7AAA/',
      summary: null,
    })
    expect(sessions[3]!.trackKey).toBeNull()
  })
})

describe('order, keys and tracks', () => {
  it('[IMP-1] orders halls as people count them and puts what has no time last', () => {
    const at = (title: string, guid: string, more = {}) => ({ title, guid, ...more })
    const programme = importC3voc(
      scheduleOf({
        day: {
          rooms: {
            'Room 10': [{ ...at('ten', 'a'), date: '2024-10-26T10:00:00+02:00' }, at('untimed', 'b')],
            'Room 2': [{ ...at('two', 'c'), date: '2024-10-26T10:00:00+02:00' }],
            'Room 1': [{ ...at('early', 'd'), date: '2024-10-26T07:00:00Z' }],
          },
        },
      }),
    )
    expect(programme.sessions.map(({ title }) => title)).toEqual(['early', 'two', 'ten', 'untimed'])
  })

  it('[IMP-2] takes the guid as key, else the id, else track and title', () => {
    expect(sessionOf({ event: { guid: 'g-7', id: 9 } }).key).toBe('g-7')
    expect(sessionOf({ event: { guid: null, id: 9 } }).key).toBe('9')
    expect(sessionOf({ event: { guid: null, id: '9' } }).key).toBe('9')
    expect(sessionOf({ event: { guid: null, title: 'C++: why?', track: 'Größe' } }).key).toBe('größe/c++-why')
    expect(sessionOf({ event: { guid: null, title: '…' } }).key).toBe('untitled')
  })

  it('[IMP-2] keeps the keys when the programme is moved about', () => {
    const before = importFixture('pretalx').sessions.map(({ key }) => key)
    const moved = JSON.parse(JSON.stringify(fixture('pretalx')).replaceAll('T10:00:00', 'T17:00:00'))
    moved.schedule.conference.days.reverse()
    const after = importC3voc(moved).sessions.map(({ key }) => key)
    expect(after).not.toEqual(before)
    expect(after.toSorted()).toEqual(before.toSorted())
  })

  it('[IMP-2] numbers an id that several sessions share, and says so', () => {
    const programme = importC3voc(
      scheduleOf({ events: [{ title: 'One' }, { title: 'Two' }, { title: 'Three', guid: 'talk-1' }] }),
    )
    expect(programme.sessions.map(({ key }) => key)).toEqual(['talk-1', 'talk-1#2', 'talk-1#3'])
    expect(codesOf(programme)).toEqual(['id-repeated', 'id-repeated'])
    expect(programme.warnings[0]!.path).toBe('schedule.conference.days[0].rooms.Hall[1]')
  })

  it('[IMP-3] adds tracks that only events name, in order of appearance', () => {
    const programme = importFixture('frab')
    expect(programme.tracks.map(({ key, title }) => [key, title])).toEqual([
      ['hardware', 'Hardware'],
      ['society', 'Society'],
    ])
  })

  it('[IMP-3] keeps sessions of one title in two tracks apart, and repeated ones too', () => {
    const programme = importFixture('wafer')
    expect(programme.sessions.map(({ key }) => key)).toEqual([
      'packaging/packaging-for-ten-architectures',
      'packaging/lightning-talks',
      'community/lightning-talks',
      'packaging/lightning-talks#2',
    ])
    expect(codesOf(programme)).toContain('title-repeated')
  })

  it('[IMP-3] finds a track by name, by slug and by guid, whatever the case', () => {
    const programme = importC3voc(
      scheduleOf({
        conference: {
          tracks: [{ name: 'Files', slug: 'f', guid: 'G-1' }, 'Nets', { name: { en: 'Files' } }],
        },
        events: [
          { guid: '1', track: 'FILES' },
          { guid: '2', track: { slug: 'f' } },
          { guid: '3', track: { guid: 'g-1' } },
          { guid: '4', track: { en: 'nets', fr: 'réseaux' } },
          { guid: '5', track: '' },
        ],
      }),
    )
    expect(programme.tracks.map(({ key }) => key)).toEqual(['G-1', 'nets'])
    expect(programme.sessions.map(({ trackKey }) => trackKey)).toEqual(['G-1', 'G-1', 'G-1', 'nets', null])
    expect(codesOf(programme)).toContain('track-listed-twice')
  })
})

describe('what schedules list oddly', () => {
  it('[IMP-8] makes one session of an event that stands in several halls', () => {
    const programme = importFixture('frab')
    const openings = programme.sessions.filter(({ title }) => title === 'Opening')
    expect(openings.map(({ hall }) => hall)).toEqual(['Großer Saal'])
    const warning = programme.warnings.find(({ code }) => code === 'listed-twice')
    expect(warning).toMatchObject({ path: 'schedule.conference.days[0].rooms.Foyer[0]' })
    expect(warning?.message).toContain('Großer Saal and Foyer')
  })

  it('[IMP-9] leaves breaks out and counts them', () => {
    const events = [
      { title: 'Lunch', guid: '1' },
      { title: 'Coffee Break', guid: '2' },
      { title: 'Anything', type: 'break', guid: '3' },
      { title: 'Lunch', guid: '4', persons: [{ name: 'Ada' }] },
      { title: 'Lunch atop the kernel', guid: '5' },
      { title: 'Lunch', guid: '6', abstract: 'A talk about lunch.' },
    ]
    const programme = importC3voc(scheduleOf({ events }))
    expect(programme.sessions.map(({ key }) => key)).toEqual(['4', '5', '6'])
    expect(programme.warnings).toEqual([
      {
        code: 'breaks-left-out',
        message: '3 breaks were left out: Lunch, Coffee Break, Anything.',
        path: 'schedule.conference.days[0].rooms.Hall[0]',
      },
    ])
  })

  it('[IMP-13] goes on without a date that cannot be read and is not needed', () => {
    const programme = importFixture('wafer')
    expect(programme.event).toMatchObject({ startDate: '2025-07-14', endDate: '2025-07-15' })
    expect(programme.warnings.find(({ code }) => code === 'unreadable-date')).toMatchObject({
      path: 'schedule.conference.end',
    })
    expect(codesOf(importC3voc(scheduleOf({ day: { date: '20008-02-24' } })))).toEqual(['unreadable-date'])
  })

  it('[IMP-13] names the place of a date that is needed and cannot be read', () => {
    const needed = scheduleOf({ day: { date: '20008-02-24' }, event: { date: null, start: '10:00' } })
    expect(importErrorOf(() => importC3voc(needed)).message).toBe(
      'schedule.conference.days[0].date: expected a date such as "2024-03-31", since events of this day have none of their own, found the text "20008-02-24"',
    )
    for (const date of [
      '2024-02-30T10:00:00Z',
      '2024-10-26T25:00:00Z',
      '2024-10-26T10:00:00+29:00',
      'noon',
      '3024-01-01',
    ]) {
      const error = importErrorOf(() => importC3voc(scheduleOf({ event: { date } })))
      expect(error.place).toBe('schedule.conference.days[0].rooms.Hall[0].date')
    }
  })

  it('[IMP-14] reads days without halls, and halls written as an empty list', () => {
    const event = { guid: 'x', title: 'Hall of its own', date: '2024-10-26T10:00:00+02:00', room: 'Janson' }
    const bare = importC3voc(scheduleOf({ day: { rooms: undefined, events: [event] } }))
    expect(onlySession(bare).hall).toBe('Janson')
    const none = importC3voc(scheduleOf({ day: { rooms: [] } }))
    expect(codesOf(none)).toEqual(['no-sessions'])
  })

  it('[IMP-14] reads version 2, whose events stand outside the days', () => {
    const programme = importFixture('version-2')
    expect(programme.event).toMatchObject({ startDate: '2026-05-02', endDate: '2026-05-03' })
    expect(onlySession(programme)).toMatchObject({
      hall: 'Dyke',
      start: '2026-05-02T08:30:00Z',
      end: '2026-05-02T09:00:00Z',
      trackKey: '44444444-dddd-4000-8000-000000000001',
      speakers: [{ name: 'Fenna de Wit' }],
    })
    expect(textOf(programme.sessions[0])).toBe('Over getijden.')
  })
})

it.each(FIXTURES)('[IMP-31] %s imports as valid documents, with a place for each warning', (name) => {
  const programme = importFixture(name)
  expectSoundProgramme(programme)
  for (const { path, message } of programme.warnings) {
    expect(path).toMatch(/^schedule\./)
    expect(message).toMatch(/\.$/)
  }
})

import { describe, expect, it } from 'vitest'
import { importC3voc } from '../../../../../server/import/c3voc.ts'
import { FIXTURES, fixture, scheduleOf, onlySession, sessionOf, textOf } from '../c3voc-schedules.ts'
import {
  expectNoSurprise,
  importErrorOf,
  testRounds,
  testSeed,
  wrongKindsAccepted,
  type JsonKind,
} from '../programme-checks.ts'

describe('c3voc schedules that are wrong', () => {
  const table: readonly (readonly [string, readonly JsonKind[]])[] = [
    ['schedule', ['object']],
    ['schedule.base_url', ['text']],
    ['schedule.url', ['text']],
    ['schedule.events', ['list']],
    ['schedule.conference', ['object']],
    ['schedule.conference.title', ['text', 'object']],
    ['schedule.conference.description', ['text', 'object']],
    ['schedule.conference.start', ['text']],
    ['schedule.conference.end', ['text']],
    ['schedule.conference.time_zone_name', []],
    ['schedule.conference.day_change', []],
    ['schedule.conference.url', ['text']],
    ['schedule.conference.venue', ['text', 'object']],
    ['schedule.conference.city', ['text', 'object']],
    ['schedule.conference.tracks', ['list']],
    ['schedule.conference.tracks[0]', ['text', 'object']],
    ['schedule.conference.tracks[0].name', ['text', 'object']],
    ['schedule.conference.tracks[0].slug', ['text']],
    ['schedule.conference.tracks[0].guid', ['text']],
    ['schedule.conference.days', ['list']],
    ['schedule.conference.days[0]', ['object']],
    ['schedule.conference.days[0].date', ['text']],
    ['schedule.conference.days[0].day_start', ['text']],
    ['schedule.conference.days[0].day_end', ['text']],
    ['schedule.conference.days[0].rooms', ['object', 'list']],
    ['schedule.conference.days[0].events', ['list']],
    ['schedule.conference.days[0].rooms["Quay Hall"]', ['list']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1]', ['object']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].guid', ['text']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].date', []],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].start', []],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].end', []],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].duration', ['number']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].room', ['text', 'object']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].title', ['text', 'object']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].subtitle', ['text', 'object']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].track', ['text', 'object']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].type', ['text', 'object']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].language', ['text']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].abstract', ['text', 'object']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].description', ['text', 'object']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].url', ['text']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].persons', ['text', 'list']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].persons[0]', ['text', 'object']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].persons[0].name', ['text', 'object']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].persons[0].guid', ['text']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].links', ['list']],
    ['schedule.conference.days[0].rooms["Quay Hall"][0].links[1]', ['text', 'object']],
    ['schedule.conference.days[0].rooms["Quay Hall"][0].links[1].url', ['text']],
    ['schedule.conference.days[0].rooms["Quay Hall"][0].links[1].title', ['text', 'object']],
    ['schedule.conference.days[0].rooms["Quay Hall"][0].links[1].type', ['text']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].attachments', ['list']],
    ['schedule.conference.days[0].rooms["Quay Hall"][1].video_download_url', ['text']],
  ]

  it.each(table)('[IMP-24] refuses a wrong kind of value at %s', (place, allowed) => {
    expect(wrongKindsAccepted({ json: fixture('pretalx'), importJson: importC3voc, place, allowed })).toEqual(
      [],
    )
  })

  it.each([
    [{ title: null }, 'title', 'expected a text that is not blank, found nothing'],
    [{ title: 'x'.repeat(501) }, 'title', 'expected at most 500 characters, found 501'],
    [{ duration: 'a while' }, 'duration', 'expected a duration such as "0:45"'],
    [{ duration: '1:75' }, 'duration', 'expected a duration'],
    [{ duration: '999:00' }, 'duration', 'at most 31 days'],
    [{ duration: -5 }, 'duration', 'expected a duration'],
    [{ start: '24:30' }, 'start', 'expected a time of day such as "09:30", found the text "24:30"'],
    [{ end: '2024-10-26' }, 'end', 'expected a date with a time, or a time of day'],
    [{ persons: [{ name: 'x'.repeat(201) }] }, 'persons[0].name', 'at most 200 characters'],
    [{ abstract: { en: 5 } }, 'abstract.en', 'expected a text, found the number 5'],
    [{ track: { name: null, slug: '' } }, 'track', 'expected the name, the slug or the guid of a track'],
  ])('[IMP-24] says what is wrong with %j', (event, field, message) => {
    const error = importErrorOf(() => importC3voc(scheduleOf({ event })))
    expect(error.place).toBe(`schedule.conference.days[0].rooms.Hall[0].${field}`)
    expect(error.message).toContain(message)
  })

  it.each([
    [[], 'expected an object, found a list of 0', null],
    ['x', 'expected an object, found the text "x"', null],
    [{}, 'expected an object, found nothing', 'schedule'],
    [{ schedule: { conference: { title: 'x' } } }, 'expected a list of days', 'schedule.conference.days'],
    [
      scheduleOf({ conference: { time_zone_name: 'Lisbon' } }),
      'such as "Europe/Lisbon"',
      'schedule.conference.time_zone_name',
    ],
    [
      scheduleOf({ conference: { time_zone_name: '+01:00' } }),
      'the name of a time zone',
      'schedule.conference.time_zone_name',
    ],
    [scheduleOf({ day: { rooms: [[]] } }), 'for each hall', 'schedule.conference.days[0].rooms'],
  ])('[IMP-24] refuses what is no schedule: %j', (json, message, place) => {
    const error = importErrorOf(() => importC3voc(json))
    expect(error.message).toContain(message)
    expect(error.place).toBe(place)
  })

  it.each(FIXTURES)(
    `[IMP-25] damaged anywhere (seed ${testSeed}), %s gives a sound programme or a placed error`,
    (name) => {
      const outcome = expectNoSurprise({
        json: fixture(name),
        importJson: importC3voc,
        rounds: testRounds,
        seed: testSeed,
      })
      expect(outcome.refused).toBeGreaterThan(testRounds / 20)
      expect(outcome.accepted).toBeGreaterThan(testRounds / 20)
    },
  )

  it('[IMP-26] takes __proto__ and constructor for names like any other', () => {
    const json: unknown = JSON.parse(
      JSON.stringify(scheduleOf({ event: { title: 'Named', track: '__proto__' } }))
        .replace('"Hall"', '"__proto__"')
        .replace('"talk-1"', '"constructor"'),
    )
    const programme = importC3voc(json)
    expect(onlySession(programme)).toMatchObject({ hall: '__proto__', key: 'constructor', title: 'Named' })
    expect(programme.tracks.map(({ title }) => title)).toEqual(['__proto__'])
    expect(Object.prototype).not.toHaveProperty('title')
    const inherited: unknown = JSON.parse('{"__proto__": {"schedule": {}}}')
    expect(importErrorOf(() => importC3voc(inherited)).place).toBe('schedule')
  })

  it('[IMP-26] refuses absurd sizes with their place', () => {
    const many = importErrorOf(() =>
      importC3voc(scheduleOf({ day: { rooms: { Hall: Array.from({ length: 50_001 }, () => ({})) } } })),
    )
    expect(many.message).toBe(
      'schedule.conference.days[0].rooms.Hall: expected at most 50000 entries, found 50001',
    )
    const long = importErrorOf(() => importC3voc(scheduleOf({ event: { abstract: 'x'.repeat(600_000) } })))
    expect(long.place).toBe('schedule.conference.days[0].rooms.Hall[0].abstract')
    const deep = importErrorOf(() => importC3voc(scheduleOf({ event: { abstract: '<div>'.repeat(15_000) } })))
    expect(deep.place).toBe('schedule.conference.days[0].rooms.Hall[0].abstract')
  })

  it('[IMP-26] drops control characters and halves of characters', () => {
    expect(sessionOf({ event: { title: 'A\u0000 \u001bta\tlk \ud800' } }).title).toBe('A ta lk \ufffd')
    expect(textOf(sessionOf({ event: { abstract: 'x\u0000y \ud800' } }))).toBe('xy \ufffd')
  })
})

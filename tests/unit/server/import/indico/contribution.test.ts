import { describe, expect, it } from 'vitest'
import { importIndico } from '../../../../../server/import/indico.ts'
import { importFixture, exportOf, importContribution, session, codesOf, moment } from '../indico-exports.ts'

describe('subcontributions', () => {
  const parts = (...minutes: readonly (number | null)[]) =>
    minutes.map((duration, index) => ({ db_id: index + 1, title: `Part ${index + 1}`, duration }))
  const contribution = (minutes: number, subContributions: unknown) => ({
    session: 'MC',
    startDate: moment('2026-10-24', '10:00:00'),
    endDate: moment('2026-10-24', '11:00:00'),
    duration: minutes,
    room: 'Ria',
    subContributions,
  })

  it('[IMP-17] follow each other when they fill their contribution exactly', () => {
    const { sessions, warnings } = importContribution(contribution(60, parts(25, 35)))
    expect(sessions.map(({ title, start, end }) => [title, start, end])).toEqual([
      ['A talk', '2026-10-24T09:00:00Z', '2026-10-24T10:00:00Z'],
      ['Part 1', '2026-10-24T09:00:00Z', '2026-10-24T09:25:00Z'],
      ['Part 2', '2026-10-24T09:25:00Z', '2026-10-24T10:00:00Z'],
    ])
    expect(warnings.map(({ code }) => code)).toContain('times-derived')
    expect(sessions.every(({ hall, trackKey }) => hall === 'Ria' && trackKey === sessions[0]!.trackKey)).toBe(
      true,
    )
  })

  it.each([[parts(25, 20)], [parts(25, null)], [parts(0, 60)], [parts(25, 45)]])(
    '[IMP-17] have no times of their own otherwise: %j',
    (subContributions) => {
      const { sessions, warnings } = importContribution(contribution(60, subContributions))
      expect(sessions.map(({ title, start }) => [title, start])).toEqual([
        ['A talk', '2026-10-24T09:00:00Z'],
        ['Part 1', null],
        ['Part 2', null],
      ])
      expect(warnings.map(({ code }) => code)).not.toContain('times-derived')
    },
  )

  it('[IMP-17] have keys within their contribution where the export has no database ids', () => {
    const programme = importIndico(
      exportOf([
        { db_id: null, id: '7', subContributions: [{ id: '1', title: 'x' }, { title: 'y z' }] },
        { db_id: null, id: '8', subContributions: [{ id: '1', title: 'x' }] },
      ]),
    )
    expect(programme.sessions.map(({ key }) => key)).toEqual([
      'indico-contribution-7',
      'indico-subcontribution-7-1',
      'indico-subcontribution-7-y-z',
      'indico-contribution-8',
      'indico-subcontribution-8-1',
    ])
  })
})

describe('links', () => {
  it('[IMP-18] come from folders, references and the deprecated material, each once', () => {
    const programme = importFixture('event-sessions')
    expect(session(programme, 'indico-contribution-501').links).toEqual([
      {
        kind: 'slides',
        title: 'Slides for measured boot',
        url: 'https://indico.example.org/event/4/contributions/501/attachments/271/272/measured.odp',
      },
      { kind: 'recording', title: 'Recording', url: 'https://video.example.org/501' },
      { kind: 'reference', title: 'DOI 10.1000/182', url: 'https://doi.org/10.1000/182' },
    ])
    expect(session(programme, 'indico-contribution-502').links.map(({ kind }) => kind)).toEqual(['slides'])
  })

  it('[IMP-18] lead to the download of a file and to the target of a link', () => {
    const attachment = {
      title: 'Both',
      download_url: 'https://indico.example.org/a/go',
      link_url: 'https://target.example.org/',
    }
    const urlsOf = (type: string | null) =>
      importContribution({ folders: [{ attachments: [{ ...attachment, type }] }] }).sessions[0]!.links.map(
        ({ url }) => url,
      )
    expect(urlsOf('file')).toEqual(['https://indico.example.org/a/go'])
    expect(urlsOf('link')).toEqual(['https://target.example.org/'])
    expect(urlsOf(null)).toEqual(['https://target.example.org/'])
  })

  it('[IMP-18] take their kind from the folder too, and leave the minutes to the summary', () => {
    const attachments = [{ title: 'final.pdf', type: 'file', download_url: 'https://i.example/final.pdf' }]
    const { links } = importContribution({
      folders: [{ title: 'Paper', attachments }],
      material: [
        { id: 'minutes', title: 'Minutes', resources: [{ name: 'minutes', url: 'https://i.example/note' }] },
        {
          id: '3',
          title: 'Video',
          resources: [{ name: 'part one', url: 'https://i.example/1', _type: 'Link' }],
        },
      ],
    }).sessions[0]!
    expect(links).toEqual([
      { kind: 'paper', title: 'final.pdf', url: 'https://i.example/final.pdf' },
      { kind: 'recording', title: 'part one', url: 'https://i.example/1' },
    ])
  })
})

describe('people', () => {
  const speakersOf = (...speakers: readonly Readonly<Record<string, unknown>>[]) =>
    importContribution({ speakers }).sessions[0]!.speakers

  it.each([
    [{ first_name: 'Ada', last_name: 'Lovelace', fullName: 'Lovelace, Ada' }, 'Ada Lovelace'],
    [{ firstName: 'Ada', familyName: 'Lovelace', name: 'Countess Ada Lovelace' }, 'Ada Lovelace'],
    [{ fullName: 'Lovelace, Ada' }, 'Ada Lovelace'],
    [{ name: 'Ada Lovelace' }, 'Ada Lovelace'],
    [{ first_name: '', last_name: 'Lovelace' }, 'Lovelace'],
    [{ first_name: 'Ada', last_name: '' }, 'Ada'],
  ])('[IMP-21] reads the name of %j', (person, name) => {
    expect(speakersOf(person)).toEqual([{ name }])
  })

  it('[IMP-21] merges by address, else by its hash, else by name, and keeps what is known', () => {
    const ada = { first_name: 'Ada', last_name: 'Lovelace' }
    expect(
      speakersOf(
        { ...ada, email: 'ada@example.org', affiliation: '' },
        { first_name: 'A.', last_name: 'Lovelace', email: 'ADA@example.org', affiliation: 'Engine' },
      ),
    ).toEqual([{ name: 'Ada Lovelace', email: 'ada@example.org', affiliation: 'Engine' }])
    expect(speakersOf({ ...ada, emailHash: 'aa' }, { ...ada, emailHash: 'bb' })).toHaveLength(2)
    expect(speakersOf({ ...ada, emailHash: 'aa' }, { name: 'ada  lovelace' })).toHaveLength(1)
    expect(speakersOf({ ...ada, email: 'not an address' })).toEqual([{ name: 'Ada Lovelace' }])
  })

  it('[IMP-21] keeps two people of one name apart, and warns of people without one', () => {
    const { speakers } = session(importFixture('event-sessions'), 'indico-contribution-505')
    expect(speakers).toEqual([
      { name: 'Marta Quental', affiliation: 'Ferry Labs' },
      { name: 'Marta Quental', affiliation: 'Other Marta' },
    ])
    expect(codesOf(importContribution({ speakers: [{ id: '3' }] }))).toEqual(['person-without-name'])
  })
})

describe('times', () => {
  const timesOf = (contribution: Readonly<Record<string, unknown>>) => {
    const programme = importContribution(contribution)
    const { start, end } = programme.sessions[0]!
    return { start, end, codes: codesOf(programme) }
  }

  it('[IMP-22] are read in whatever zone the export shows them, and in the zone of the event when it shows none', () => {
    const expected = { start: '2026-07-01T09:00:00Z', end: '2026-07-01T09:30:00Z', codes: [] }
    for (const [time, tz] of [
      ['11:00:00', 'Europe/Zurich'],
      ['09:00:00', 'UTC'],
      ['10:00:00', null],
      ['10:00:00.000000', 'Europe/Lisbon'],
      ['10:00', 'europe/lisbon'],
    ] as const) {
      expect(timesOf({ startDate: moment('2026-07-01', time, tz), duration: 30 })).toEqual(expected)
    }
  })

  it('[IMP-22] tell the second pass of a repeated hour by a certain end, else take the first and say so', () => {
    const second = { startDate: moment('2026-10-25', '01:30:00'), endDate: moment('2026-10-25', '02:15:00') }
    expect(timesOf({ ...second, duration: 45 })).toEqual({
      start: '2026-10-25T01:30:00Z',
      end: '2026-10-25T02:15:00Z',
      codes: [],
    })
    expect(timesOf({ ...second, duration: 105 })).toEqual({
      start: '2026-10-25T00:30:00Z',
      end: '2026-10-25T02:15:00Z',
      codes: ['repeated-hour'],
    })
    expect(timesOf({ ...second, endDate: moment('2026-10-25', '01:50:00'), duration: 20 })).toEqual({
      start: '2026-10-25T00:30:00Z',
      end: '2026-10-25T00:50:00Z',
      codes: ['repeated-hour'],
    })
  })

  it('[IMP-22] have no end when none is usable', () => {
    const startDate = moment('2026-07-01', '10:00:00')
    expect(timesOf({ startDate, endDate: startDate })).toMatchObject({ end: null, codes: ['no-end'] })
    expect(timesOf({ startDate, duration: 0 })).toMatchObject({ end: null, codes: ['no-end'] })
    expect(timesOf({ startDate: null, endDate: null, duration: 20 })).toEqual({
      start: null,
      end: null,
      codes: [],
    })
  })

  it('[IMP-22] are left out when neither they nor the event have a zone', () => {
    const json = exportOf([{ startDate: moment('2026-07-01', '10:00:00', null) }], { timezone: null })
    const programme = importIndico(json)
    expect(programme.sessions[0]!.start).toBeNull()
    expect(codesOf(programme)).toEqual(['missing-time-zone', 'no-time-zone'])
  })
})

describe('repetitions', () => {
  it('[IMP-16] imports a contribution that is listed twice once, and never drops another with its key', () => {
    const twice = importIndico(exportOf([{ db_id: 3 }, { db_id: 3 }]))
    expect(twice.sessions.map(({ key }) => key)).toEqual(['indico-contribution-3'])
    expect(codesOf(twice)).toEqual(['listed-twice'])
    const unlike = importIndico(
      exportOf([
        { db_id: null, title: 'Panel', startDate: moment('2026-07-01', '10:00:00'), duration: 30 },
        { db_id: null, title: 'Panel', startDate: moment('2026-07-02', '10:00:00'), duration: 30 },
      ]),
    )
    expect(unlike.sessions.map(({ key }) => key)).toEqual([
      'indico-contribution-panel',
      'indico-contribution-panel#2',
    ])
    expect(codesOf(unlike)).toEqual(['title-repeated'])
  })
})

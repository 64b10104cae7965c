import { describe, expect, it } from 'vitest'
import { importIndico } from '../../../../server/import/indico.ts'
import {
  FIXTURES,
  fixture,
  importFixture,
  exportOf,
  session,
  track,
  textOf,
  moment,
} from './indico-exports.ts'
import { expectSoundProgramme, importErrorOf, withValueAt, pathOf } from './programme-checks.ts'

describe('an event export at detail=sessions', () => {
  it('[IMP-15] gives the event with its days in its own zone', () => {
    const { event, format } = importFixture('event-sessions')
    expect(format).toBe('indico')
    expect(event).toMatchObject({
      title: 'Harbour Kernel Days 2026',
      startDate: '2026-10-24',
      endDate: '2026-10-25',
      timeZone: 'Europe/Lisbon',
      location: 'Armazém 7, Cais do Ginjal 2800 Almada',
      url: 'https://indico.example.org/event/4/',
    })
    expect(textOf(event.description)).toBe('Two days at the old harbour.')
    const late = exportOf([], { startDate: moment('2026-10-25', '00:30:00', 'Europe/Zurich') })
    expect(importIndico(late).event.startDate).toBe('2026-10-24')
  })

  it('[IMP-15] makes one track of all blocks of an Indico session, led by its conveners', () => {
    const programme = importFixture('event-sessions')
    expect(programme.tracks.map(({ key, title }) => [key, title])).toEqual([
      ['indico-session-66', 'Boot and Trust MC'],
      ['indico-session-67', 'Live Notes MC'],
      ['indico-session-68', 'Tea with maintainers'],
      ['indico-track-refereed-talks', 'Refereed talks'],
    ])
    const boot = track(programme, 'indico-session-66')
    expect(boot.leads).toEqual([
      { name: 'Marta Quental', affiliation: 'Ferry Labs' },
      { name: 'Sunniva Aas', affiliation: 'Fjord Boards' },
    ])
    expect(textOf(boot.description)).toBe(
      'Everything before the first process.\nTopics:\nmeasured boot\nkeys',
    )
    expect(boot.links).toEqual([
      { kind: 'etherpad', title: 'Etherpad', url: 'https://pad.example.org/p/boot-and-trust' },
      { kind: 'web', title: 'Call for topics', url: 'https://harbour.example.org/boot' },
    ])
  })

  it('[IMP-16] makes a session of each contribution, in programme order, unscheduled ones last', () => {
    const { sessions } = importFixture('event-sessions')
    expect(sessions.map(({ key, trackKey, start }) => [key, trackKey, start])).toEqual([
      ['indico-contribution-506', 'indico-track-refereed-talks', '2026-10-24T08:00:00Z'],
      ['indico-contribution-501', 'indico-session-66', '2026-10-24T09:00:00Z'],
      ['indico-contribution-502', 'indico-session-66', '2026-10-24T09:30:00Z'],
      ['indico-subcontribution-801', 'indico-session-66', '2026-10-24T09:30:00Z'],
      ['indico-subcontribution-802', 'indico-session-66', '2026-10-24T09:50:00Z'],
      ['indico-contribution-504', 'indico-session-67', '2026-10-24T13:00:00Z'],
      ['indico-subcontribution-803', 'indico-session-67', null],
      ['indico-subcontribution-804', 'indico-session-67', null],
      ['indico-contribution-505', 'indico-session-67', '2026-10-24T13:30:00Z'],
      ['indico-contribution-503', 'indico-session-66', '2026-10-25T01:30:00Z'],
      ['indico-contribution-508', null, '2026-10-25T12:00:00Z'],
      ['indico-contribution-507', 'indico-track-refereed-talks', null],
    ])
    expect(sessions[1]).toMatchObject({
      title: 'Measured boot without tears',
      end: '2026-10-24T09:30:00Z',
      hall: '1/1-001 - Ria',
      url: 'https://indico.example.org/event/4/contributions/501/',
      speakers: [
        { name: 'Marta Quental', affiliation: 'Ferry Labs' },
        { name: 'Jérémie Farge', affiliation: 'Atelier Noyau' },
      ],
    })
  })

  it('[IMP-16] reads descriptions in Markdown and in HTML', () => {
    const programme = importFixture('event-sessions')
    const markdown = session(programme, 'indico-contribution-501').abstract
    expect(markdown?.content.map(({ type }) => type)).toEqual(['paragraph', 'bulletList'])
    expect(textOf(session(programme, 'indico-contribution-502').abstract)).toBe(
      'What happens to keys & owners.',
    )
  })

  it('[IMP-19] makes summaries of the minutes that exist', () => {
    const programme = importFixture('event-sessions')
    const { summary } = session(programme, 'indico-contribution-501')
    expect(summary?.content.map(({ type }) => type)).toEqual(['paragraph', 'bulletList'])
    expect(textOf(summary)).toBe('Agreed: measure the loader first.\nMarta sends a patch')
    expect(textOf(session(programme, 'indico-subcontribution-802').summary)).toBe('No consensus.')
    expect(session(programme, 'indico-contribution-502').summary).toBeNull()
    expect(textOf(track(programme, 'indico-session-66').summary)).toBe('Three patches were promised.')
    expect(track(programme, 'indico-session-67').summary).toBeNull()
  })

  it('[IMP-20] warns about all that it left out or guessed', () => {
    const { warnings } = importFixture('event-sessions')
    expect(warnings.map(({ code, path }) => [code, path])).toEqual([
      ['event-links-left-out', 'results[0].folders'],
      ['event-note-left-out', 'results[0].note'],
      ['block-titles-left-out', 'results[0].sessions[0].slotTitle'],
      ['times-derived', 'results[0].sessions[0].contributions[1].subContributions'],
      ['authors-not-speakers', 'results[0].contributions[1]'],
      ['empty-track', 'results[0].sessions[3]'],
    ])
  })
})

describe('the other exports of the same event', () => {
  it('[IMP-16] keep the keys of contributions and subcontributions', () => {
    const keysOf = (name: (typeof FIXTURES)[number]) => importFixture(name).sessions.map(({ key }) => key)
    const all = keysOf('event-sessions')
    expect(keysOf('event-subcontributions')).toEqual(all)
    const scheduled = all.filter((key) => !key.includes('subcontribution') && !key.endsWith('507'))
    expect(keysOf('timetable')).toEqual(scheduled)
  })

  it('[IMP-16] give the same times, halls, people and abstracts', () => {
    const [first, ...others] = ['event-sessions', 'event-subcontributions', 'timetable'] as const
    const reference = importFixture(first)
    for (const name of others) {
      for (const { key, title, start, end, hall, speakers, abstract, url } of importFixture(name).sessions) {
        expect(session(reference, key)).toMatchObject({ title, start, end, hall, speakers, abstract, url })
      }
    }
  })

  it('[IMP-15] know an Indico session by title where its id is not told, with a warning', () => {
    const programme = importFixture('event-subcontributions')
    expect(programme.tracks.map(({ key }) => key)).toEqual([
      'indico-session-title-boot-and-trust-mc',
      'indico-session-title-live-notes-mc',
      'indico-track-refereed-talks',
    ])
    const warning = programme.warnings.find(({ code }) => code === 'session-by-title')
    expect(warning?.message).toMatch(/^2 tracks are known by title only/)
  })

  it('[IMP-15] join a contribution outside the blocks to the session that it names', () => {
    const json = withValueAt(
      fixture('event-sessions'),
      pathOf('results[0].contributions[1].session'),
      'boot and trust MC',
    )
    expect(session(importIndico(json), 'indico-contribution-507').trackKey).toBe('indico-session-66')
  })

  it('[IMP-23] reads a timetable: blocks, contributions, relative addresses', () => {
    const programme = importFixture('timetable')
    expect(programme.event).toMatchObject({
      title: 'Indico event 4',
      startDate: '2026-10-24',
      endDate: '2026-10-25',
      timeZone: 'Europe/Lisbon',
      url: 'https://indico.example.org/event/4/',
    })
    expect(programme.tracks.map(({ key }) => key)).toEqual([
      'indico-session-66',
      'indico-session-67',
      'indico-session-68',
    ])
    expect(track(programme, 'indico-session-66')).toMatchObject({
      leads: [{ name: 'Marta Quental' }, { name: 'Sunniva Aas' }],
      links: [
        {
          kind: 'etherpad',
          title: 'Etherpad',
          url: 'https://indico.example.org/event/4/sessions/66/attachments/276/277/go',
        },
        { kind: 'web', title: 'Call for topics' },
      ],
    })
    expect(session(programme, 'indico-contribution-506').trackKey).toBeNull()
  })

  it('[IMP-23] counts the breaks of a timetable and a block over midnight once', () => {
    const { warnings } = importFixture('timetable')
    expect(warnings.map(({ code }) => code)).toEqual([
      'timetable-says-less',
      'time-zone-guessed',
      'block-titles-left-out',
      'breaks-left-out',
      'empty-track',
    ])
    expect(warnings[2]!.message).toMatch(/^3 titles/)
    expect(warnings[3]).toMatchObject({
      message: '2 breaks were left out: Tea, Lunch.',
      path: 'results["4"]["20261024"].s1301.entries.b2001',
    })
  })
})

describe('what an event may hide', () => {
  it('[IMP-20] warns of an event that may not have published its contributions', () => {
    const programme = importFixture('event-unpublished')
    expect(programme.sessions).toEqual([])
    expect(programme.warnings.at(-1)).toMatchObject({
      code: 'no-contributions',
      path: 'results[0].contributions',
    })
    expect(programme.warnings.at(-1)!.message).toMatch(/token of a manager/)
    const hidden = importIndico({ results: { 4: {} } })
    expect(hidden.warnings.at(-1)).toMatchObject({ code: 'no-contributions', path: 'results["4"]' })
  })

  it('[IMP-20] says which detail to ask for when an export was made without contributions', () => {
    const json = withValueAt(exportOf([]), pathOf('results[0].contributions'), undefined)
    expect(importIndico(json).warnings.at(-1)).toMatchObject({ code: 'no-contributions-asked' })
  })

  it.each([
    [{ results: [] }, 'results', /found none.* token/],
    [{ results: {} }, 'results', /found none/],
    [{ results: [{}, {}] }, 'results', /found 2 events: export and import them one by one/],
    [{ message: 'Invalid token' }, 'message', /Indico answered with an error.*: Invalid token/],
    [{}, 'results', /expected the results of an Indico export, found nothing/],
    [[], null, /expected an object/],
    [{ results: 'none' }, 'results', /expected an object/],
  ])('[IMP-20] refuses %j', (json, place, message) => {
    const error = importErrorOf(() => importIndico(json))
    expect(error.place).toBe(place)
    expect(error.message).toMatch(message)
  })
})

it.each(FIXTURES)('[IMP-31] %s imports as valid documents, with a place for each warning', (name) => {
  const programme = importFixture(name)
  expectSoundProgramme(programme)
  for (const { path, message } of programme.warnings) {
    expect(path).toMatch(/^results/)
    expect(message).toMatch(/\.$/)
  }
})

import { describe, expect, test } from 'vitest'
import { importLpcPage, looksLikeLpcPage } from '../../../../server/import/lpc-page.ts'
import { fixture, linkMarksOf, outlineOf, trackOf, warningCounts, warningsOf } from './lpc-page-reading.ts'

const programme = importLpcPage(fixture('conference.txt'))

describe('the event', () => {
  test('[LPC-1] takes its title, days and time zone from the head of the page', () => {
    expect(programme.format).toBe('lpc-page')
    expect(programme.event).toMatchObject({
      title: 'Riverbend Systems Days 2021 microconferences',
      startDate: '2021-09-30',
      endDate: '2021-10-02',
      timeZone: 'Europe/Vienna',
      location: null,
      url: null,
    })
  })

  test('[LPC-1] keeps the rest of the head and the sponsor headings in its description', () => {
    const kept = ['30 Sept – 2 Oct 2021', 'Europe/Vienna timezone', 'Accepted Tracks']
    const sponsors = ['Gold Sponsors', 'Lunch Sponsor', 'Official Carrier']
    expect(outlineOf(programme.event.description)).toEqual([...kept, ...sponsors])
  })

  test('[LPC-1] is named and dated by nobody when the head does not say', () => {
    const bare = importLpcPage('\nTrains MC\n\nThey run.\n\nMC leads\n\nAnn Roe <ann@t.example>\n')
    expect(bare.event).toMatchObject({
      title: 'Untitled event',
      startDate: null,
      endDate: null,
      timeZone: null,
    })
    expect(warningCounts(bare)).toMatchObject({ 'event-title-missing': 1, 'event-dates-missing': 1 })
  })
})

describe('tracks', () => {
  test('[LPC-2] come in the order of the page, each with a key made from its title', () => {
    expect(programme.tracks.map((track) => [track.key, track.title])).toEqual([
      ['boot-loaders', 'Boot Loaders microconference'],
      ['storage-caches-queues', 'Storage, Caches & Queues MC'],
      ['drivers', 'Drivers microconference'],
      ['sensors-dials-and-lamps', 'Sensors, Dials and Lamps MC'],
      ['networks', 'Networks MC'],
      ['firmware', 'Firmware MC'],
      ['printers', 'Printers MC'],
      ['phones', 'Phones MC'],
      ['clocks', 'Clocks MC'],
    ])
  })

  test('[LPC-2] do not start at a line that only looks like a title', () => {
    expect(warningsOf(programme, 'title-like-line').map((each) => each.slice(0, 20))).toEqual([
      '56: “About this MC” ',
      '330: “Future of this',
    ])
  })

  test('[LPC-3] keep their description in order, labels as headings, wrapped lines joined', () => {
    const boot = trackOf(programme, 'boot-loaders')
    expect(outlineOf(boot.description)).toEqual([
      "Small programs that start large ones have a hard life.\u00a0 Last year's notes [0] list what hurts " +
        '(menus, keys, disks) and what does not.',
      'heading: Expected audience',
      'People who have bricked a board at least once.',
      'heading: Expected topics',
      'bullets[Menus, or none | Keys and who keeps them | More to be added]',
      'If you are\u00a0interested in taking part, please\u00a0use the call for papers.',
    ])
  })

  test('[LPC-3] keep the depth of lists and the numbers that lists start with', () => {
    const storage = trackOf(programme, 'storage-caches-queues')
    expect(outlineOf(storage.description)[1]).toContain(
      'Queue depth in small devices - Cy Oduya bullets[on cards bullets[with old firmware] | on sticks] | Zoned',
    )
    const buffers = programme.sessions.find(({ title }) => title === 'Small Buffers for Large Streams')
    expect(outlineOf(buffers?.summary ?? null).slice(2, 4)).toEqual([
      'from 3[on cards | on sticks]',
      'from 7[on tape]',
    ])
  })

  test('[LPC-3] keep preformatted text with its inner indent', () => {
    const queue = programme.sessions.find(({ title }) => title === 'Queue depth')
    expect(outlineOf(queue?.summary ?? null)[1]).toBe('codeBlock: submit(q, "a");\n  wait(q);\ndone(q);')
  })

  test('[LPC-3] leave a numbered list that lost its nesting as it is, and say so', () => {
    const sensors = trackOf(programme, 'sensors-dials-and-lamps')
    const list = 'from 1[Wires | are they needed? | copper or glass | Air | which band | Light]'
    expect(outlineOf(sensors.description)[1]).toBe(list)
    expect(warningsOf(programme, 'flattened-list')).toHaveLength(1)
  })

  test('[LPC-4] give the listed topics once more as data, with their level', () => {
    const { topics } = trackOf(programme, 'storage-caches-queues')
    expect(topics.map(({ level }) => level)).toEqual([0, 0, 0, 1, 2, 1, 0])
    expect(topics.at(-1)).toEqual({ text: 'Zoned disks', level: 0 })
    expect(trackOf(programme, 'drivers').topics).toEqual([{ text: 'Probe order', level: 0 }])
    expect(trackOf(programme, 'firmware').topics).toEqual([])
  })

  test('[LPC-4] read topics under another label as a guess', () => {
    expect(trackOf(programme, 'sensors-dials-and-lamps').topics).toHaveLength(6)
    expect(warningsOf(programme, 'topics-guessed')).toEqual([
      '157: Sensors, Dials and Lamps MC: No label says “topics”; the lists under likely labels were read as the topics.',
    ])
  })

  test('[LPC-5] have the leads named with address, however they are divided and bracketed', () => {
    const leads = programme.tracks.map(({ leads }) =>
      leads.map(({ name, email }) => `${name} ${email ?? '-'}`),
    )
    expect(leads).toEqual([
      [],
      ['Ada Moreno ada@storage.example', 'Bo Lindqvist bo@storage.example'],
      ['Dana Fields dana@drivers.example', 'Eli Gray -', 'Fay Hill fay@drivers.example'],
      ['Kim Moss kim@sensors.example'],
      ['Pia Rowe pia@net.example', 'Quin Sato quin@net.example'],
      ['Ada Moreno ada@storage.example'],
      ['Till Baum till@print.example', 'Ave Cole ave@print.example'],
      ['Sam Dell sam@phone.example'],
      ['Tess Early tess@clock.example', 'Uri Fenn uri@clock.example'],
    ])
    expect(warningCounts(programme)).toMatchObject({
      'leads-missing': 1,
      'lead-unclear': 1,
      'text-after-leads': 1,
    })
  })

  test('[LPC-5] keep addresses out of their documents', () => {
    const docs = JSON.stringify(programme.tracks.map(({ description, summary }) => [description, summary]))
    expect(docs).not.toContain('@')
  })

  test('[LPC-6] have the links of references, etherpads and decks, with the line still in the text', () => {
    expect(trackOf(programme, 'boot-loaders').links).toEqual([
      { kind: 'reference', title: '[0]', url: 'https://notes.example.org/boot/2020' },
      { kind: 'reference', title: '[1]', url: 'https://notes.example.org/boot/2019' },
    ])
    const sensors = trackOf(programme, 'sensors-dials-and-lamps')
    const url = 'https://pad.example/p/sensors'
    expect(sensors.links).toEqual([{ kind: 'etherpad', title: 'Sensors, Dials, & Lamps MC Etherpad', url }])
    expect(linkMarksOf(sensors.summary)[0]).toBe(`${url} -> ${url}`)
    expect(trackOf(programme, 'firmware').links).toMatchObject([
      { kind: 'etherpad', title: 'Etherpad notes' },
    ])
  })

  test('[LPC-6] warn of references that are cited and not defined, or defined and not cited', () => {
    expect(warningsOf(programme, 'undefined-reference').map((each) => each.split(':')[0])).toEqual([
      '48',
      '218',
    ])
    expect(warningsOf(programme, 'unused-reference').map((each) => each.split(':')[0])).toEqual(['39'])
  })

  test('[LPC-6] find their summary although its heading writes the title in another way', () => {
    expect(trackOf(programme, 'storage-caches-queues').summary).not.toBeNull()
    expect(warningsOf(programme, 'summary-title-differs')).toEqual([
      '168: Sensors, Dials and Lamps MC: The summary is headed “Sensor, Dial and Lamp Microconference Summary”; ' +
        'it was taken as that of this track.',
    ])
  })
})

describe('recognising the format', () => {
  test('[LPC-23] takes a page for one, and nothing else', () => {
    expect(looksLikeLpcPage(fixture('conference.txt'))).toBe(true)
    const others = [
      '',
      'MC leads',
      'Trains MC',
      '<p>Trains MC\nMC leads',
      '{"schedule": {}}',
      'BEGIN:VCALENDAR',
    ]
    expect(others.filter(looksLikeLpcPage)).toEqual([])
  })
})

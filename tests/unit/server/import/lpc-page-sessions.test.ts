import { describe, expect, test } from 'vitest'
import { importLpcPage } from '../../../../server/import/lpc-page.ts'
import {
  fixture,
  linkMarksOf,
  outlineOf,
  sessionOf,
  sessionsOf,
  speakersOf,
  titlesOf,
  trackOf,
  warningsOf,
} from './lpc-page-reading.ts'

const programme = importLpcPage(fixture('conference.txt'))

/** A page with one track and this summary. */
function withSummary(summary: string): ReturnType<typeof importLpcPage> {
  const head =
    '1 May 2022\n\nDays of 2022\n\n\nTrains MC\n\nThey run.\n\nMC leads\n\nAnn Roe <ann@t.example>\n\n'
  return importLpcPage(`${head}Trains Summary\n\n${summary}`)
}

const FACT =
  'It was raining all over the yard when the first of the trains came in, and nobody had an umbrella.'

describe('the styles of a summary', () => {
  test('[LPC-7] titles above `Speaker:` and `Details` lines start sessions', () => {
    const long =
      'Upstream first: how to keep many kernels alive with few people, fewer machines and no time, told by those who ' +
      'do it every single day of the year'
    expect(titlesOf(programme, 'drivers')).toEqual([long, 'Why bother?', 'Tools that nobody loves'])
    expect(sessionOf(programme, long)).toMatchObject({
      speakers: [{ name: 'Gus Ivers', affiliation: 'working on boards at Acme' }],
      links: [{ kind: 'details', title: 'Details', url: null }],
    })
    expect(sessionOf(programme, 'Why bother?').speakers).toEqual([
      { name: 'Hal Jung', affiliation: 'Lumen' },
      { name: 'Ida Khan', affiliation: 'Lumen' },
    ])
    expect(outlineOf(trackOf(programme, 'drivers').summary)).toEqual(['[Copied from a blog]'])
  })

  test('[LPC-7] titles above `Led by` lines start sessions, and what follows the name stays text', () => {
    expect(titlesOf(programme, 'networks')).toHaveLength(3)
    expect(speakersOf(programme, 'What happened last year')).toEqual(['Pia Rowe'])
    expect(outlineOf(sessionOf(programme, 'What happened last year').summary)).toEqual([
      'It was a quiet year for routes, and a loud one for names.',
    ])
    expect(outlineOf(sessionOf(programme, 'Names on the wire"').summary)).toEqual([
      'Led by Quin Sato again.',
      'The problem is simple to state.',
    ])
    expect(speakersOf(programme, '3. Routes nobody wants [4]')).toEqual(['R. Stone Taft'])
  })

  test('[LPC-8] titles that end with people in brackets start sessions without the brackets', () => {
    expect(titlesOf(programme, 'firmware')).toEqual(['Reading old images', 'Signing them all', 'Shipping'])
    expect(speakersOf(programme, 'Signing them all')).toEqual(['Wim Xu', 'Yara Zed'])
    expect(speakersOf(programme, 'Shipping')).toEqual(['Zoe von Abel II'])
  })

  test('[LPC-9] lines without the marks of a sentence start sessions, names of parts do not', () => {
    expect(titlesOf(programme, 'clocks')).toEqual(['Drift', 'Future of this MC'])
    expect(outlineOf(sessionOf(programme, 'Queue depth').summary)[2]).toBe('heading: During the Q&A')
    expect(warningsOf(programme, 'part-heading')).toHaveLength(2)
    expect(warningsOf(programme, 'title-question')).toHaveLength(1)
  })

  test('[LPC-10] short lines in title case with a full stop start sessions, sentences do not', () => {
    const titles = ['Paper Trays & Feeders.', 'The Future of Ink - Dry.', 'What Can We Mend.']
    expect(titlesOf(programme, 'printers')).toEqual(titles)
    expect(outlineOf(sessionOf(programme, 'Paper Trays & Feeders.').summary)[1]).toBe('They jam.')
    expect(warningsOf(programme, 'title-full-stop')).toHaveLength(3)
  })

  test('[LPC-11] without titles each paragraph is a session that is called by its first words', () => {
    expect(titlesOf(programme, 'sensors-dials-and-lamps')).toEqual([
      'Dr. Lea Nash and Max de Orta discussed how lamps may tell the time…',
      'Nobody has tested the dials of the new board, although the old ones were…',
      'It is hoped that a person who likes testing can be found before the…',
    ])
    expect(warningsOf(programme, 'untitled-session')).toHaveLength(3)
    const short = withSummary(`Snow was cleared from the yard by noon. ${FACT}`)
    expect(short.sessions[0]?.title).toBe('Snow was cleared from the yard by noon…')
  })

  test('[LPC-11] paragraphs that introduce, point elsewhere or thank stay with the track', () => {
    expect(outlineOf(trackOf(programme, 'sensors-dials-and-lamps').summary)).toEqual([
      'Sensors, Dials, & Lamps MC Etherpad: https://pad.example/p/sensors',
      'The Sensors MC covered three topics, and one more at the bar.',
      'The article https://news.example/1234/ tells more about dials.',
      'Many thanks to all who carried lamps:',
      'Ned Park (Lamp House)\nOda Quist (Dial Works)',
    ])
    expect(warningsOf(programme, 'paragraph-kept-in-track')).toHaveLength(3)
  })

  test('[LPC-12] a bare list of topics gives sessions without text', () => {
    expect(titlesOf(programme, 'phones')).toEqual(['Batteries: what is left of them', 'Screens', 'Radio'])
    expect(sessionsOf(programme, 'phones').map(({ summary }) => outlineOf(summary))).toEqual([
      [],
      ['bullets[small ones]'],
      [],
    ])
    expect(outlineOf(trackOf(programme, 'phones').summary)).toEqual([
      'The topics\u00a0discussed were:',
      'Feedback is kept in\u00a0this spreadsheet.',
    ])
  })

  test('[LPC-13] a title swallowed by a paragraph starts a session', () => {
    expect(outlineOf(sessionOf(programme, 'Write caches that lie').summary)).toEqual([
      'Disks answer before they have written.  The room agreed that this is rude. \u00a0 It will be measured next year.',
    ])
    const title = 'Small Buffers for Large Streams'
    expect(outlineOf(sessionOf(programme, title).summary)[0]).toBe(
      'Small buffers were the second subject, and they are cheap.',
    )
    expect(warningsOf(programme, 'fused-heading')).toEqual([
      `70: Storage, Caches & Queues MC: The title “${title}” stood inside a paragraph; a session was started there.`,
    ])
  })

  test('[LPC-13] a title whose first words were left in the paragraph above is put together', () => {
    expect(outlineOf(sessionOf(programme, 'Queue depth').summary).at(-1)).toBe(
      'Somebody asked for two. The answer was three.',
    )
    expect(titlesOf(programme, 'storage-caches-queues')).toContain('Sorting requests on the host')
    expect(warningsOf(programme, 'split-heading')).toHaveLength(1)
  })

  test('[LPC-13] capitals in the middle of a paragraph start nothing', () => {
    const text =
      'The Yard\n\nIt rained. Red Trains and Blue Trains came in. Red Trains For Long Lines are long.\n'
    expect(withSummary(text).sessions.map(({ title }) => title)).toEqual(['The Yard'])
  })
})

describe('speakers', () => {
  test('[LPC-14] are taken from the opening words of the text, with a warning', () => {
    expect(sessionsOf(programme, 'sensors-dials-and-lamps')[0]?.speakers).toEqual([
      { name: 'Lea Nash' },
      { name: 'Max de Orta' },
    ])
    expect(speakersOf(programme, 'Drift')).toEqual(['Vic van Gale'])
    expect(warningsOf(programme, 'speaker-from-prose')).toHaveLength(4)
  })

  test('[LPC-14] are found by first name only among the leads', () => {
    expect(speakersOf(programme, 'Paper Trays & Feeders.')).toEqual(['Till Baum'])
    expect(speakersOf(programme, 'The Future of Ink - Dry.')).toEqual(['Ave Cole'])
    expect(speakersOf(programme, 'What Can We Mend.')).toEqual([])
    expect(warningsOf(programme, 'speaker-unclear').at(-1)).toContain('“Roz” may have spoken')
  })

  test('[LPC-14] are taken from the topics when exactly one fits', () => {
    expect(speakersOf(programme, 'Write caches that lie')).toEqual(['Ada Moreno'])
    expect(speakersOf(programme, 'Queue depth')).toEqual([])
    expect(warningsOf(programme, 'speaker-from-topic')).toHaveLength(1)
    expect(warningsOf(programme, 'speaker-unclear')[0]).toContain('(Bo Lindqvist, Cy Oduya)')
  })

  test.each([
    ['a person of the audience', 'Ann Roe asked why.'],
    ['an organisation', 'Linux Foundation presented a plan.'],
    ['a thing', 'Snow plough discussed.'],
    ['a name inside the text', 'It was late. Ann Roe presented a plan.'],
    ['somebody named without a verb', 'Ann Roe, it was said, is late.'],
  ])('[LPC-14] are not made up: %s', (_, text) => {
    const page = withSummary(`The Yard\n\n${text} ${FACT}\n`)
    expect(page.sessions[0]?.speakers).toEqual([])
  })

  test('[LPC-14] of an unusual form are shown as a guess', () => {
    expect(sessionOf(programme, 'Tools that nobody loves').speakers).toEqual([
      { name: 'Jo Lund', affiliation: 'Mill Works' },
    ])
    expect(warningsOf(programme, 'speaker-line-unclear')).toHaveLength(1)
    const page = withSummary('The Yard\nSpeaker: bob and the crew\n\nIt rained.\n')
    expect(page.sessions[0]?.speakers).toEqual([{ name: 'bob' }, { name: 'the crew' }])
    expect(warningsOf(page, 'speaker-line-unclear')).toHaveLength(1)
  })
})

describe('links and text of a session', () => {
  test('[LPC-15] a `Slides` line is a link whose address is lost, counted once a track', () => {
    const slides = { kind: 'slides', title: 'Slides', url: null }
    expect(sessionsOf(programme, 'sensors-dials-and-lamps').map(({ links }) => links)).toEqual([
      [slides],
      [],
      [slides],
    ])
    expect(warningsOf(programme, 'slides-target-lost').map((each) => each.replace(/^.*: /, ''))).toEqual([
      '2 “Slides” links came without an address.',
      '1 “Slides” link came without an address.',
    ])
  })

  test('[LPC-15] `Slides` glued to a sentence is the same link, and the line below it no second one', () => {
    const session = sessionOf(programme, 'Reading old images')
    expect(session.links).toEqual([{ kind: 'slides', title: 'Slides', url: null }])
    expect(outlineOf(session.summary)).toEqual([
      'Old images are read with new tools (see the list). It went on in the hallway.',
    ])
    expect(warningsOf(programme, 'fused-slides')).toHaveLength(1)
  })

  test('[LPC-15] `Slides: none` stays readable, and an address is kept', () => {
    expect(sessionOf(programme, 'Signing them all')).toMatchObject({ links: [] })
    expect(outlineOf(sessionOf(programme, 'Signing them all').summary)).toEqual(['Slides: none'])
    const url = 'https://slides.example/shipping.pdf'
    expect(sessionOf(programme, 'Shipping').links).toEqual([{ kind: 'slides', title: 'Slides', url }])
  })

  test('[LPC-16] written-out addresses become links, the text stays as it was', () => {
    const { summary } = sessionOf(programme, 'Small Buffers for Large Streams')
    expect(outlineOf(summary).at(-1)).toBe(
      'Approach 4. was preferred. See the table and [https://example.org/x_(y)].',
    )
    expect(linkMarksOf(summary)).toEqual([
      'the table -> https://example.org/table?a=1',
      'https://example.org/x_(y) -> https://example.org/x_(y)',
    ])
  })

  test('[LPC-16] wrapped lines are joined by a space, meant line breaks are kept', () => {
    const [first] = sessionsOf(programme, 'sensors-dials-and-lamps')
    expect(outlineOf(first?.summary ?? null)[0]).toMatch(/copper\.\nThe talk ended early\.$/)
    expect(outlineOf(sessionsOf(programme, 'drivers')[0]?.summary ?? null)).toContain(
      'Q: Who pays?\nA: Nobody does.',
    )
    expect(outlineOf(trackOf(programme, 'phones').description)[0]).toBe(
      'Phones are small computers that people talk to. The line breaks of this paragraph come from an editor ' +
        'with a narrow window.',
    )
  })

  test('[LPC-22] what looks unfinished is a warning with its line', () => {
    const lines = (code: string): readonly string[] =>
      warningsOf(programme, code).map((each) => each.split(':')[0] ?? '')
    expect(lines('truncated-end')).toEqual(['150'])
    expect(lines('count-mismatch')).toEqual(['205'])
    expect(lines('title-stray-quote')).toEqual(['211'])
    expect(lines('title-numbered')).toEqual(['218'])
    expect(lines('title-reference')).toEqual(['218'])
    expect(lines('lost-link')).toEqual(['311'])
    expect(lines('possible-heading')).toEqual(['133', '253'])
    expect(lines('etherpad-label-differs')).toEqual(['170'])
    expect(lines('sessions-from-list')).toEqual(['306'])
    expect(lines('summary-missing')).toEqual(['13'])
    expect(lines('session-without-text')).toEqual([])
    expect(
      warningsOf(withSummary('The Yard (Ann Roe)\n\nThe Shed (Bo Li)\nSlides\n'), 'session-without-text'),
    ).toHaveLength(1)
  })
})

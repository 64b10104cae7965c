import { describe, expect, it } from 'vitest'
import { importC3voc } from '../../../../../server/import/c3voc.ts'
import { importFixture, scheduleOf, onlySession, sessionOf, codesOf, textOf } from '../c3voc-schedules.ts'

describe('people, links and texts of c3voc events', () => {
  it.each([
    [[{ name: ' Ada  Lovelace ' }], ['Ada Lovelace']],
    [[{ public_name: 'Ada' }], ['Ada']],
    [[{ name: null, public_name: 'Ada' }], ['Ada']],
    [
      ['Ada', 'Grace'],
      ['Ada', 'Grace'],
    ],
    ['Ada Lovelace, Grace Hopper and Alan Turing', ['Ada Lovelace', 'Grace Hopper', 'Alan Turing']],
    ['Ada Lovelace', ['Ada Lovelace']],
    ['Lovelace, Ada; Turing, Alan', ['Lovelace, Ada', 'Turing, Alan']],
    [null, []],
    [[{ name: 'Ada' }, 'ada', { name: 'ADA', id: 4 }], ['Ada']],
    [
      [
        { name: 'Ada', id: 3 },
        { name: 'Ada', id: 4 },
      ],
      ['Ada', 'Ada'],
    ],
    [
      [
        { name: 'Ada', guid: 'g' },
        { name: 'Countess Lovelace', guid: 'g' },
      ],
      ['Ada'],
    ],
    [[{ id: 3 }, { name: '  ' }, { name: 'Ada' }], ['Ada']],
  ])('[IMP-10] reads the persons %j as %j', (persons, names) => {
    expect(sessionOf({ event: { persons } }).speakers.map(({ name }) => name)).toEqual(names)
  })

  it('[IMP-10] says when names were split or people have none', () => {
    const programme = importC3voc(
      scheduleOf({
        events: [
          { guid: 'a', persons: 'Ada, Grace' },
          { guid: 'b', persons: [{ id: 1 }, { id: 2 }] },
        ],
      }),
    )
    expect(programme.warnings.map(({ code, message }) => [code, message.split(' ')[0]])).toEqual([
      ['names-split', '1'],
      ['person-without-name', '2'],
    ])
  })

  it.each([
    [{ type: 'slides', url: 'https://a.example/x' }, 'slides'],
    [{ type: 'SLIDES', url: 'https://a.example/x' }, 'slides'],
    [{ type: 'media', url: 'https://a.example/x' }, 'recording'],
    [{ type: 'paper', url: 'https://a.example/x' }, 'paper'],
    [{ type: 'related', title: 'Slide deck', url: 'https://a.example/x' }, 'slides'],
    [{ title: 'Video recording', url: 'https://a.example/x' }, 'recording'],
    [{ title: 'Watch', url: 'https://www.youtube.com/watch?v=1' }, 'recording'],
    [{ title: 'Notes', url: 'https://hedgedoc.example.org/p/1' }, 'etherpad'],
    [{ title: 'Etherpad', url: 'https://a.example/x' }, 'etherpad'],
    [{ title: 'x', url: 'https://a.example/x.pptx' }, 'slides'],
    [{ title: 'x', url: 'https://a.example/x.webm?dl=1' }, 'recording'],
    [{ title: 'x', url: 'https://a.example/2024/slides/x.pdf' }, 'slides'],
    [{ title: 'x', url: 'https://a.example/x.pdf' }, 'paper'],
    [{ title: 'Paper', url: 'https://a.example/x' }, 'paper'],
    [{ title: 'Matrix room', url: 'https://chat.example/#x' }, 'web'],
    [{ title: 'Paddling for fun', url: 'https://a.example/padding' }, 'web'],
    [{ title: 'Article on the iPad', type: 'article', url: 'https://a.example/x' }, 'web'],
    ['https://a.example/deck.odp', 'slides'],
  ])('[IMP-11] sees in the link %j: %s', (link, kind) => {
    expect(sessionOf({ event: { links: [link] } }).links.map((each) => each.kind)).toEqual([kind])
  })

  it('[IMP-11] takes an attached PDF for slides unless it says paper, and resolves addresses', () => {
    const { sessions } = importFixture('frab')
    const radios = sessions.find(({ key }) => key.endsWith('2'))
    expect(radios?.links).toEqual([
      { kind: 'web', title: 'Chat', url: 'https://chat.example.org/gs24' },
      { kind: 'recording', title: 'radios', url: 'https://video.example.org/radios.webm' },
      { kind: 'web', title: 'Try me', url: null },
      {
        kind: 'slides',
        title: 'radios',
        url: 'https://frab.example.org/gs24/system/attachments/2/radios.odp',
      },
      { kind: 'paper', title: 'Paper on noise', url: 'https://papers.example.org/noise.pdf' },
    ])
    expect(sessions.at(-1)?.links).toEqual([
      { kind: 'recording', title: 'Recording', url: 'https://video.example.org/back.mp4' },
    ])
    const attached = sessionOf({ event: { attachments: [{ title: 'x', url: 'https://a.example/x.pdf' }] } })
    expect(attached.links[0]?.kind).toBe('slides')
  })

  it('[IMP-11] keeps the title of a link that leads nowhere usable, with a warning', () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,x',
      '/relative',
      'https://',
      null,
      `https://a.example/${'x'.repeat(2_000)}`,
    ]) {
      const programme = importC3voc(scheduleOf({ event: { links: [{ title: 'Look', url }] } }))
      expect(onlySession(programme).links).toEqual([{ kind: 'web', title: 'Look', url: null }])
      expect(codesOf(programme)).toEqual(['unusable-link'])
    }
    const page = importC3voc(scheduleOf({ event: { url: 'mailto:ada@example.org' } }))
    expect(onlySession(page).url).toBeNull()
    expect(codesOf(page)).toEqual(['unusable-page'])
  })

  it('[IMP-12] reads Markdown, HTML and plain texts, with any line ends', () => {
    const abstractOf = (abstract: string) => sessionOf({ event: { abstract } }).abstract
    const bold = [
      { type: 'text', text: 'a ' },
      { type: 'text', marks: [{ type: 'bold' }], text: 'b' },
    ]
    expect(abstractOf('a **b**')?.content).toEqual([{ type: 'paragraph', content: bold }])
    expect(abstractOf('<p>a <b>b</b></p>')?.content).toEqual([{ type: 'paragraph', content: bold }])
    expect(abstractOf('a <b>b</b>\r\n\r\na <b>b</b>')?.content).toEqual([
      { type: 'paragraph', content: bold },
      { type: 'paragraph', content: bold },
    ])
    expect(abstractOf('One.\r\n\r\nTwo < three.\r\n')?.content).toEqual([
      { type: 'paragraph', content: [{ type: 'text', text: 'One.' }] },
      { type: 'paragraph', content: [{ type: 'text', text: 'Two < three.' }] },
    ])
    expect(abstractOf('Write `<p>` and:\n\n```html\n<div>\n```')?.content.map(({ type }) => type)).toEqual([
      'paragraph',
      'codeBlock',
    ])
    expect(abstractOf(' \r\n ')).toBeNull()
  })

  it('[IMP-12] lets nothing through that the document schema has no place for', () => {
    const abstract =
      '<p onclick="x()">Safe <a href="javascript:alert(1)">link</a></p><script>alert(2)</script><iframe src="x"></iframe>'
    const text = JSON.stringify(sessionOf({ event: { abstract } }).abstract)
    expect(text).toContain('Safe ')
    expect(text).not.toMatch(/onclick|javascript|alert|iframe/)
  })

  it('[IMP-12] keeps the subtitle, and says an abstract that is repeated only once', () => {
    const { sessions } = importFixture('frab')
    expect(sessions.map(textOf)).toEqual([
      'Welcome to everybody.',
      'Forty metres of wire\nReceivers without a licence.\nantennas\nfilters',
      null,
      null,
      'Ein Rückblick.',
    ])
    expect(sessions[1]?.abstract?.content[0]).toEqual({
      type: 'paragraph',
      content: [{ type: 'text', marks: [{ type: 'italic' }], text: 'Forty metres of wire' }],
    })
    const longer = { abstract: 'Short.', description: 'Short.\n\nAnd long.' }
    expect(textOf(sessionOf({ event: longer }))).toBe('Short.\nAnd long.')
    expect(textOf(sessionOf({ event: { abstract: 'One.', description: 'Two.' } }))).toBe('One.\nTwo.')
  })

  it("[IMP-12] takes the session's language of a text in several, else English, else the first", () => {
    const title = { fr: 'Titre', en: 'Title', de: '' }
    expect(sessionOf({ event: { title, language: 'fr' } }).title).toBe('Titre')
    expect(sessionOf({ event: { title, language: 'fr-CA' } }).title).toBe('Titre')
    expect(sessionOf({ event: { title, language: 'de' } }).title).toBe('Title')
    expect(sessionOf({ event: { title: { fr: 'Titre', de: 'Titel' } } }).title).toBe('Titre')
    expect(codesOf(importC3voc(scheduleOf({ event: { title } })))).toEqual(['several-languages'])
    expect(codesOf(importC3voc(scheduleOf({ event: { title: { en: 'Title' } } })))).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { renderSessionPage, type SessionPage } from '../../../../server/publish/reading-session.ts'
import { HOUR_MS } from '../../../../shared/domain/time.ts'
import {
  docText,
  elementById,
  elementsNamed,
  elementsOf,
  makeEvent,
  makeSessionDetail,
  makeTrack,
  makeVersion,
  metaOf,
  NOW,
  PAGE_REQUEST,
  parsePage,
  wordsOf,
} from './page-fixtures.ts'

const NOTES = makeVersion('notes', '<h3>Casts</h3><p>They make tunnels.</p>')
const SUMMARY = makeVersion('summary', '<p>Worms are useful.</p>')
const NO_SUMMARY = makeVersion('summary', '<p></p>')
const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`

function render(changes: Partial<SessionPage> = {}): string {
  return renderSessionPage({
    session: makeSessionDetail(),
    versions: [SUMMARY, NOTES],
    neighbours: { previous: null, next: null },
    arrival: null,
    errata: [],
    now: NOW,
    request: PAGE_REQUEST,
    ...changes,
  })
}

describe('the reading page of a session', () => {
  it('[READ-1] everything is in the one answer: what the programme says, the summary and the notes', () => {
    const page = parsePage(render())
    const [main] = elementsNamed(page, 'main')
    const words = main ? wordsOf(main) : ''
    for (const expected of [
      'Earthworms at work',
      'Sam Speaker (Worm Institute)',
      'Monday 9 September 2019, 10:00–10:45 (Lisbon time)',
      'Greenhouse 2',
      'Soil',
      'Slides: Worms',
      'What worms do to soil.',
      'Worms are useful.',
      'They make tunnels.',
    ]) {
      expect(words).toContain(expected)
    }
    expect(words.indexOf('Worms are useful.')).toBeLessThan(words.indexOf('They make tunnels.'))
  })

  it('[READ-1] one h1, then levels without gaps, and one main landmark that the skip link leads into', () => {
    const page = parsePage(render({ versions: [SUMMARY, NOTES] }))
    const levels = elementsOf(page)
      .filter(({ tagName }) => /^h[1-6]$/.test(tagName))
      .map(({ tagName }) => Number(tagName[1]))
    expect(levels.filter((level) => level === 1)).toHaveLength(1)
    levels.forEach((level, index) => expect(level).toBeLessThanOrEqual((levels[index - 1] ?? 0) + 1))
    const [main] = elementsNamed(page, 'main')
    const [skip] = elementsNamed(page, 'a')
    expect(main && elementById(main, String(skip?.properties['href']).slice(1))).toBeDefined()
  })

  it('[READ-2] hostile titles, names, halls and addresses stay text', () => {
    const page = parsePage(
      render({
        session: makeSessionDetail({
          title: HOSTILE,
          hall: HOSTILE,
          language: HOSTILE,
          url: 'javascript:alert(3)',
          speakers: [{ name: HOSTILE, affiliation: HOSTILE }],
          links: [
            { kind: 'web', title: HOSTILE, url: 'java\nscript:alert(4)' },
            { kind: 'slides', title: '', url: `https://x.example.org/"onclick="alert(5)` },
          ],
          abstract: docText(HOSTILE),
          event: makeEvent({ title: HOSTILE, slug: HOSTILE, timeZone: HOSTILE }),
          track: makeTrack({ title: HOSTILE, id: HOSTILE }),
        }),
        neighbours: { previous: { id: HOSTILE, title: HOSTILE }, next: null },
        request: { ...PAGE_REQUEST, path: HOSTILE, url: HOSTILE },
      }),
    )
    const elements = elementsOf(page)
    expect(elements.filter(({ tagName }) => tagName === 'img')).toEqual([])
    expect(elementsNamed(page, 'script').map(({ properties }) => properties['src'])).toEqual([
      PAGE_REQUEST.script,
    ])
    for (const { properties } of elements) {
      expect(Object.keys(properties).filter((name) => /^on/i.test(name))).toEqual([])
      expect(String(properties['href'] ?? '')).not.toMatch(/^\s*javascript/i)
    }
    expect(wordsOf(page)).toContain('<script>alert(1)</script>')
  })

  it('[READ-3] no e-mail address of a person is on the page', () => {
    expect(render()).not.toMatch(/@example\.org/)
  })

  it('[READ-4] search engines keep out, and previews name the title and the event and nothing of the notes', () => {
    const text = render()
    const page = parsePage(text)
    expect(metaOf(page, 'robots')).toBe('noindex')
    expect(metaOf(page, 'og:title')).toBe('Earthworms at work')
    expect(metaOf(page, 'og:site_name')).toBe('Gardeners’ Days')
    expect(metaOf(page, 'og:url')).toBe(PAGE_REQUEST.url)
    const head = text.slice(0, text.indexOf('</head>')).replace(/<style>.*<\/style>/s, '')
    expect(head).not.toMatch(/tunnels|useful|description/)
  })

  it('[READ-7] a summary without text is hidden, and notes without text say so', () => {
    const page = parsePage(render({ versions: [NO_SUMMARY, makeVersion('notes', '')] }))
    expect(elementById(page, 'summary').properties['hidden']).toBe(true)
    expect(wordsOf(elementById(page, 'notes'))).toContain('Nothing has been written yet.')
    const written = parsePage(render())
    expect(elementById(written, 'summary').properties['hidden']).toBeUndefined()
    const nothing = elementsNamed(elementById(written, 'notes'), 'p')[0]
    expect(nothing?.properties['hidden']).toBe(true)
  })

  it('[READ-7] the abstract is open until there is something to read below it', () => {
    const isOpen = (text: string) => {
      const abstract = elementsNamed(parsePage(text), 'details').find((details) =>
        wordsOf(details).startsWith('Abstract'),
      )
      return abstract?.properties['open'] === true
    }
    expect(isOpen(render({ versions: [NO_SUMMARY, makeVersion('notes', '')] }))).toBe(true)
    expect(isOpen(render())).toBe(false)
  })

  it('[READ-8] long notes have a list of contents whose links lead to their headings', () => {
    const headings = ['One', 'Two', 'Three', 'Four']
    const long = makeVersion('notes', headings.map((text) => `<h3>${text}</h3><p>…</p>`).join(''))
    const page = parsePage(render({ versions: [NO_SUMMARY, long] }))
    const contents = elementsNamed(page, 'nav').find(
      ({ properties }) => properties['ariaLabel'] === 'Contents',
    )
    expect(contents?.properties['hidden']).toBeUndefined()
    const links = contents ? elementsNamed(contents, 'a') : []
    expect(links.map(wordsOf)).toEqual(['Notes', ...headings])
    for (const link of links)
      expect(elementById(page, String(link.properties['href']).slice(1))).toBeDefined()
  })

  it('[READ-8] short notes have no list of contents', () => {
    const contents = elementsNamed(parsePage(render()), 'nav').find(
      ({ properties }) => properties['ariaLabel'] === 'Contents',
    )
    expect(contents?.properties['hidden']).toBe(true)
  })

  it('[READ-9] times are those of the event’s zone, and machines read the instant', () => {
    const page = parsePage(
      render({ session: makeSessionDetail({ event: makeEvent({ timeZone: 'Asia/Tokyo' }) }) }),
    )
    const times = elementsNamed(page, 'time')
    expect(times.map(wordsOf)).toEqual(['9 Sept 2019, 18:10', 'Monday 9 September 2019, 18:00–18:45'])
    expect(times.map(({ properties }) => properties['dateTime'])).toEqual([
      '2019-09-09T09:10:00.000Z',
      '2019-09-09T09:00:00.000Z',
    ])
  })

  it('[READ-10] without script the page loads again while something is going on, and can be told not to', () => {
    const refresh = (text: string) => /<noscript><meta http-equiv="refresh" content="(\d+)"/.exec(text)?.[1]
    expect(refresh(render())).toBe('30')
    expect(refresh(render({ now: NOW + 48 * HOUR_MS }))).toBeUndefined()
    expect(refresh(render({ request: { ...PAGE_REQUEST, still: true } }))).toBeUndefined()
  })

  it('[READ-10] a page whose notes the asker may not read follows nothing', () => {
    const page = parsePage(render({ versions: [] }))
    expect(elementsNamed(page, 'script')).toEqual([])
    expect(elementsNamed(page, 'body')[0]?.properties['dataStream']).toBeUndefined()
  })

  it('[READ-11] the page names its stream and the places of the notes that it shows', () => {
    const page = parsePage(render())
    expect(elementsNamed(page, 'body')[0]?.properties['dataStream']).toBe(
      '/api/v1/live?notes=summary1,notes1',
    )
    const areas = elementsOf(page).filter(({ properties }) => properties['dataNote'] !== undefined)
    expect(areas.map(({ properties }) => [properties['dataNote'], properties['dataSeq']])).toEqual([
      ['summary1', '3'],
      ['notes1', '3'],
    ])
  })

  it('[READ-1] the editor is offered to those who may write, and to nobody else', () => {
    const offered = (role: 'reader' | 'reviewer' | 'scribe') =>
      render({ session: makeSessionDetail({ role }) }).includes('href="/e/gardeners/s/session1"')
    expect([offered('reader'), offered('reviewer'), offered('scribe')]).toEqual([false, false, true])
  })
})

it('[ERRATA-1] corrections stand directly below the summary, before the notes', () => {
  const page = render({
    versions: [SUMMARY, NOTES],
    errata: [{ at: NOW, text: 'Not <b>that</b> many worms.' }],
  })
  const place = page.indexOf('Not &lt;b&gt;that&lt;/b&gt; many worms.')
  expect(place).toBeGreaterThan(page.indexOf('id="summary"'))
  expect(place).toBeLessThan(page.indexOf('id="notes"'))
})

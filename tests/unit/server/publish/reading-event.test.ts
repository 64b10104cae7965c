import { describe, expect, it } from 'vitest'
import { renderEventPage, type EventPage } from '../../../../server/publish/reading-event.ts'
import { HOUR_MS, MINUTE_MS } from '../../../../shared/domain/time.ts'
import {
  elementById,
  elementsNamed,
  elementsOf,
  makeEventDetail,
  makeSession,
  makeTrack,
  metaOf,
  NOW,
  PAGE_REQUEST,
  parsePage,
  wordsOf,
} from './page-fixtures.ts'

const HOSTILE = `"><svg onload=alert(1)>`

function render(changes: Partial<EventPage> = {}): string {
  return renderEventPage({
    event: makeEventDetail(),
    written: new Set(),
    now: NOW,
    request: PAGE_REQUEST,
    ...changes,
  })
}

describe('the reading page of an event', () => {
  it('[READ-1] tracks with their leads and sessions, in the order of time', () => {
    const event = makeEventDetail({
      sessions: [
        makeSession({ id: 'late', title: 'Late', start: '2019-09-10T14:00:00Z', end: null }),
        makeSession({ id: 'some', title: 'Some day', start: null, end: null }),
        makeSession({ id: 'early', title: 'Early', start: '2019-09-09T08:00:00Z', end: null }),
      ],
    })
    const page = parsePage(render({ event }))
    const words = wordsOf(page)
    expect(words).toContain('9–11 September 2019')
    expect(words).toContain('Led by Lena Lead')
    const titles = elementsOf(page).filter(({ properties }) =>
      String(properties['className']).includes('title'),
    )
    expect(titles.map(wordsOf)).toEqual(['Early', 'Late', 'Some day'])
    expect(titles[0]?.properties['href']).toBe('/r/gardeners/s/early')
  })

  it('[READ-1] a session shows whether there are notes and a summary to read', () => {
    const marks = (written: ReadonlySet<string>) =>
      elementsNamed(parsePage(render({ written, now: NOW + 24 * HOUR_MS })), 'a')
        .filter(({ properties }) => String(properties['className']).includes('mark'))
        .map(({ properties }) => properties['href'])
    expect(marks(new Set())).toEqual([])
    expect(marks(new Set(['notes1']))).toEqual(['/r/gardeners/s/session1#notes'])
    expect(marks(new Set(['notes1', 'summary1', 'trackNotes']))).toEqual([
      '/r/gardeners/t/track1#notes',
      '/r/gardeners/s/session1#summary',
      '/r/gardeners/s/session1#notes',
    ])
  })

  it('[READ-9] what runs now is listed first; a cancelled session never runs', () => {
    const now = elementById(parsePage(render()), 'on-now')
    expect(wordsOf(now)).toBe('On now')
    const cancelled = makeEventDetail({ sessions: [makeSession({ cancelledAt: '2019-09-01T00:00:00Z' })] })
    expect(render({ event: cancelled })).not.toContain('On now')
    expect(render({ event: cancelled })).toContain('No longer in the programme')
  })

  it('[READ-9] before a session, what comes next is listed with its time', () => {
    const page = parsePage(render({ now: NOW - 40 * MINUTE_MS }))
    expect(wordsOf(elementById(page, 'on-next'))).toBe('Next, at 10:00')
    expect(render({ now: NOW - 40 * HOUR_MS })).not.toContain('on-next')
  })

  it('[READ-1] sessions without a track, or of a track that the asker may not see, are listed too', () => {
    const event = makeEventDetail({
      sessions: [
        makeSession({ id: 'a', trackId: null, title: 'Opening' }),
        makeSession({ id: 'b', trackId: 'hidden', title: 'Elsewhere' }),
      ],
    })
    const words = wordsOf(parsePage(render({ event, now: NOW + 24 * HOUR_MS })))
    expect(words).toContain('Other sessions')
    expect(words).toContain('Opening')
    expect(words).toContain('Elsewhere')
  })

  it('[READ-2] hostile titles, names and halls stay text', () => {
    const event = makeEventDetail({
      title: HOSTILE,
      location: HOSTILE,
      url: 'data:text/html,x',
      tracks: [makeTrack({ id: HOSTILE, title: HOSTILE, leads: [{ name: HOSTILE }] })],
      sessions: [
        makeSession({
          id: HOSTILE,
          trackId: HOSTILE,
          title: HOSTILE,
          hall: HOSTILE,
          speakers: [{ name: HOSTILE }],
        }),
      ],
    })
    const page = parsePage(render({ event, written: new Set(['notes1', 'trackNotes']) }))
    expect(elementsNamed(page, 'svg')).toEqual([])
    for (const { properties } of elementsOf(page)) {
      expect(String(properties['href'] ?? '')).not.toMatch(/^data:/)
      expect(Object.keys(properties).filter((name) => /^on/i.test(name))).toEqual([])
    }
  })

  it('[READ-3] no e-mail address of a person is on the page', () => {
    expect(render()).not.toMatch(/@example\.org/)
  })

  it('[READ-4] search engines keep out, and previews name the event', () => {
    const page = parsePage(render())
    expect(metaOf(page, 'robots')).toBe('noindex')
    expect(metaOf(page, 'og:title')).toBe('Gardeners’ Days')
  })

  it('[READ-10] without script the page loads again during the event and not after it', () => {
    expect(render()).toContain('http-equiv="refresh" content="60"')
    expect(render({ now: NOW + 240 * HOUR_MS })).not.toContain('http-equiv="refresh"')
  })
})

import { describe, expect, it } from 'vitest'
import { renderTrackPage, type TrackPage } from '../../../../server/publish/reading-track.ts'
import {
  docText,
  elementsNamed,
  makeSession,
  makeTrackDetail,
  makeVersion,
  NOW,
  PAGE_REQUEST,
  parsePage,
  wordsOf,
} from './page-fixtures.ts'

function render(changes: Partial<TrackPage> = {}): string {
  return renderTrackPage({
    track: makeTrackDetail(),
    sessions: [makeSession()],
    versions: [makeVersion('summary', ''), makeVersion('notes', '')],
    written: new Set(['notes1']),
    arrival: null,
    errata: [],
    now: NOW,
    request: PAGE_REQUEST,
    ...changes,
  })
}

describe('the reading page of a track', () => {
  it('[READ-1] leads, topics, description and sessions are in the one answer', () => {
    const track = makeTrackDetail({
      description: docText('About the ground below.'),
      topics: [
        { text: 'Compost', level: 0 },
        { text: 'Hot compost', level: 1 },
      ],
    })
    const words = wordsOf(parsePage(render({ track })))
    for (const expected of [
      'Led by Lena Lead',
      'About the ground below.',
      'Hot compost',
      'Earthworms at work',
    ]) {
      expect(words).toContain(expected)
    }
  })

  it('[READ-7] the track’s own text stands before its sessions, but nothing empty does', () => {
    const headings = (page: string) => elementsNamed(parsePage(page), 'h2').map(wordsOf)
    expect(headings(render())).toEqual(['Sessions', 'Summary', 'Notes'])
    const written = render({
      versions: [makeVersion('summary', '<p>Good ground.</p>'), makeVersion('notes', '')],
    })
    expect(headings(written)).toEqual(['Summary', 'Notes', 'Sessions'])
  })

  it('[READ-3] no e-mail address of a person is on the page', () => {
    expect(render()).not.toMatch(/@example\.org/)
  })

  it('[READ-2] hostile topics and titles stay text', () => {
    const hostile = '<script>alert(1)</script>'
    const track = makeTrackDetail({ title: hostile, topics: [{ text: hostile, level: Number.NaN }] })
    expect(elementsNamed(parsePage(render({ track })), 'script')).toHaveLength(1)
  })
})

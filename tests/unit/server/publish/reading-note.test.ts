import { describe, expect, it } from 'vitest'
import { renderNotePage, type NotePage } from '../../../../server/publish/reading-note.ts'
import {
  makeEvent,
  makeSession,
  makeTrack,
  makeVersion,
  NOW,
  PAGE_REQUEST,
  parsePage,
  wordsOf,
} from './page-fixtures.ts'

function render(changes: Partial<NotePage> = {}): string {
  return renderNotePage({
    event: makeEvent(),
    track: makeTrack(),
    session: makeSession(),
    version: makeVersion('notes', '<p>They make tunnels.</p>'),
    crumbs: [{ title: 'Gardeners’ Days', href: '/r/gardeners' }],
    errata: [],
    now: NOW,
    request: PAGE_REQUEST,
    ...changes,
  })
}

describe('the reading page of a single note', () => {
  it('[READ-1] the note stands below what it belongs to', () => {
    const words = wordsOf(parsePage(render()))
    for (const expected of ['Earthworms at work', 'Gardeners’ Days', 'Sam Speaker', 'They make tunnels.']) {
      expect(words).toContain(expected)
    }
  })

  it('[READ-1] a track’s note names the track and its leads', () => {
    const words = wordsOf(parsePage(render({ session: null })))
    expect(words).toContain('Soil')
    expect(words).toContain('Led by Lena Lead')
  })

  it('[READ-7] an empty summary, which other pages hide, says that it is empty', () => {
    expect(render({ version: makeVersion('summary', '') })).toContain('The summary has not been written yet.')
  })

  it('[READ-3] no e-mail address of a person is on the page', () => {
    expect(render()).not.toMatch(/@example\.org/)
  })
})

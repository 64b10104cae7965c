import { describe, expect, it } from 'vitest'
import { findingText, isSerious, quoteOf } from '../../../../client/pages/summaries/finding-words.ts'
import { countStages, groupRows } from '../../../../client/pages/summaries/group-rows.ts'
import { sentText } from '../../../../client/pages/summaries/sent-words.ts'
import { FINDING_KINDS, type BoardRow } from '../../../../shared/contracts/board.ts'

function row(title: string, over: Partial<BoardRow> = {}): BoardRow {
  return {
    trackId: null,
    sessionId: title,
    title,
    people: [],
    summaryId: title,
    stage: 'draft',
    since: null,
    words: 10,
    findings: [],
    ...over,
  }
}

const ROWS = [
  row('a', { trackId: 't1', stage: 'final' }),
  row('b', { trackId: 't1', stage: 'review' }),
  row('c', { trackId: 't2', words: 0 }),
  row('d'),
]

describe('the board of summaries', () => {
  it('[BOARD-5] shows those of a view under their tracks, in their order', () => {
    const shown = (view: Parameters<typeof groupRows>[1]) =>
      groupRows(ROWS, view).map(({ trackId, rows }) => [trackId, rows.map(({ title }) => title).join('')])
    expect(shown('all')).toEqual([
      ['t1', 'ab'],
      ['t2', 'c'],
      [null, 'd'],
    ])
    expect(shown('open')).toEqual([
      ['t1', 'b'],
      ['t2', 'c'],
      [null, 'd'],
    ])
    expect(shown('final')).toEqual([['t1', 'a']])
  })

  it('[BOARD-5] counts a draft without a text as none', () => {
    expect(countStages(ROWS)).toEqual({ all: 4, none: 1, draft: 1, review: 1, final: 1 })
  })

  it('[BOARD-7] counts a track’s own summary only when somebody waits for it or it is there', () => {
    const track = (over: Partial<BoardRow>) => row('t', { trackId: 't', sessionId: null, words: 0, ...over })
    const needed = track({ findings: [{ kind: 'no_summary', quote: null }] })
    const rows = [track({}), needed, track({ words: 3 }), track({ stage: 'final', words: 3 })]
    expect(countStages(rows)).toEqual({ all: 3, none: 1, draft: 1, review: 0, final: 1 })
    expect(groupRows([track({})], 'open')).toEqual([])
    expect(groupRows([track({})], 'all')).toHaveLength(1)
  })

  it('[BOARD-5] has words for everything that can be found', () => {
    const texts = FINDING_KINDS.map((kind) => findingText({ kind, quote: null }, { sessionId: 's' }))
    expect(new Set(texts).size).toBe(FINDING_KINDS.length)
    expect(findingText({ kind: 'no_people', quote: null }, { sessionId: null })).toBe('Nobody leads it')
    expect(findingText({ kind: 'late', quote: '2019-09-20' }, { sessionId: 's' })).toContain('20 Sep')
    expect(quoteOf({ kind: 'late', quote: '2019-09-20' })).toBeNull()
    expect(isSerious({ kind: 'no_summary', quote: null })).toBe(true)
    expect(isSerious({ kind: 'no_slides', quote: null })).toBe(false)
  })
})

describe('reminders that were sent by hand', () => {
  it('[REMIND-10] says how many leads were reminded, and who was not and why', () => {
    const none = { sent: 0, withoutAddress: [], stopped: [], failed: [] }
    expect(sentText(none)).toBe('No lead has a summary that is due.')
    expect(sentText({ ...none, sent: 1 })).toBe('1 lead was reminded.')
    expect(sentText({ sent: 2, withoutAddress: ['Nora'], stopped: ['Sten'], failed: ['Finn', 'Fia'] })).toBe(
      '2 leads were reminded. Could not be sent to Finn and Fia. No e-mail address of Nora. No more reminders wanted by Sten.',
    )
    expect(sentText({ ...none, withoutAddress: [...'abcdefg'] })).toBe(
      'No leads were reminded. No e-mail address of a, b, c, d, e and 2 more.',
    )
  })
})

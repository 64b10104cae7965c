import { describe, expect, it } from 'vitest'
import { authorLooks, joinNames, matchAuthors } from '../../../../client/components/author-looks.ts'
import { readState, withoutAuthors } from '../../../../client/pages/history/read-state.ts'
import { groupStops, SPEEDS, stopAt, stopMs, stopsOf } from '../../../../client/pages/history/stops.ts'
import { markdownOf } from '../../../../client/editor/doc-text.ts'
import type { TimelineStep } from '../../../../shared/contracts/history.ts'

const at = (clock: string, day = '2026-09-09'): string => `${day}T${clock}:00.000Z`
const step = (fromSeq: number, toSeq: number, clock: string, author: number, day?: string): TimelineStep => ({
  fromSeq,
  toSeq,
  from: at(clock, day),
  to: at(clock, day),
  author,
})
const steps = [
  step(1, 4, '10:00', 0),
  step(5, 5, '10:00', 1),
  step(6, 9, '10:01', 0),
  step(10, 12, '10:20', 1),
  step(13, 13, '09:00', 0, '2026-09-10'),
]
const dayOf = (instant: string): string => instant.slice(0, 10)

describe('the time line', () => {
  it('[TIME-4] stops are every step, one a minute, or the steps of one author', () => {
    expect(stopsOf(steps, 'steps').map(({ toSeq }) => toSeq)).toEqual([4, 5, 9, 12, 13])
    expect(stopsOf(steps, 'minutes').map(({ fromSeq, toSeq, authors }) => [fromSeq, toSeq, authors])).toEqual(
      [
        [1, 5, [0, 1]],
        [6, 9, [0]],
        [10, 12, [1]],
        [13, 13, [0]],
      ],
    )
    expect(stopsOf(steps, { author: 1 }).map(({ fromSeq, toSeq }) => [fromSeq, toSeq])).toEqual([
      [5, 5],
      [10, 12],
    ])
  })

  it('[TIME-4] a place belongs to the stop that holds it, else to the last before it', () => {
    const stops = stopsOf(steps, { author: 1 })
    expect([0, 4, 5, 7, 10, 11, 99].map((seq) => stopAt(stops, seq))).toEqual([-1, -1, 0, 0, 1, 1, 1])
  })

  it('[TIME-5] the list is newest first, by day and by spell: ten minutes without a word end one', () => {
    const days = groupStops(stopsOf(steps, 'steps'), dayOf)
    expect(
      days.map(({ day, spells }) => [
        day,
        spells.map(({ from, to, authors, stops }) => [
          from.slice(11, 16),
          to.slice(11, 16),
          authors,
          stops.map(({ toSeq }) => toSeq),
        ]),
      ]),
    ).toEqual([
      ['2026-09-10', [['09:00', '09:00', [0], [13]]]],
      [
        '2026-09-09',
        [
          ['10:20', '10:20', [1], [12]],
          ['10:00', '10:01', [0, 1], [9, 5, 4]],
        ],
      ],
    ])
    expect(groupStops([], dayOf)).toEqual([])
  })

  it('[TIME-6] playing everything takes half a minute at most, and speeds divide it', () => {
    for (const stops of [1, 2, 57, 5_000]) {
      for (const speed of SPEEDS) {
        expect(stopMs(stops, speed) * (stops - 1)).toBeLessThanOrEqual(30_000 / speed)
        expect(stopMs(stops, speed)).toBeLessThanOrEqual(1_000 / speed)
      }
    }
  })

  it('[TIME-7] authors are told apart by colour, by a kind of line where colours are the same, and by name', () => {
    const looks = authorLooks([
      { name: 'Ada', color: '#15803d' },
      { name: 'Ben', color: '#15803d' },
      { name: null, color: 'red; position: fixed' },
    ])
    expect(looks.map(({ line }) => line)).toEqual(['solid', 'dashed', 'solid'])
    expect(looks[2]).toMatchObject({ name: expect.stringContaining('server') })
    expect(looks[2]?.color).toMatch(/^#[0-9a-f]{6}$/)
    expect(
      [['Ada'], ['Ada', 'Ben'], ['Ada', 'Ben', 'Cy'], ['Ada', 'Ben', 'Cy', 'Di']].map(joinNames),
    ).toEqual(['Ada', 'Ada and Ben', 'Ada, Ben and 1 other', 'Ada, Ben and 2 others'])
  })

  it('[TIME-7] each answer numbers its authors on its own; the same people are found again', () => {
    const ada = { name: 'Ada', color: '#15803d' }
    const ben = { name: 'Ben', color: '#c2410c' }
    const server = { name: null, color: '#64748b' }
    expect(matchAuthors([server, ben, { name: 'Cy', color: '#c2410c' }], [ada, ben, server])).toEqual([
      2, 1, -1,
    ])
  })

  it('[TIME-8] a state keeps its text whatever the server calls it, minutes read as text, and it is copied as Markdown', () => {
    const ada = { name: 'Ada', color: '#15803d' }
    const ben = { name: 'Ben', color: '#c2410c' }
    const written = (author: number) => ({ type: 'written', attrs: { author, at: at('10:00') } })
    const text = (value: string, author: number) => ({
      type: 'text',
      text: value,
      marks: [{ type: 'bold' }, written(author)],
    })
    const state = readState(
      {
        noteId: 'n',
        seq: 3,
        at: null,
        authors: [ben, ada],
        doc: {
          type: 'doc',
          content: [
            { type: 'paragraph', content: [text('both ', 0), text('wrote', 1)] },
            {
              type: 'minute',
              attrs: { kind: 'action', who: 'Ada', due: null },
              content: [{ type: 'text', text: 'mend it' }],
            },
          ],
        },
      },
      [ada, ben],
    )
    const authors = state.content[0]?.content?.map(
      ({ marks }) => marks?.find(({ type }) => type === 'written')?.attrs?.['author'],
    )
    expect(authors).toEqual([1, 0])
    expect(markdownOf(withoutAuthors(state))).toBe('**both wrote**\n\n**Action (Ada):** mend it\n')
    for (const doc of [null, 7, {}, { content: 'x' }]) {
      const empty = readState({ noteId: 'n', seq: 1, at: null, authors: [], doc }, [])
      expect(markdownOf(empty)).toBe('')
    }
  })
})

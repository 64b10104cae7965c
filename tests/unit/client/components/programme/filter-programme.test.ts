import { describe, expect, it } from 'vitest'
import {
  filterSessions,
  groupByTrack,
  matchesWords,
} from '../../../../../client/components/programme/filter-programme.ts'
import { sampleSession, sampleTrack } from '../../programme-samples.ts'

const tracks = [
  sampleTrack({ id: 'net', title: 'Networking', leads: [{ name: 'Zoë Ångström' }] }),
  sampleTrack({ id: 'rt', title: 'Real time' }),
]
const sessions = [
  sampleSession({ id: '1', trackId: 'net', title: 'Zero copy', hall: 'Blue hall' }),
  sampleSession({
    id: '2',
    trackId: 'rt',
    title: 'Locks',
    speakers: [{ name: 'Ida Núñez', affiliation: 'Copy Labs' }],
  }),
  sampleSession({ id: '3', title: 'Lunch' }),
]

describe('the filter of a programme', () => {
  it('[PAGE-31] every word must occur somewhere in a session, in any order, whatever its case or accents', () => {
    const found = (query: string) => filterSessions(query, sessions, tracks).map(({ id }) => id)
    expect(found('COPY')).toEqual(['1', '2'])
    expect(found('blue zero')).toEqual(['1'])
    expect(found('nunez')).toEqual(['2'])
    expect(found('networking')).toEqual(['1'])
    expect(found('copy lunch')).toEqual([])
    expect(found('  ')).toEqual(['1', '2', '3'])
    expect(matchesWords('10', ['Hall 10'])).toBe(true)
  })

  it('[PAGE-31] a track that matches shows all its sessions, another one only those that match, or nothing', () => {
    const groups = (query: string) =>
      groupByTrack(query, sessions, tracks).map(({ track, sessions: shown }) => [
        track?.id ?? null,
        shown.map(({ id }) => id),
      ])
    expect(groups('')).toEqual([
      ['net', ['1']],
      ['rt', ['2']],
      [null, ['3']],
    ])
    expect(groups('angstrom')).toEqual([['net', ['1']]])
    expect(groups('locks')).toEqual([['rt', ['2']]])
  })

  it('[PAGE-31] a session whose track the asker does not see is listed outside the tracks, not lost', () => {
    const stray = sampleSession({ id: '9', trackId: 'hidden' })
    expect(groupByTrack('', [stray], [])).toEqual([{ track: null, sessions: [stray] }])
  })
})

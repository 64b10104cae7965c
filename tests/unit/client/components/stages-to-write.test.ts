import { expect, it } from 'vitest'
import { stagesToWrite } from '../../../../client/components/stages-to-write.ts'
import { sampleSession, sampleTrack } from '../programme-samples.ts'

it('[REMIND-1] those count that somebody may write and that take place', () => {
  const tracks = [
    sampleTrack({ id: 'empty', role: 'lead' }),
    sampleTrack({ id: 'full', role: 'lead' }),
    sampleTrack({ id: 'sent', role: 'lead', stage: 'review' }),
    sampleTrack({ id: 'foreign', role: 'reviewer' }),
  ]
  const sessions = [
    sampleSession({ trackId: 'full', role: 'lead' }),
    sampleSession({ trackId: 'full', role: 'scribe', stage: 'final' }),
    sampleSession({ trackId: 'full', role: 'lead', cancelledAt: '2026-01-01T00:00:00Z' }),
    sampleSession({ trackId: 'sent', role: 'scribe', stage: 'review' }),
    sampleSession({ trackId: null, role: 'reader' }),
    sampleSession({ trackId: null, role: null }),
  ]
  expect(stagesToWrite({ tracks, sessions })).toEqual(['draft', 'review', 'draft', 'final', 'review'])
  expect(stagesToWrite({ tracks: tracks.slice(1, 2), sessions }, 'full')).toEqual(['draft', 'final'])
})

import type { TrackSummary } from '../../../shared/contracts/programme.ts'
import type { ProgrammeContext } from './SessionCard.tsx'

/** Degrees on the colour circle between neighbouring tracks: far apart, and no two alike for dozens of tracks. */
const HUE_STEP = 137.5

/** The surroundings that every card of a programme shares. */
export function trackContext(options: {
  readonly slug: string
  readonly zone: string
  readonly nowMs: number
  readonly tracks: readonly TrackSummary[]
}): ProgrammeContext {
  const { tracks, ...rest } = options
  return {
    ...rest,
    tracks: new Map(
      tracks.map((track, index) => [track.id, { track, hue: Math.round((index * HUE_STEP) % 360) }]),
    ),
  }
}

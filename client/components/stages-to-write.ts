import type { SessionSummary, TrackSummary } from '../../shared/contracts/programme.ts'
import { roleAllows } from '../../shared/domain/access.ts'
import { countsTrack } from '../../shared/domain/summary-due.ts'
import type { SummaryStage } from '../../shared/domain/summary-stage.ts'

/**
 * How far the summaries are that somebody may write, of an event or of one track: those of sessions that take place, and
 * of tracks whose own is waited for (`countsTrack`).
 */
export function stagesToWrite(
  {
    tracks,
    sessions,
  }: {
    readonly tracks: readonly Pick<TrackSummary, 'id' | 'stage' | 'role'>[]
    readonly sessions: readonly Pick<SessionSummary, 'trackId' | 'cancelledAt' | 'stage' | 'role'>[]
  },
  trackId?: string,
): readonly SummaryStage[] {
  return [
    ...tracks.filter((track) => countsTrack(track, sessions)),
    ...sessions.filter(
      (session) => session.cancelledAt === null && (trackId === undefined || session.trackId === trackId),
    ),
  ]
    .filter(({ role }) => roleAllows(role, 'summary.submit'))
    .map(({ stage }) => stage)
}

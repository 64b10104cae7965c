/** The sessions before and after one in its track: by time where both have one, else as the programme lists them. Implements PAGE-24. */
import type { EventDetail, SessionSummary } from '../../../shared/contracts/programme.ts'

export interface SessionNeighbours {
  readonly previous: SessionSummary | null
  readonly next: SessionSummary | null
}

export function findNeighbours(event: EventDetail, sessionId: string): SessionNeighbours {
  const session = event.sessions.find(({ id }) => id === sessionId)
  if (!session || session.trackId === null) return { previous: null, next: null }
  const siblings = event.sessions
    .filter(
      ({ trackId, cancelledAt, id }) =>
        trackId === session.trackId && (cancelledAt === null || id === sessionId),
    )
    // Sorting is stable, so sessions without a time keep their place in the list.
    .sort((a, b) => (a.start === null || b.start === null ? 0 : Date.parse(a.start) - Date.parse(b.start)))
  const at = siblings.findIndex(({ id }) => id === sessionId)
  return { previous: siblings[at - 1] ?? null, next: siblings[at + 1] ?? null }
}

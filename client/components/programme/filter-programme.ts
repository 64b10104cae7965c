/** The text filter of a programme. Every word must occur somewhere, in any order, whatever its case or accents. */
import type { SessionSummary, TrackSummary } from '../../../shared/contracts/programme.ts'
import { foldWords } from '../fold-words.ts'

/** True when every word of `query` occurs in one of the texts; an empty query matches all. */
export function matchesWords(query: string, texts: readonly (string | null | undefined)[]): boolean {
  const hay = foldWords(texts.filter((text) => text != null).join('\n'))
  return foldWords(query)
    .split(/\s+/)
    .every((word) => hay.includes(word))
}

/** The sessions that match by title, speakers, hall, or by their track's title. */
export function filterSessions(
  query: string,
  sessions: readonly SessionSummary[],
  tracks: readonly TrackSummary[],
): readonly SessionSummary[] {
  if (query.trim() === '') return sessions
  const titles = new Map(tracks.map((track) => [track.id, track.title]))
  return sessions.filter((session) =>
    matchesWords(query, [
      session.title,
      session.hall,
      session.trackId === null ? null : titles.get(session.trackId),
      ...session.speakers.flatMap(({ name, affiliation }) => [name, affiliation]),
    ]),
  )
}

/** A track with those of its sessions that are to be shown, in the programme's order. */
export interface TrackGroup {
  /** Null: sessions outside any track. */
  readonly track: TrackSummary | null
  readonly sessions: readonly SessionSummary[]
}

/** Tracks that match themselves (title, leads) with all their sessions; other tracks with the sessions that match. */
export function groupByTrack(
  query: string,
  sessions: readonly SessionSummary[],
  tracks: readonly TrackSummary[],
): readonly TrackGroup[] {
  const matching = new Set(filterSessions(query, sessions, tracks))
  const searching = query.trim() !== ''
  const groups: TrackGroup[] = []
  for (const track of tracks) {
    const own = sessions.filter((session) => session.trackId === track.id)
    const whole = matchesWords(query, [track.title, ...track.leads.map(({ name }) => name)])
    const shown = whole ? own : own.filter((session) => matching.has(session))
    if (!searching || whole || shown.length > 0) groups.push({ track, sessions: shown })
  }
  const known = new Set(tracks.map(({ id }) => id))
  const loose = sessions.filter(
    (session) => matching.has(session) && (session.trackId === null || !known.has(session.trackId)),
  )
  return loose.length > 0 ? [...groups, { track: null, sessions: loose }] : groups
}

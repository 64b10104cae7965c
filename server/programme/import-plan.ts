/**
 * What an import will do, as data: made by plan-import.ts, shown by report-import.ts, done by apply-import.ts. Things of
 * the event that the programme does not know (made by hand) are in none of it.
 */
import type { NoteKind } from '../../shared/contracts/notes.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import type { EventRow, SessionRow, TrackRow } from '../storage/tables.ts'
import type { StoredSession, StoredTrack } from './load-programme.ts'
import type { MergedPerson } from './merge-people.ts'

/** What an import sets of an event. */
export type EventValues = Pick<
  EventRow,
  'title' | 'description' | 'start_date' | 'end_date' | 'time_zone' | 'location' | 'url'
>

/** No programme says what notes begin with, when summaries are due or how they are published. */
export const DEFAULT_NOTES = {
  notes_template: null,
  summary_template: null,
  review_due: null,
  final_due: null,
  licence: null,
  session_style: null,
  redacted_names: null,
  reminders: null,
  reminded_at: null,
} as const

/** What an import sets of a track. */
export type TrackValues = Pick<TrackRow, 'position' | 'title' | 'description' | 'topics' | 'links'>

/** What an import sets of a session, but for its track and people. */
export type SessionValues = Pick<
  SessionRow,
  | 'position'
  | 'title'
  | 'abstract'
  | 'hall'
  | 'start_at'
  | 'end_at'
  | 'language'
  | 'url'
  | 'links'
  | 'cancelled_at'
>

/** A track of the programme. `fields` names what changes, as the contract calls it; all of a new track is new. */
export interface PlannedTrack {
  readonly key: string
  readonly stored: StoredTrack | null
  readonly values: TrackValues
  readonly leads: readonly MergedPerson[]
  readonly fields: readonly string[]
}

export interface PlannedSession {
  readonly key: string
  readonly stored: StoredSession | null
  readonly values: SessionValues
  /** The track's key in the programme; null leaves the session where it is. */
  readonly trackKey: string | null
  readonly speakers: readonly MergedPerson[]
  readonly fields: readonly string[]
}

/** Text for a note of which nothing was ever written. */
export interface PlannedSeed {
  readonly owner: 'track' | 'session'
  readonly key: string
  readonly kind: NoteKind
  readonly doc: DocJson
  /** Null when the note is made with this import. */
  readonly noteId: NoteId | null
}

export interface ImportPlan {
  readonly event: {
    readonly stored: EventRow | null
    readonly values: EventValues
    readonly fields: readonly string[]
  }
  /** In programme order. */
  readonly tracks: readonly PlannedTrack[]
  readonly sessions: readonly PlannedSession[]
  /** Sessions of earlier imports that the programme no longer lists, and that were not cancelled before. */
  readonly cancelledSessions: readonly StoredSession[]
  /** Tracks of earlier imports that the programme no longer lists. They stay as they are. */
  readonly unlistedTracks: readonly StoredTrack[]
  readonly people: readonly MergedPerson[]
  readonly seeds: readonly PlannedSeed[]
  /** Summaries of the programme whose notes people have written to: never touched. */
  readonly keptSummaries: number
}

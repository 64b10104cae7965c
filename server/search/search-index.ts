/**
 * What can be found, and what the server asks of it. The index is derived from the database and never the only place
 * where anything is: an implementation may throw all of it away and begin anew. Implementations: sqlite/ (beside the
 * embedded database).
 */
import type { NoteKind } from '../../shared/contracts/notes.ts'
import type { SearchKind } from '../../shared/contracts/search.ts'
import type { EventId, NoteId } from '../../shared/domain/ids.ts'
import type { FoundPassage, MarkedText } from './find-hits.ts'

/** A note whose text in the index is not that of its log. */
export interface StaleNote {
  readonly noteId: NoteId
  /** The last place in its log. */
  readonly seq: number
  /** When that was written, ms since the epoch. */
  readonly at: number
}

/** What an index knows about what it lacks. */
export interface CatchUp {
  /** Those that wait longest first; not all when there are many. */
  readonly stale: readonly StaleNote[]
  /** Whether there is more to do at once. */
  readonly isBehind: boolean
}

/** What somebody may read; a thing is found when one of these holds it. Ids of things that do not exist do no harm. */
export interface SearchRights {
  /** All events. */
  readonly site: boolean
  readonly events: readonly string[]
  readonly tracks: readonly string[]
  readonly sessions: readonly string[]
  readonly notes: readonly string[]
}

/** Null: any. */
export interface SearchFilters {
  readonly kinds: readonly SearchKind[] | null
  /** Slug or id. */
  readonly event: string | null
  readonly track: string | null
  /** A name, whatever its case and accents. */
  readonly person: string | null
  /** `YYYY-MM-DD` in the event's zone. */
  readonly day: string | null
}

export interface SearchRequest {
  /** As it was typed. */
  readonly query: string
  readonly filters: SearchFilters
  readonly rights: SearchRights
  /** What of it is found and shown with the names that its event takes out; the rest is as if they were not there. */
  readonly named: SearchRights
  readonly limit: number
  /** How many of the results to leave out. */
  readonly offset: number
}

export interface Found {
  readonly kind: SearchKind
  readonly eventId: EventId
  readonly eventSlug: string
  readonly eventTitle: string
  readonly trackId: string | null
  readonly trackTitle: string | null
  readonly sessionId: string | null
  readonly noteId: NoteId | null
  readonly noteKind: NoteKind | null
  readonly title: readonly MarkedText[]
  /** Speakers or leads, as one line. */
  readonly people: readonly MarkedText[]
  readonly day: string | null
  readonly passages: readonly FoundPassage[]
  /** How many passages have something in them. */
  readonly count: number
}

export interface SearchAnswer {
  readonly results: readonly Found[]
  readonly total: number
  /** How many there are of each kind, whatever kinds were asked for. */
  readonly kinds: Readonly<Record<SearchKind, number>>
  /** Whether the query was longer than what is looked for. */
  readonly isCut: boolean
}

export interface IndexSize {
  /** Events, tracks, sessions and notes with text. */
  readonly entries: number
  readonly bytes: number
}

export interface SearchIndex {
  /** Takes over what changed in the programme, and tells which notes changed. */
  catchUp(): Promise<CatchUp>
  /**
   * Replaces the text of a note by passages (`Documents.readPassages`) as of a place in its log; null: nobody wrote to it.
   * Does nothing when the event takes out other names by now: the note is stale still.
   */
  putNote(note: {
    readonly noteId: NoteId
    readonly seq: number
    /** The names that were taken out for those who only read, as the event has them stored. */
    readonly redactedNames: string | null
    readonly passages: string | null
  }): Promise<void>
  /** What was deleted or moved since the last `catchUp`, and the names that an event takes out, are judged as they are now. */
  search(request: SearchRequest): Promise<SearchAnswer>
  /** Throws all of it away, with what was deleted from it, and begins anew. */
  rebuild(): Promise<void>
  size(): Promise<IndexSize>
  close(): Promise<void>
}

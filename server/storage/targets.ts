/** Finds what contains a thing, which is what rights are judged by. All return null when there is no such thing. */
import type { Target } from '../../shared/domain/access.ts'
import type { EventId, NoteId, SessionId, TrackId } from '../../shared/domain/ids.ts'
import type { NoteKind } from '../../shared/contracts/notes.ts'
import type { Db } from './tables.ts'

export interface EventTarget extends Target {
  readonly event: EventId
}
export interface TrackTarget extends EventTarget {
  readonly track: TrackId
}
export interface SessionTarget extends EventTarget {
  readonly track?: TrackId
  readonly session: SessionId
}
/** A note lies in its session (and through it in a track) or in its track. */
export interface NoteTarget extends EventTarget {
  readonly track?: TrackId
  readonly session?: SessionId
  readonly note: NoteId
  readonly kind: NoteKind
}

/** By id or by slug. */
export async function findEventTarget(db: Db, idOrSlug: string): Promise<EventTarget | null> {
  const row = await db
    .selectFrom('events')
    .select('id')
    .where((where) => where.or([where('slug', '=', idOrSlug), where('id', '=', idOrSlug as EventId)]))
    .executeTakeFirst()
  return row ? { event: row.id } : null
}

export async function findTrackTarget(db: Db, id: string): Promise<TrackTarget | null> {
  const row = await db
    .selectFrom('tracks')
    .select(['id', 'event_id'])
    .where('id', '=', id as TrackId)
    .executeTakeFirst()
  return row ? { event: row.event_id, track: row.id } : null
}

export async function findSessionTarget(db: Db, id: string): Promise<SessionTarget | null> {
  const row = await db
    .selectFrom('sessions')
    .select(['id', 'event_id', 'track_id'])
    .where('id', '=', id as SessionId)
    .executeTakeFirst()
  if (!row) return null
  return { event: row.event_id, session: row.id, ...(row.track_id ? { track: row.track_id } : {}) }
}

export async function findNoteTarget(db: Db, id: string): Promise<NoteTarget | null> {
  const row = await db
    .selectFrom('notes')
    .leftJoin('sessions', 'sessions.id', 'notes.session_id')
    .select(['notes.id', 'notes.event_id', 'notes.kind', 'notes.session_id', 'notes.track_id as note_track'])
    .select('sessions.track_id as session_track')
    .select((row) =>
      row
        .selectFrom('summary_stages')
        .select('stage')
        .whereRef('summary_stages.note_id', '=', 'notes.id')
        .orderBy('position', 'desc')
        .limit(1)
        .as('stage'),
    )
    .where('notes.id', '=', id as NoteId)
    .executeTakeFirst()
  if (!row) return null
  const track = row.note_track ?? row.session_track
  return {
    event: row.event_id,
    note: row.id,
    kind: row.kind,
    isFinal: row.stage === 'final',
    ...(track ? { track } : {}),
    ...(row.session_id ? { session: row.session_id } : {}),
  }
}

/** What the track or session is called that a note belongs to. */
export async function findOwnerTitle(db: Db, { track, session }: NoteTarget): Promise<string | null> {
  const row =
    session === undefined
      ? await db
          .selectFrom('tracks')
          .select('title')
          .where('id', '=', track ?? null)
          .executeTakeFirst()
      : await db.selectFrom('sessions').select('title').where('id', '=', session).executeTakeFirst()
  return row?.title ?? null
}

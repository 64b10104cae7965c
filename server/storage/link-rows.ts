/** Access links, read together with what their scope is called and where it lies. */
import { sql } from 'kysely'
import type { NoteKind } from '../../shared/contracts/notes.ts'
import type { EventId, LinkId, LoginId, SessionId, TrackId } from '../../shared/domain/ids.ts'
import type { Db, LinkRow } from './tables.ts'

/** A link with the levels at and above its scope. When its own level is null, what it was made for is gone. */
export interface LinkDetail extends LinkRow {
  readonly event_slug: string
  readonly event_title: string
  /** Of the track, or the one that the session or note lies in. */
  readonly in_track_id: TrackId | null
  readonly in_track_title: string | null
  /** Of the session, or the one that the note lies in. */
  readonly in_session_id: SessionId | null
  readonly in_session_title: string | null
  /** Only for links to a note. */
  readonly note_kind: NoteKind | null
}

function selectDetails(db: Db) {
  return (
    db
      .selectFrom('links')
      .innerJoin('events', 'events.id', 'links.event_id')
      .leftJoin('notes', (join) =>
        join.onRef('notes.id', '=', 'links.scope_id').on('links.scope_type', '=', 'note'),
      )
      // Ids are unique across tables, so a scope's id only ever finds a row of its own kind.
      .leftJoin('sessions', (join) =>
        join.on(sql<boolean>`sessions.id = coalesce(notes.session_id, links.scope_id)`),
      )
      .leftJoin('tracks', (join) =>
        join.on(sql<boolean>`tracks.id = coalesce(sessions.track_id, notes.track_id, links.scope_id)`),
      )
      .selectAll('links')
      .select(['events.slug as event_slug', 'events.title as event_title', 'notes.kind as note_kind'])
      .select(['tracks.id as in_track_id', 'tracks.title as in_track_title'])
      .select(['sessions.id as in_session_id', 'sessions.title as in_session_title'])
  )
}

export async function insertLink(db: Db, row: LinkRow): Promise<void> {
  await db.insertInto('links').values(row).execute()
}

export async function findLink(db: Db, id: LinkId): Promise<LinkDetail | null> {
  return (await selectDetails(db).where('links.id', '=', id).executeTakeFirst()) ?? null
}

export async function findLinkBySecretHash(db: Db, secretHash: string): Promise<LinkDetail | null> {
  return (await selectDetails(db).where('links.secret_hash', '=', secretHash).executeTakeFirst()) ?? null
}

/** Newest first. */
export async function listLinksOfEvent(db: Db, eventId: EventId): Promise<readonly LinkDetail[]> {
  return selectDetails(db)
    .where('links.event_id', '=', eventId)
    .orderBy('links.created_at', 'desc')
    .orderBy('links.id')
    .execute()
}

/** The links that a login has opened and that live at `now`. */
export async function listLinksOfLogin(db: Db, loginId: LoginId, now: number): Promise<readonly LinkRow[]> {
  return db
    .selectFrom('login_links')
    .innerJoin('links', 'links.id', 'login_links.link_id')
    .selectAll('links')
    .where('login_links.login_id', '=', loginId)
    .where('links.revoked_at', 'is', null)
    .where((where) => where.or([where('links.expires_at', 'is', null), where('links.expires_at', '>', now)]))
    .execute()
}

export async function countLinkUse(db: Db, id: LinkId, now: number): Promise<void> {
  await db
    .updateTable('links')
    .set((set) => ({ uses: set('uses', '+', 1), last_used_at: now }))
    .where('id', '=', id)
    .execute()
}

/** The first revocation's time stays; whether this was it. */
export async function markLinkRevoked(db: Db, id: LinkId, now: number): Promise<boolean> {
  const result = await db
    .updateTable('links')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

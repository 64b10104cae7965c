/** Roles of accounts, with whom and what they are about. */
import { sql } from 'kysely'
import type { NoteKind } from '../../shared/contracts/notes.ts'
import type { Role, Scope } from '../../shared/domain/access.ts'
import type { EventId, SessionId, TrackId, UserId } from '../../shared/domain/ids.ts'
import type { Db, UserRoleRow } from './tables.ts'

/** A role with its account and what its scope is; all of the scope is null on the site, and when it is gone. */
export interface RoleDetail extends UserRoleRow {
  readonly user_name: string
  readonly user_email: string
  /** As in the account's own row. */
  readonly made_in_event: EventId | null
  /** 1: nobody has come into the account yet (`isUnclaimed`). */
  readonly is_unclaimed: number
  readonly in_event_id: EventId | null
  readonly event_title: string | null
  readonly in_track_id: TrackId | null
  readonly in_track_title: string | null
  readonly in_session_id: SessionId | null
  readonly in_session_title: string | null
  /** Only for roles on a note. */
  readonly note_kind: NoteKind | null
}

function selectRoles(db: Db) {
  return (
    db
      .selectFrom('user_roles')
      .innerJoin('users', 'users.id', 'user_roles.user_id')
      .leftJoin('notes', (join) =>
        join.onRef('notes.id', '=', 'user_roles.scope_id').on('user_roles.scope_type', '=', 'note'),
      )
      // Ids are unique across tables, so a scope's id only ever finds a row of its own kind.
      .leftJoin('sessions', (join) =>
        join.on(sql<boolean>`sessions.id = coalesce(notes.session_id, user_roles.scope_id)`),
      )
      .leftJoin('tracks', (join) =>
        join.on(sql<boolean>`tracks.id = coalesce(sessions.track_id, notes.track_id, user_roles.scope_id)`),
      )
      .leftJoin('events', (join) =>
        join.on(sql<boolean>`events.id = coalesce(sessions.event_id, tracks.event_id, user_roles.scope_id)`),
      )
      .selectAll('user_roles')
      .select(['users.name as user_name', 'users.email as user_email', 'notes.kind as note_kind'])
      .select('users.made_in_event')
      .select(sql<number>`users.password_hash = '' and users.email_proven_at is null`.as('is_unclaimed'))
      .select(['events.id as in_event_id', 'events.title as event_title'])
      .select(['tracks.id as in_track_id', 'tracks.title as in_track_title'])
      .select(['sessions.id as in_session_id', 'sessions.title as in_session_title'])
      .orderBy('users.name')
      .orderBy('users.id')
  )
}

/** Of the event and of all in it, and those on the site, which hold there too. By name of the account. */
export async function listRolesInEvent(db: Db, event: EventId): Promise<readonly RoleDetail[]> {
  return selectRoles(db)
    .where((where) => where.or([where('events.id', '=', event), where('user_roles.scope_type', '=', 'site')]))
    .execute()
}

/** Of some accounts, wherever they are. */
export async function listRolesOf(db: Db, users: readonly UserId[]): Promise<readonly RoleDetail[]> {
  return users.length === 0 ? [] : selectRoles(db).where('user_roles.user_id', 'in', users).execute()
}

/** Of every account. */
export async function listAllRoles(db: Db): Promise<readonly RoleDetail[]> {
  return selectRoles(db).execute()
}

export async function findRole(db: Db, user: UserId, scope: Scope): Promise<RoleDetail | null> {
  const row = await selectRoles(db)
    .where('user_roles.user_id', '=', user)
    .where('user_roles.scope_type', '=', scope.type)
    .where('user_roles.scope_id', '=', scope.id)
    .executeTakeFirst()
  return row ?? null
}

/** In place of the role that the account had on the scope. */
export async function putRole(db: Db, row: UserRoleRow): Promise<void> {
  await db
    .insertInto('user_roles')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'scope_type', 'scope_id']).doUpdateSet({ role: row.role }),
    )
    .execute()
}

export async function deleteRole(db: Db, user: UserId, scope: Scope): Promise<void> {
  await db
    .deleteFrom('user_roles')
    .where('user_id', '=', user)
    .where('scope_type', '=', scope.type)
    .where('scope_id', '=', scope.id)
    .execute()
}

/** How many accounts have the role on the whole site. */
export async function countSiteRoles(db: Db, role: Role): Promise<number> {
  const row = await db
    .selectFrom('user_roles')
    .select((select) => select.fn.countAll().as('count'))
    .where('scope_type', '=', 'site')
    .where('role', '=', role)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

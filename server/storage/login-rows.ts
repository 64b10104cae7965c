/** Signed-in browsers and the access links that each has opened. */
import type { LinkId, LoginId, UserId } from '../../shared/domain/ids.ts'
import type { Db, LoginLinkRow, LoginRow } from './tables.ts'

/** A login with its account; a guest's has none. */
export interface LoginWithUser extends LoginRow {
  readonly user_name: string | null
  readonly user_email: string | null
}

export async function insertLogin(db: Db, row: LoginRow): Promise<void> {
  await db.insertInto('logins').values(row).execute()
}

export async function findLoginBySecretHash(db: Db, secretHash: string): Promise<LoginWithUser | null> {
  const row = await db
    .selectFrom('logins')
    .leftJoin('users', 'users.id', 'logins.user_id')
    .selectAll('logins')
    .select(['users.name as user_name', 'users.email as user_email'])
    .where('logins.secret_hash', '=', secretHash)
    .executeTakeFirst()
  return row ?? null
}

/** Only ever moves forward, whatever order requests end in. */
export async function renewLoginSeen(db: Db, id: LoginId, now: number): Promise<void> {
  await db
    .updateTable('logins')
    .set({ last_seen_at: now })
    .where('id', '=', id)
    .where('last_seen_at', '<', now)
    .execute()
}

export async function renameGuest(db: Db, id: LoginId, name: string): Promise<void> {
  await db.updateTable('logins').set({ guest_name: name }).where('id', '=', id).execute()
}

/** Whether there was one. */
export async function deleteLogin(db: Db, id: LoginId): Promise<boolean> {
  const result = await db.deleteFrom('logins').where('id', '=', id).executeTakeFirst()
  return result.numDeletedRows > 0n
}

/** Logins that hold a link, without one of them. */
export async function countOtherHolders(
  db: Db,
  { link, but, now }: { readonly link: LinkId; readonly but: LoginId | null; readonly now: number },
): Promise<number> {
  const row = await db
    .selectFrom('login_links')
    .innerJoin('logins', 'logins.id', 'login_links.login_id')
    .select((select) => select.fn.countAll().as('count'))
    .where('login_links.link_id', '=', link)
    .where('logins.id', '!=', but ?? ('' as LoginId))
    .where('logins.expires_at', '>', now)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** Those of an account that have not ended, the one that was seen last in front. */
export async function listLoginsOf(db: Db, user: UserId, now: number): Promise<readonly LoginRow[]> {
  return db
    .selectFrom('logins')
    .selectAll()
    .where('user_id', '=', user)
    .where('expires_at', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute()
}

/** Returns how many there were. */
export async function deleteExpiredLogins(db: Db, now: number): Promise<number> {
  const result = await db.deleteFrom('logins').where('expires_at', '<=', now).executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Opening a link again changes nothing; whether this was the first time. */
export async function insertLoginLink(db: Db, row: LoginLinkRow): Promise<boolean> {
  const result = await db
    .insertInto('login_links')
    .values(row)
    .onConflict((conflict) => conflict.columns(['login_id', 'link_id']).doNothing())
    .executeTakeFirst()
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
}

export async function hasOpenedLink(db: Db, loginId: LoginId, linkId: LinkId): Promise<boolean> {
  const row = await db
    .selectFrom('login_links')
    .select('link_id')
    .where('login_id', '=', loginId)
    .where('link_id', '=', linkId)
    .executeTakeFirst()
  return row !== undefined
}

/** `to` must not have opened any link yet. */
export async function moveLoginLinks(db: Db, from: LoginId, to: LoginId): Promise<void> {
  await db.updateTable('login_links').set({ login_id: to }).where('login_id', '=', from).execute()
}

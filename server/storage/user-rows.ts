/** Accounts and the roles that they hold. */
import type { UserId } from '../../shared/domain/ids.ts'
import type { Db, UserRoleRow, UserRow } from './tables.ts'

export async function insertUser(db: Db, row: UserRow): Promise<void> {
  await db.insertInto('users').values(row).execute()
}

export async function findUser(db: Db, id: UserId): Promise<UserRow | null> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? null
}

/** `email` in lower case, as it is stored. */
export async function findUserByEmail(db: Db, email: string): Promise<UserRow | null> {
  const row = await db.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst()
  return row ?? null
}

/** By name. */
export async function listUsers(db: Db): Promise<readonly UserRow[]> {
  return db.selectFrom('users').selectAll().orderBy('name').orderBy('id').execute()
}

/** With its roles and logins. */
export async function deleteUserRow(db: Db, id: UserId): Promise<void> {
  await db.deleteFrom('users').where('id', '=', id).execute()
}

export async function hasUsers(db: Db): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined
}

export async function renameUser(db: Db, id: UserId, name: string): Promise<void> {
  await db.updateTable('users').set({ name }).where('id', '=', id).execute()
}

/** Whether it was the hash that was expected to be replaced: of two changes at once, one holds. */
export async function replacePasswordHash(
  db: Db,
  id: UserId,
  { before, after }: { readonly before: string; readonly after: string },
): Promise<boolean> {
  const result = await db
    .updateTable('users')
    .set({ password_hash: after })
    .where('id', '=', id)
    .where('password_hash', '=', before)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}

/** Whether it was not known before. */
export async function markEmailProven(db: Db, id: UserId, at: number): Promise<boolean> {
  const result = await db
    .updateTable('users')
    .set({ email_proven_at: at })
    .where('id', '=', id)
    .where('email_proven_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}

export async function insertUserRole(db: Db, row: UserRoleRow): Promise<void> {
  await db.insertInto('user_roles').values(row).execute()
}

export async function listUserRoles(db: Db, id: UserId): Promise<readonly UserRoleRow[]> {
  return db.selectFrom('user_roles').selectAll().where('user_id', '=', id).execute()
}

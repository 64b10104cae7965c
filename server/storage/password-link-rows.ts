/** Links that set an account's password. */
import type { UserId } from '../../shared/domain/ids.ts'
import type { Db, PasswordLinkRow } from './tables.ts'

/** An older link of the same account is worth nothing any more. */
export async function replacePasswordLink(db: Db, row: PasswordLinkRow): Promise<void> {
  const { user_id: _, ...values } = row
  await db
    .insertInto('password_links')
    .values(row)
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute()
}

export async function findPasswordLink(db: Db, secretHash: string): Promise<PasswordLinkRow | null> {
  const row = await db
    .selectFrom('password_links')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  return row ?? null
}

/** Whether it was there: of several who use a link at once, one does. */
export async function takePasswordLink(db: Db, secretHash: string): Promise<boolean> {
  const result = await db
    .deleteFrom('password_links')
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  return Number(result.numDeletedRows) > 0
}

export async function deletePasswordLinkOf(db: Db, user: UserId): Promise<void> {
  await db.deleteFrom('password_links').where('user_id', '=', user).execute()
}

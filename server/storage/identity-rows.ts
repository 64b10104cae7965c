/** Whom the people of a provider are here. */
import type { UserId } from '../../shared/domain/ids.ts'
import type { Db, IdentityRow } from './tables.ts'

/** One that is there already stays what it is. */
export async function insertIdentity(db: Db, row: IdentityRow): Promise<void> {
  await db
    .insertInto('identities')
    .values(row)
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
    .execute()
}

export async function findIdentity(
  db: Db,
  { issuer, subject }: Pick<IdentityRow, 'issuer' | 'subject'>,
): Promise<UserId | null> {
  const row = await db
    .selectFrom('identities')
    .select('user_id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.user_id ?? null
}

/** All of an account, or the one at an issuer; whether there was any. */
export async function deleteIdentitiesOf(db: Db, user: UserId, issuer?: string): Promise<boolean> {
  let query = db.deleteFrom('identities').where('user_id', '=', user)
  if (issuer !== undefined) query = query.where('issuer', '=', issuer)
  return Number((await query.executeTakeFirst()).numDeletedRows) > 0
}

/** Whether an account belongs to somebody of a provider, of any when none is named. */
export async function hasIdentity(db: Db, user: UserId, issuer?: string): Promise<boolean> {
  let query = db.selectFrom('identities').select('subject').where('user_id', '=', user).limit(1)
  if (issuer !== undefined) query = query.where('issuer', '=', issuer)
  return (await query.executeTakeFirst()) !== undefined
}

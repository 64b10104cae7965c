/** API tokens. */
import type { TokenId } from '../../shared/domain/ids.ts'
import type { Db, TokenRow } from './tables.ts'

export async function insertToken(db: Db, row: TokenRow): Promise<void> {
  await db.insertInto('tokens').values(row).execute()
}

export async function findTokenBySecretHash(db: Db, secretHash: string): Promise<TokenRow | null> {
  const row = await db
    .selectFrom('tokens')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  return row ?? null
}

export async function findToken(db: Db, id: TokenId): Promise<TokenRow | null> {
  return (await db.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

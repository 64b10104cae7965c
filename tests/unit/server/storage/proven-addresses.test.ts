import Database from 'better-sqlite3'
import { Kysely, SqliteDialect } from 'kysely'
import { expect, test } from 'vitest'
import { listMigrations } from '../../../../server/storage/migrations/index.ts'
import type { Tables } from '../../../../server/storage/tables.ts'
import type { UserId } from '../../../../shared/domain/ids.ts'

test('[ACCOUNT-18] in a database from before, the addresses are known of those accounts that a provider brought somebody to', async () => {
  const database = new Database(':memory:')
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database }) })
  const migrations = Object.entries(listMigrations('blob'))
  const last = migrations.findIndex(([name]) => name.startsWith('0015-'))
  for (const [, migration] of migrations.slice(0, last)) await migration.up(db)
  // The row type is that of today.
  const insert = database.prepare(
    'insert into users (id, email, name, password_hash, created_at) values (?, ?, ?, ?, 1)',
  )
  for (const id of ['both', 'password', 'provider']) insert.run(id, `${id}@x.example`, id, 'x')
  for (const [user, issuer, at] of [
    ['both', 'https://one.example', 7],
    ['both', 'https://two.example', 5],
    ['provider', 'https://one.example', 9],
  ] as const) {
    const row = { issuer, subject: user, user_id: user as UserId, created_at: at }
    await db.insertInto('identities').values(row).execute()
  }
  await migrations[last]?.[1].up(db)
  const known = await db
    .selectFrom('users')
    .select(['id', 'email_proven_at', 'made_in_event'])
    .orderBy('id')
    .execute()
  expect(known).toEqual([
    { id: 'both', email_proven_at: 5, made_in_event: null },
    { id: 'password', email_proven_at: null, made_in_event: null },
    { id: 'provider', email_proven_at: 9, made_in_event: null },
  ])
  await db.destroy()
})

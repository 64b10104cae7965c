import { Kysely, sql } from 'kysely'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sqliteDialect } from '../../../../server/storage/sqlite/sqlite-dialect.ts'
import { makeTempDir } from '../../../support/temp-dir.ts'

interface Numbers {
  numbers: { value: number }
}

describe('sqliteDialect', () => {
  let db: Kysely<Numbers>

  beforeEach(async () => {
    db = new Kysely<Numbers>({ dialect: sqliteDialect(join(makeTempDir(), 'numbers.sqlite')) })
    await sql`create table numbers (value integer not null)`.execute(db)
  })
  afterEach(() => db.destroy())

  const insert = (value: number) => db.insertInto('numbers').values({ value }).execute()
  const values = async () =>
    (await db.selectFrom('numbers').select('value').execute()).map(({ value }) => value)

  it('[DB-1] runs statements in the order in which they are issued, without waiting for answers', async () => {
    const seen = await Promise.all([insert(1), values(), insert(2), values(), insert(3), values()])
    expect([seen[1], seen[3], seen[5]]).toEqual([[1], [1, 2], [1, 2, 3]])
  })

  it('[DB-2] keeps what others issue during a transaction out of it', async () => {
    const failed = db.transaction().execute(async (tx) => {
      const others = [insert(1), insert(2)]
      await tx.insertInto('numbers').values({ value: 100 }).execute()
      await expect(tx.selectFrom('numbers').select('value').execute()).resolves.toEqual([{ value: 100 }])
      void Promise.all(others)
      throw new Error('not this one')
    })
    await expect(failed).rejects.toThrow('not this one')
    await expect(values()).resolves.toEqual([1, 2])
  })

  it('[DB-3] runs transactions one after the other, also after one that failed', async () => {
    const count = (add: number) =>
      db.transaction().execute(async (tx) => {
        const rows = await tx.selectFrom('numbers').select('value').execute()
        if (add === 3) throw new Error('three')
        await tx.insertInto('numbers').values({ value: rows.length }).execute()
      })
    const results = await Promise.allSettled([1, 2, 3, 4, 5].map(count))
    expect(results.map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ])
    await expect(values()).resolves.toEqual([0, 1, 2, 3])
  })
})

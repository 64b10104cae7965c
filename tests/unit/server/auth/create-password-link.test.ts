import { expect, test } from 'vitest'
import { createPasswordLink } from '../../../../server/auth/create-password-link.ts'
import { OPERATOR } from '../../../../server/auth/operator.ts'
import { hashSecret, isSecret } from '../../../../server/auth/secrets.ts'
import { listAudit } from '../../../../server/storage/audit-rows.ts'
import { findUserByEmail } from '../../../../server/storage/user-rows.ts'
import { newId, type UserId } from '../../../../shared/domain/ids.ts'
import { DAY_MS } from '../../../../shared/domain/time.ts'
import { createPeopleWorld } from '../../../support/people-world.ts'

const EMAIL = 'quince@orchard.example'

test('[ACCOUNT-1] a password link lasts a day; its secret is told once, stored as a hash and in no log', async () => {
  await using world = await createPeopleWorld()
  await world.addUser(EMAIL, { password: 'twelve ripe quinces' })
  const user = await findUserByEmail(world.db, EMAIL)
  const deps = { db: world.db, clock: world.clock, publicUrl: () => 'https://notes.example.org' }
  const made = await createPasswordLink(deps, { userId: user?.id ?? newId(), principal: OPERATOR })
  const secret = /^https:\/\/notes\.example\.org\/password\/(.*)$/.exec(made.url)?.[1] ?? ''
  expect(isSecret(secret)).toBe(true)
  expect(made.expiresAt).toBe(world.clock.now() + DAY_MS)
  const rows = await world.db.selectFrom('password_links').selectAll().execute()
  expect(rows).toMatchObject([{ secret_hash: hashSecret(secret), expires_at: made.expiresAt }])
  expect(JSON.stringify(rows)).not.toContain(secret)
  const told = await listAudit(world.db, { event: null, limit: 1 })
  expect(JSON.stringify(told)).not.toContain(secret)
  expect(JSON.stringify(told)).not.toContain(EMAIL)
})

test('[ACCOUNT-2] the newest link of an account replaces the one before it', async () => {
  await using world = await createPeopleWorld()
  await world.addUser(EMAIL, { password: 'twelve ripe quinces' })
  await world.addUser('plum@orchard.example', { password: 'twelve ripe plums' })
  const deps = { db: world.db, clock: world.clock, publicUrl: () => 'https://notes.example.org' }
  const make = async (email: string) => {
    const userId = (await findUserByEmail(world.db, email))?.id ?? newId<UserId>()
    return (await createPasswordLink(deps, { userId, principal: OPERATOR })).url
  }
  const first = await make(EMAIL)
  const ofOther = await make('plum@orchard.example')
  const second = await make(EMAIL)
  const rows = await world.db.selectFrom('password_links').select('secret_hash').execute()
  const hashOf = (url: string) => hashSecret(url.slice(url.lastIndexOf('/') + 1))
  expect(rows.map(({ secret_hash }) => secret_hash).toSorted()).toEqual(
    [hashOf(ofOther), hashOf(second)].toSorted(),
  )
  expect(hashOf(first)).not.toBe(hashOf(second))
})

test('no link is made for an account that is not there', async () => {
  await using world = await createPeopleWorld()
  const deps = { db: world.db, clock: world.clock, publicUrl: () => 'https://notes.example.org' }
  await expect(createPasswordLink(deps, { userId: newId(), principal: OPERATOR })).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(await world.db.selectFrom('password_links').selectAll().execute()).toEqual([])
})

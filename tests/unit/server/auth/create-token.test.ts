import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authenticate } from '../../../../server/auth/authenticate.ts'
import { createLink } from '../../../../server/auth/create-link.ts'
import { createToken } from '../../../../server/auth/create-token.ts'
import { OPERATOR } from '../../../../server/auth/operator.ts'
import { createPeopleWorld, type PeopleWorld } from '../../../support/people-world.ts'

let world: PeopleWorld

beforeAll(async () => {
  world = await createPeopleWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

describe('what the operator hands out', () => {
  it('[AUTH-9] a token for an event named by its slug works there', async () => {
    const { id, secret } = await createToken(world, {
      name: 'wall display',
      role: 'reader',
      event: 'harvest',
    })
    const principal = await authenticate(world, { cookie: undefined, authorization: `Bearer ${secret}` })
    expect(principal).toMatchObject({ kind: 'token', actor: `token:${id}`, name: 'wall display' })
    expect(principal.grants).toEqual([
      {
        scope: { type: 'event', id: world.event.id },
        role: 'reader',
        expiresAt: null,
        eventId: world.event.id,
      },
    ])
  })

  it('[AUTH-9] there is no token for an event that does not exist', async () => {
    const made = createToken(world, { name: 'wall display', role: 'reader', event: 'nowhere' })
    await expect(made).rejects.toMatchObject({ code: 'not_found' })
    expect(await world.db.selectFrom('tokens').select('id').where('name', '=', 'nowhere').execute()).toEqual(
      [],
    )
  })

  it('[LINK-2] the operator makes links of every role without an account', async () => {
    const link = { scope: { type: 'event', id: 'harvest' }, role: 'organizer' } as const
    const deps = { ...world, publicUrl: () => 'https://notes.example.org' }
    const made = await createLink(deps, { principal: OPERATOR, link })
    expect(made).toMatchObject({ role: 'organizer', createdBy: null, expiresAt: null })
    expect(made.url).toBe(`https://notes.example.org/l/${made.secret}`)
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSetup } from '../../../../server/auth/setup.ts'
import { createUser } from '../../../../server/auth/create-user.ts'
import { createPeopleWorld, type PeopleWorld } from '../../../support/people-world.ts'

let world: PeopleWorld

beforeEach(async () => {
  world = await createPeopleWorld()
})
afterEach(() => world[Symbol.asyncDispose]())

const person = { name: 'Ines', email: 'ines@orchard.example', password: 'green greengages' }

async function secretOf(setup: ReturnType<typeof createSetup>): Promise<string> {
  const path = await setup.path()
  return path?.replace('/setup/', '') ?? ''
}

describe('set-up', () => {
  it('[AUTH-16] the link is offered while nobody has an account, the same one every time', async () => {
    const setup = createSetup(world)
    expect(await setup.isNeeded()).toBe(true)
    expect(await setup.path()).toMatch(/^\/setup\/[\w-]{43}$/)
    expect(await setup.path()).toBe(await setup.path())
  })

  it('[AUTH-16] every start has a secret of its own', async () => {
    const [one, two] = [createSetup(world), createSetup(world)]
    await expect(two.complete({ ...person, secret: await secretOf(one) })).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  it('[AUTH-16] an account that a command made ends the offer', async () => {
    const setup = createSetup(world)
    const secret = await secretOf(setup)
    await createUser(world, { user: person })
    expect(await setup.path()).toBeNull()
    await expect(setup.complete({ ...person, secret })).rejects.toMatchObject({ code: 'setup_done' })
  })

  it('[AUTH-17] the first user becomes organiser of the site', async () => {
    const setup = createSetup(world)
    const id = await setup.complete({ ...person, secret: await secretOf(setup) })
    expect(await world.db.selectFrom('user_roles').selectAll().execute()).toEqual([
      { user_id: id, scope_type: 'site', scope_id: '', role: 'organizer' },
    ])
    expect(await setup.isNeeded()).toBe(false)
    expect(await setup.path()).toBeNull()
  })

  it('[AUTH-17] a wrong secret makes nobody organiser', async () => {
    const setup = createSetup(world)
    for (const secret of ['', 'x', '__proto__', 'a'.repeat(43), 'a'.repeat(10_000)]) {
      const refused = setup.complete({ ...person, secret })
      await expect(refused, `${secret.length} letters`).rejects.toMatchObject({
        code: 'forbidden',
        place: 'secret',
      })
    }
    expect(await world.db.selectFrom('users').selectAll().execute()).toEqual([])
  })

  it('[AUTH-17] of ten set-ups at once one succeeds', async () => {
    const setup = createSetup(world)
    const secret = await secretOf(setup)
    const results = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        setup.complete({ ...person, email: `p${i}@orchard.example`, secret }),
      ),
    )
    const codes = results.map((result) =>
      result.status === 'fulfilled' ? 'done' : (result.reason as { code: string }).code,
    )
    expect(codes.sort()).toEqual(['done', ...Array.from({ length: 9 }, () => 'setup_done')])
    expect(await world.db.selectFrom('users').select('id').execute()).toHaveLength(1)
  })

  it('[AUTH-21] an e-mail address has one account', async () => {
    await createUser(world, { user: person })
    await expect(createUser(world, { user: person })).rejects.toMatchObject({
      code: 'conflict',
      place: 'email',
    })
  })
})

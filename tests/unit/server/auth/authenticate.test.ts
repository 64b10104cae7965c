import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { authenticate } from '../../../../server/auth/authenticate.ts'
import { LOGIN_COOKIE } from '../../../../server/auth/login-cookie.ts'
import { openLink } from '../../../../server/auth/open-link.ts'
import type { Principal } from '../../../../server/auth/principal.ts'
import { newSecret } from '../../../../server/auth/secrets.ts'
import { startLogin } from '../../../../server/auth/start-login.ts'
import { sweepLogins } from '../../../../server/auth/sweep-logins.ts'
import { ANONYMOUS } from '../../../../server/auth/anonymous.ts'
import { createLocalBus } from '../../../../server/cluster/local-bus.ts'
import { AppError } from '../../../../server/errors.ts'
import { roleOn } from '../../../../shared/domain/access.ts'
import type { LoginId, UserId } from '../../../../shared/domain/ids.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../../shared/domain/time.ts'
import { createPeopleWorld, SITE_SCOPE, type PeopleWorld } from '../../../support/people-world.ts'

let world: PeopleWorld
const bus = createLocalBus()

beforeAll(async () => {
  world = await createPeopleWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const asBrowser = (secret: string): Promise<Principal> =>
  authenticate(world, { cookie: `${LOGIN_COOKIE}=${secret}`, authorization: undefined })
const asBearer = (secret: string, cookie?: string): Promise<Principal> =>
  authenticate(world, { cookie, authorization: `Bearer ${secret}` })

async function refusalOf(asked: Promise<Principal>): Promise<AppError> {
  const error: unknown = await asked.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof AppError)) throw new Error('expected a refusal', { cause: error })
  return error
}

async function open(secret: string, loginId: LoginId | null = null): Promise<string> {
  const opening = await openLink(world, { secret, asker: { ...ANONYMOUS, loginId }, password: null })
  if (opening.kind !== 'opened') throw new Error(`the link was not opened: ${opening.kind}`)
  return opening.newLoginSecret ?? ''
}

async function signIn(email: string, password: string, before = ANONYMOUS): Promise<string> {
  return startLogin({ ...world, bus }, { email, password, before, browser: null })
}

describe('authenticate', () => {
  it('[AUTH-6] a browser that opened links is a guest with the roles of all of them', async () => {
    const { event, other } = world
    const first = await world.addLink({ scope_type: 'event', scope_id: event.id, role: 'reader' })
    const second = await world.addLink({ scope_type: 'session', scope_id: event.session, role: 'scribe' })
    const cookie = await open(first.secret)
    const { loginId } = await asBrowser(cookie)
    expect(await open(second.secret, loginId)).toBe('')
    const guest = await asBrowser(cookie)
    expect(guest).toMatchObject({
      kind: 'guest',
      actor: `guest:${loginId}`,
      name: null,
      email: null,
      userId: null,
    })
    const now = world.clock.now()
    expect(roleOn(guest.grants, { event: event.id }, now)).toBe('reader')
    expect(roleOn(guest.grants, { event: event.id, track: event.track, session: event.session }, now)).toBe(
      'scribe',
    )
    expect(roleOn(guest.grants, { event: other.id }, now)).toBeNull()
    expect(guest.grants.map(({ eventId }) => eventId)).toEqual([event.id, event.id])
  })

  it('[AUTH-6] a signed-in user has the roles of the account, with the event that each lies in', async () => {
    const { event } = world
    const password = 'windfall apples'
    await world.addUser('tess@orchard.example', {
      password,
      grant: { scope: { type: 'track', id: event.track }, role: 'lead' },
    })
    const user = await asBrowser(await signIn('tess@orchard.example', password))
    expect(user).toMatchObject({ kind: 'user', name: 'tess', email: 'tess@orchard.example' })
    expect(user.actor).toBe(`user:${user.userId}`)
    expect(user.grants).toEqual([
      { scope: { type: 'track', id: event.track }, role: 'lead', expiresAt: null, eventId: event.id },
    ])
  })

  it('[AUTH-6] a role on something that was deleted gives nothing and does not get in the way', async () => {
    const password = 'windfall apples'
    await world.addUser('gone@orchard.example', {
      password,
      grant: { scope: { type: 'session', id: 'no-longer-there' }, role: 'lead' },
    })
    const user = await asBrowser(await signIn('gone@orchard.example', password))
    expect(user.grants).toEqual([])
  })

  it('[AUTH-6] the same asker has the same colour every time', async () => {
    const link = await world.addLink({ scope_type: 'event', scope_id: world.event.id, role: 'reader' })
    const cookie = await open(link.secret)
    const [one, two] = [await asBrowser(cookie), await asBrowser(cookie)]
    expect(one.color).toMatch(/^#[0-9a-f]{6}$/)
    expect(two.color).toBe(one.color)
  })

  it('[AUTH-7] without credentials, or with a cookie that nobody knows, the asker is anonymous', async () => {
    expect(await authenticate(world, { cookie: undefined, authorization: undefined })).toEqual(ANONYMOUS)
    expect(await asBrowser(newSecret())).toEqual(ANONYMOUS)
    expect(await asBrowser('nonsense')).toEqual(ANONYMOUS)
  })

  it('[AUTH-7] a login ends after 90 days, to the millisecond', async () => {
    await using own = await createPeopleWorld()
    const link = await own.addLink({ scope_type: 'event', scope_id: own.event.id, role: 'reader' })
    const opening = await openLink(own, { secret: link.secret, asker: ANONYMOUS, password: null })
    const cookie = `${LOGIN_COOKIE}=${opening.kind === 'opened' ? opening.newLoginSecret : ''}`
    const ask = () => authenticate(own, { cookie, authorization: undefined })
    own.clock.advance(90 * DAY_MS - 1)
    expect((await ask()).kind).toBe('guest')
    own.clock.advance(1)
    expect((await ask()).kind).toBe('anonymous')
    expect(await sweepLogins(own)).toBe(1)
  })

  it('[AUTH-20] only logins that have ended are swept', async () => {
    await using own = await createPeopleWorld()
    const link = await own.addLink({ scope_type: 'event', scope_id: own.event.id, role: 'reader' })
    await openLink(own, { secret: link.secret, asker: ANONYMOUS, password: null })
    own.clock.advance(HOUR_MS)
    await openLink(own, { secret: link.secret, asker: ANONYMOUS, password: null })
    expect(await sweepLogins(own)).toBe(0)
    own.clock.advance(90 * DAY_MS - HOUR_MS)
    expect(await sweepLogins(own)).toBe(1)
    expect(await own.db.selectFrom('login_links').selectAll().execute()).toHaveLength(1)
  })

  for (const header of [
    '',
    'Bearer',
    'Bearer ',
    'Bearer short',
    'Basic YWRtaW46YWRtaW4=',
    'bearer a b',
    'Token x',
  ]) {
    it(`[AUTH-8] “Authorization: ${header}” is refused`, async () => {
      const refused = authenticate(world, { cookie: undefined, authorization: header })
      expect((await refusalOf(refused)).code).toBe('not_signed_in')
    })
  }

  it('[AUTH-8] a bearer that does not hold is refused even beside a good cookie', async () => {
    const link = await world.addLink({ scope_type: 'event', scope_id: world.event.id, role: 'organizer' })
    const cookie = `${LOGIN_COOKIE}=${await open(link.secret)}`
    expect((await refusalOf(asBearer(newSecret(), cookie))).code).toBe('not_signed_in')
    expect((await refusalOf(asBearer('', cookie))).code).toBe('not_signed_in')
  })

  it('[AUTH-8] a login cookie is no bearer and a bearer no login cookie', async () => {
    const link = await world.addLink({ scope_type: 'event', scope_id: world.event.id, role: 'reader' })
    expect((await refusalOf(asBearer(await open(link.secret)))).code).toBe('not_signed_in')
    expect((await asBrowser(link.secret)).kind).toBe('anonymous')
  })

  it('[AUTH-8] revoked tokens, revoked links and links that have ended are refused', async () => {
    const { event, clock } = world
    const scope = { scope_type: 'event', scope_id: event.id, role: 'reader' } as const
    const token = await world.addToken({ role: 'organizer', event_id: null, revoked_at: clock.now() })
    const revoked = await world.addLink({ ...scope, revoked_at: clock.now() })
    const ended = await world.addLink({ ...scope, expires_at: clock.now() })
    for (const { secret } of [token, revoked, ended]) {
      expect((await refusalOf(asBearer(secret))).code).toBe('not_signed_in')
    }
  })

  it('[AUTH-9] an API token holds its role on its event, or on the whole site without one', async () => {
    const { event, other, clock } = world
    const onEvent = await world.addToken({ role: 'scribe', event_id: event.id })
    const onSite = await world.addToken({ role: 'reader', event_id: null })
    const one = await asBearer(onEvent.secret)
    expect(one).toMatchObject({
      kind: 'token',
      actor: `token:${onEvent.id}`,
      name: 'display board',
      loginId: null,
    })
    expect(roleOn(one.grants, { event: event.id }, clock.now())).toBe('scribe')
    expect(roleOn(one.grants, { event: other.id }, clock.now())).toBeNull()
    const all = await asBearer(onSite.secret)
    expect(roleOn(all.grants, { event: other.id }, clock.now())).toBe('reader')
    expect(all.grants[0]?.eventId).toBeNull()
  })

  it("[AUTH-9] an access link's secret holds the link's role, up to its end", async () => {
    const { event, clock } = world
    const end = clock.now() + HOUR_MS
    const link = await world.addLink({
      scope_type: 'track',
      scope_id: event.track,
      role: 'lead',
      expires_at: end,
    })
    const principal = await asBearer(link.secret)
    expect(principal).toMatchObject({ kind: 'link', actor: `link:${link.id}`, loginId: null, userId: null })
    expect(principal.grants).toEqual([
      {
        scope: { type: 'track', id: event.track },
        role: 'lead',
        expiresAt: end,
        eventId: event.id,
        link: link.id,
      },
    ])
  })

  it('[AUTH-9] the secret alone of a link with a password is refused', async () => {
    const link = await world.addLink({
      scope_type: 'event',
      scope_id: world.event.id,
      role: 'organizer',
      password: 'plum',
    })
    const refusal = await refusalOf(asBearer(link.secret))
    expect(refusal.code).toBe('not_signed_in')
    expect(refusal.message).toContain('password')
  })

  it('[AUTH-11] when a login was last seen is written at most every five minutes', async () => {
    const { clock, db } = world
    const link = await world.addLink({ scope_type: 'event', scope_id: world.event.id, role: 'reader' })
    const cookie = await open(link.secret)
    const start = clock.now()
    const { loginId } = await asBrowser(cookie)
    const seen = async () =>
      (
        await db
          .selectFrom('logins')
          .select('last_seen_at')
          .where('id', '=', loginId as LoginId)
          .executeTakeFirstOrThrow()
      ).last_seen_at
    clock.advance(5 * MINUTE_MS - 1)
    await asBrowser(cookie)
    expect(await seen()).toBe(start)
    clock.advance(1)
    await asBrowser(cookie)
    expect(await seen()).toBe(start + 5 * MINUTE_MS)
  })

  it('[LINK-6] a program that uses a link again and again is one use every five minutes', async () => {
    const { clock, db, event } = world
    const link = await world.addLink({ scope_type: 'event', scope_id: event.id, role: 'reader' })
    const uses = async () =>
      (await db.selectFrom('links').select('uses').where('id', '=', link.id).executeTakeFirstOrThrow()).uses
    for (let i = 0; i < 3; i++) await asBearer(link.secret)
    expect(await uses()).toBe(1)
    clock.advance(5 * MINUTE_MS)
    await asBearer(link.secret)
    expect(await uses()).toBe(2)
  })

  it('[AUTH-14] signing in keeps what a guest had opened and makes the old cookie worthless', async () => {
    const { event } = world
    const password = 'windfall apples'
    await world.addUser('mara@orchard.example', { password })
    const link = await world.addLink({ scope_type: 'session', scope_id: event.session, role: 'scribe' })
    const guestCookie = await open(link.secret)
    const guest = await asBrowser(guestCookie)
    const cookie = await signIn('mara@orchard.example', password, guest)
    expect(cookie).not.toBe(guestCookie)
    expect((await asBrowser(guestCookie)).kind).toBe('anonymous')
    expect((await asBrowser(cookie)).grants.map(({ role }) => role)).toEqual(['scribe'])
  })

  it('[AUTH-14] signing in as somebody else leaves the first account’s links with it', async () => {
    const { event } = world
    const password = 'windfall apples'
    for (const name of ['nils', 'olga']) await world.addUser(`${name}@orchard.example`, { password })
    const first = await asBrowser(await signIn('nils@orchard.example', password))
    const link = await world.addLink({ scope_type: 'event', scope_id: event.id, role: 'lead' })
    await open(link.secret, first.loginId)
    const second = await asBrowser(await signIn('olga@orchard.example', password, first))
    expect(second).toMatchObject({ kind: 'user', email: 'olga@orchard.example', grants: [] })
  })

  it('[AUTH-10] no secret and no password is anywhere in the database files', async () => {
    await using own = await createPeopleWorld()
    const password = 'a very long quince'
    await own.addUser('root@orchard.example', { password, grant: { scope: SITE_SCOPE, role: 'organizer' } })
    const link = await own.addLink({ scope_type: 'event', scope_id: own.event.id, role: 'reader', password })
    const token = await own.addToken({ role: 'reader', event_id: null })
    const login = await startLogin(
      { ...own, bus },
      { email: 'root@orchard.example', password, before: ANONYMOUS, browser: null },
    )
    const files = ['rapporteur.sqlite', 'rapporteur.sqlite-wal'].map((name) =>
      readFileSync(join(own.dir, name)),
    )
    // One byte a letter, so that any text can be looked for.
    const content = Buffer.concat(files).toString('latin1')
    expect(content).toContain('root@orchard.example')
    for (const secret of [password, link.secret, token.secret, login])
      expect(content.includes(secret)).toBe(false)
  })

  it('[AUTH-7] a cookie of an account that was deleted is worth nothing', async () => {
    const password = 'windfall apples'
    await world.addUser('left@orchard.example', { password })
    const cookie = await signIn('left@orchard.example', password)
    const { userId } = await asBrowser(cookie)
    await world.db
      .deleteFrom('users')
      .where('id', '=', userId as UserId)
      .execute()
    expect(await asBrowser(cookie)).toEqual(ANONYMOUS)
  })
})

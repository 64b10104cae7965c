/** Signing in through a provider: a real one, our real middleware and routes, real requests, and attacks on the way. */
import { afterEach, expect, it } from 'vitest'
import { createFlowCookies, type ProviderFlow } from '../../server/auth/provider-flow.ts'
import { LOGIN_COOKIE } from '../../server/auth/login-cookie.ts'
import { Account, PasswordLink } from '../../shared/contracts/account.ts'
import { Me } from '../../shared/contracts/people.ts'
import { RoleGiven } from '../../shared/contracts/roles.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/domain/time.ts'
import { CookieJar, OpenIdProvider } from '../support/openid-provider.ts'
import { startPeopleApp, type PeopleApp } from '../support/people-app.ts'
import { SITE_SCOPE } from '../support/people-world.ts'

const FLOW_COOKIE = 'rapporteur_provider'
const PASSWORD = 'twelve ripe quinces'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close()
})

async function start({ isSetUp = true, trustsEmail = false } = {}): Promise<{
  app: PeopleApp
  provider: OpenIdProvider
}> {
  const provider = await OpenIdProvider.start()
  open.push(() => provider.close())
  const app = await startPeopleApp({ provider: { ...provider.settings, trustsEmail }, start: Date.now() })
  open.push(async () => app[Symbol.asyncDispose]())
  provider.register(app.url)
  if (isSetUp) await app.world.addUser('root@orchard.example', { password: PASSWORD })
  provider.people
    .set('p-1', { email: 'Pia@Orchard.example', email_verified: true, name: 'Pia Plum' })
    .set('q-1', { email: 'quentin@orchard.example', email_verified: true, name: 'Quentin' })
    .set('liar', { email: 'ines@orchard.example', email_verified: false, name: 'Ines' })
    .set('shy', { name: 'Shy' })
    .set('plain', { email: 'ines@orchard.example', name: 'Ines of a terse provider' })
  return { app, provider }
}

async function meOf({ url }: PeopleApp, jar: CookieJar): Promise<Me> {
  return Me.parse(await (await jar.get(`${url}/api/v1/me`)).json())
}

/** A page for people: words, no trace of the program. */
async function expectTrouble(response: Response, status: number, title: string): Promise<void> {
  const page = await response.text()
  expect([response.status, page]).toEqual([status, expect.stringContaining(`<h1>${title}</h1>`)])
  expect(page).not.toMatch(/\bat .*\.[jt]s\b|Error:|OAUTH_/)
  expect(page).toMatch(/\/(?:sign-in|account)"/)
  expect(response.headers.getSetCookie().join()).not.toContain(`${LOGIN_COOKIE}=`)
}

it('[OIDC-3, OIDC-4] the first time makes an account without any role, later ones find it by its subject', async () => {
  const { app, provider } = await start()
  const jar = new CookieJar()
  expect(await meOf(app, jar)).toMatchObject({ kind: 'anonymous', signsInThrough: 'Orchard ID' })
  const first = await jar.signIn(app.url, { as: 'p-1' })
  expect([first.status, first.headers.get('location')]).toEqual([303, '/account?welcome=1'])
  expect(jar.cookie(app.url, FLOW_COOKIE)).toBeNull()
  expect(await meOf(app, jar)).toMatchObject({
    kind: 'user',
    name: 'Pia Plum',
    email: 'pia@orchard.example',
    mayCreateEvents: false,
  })
  expect(await app.world.db.selectFrom('user_roles').selectAll().execute()).toEqual([])
  const sent = Object.fromEntries(provider.asked)
  expect(sent).toMatchObject({ code_challenge_method: 'S256', response_type: 'code' })
  for (const name of ['code_challenge', 'state', 'nonce']) expect(sent[name]).toMatch(/^[\w-]{43}$/)

  // The address is another one now, and somebody else's account has it.
  await app.world.addUser('moved@orchard.example', { password: PASSWORD })
  provider.people.set('p-1', { email: 'moved@orchard.example', email_verified: true, name: 'Pia' })
  const again = new CookieJar()
  expect((await again.signIn(app.url, { as: 'p-1', next: '/e/harvest?x=1' })).headers.get('location')).toBe(
    '/e/harvest?x=1',
  )
  expect(await meOf(app, again)).toMatchObject({ name: 'Pia Plum', email: 'pia@orchard.example' })
})

it('[OIDC-4, ACCOUNT-14] a verified address leads to the account that has it, with its role, and nobody signs in with no password', async () => {
  const { app } = await start()
  await app.world.addUser('quentin@orchard.example', {
    password: PASSWORD,
    grant: { scope: SITE_SCOPE, role: 'organizer' },
  })
  const jar = new CookieJar()
  await jar.signIn(app.url, { as: 'q-1' })
  expect(await meOf(app, jar)).toMatchObject({ name: 'quentin', mayCreateEvents: true })
  const account = Account.parse(await (await jar.get(`${app.url}/api/v1/me/account`)).json())
  expect(account).toMatchObject({ hasPassword: true, isConnected: true })
  const acts = await app.world.db.selectFrom('audit').select(['act', 'subject', 'detail']).execute()
  expect(acts).toContainEqual({
    act: 'account.connected',
    subject: 'quentin',
    detail: expect.stringMatching(/^to somebody of 127\.0\.0\.1:\d+$/),
  })
  await new CookieJar().signIn(app.url, { as: 'p-1' })
  for (const password of ['', PASSWORD]) {
    const json = { email: 'pia@orchard.example', password }
    expect((await app.openBrowser().send('POST', '/api/v1/login', { json })).status).toBe(401)
  }
})

it('[ACCOUNT-18] who set a password before the owner of the address came through the provider is out, and the owner is told', async () => {
  const { app } = await start()
  const organiser = app.openBrowser()
  await app.world.addUser('boss@orchard.example', {
    password: PASSWORD,
    grant: { scope: SITE_SCOPE, role: 'organizer' },
  })
  await organiser.send('POST', '/api/v1/login', {
    json: { email: 'boss@orchard.example', password: PASSWORD },
  })
  const chief = app.openBrowser()
  await app.world.addUser('chief@orchard.example', {
    password: PASSWORD,
    grant: { scope: { type: 'event', id: app.world.event.id }, role: 'organizer' },
  })
  await chief.send('POST', '/api/v1/login', { json: { email: 'chief@orchard.example', password: PASSWORD } })
  // Without mail the link of an account for somebody else's address is in the hands of who makes it.
  const json = {
    scope: { type: 'event', id: 'harvest' },
    role: 'lead',
    email: 'pia@orchard.example',
    name: 'Pia',
  }
  const given = RoleGiven.parse(await (await chief.send('POST', '/api/v1/roles', { json })).json())
  const intruder = app.openBrowser()
  const form = { password: PASSWORD, again: PASSWORD }
  const { pathname } = new URL(given.passwordLink?.url ?? '')
  expect((await intruder.send('POST', pathname, { form })).status).toBe(303)
  const trySignIn = async () =>
    (
      await app
        .openBrowser()
        .send('POST', '/api/v1/login', { json: { email: 'pia@orchard.example', password: PASSWORD } })
    ).status
  expect(await trySignIn()).toBe(200)
  // One more, which waits to be used later.
  const waiting = await organiser.send('POST', `/api/v1/users/${given.person.userId}/password-links`)
  const { url } = PasswordLink.parse(await waiting.json())

  const before = app.announced.length
  const jar = new CookieJar()
  const answer = await jar.signIn(app.url, { as: 'p-1', next: '/e/harvest' })
  expect(answer.headers.get('location')).toBe('/account?password=dropped')
  const account = Account.parse(await (await jar.get(`${app.url}/api/v1/me/account`)).json())
  expect(account).toMatchObject({ hasPassword: false, isConnected: true })
  expect(account.logins).toHaveLength(1)
  expect(await trySignIn()).toBe(401)
  expect((await (await intruder.send('GET', '/api/v1/me')).json()) as Me).toMatchObject({ kind: 'anonymous' })
  expect(app.announced.slice(before).map(({ eventId }) => eventId)).toContain(app.world.event.id)
  expect((await app.openBrowser().send('POST', new URL(url ?? '').pathname, { form })).status).toBe(404)
  // The role stays: it was given to the address.
  expect(await meOf(app, jar)).toMatchObject({ kind: 'user', email: 'pia@orchard.example' })
  expect((await jar.get(`${app.url}/api/v1/events/harvest/people`)).status).toBe(200)
  const told = await app.world.db
    .selectFrom('audit')
    .select('detail')
    .where('act', '=', 'address.proven')
    .execute()
  expect(told).toEqual([
    { detail: 'by a provider, the password from before does not hold any more, 2 logins ended' },
  ])
  // From here on the password is the owner's own, and stays.
  expect(
    (await new CookieJar().signIn(app.url, { as: 'p-1', next: '/e/harvest' })).headers.get('location'),
  ).toBe('/e/harvest')
})

it('[OIDC-5] an address that the provider does not vouch for opens no account and makes none', async () => {
  const { app } = await start()
  await app.world.addUser('ines@orchard.example', {
    password: PASSWORD,
    grant: { scope: SITE_SCOPE, role: 'organizer' },
  })
  for (const [as, title, missing] of [
    ['liar', 'Your e-mail address is not confirmed', '“email_verified” is false'],
    ['shy', 'Your e-mail address was not told', 'the claim “email” is missing'],
    ['plain', 'Nobody vouches for your e-mail address', 'the claim “email_verified” is missing'],
  ] as const) {
    const jar = new CookieJar()
    const answer = await jar.signIn(app.url, { as })
    expect(await answer.clone().text()).toContain(missing)
    await expectTrouble(answer, 403, title)
    expect((await meOf(app, jar)).kind).toBe('anonymous')
  }
  expect(await app.world.db.selectFrom('users').select('email').execute()).toHaveLength(2)
  expect(await app.world.db.selectFrom('identities').selectAll().execute()).toEqual([])
})

it('[OIDC-12] where the operator vouches for a provider, its silence about an address is a yes, and its no is a no', async () => {
  const { app } = await start({ trustsEmail: true })
  await app.world.addUser('ines@orchard.example', { password: PASSWORD })
  const jar = new CookieJar()
  expect((await jar.signIn(app.url, { as: 'plain', next: '/e/harvest' })).headers.get('location')).toBe(
    '/e/harvest',
  )
  expect(await meOf(app, jar)).toMatchObject({ kind: 'user', name: 'ines' })
  await expectTrouble(
    await new CookieJar().signIn(app.url, { as: 'liar' }),
    403,
    'Your e-mail address is not confirmed',
  )
  await expectTrouble(
    await new CookieJar().signIn(app.url, { as: 'shy' }),
    403,
    'Your e-mail address was not told',
  )
})

it('[OIDC-5] whoever gets the address of somebody who left does not get the account', async () => {
  const { app, provider } = await start()
  await new CookieJar().signIn(app.url, { as: 'p-1' })
  provider.people.set('heir', { email: 'pia@orchard.example', email_verified: true, name: 'Heir' })
  const jar = new CookieJar()
  await expectTrouble(
    await jar.signIn(app.url, { as: 'heir' }),
    403,
    'This address belongs to another account',
  )
  expect((await meOf(app, jar)).kind).toBe('anonymous')
})

it('[OIDC-6] a guest’s links come along, and the login is a new one: a cookie planted before is worth nothing', async () => {
  const { app } = await start()
  const { secret } = await app.world.addLink({
    scope_type: 'event',
    scope_id: app.world.event.id,
    role: 'scribe',
  })
  const jar = new CookieJar()
  await jar.get(`${app.url}/l/${secret}`)
  const planted = jar.cookie(app.url, LOGIN_COOKIE) ?? ''
  const answer = await jar.signIn(app.url, { as: 'p-1', next: '/e/harvest' })
  expect(answer.headers.get('location')).toBe('/e/harvest')
  expect(jar.cookie(app.url, LOGIN_COOKIE)).not.toBe(planted)
  const grants = await app.world.db.selectFrom('login_links').selectAll().execute()
  expect(grants).toHaveLength(1)
  const attacker = new CookieJar()
  attacker.set(app.url, LOGIN_COOKIE, planted)
  expect((await meOf(app, attacker)).kind).toBe('anonymous')
  expect((await meOf(app, jar)).kind).toBe('user')
})

it('[OIDC-3] an answer is taken from the browser that began, once, for ten minutes, with the state that it left with', async () => {
  const { app, provider } = await start()
  const victim = new CookieJar()
  const attacker = new CookieJar()
  const address = await attacker.leave(app.url, { as: 'q-1' })
  const flow = attacker.cookie(app.url, FLOW_COOKIE) ?? ''
  const { requests } = provider
  const stale = async (jar: CookieJar, to = address) =>
    expectTrouble(await jar.get(to), 400, 'This sign-in is over')
  // Into an account of the attacker's, in a browser that asked for nothing.
  await stale(victim)
  // With a flow of its own, but the attacker's code and state.
  await victim.get(`${app.url}/login/oidc`)
  await stale(victim)
  // With a cookie of the attacker's making.
  const forged = Buffer.from(
    JSON.stringify({ ...decode(flow), next: '/e/frost', state: new URL(address).searchParams.get('state') }),
  ).toString('base64url')
  for (const value of [`${forged}.${flow.split('.')[1]}`, `${forged}.`, forged, '.', `${flow}x.`, '{}']) {
    const jar = new CookieJar()
    jar.set(app.url, FLOW_COOKIE, value)
    await stale(jar)
  }
  await stale(new CookieJar(), `${app.url}/login/oidc/callback`)
  expect(provider.requests - requests, 'the provider heard of none of it').toBeLessThanOrEqual(1)

  app.world.clock.advance(10 * MINUTE_MS)
  await stale(attacker)
  const late = new CookieJar()
  const lateAddress = await late.leave(app.url, { as: 'q-1' })
  expect((await late.get(lateAddress)).status).toBe(303)
  await stale(late, lateAddress)
})

it('[OIDC-3] a code that was swapped for another person’s is refused, since verifier and nonce do not fit it', async () => {
  const { app } = await start()
  const [own, other] = [new CookieJar(), new CookieJar()]
  const address = new URL(await own.leave(app.url, { as: 'p-1' }))
  const stolen = new URL(await other.leave(app.url, { as: 'q-1' }))
  address.searchParams.set('code', stolen.searchParams.get('code') ?? '')
  await expectTrouble(await own.get(address.href), 502, 'The sign-in did not work')
  expect((await meOf(app, own)).kind).toBe('anonymous')
  expect(await app.world.db.selectFrom('users').selectAll().execute()).toHaveLength(1)
})

it('[OIDC-3] nonce and verifier each are what the answer has to fit', async () => {
  const { app, provider } = await start()
  // Signed as the server would, to get past the cookie's own check.
  const cookies = createFlowCookies({
    clientSecret: provider.settings.clientSecret,
    publicUrl: () => app.url,
  })
  for (const change of [{ nonce: 'n'.repeat(43) }, { verifier: 'v'.repeat(43) }]) {
    const jar = new CookieJar()
    const address = await jar.leave(app.url, { as: 'p-1' })
    const flow = decode(jar.cookie(app.url, FLOW_COOKIE) ?? '') as unknown as ProviderFlow
    const altered = cookies.write({ ...flow, ...change })
    jar.set(app.url, FLOW_COOKIE, /=([^;]*)/.exec(altered)?.[1] ?? '')
    await expectTrouble(await jar.get(address), 502, 'The sign-in did not work')
  }
  expect(await app.world.db.selectFrom('users').selectAll().execute()).toHaveLength(1)
})

it('[OIDC-3] an answer that names another issuer is refused before a code is sent anywhere', async () => {
  const { app, provider } = await start()
  const jar = new CookieJar()
  const address = new URL(await jar.leave(app.url, { as: 'p-1' }))
  const { requests } = provider
  address.searchParams.set('iss', 'https://evil.example')
  await expectTrouble(await jar.get(address.href), 502, 'The sign-in did not work')
  expect(provider.requests).toBe(requests)
})

it('[OIDC-11] before the set-up nobody comes in through the provider, so that the set-up link still holds', async () => {
  const { app } = await start({ isSetUp: false })
  const answer = await new CookieJar().signIn(app.url, { as: 'p-1' })
  await expectTrouble(answer, 409, 'This server has no organiser yet')
  expect(await app.setup.isNeeded()).toBe(true)
})

it('[OIDC-7] one goes on at a path inside and nowhere else', async () => {
  const { app } = await start()
  await new CookieJar().signIn(app.url, { as: 'q-1' })
  const evil = [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/.//evil.example',
    '/\t/evil.example',
  ]
  for (const next of [...evil, `/${'x'.repeat(2_000)}`, 'javascript:alert(1)']) {
    const answer = await new CookieJar().signIn(app.url, { as: 'q-1', next })
    expect([next, answer.headers.get('location')]).toEqual([next, '/'])
  }
})

it('[OIDC-8] who says no at the provider is told so', async () => {
  const { app } = await start()
  const jar = new CookieJar()
  await expectTrouble(await jar.signIn(app.url, { as: 'nobody' }), 403, 'You were not signed in')
  expect((await meOf(app, jar)).kind).toBe('anonymous')
})

it('[OIDC-2, OIDC-8] a provider that is down is a page, and works again once it is back', async () => {
  const { app, provider } = await start()
  expect(provider.requests, 'nobody asked it before somebody wanted to sign in').toBe(0)
  await provider.close()
  const title = 'The sign-in service does not answer'
  await expectTrouble(await new CookieJar().get(`${app.url}/login/oidc`), 502, title)
  await provider.open()
  provider.break()
  await expectTrouble(await new CookieJar().get(`${app.url}/login/oidc`), 502, title)
  provider.mend()
  const jar = new CookieJar()
  const address = await jar.leave(app.url, { as: 'q-1' })
  provider.break()
  await expectTrouble(await jar.get(address), 502, title)
  provider.mend()
  expect((await new CookieJar().signIn(app.url, { as: 'q-1' })).status).toBe(303)
})

it('[OIDC-8] a clock that is hours ahead is named as what it is', async () => {
  const { app } = await start()
  app.world.clock.advance(3 * HOUR_MS)
  const answer = await new CookieJar().signIn(app.url, { as: 'q-1' })
  expect(answer.status).toBe(502)
  await expectTrouble(answer, 502, 'Two clocks differ')
})

it('[OIDC-9] neither secrets nor codes nor addresses get into the log, and none travels in a Referer', async () => {
  const { app, provider } = await start()
  const jar = new CookieJar()
  const address = await jar.leave(app.url, { as: 'q-1' })
  const flow = jar.cookie(app.url, FLOW_COOKIE) ?? ''
  const gone = await jar.get(address)
  expect(gone.headers.get('referrer-policy')).toBe('strict-origin')
  expect(gone.headers.get('cache-control')).toBe('no-store')
  await jar.get(address)
  await new CookieJar().signIn(app.url, { as: 'liar' })
  provider.break()
  await new CookieJar().get(`${app.url}/login/oidc?next=/secret-path`)
  const { searchParams } = new URL(address)
  const secrets = [...searchParams.values()].filter((value) => !value.startsWith('http'))
  const log = app.logLines.join('')
  expect(log).toContain('/login/oidc/callback')
  for (const secret of [
    ...secrets,
    ...Object.values(decode(flow))
      .map(String)
      .filter((value) => value.length > 20),
    provider.settings.clientSecret,
    jar.cookie(app.url, LOGIN_COOKIE) ?? 'none',
    'orchard.example',
    'secret-path',
  ]) {
    expect(log).not.toContain(secret)
  }
})

it('[OIDC-10] pages may send forms and requests nowhere else than before', async () => {
  const { app, provider } = await start()
  const plain = await startPeopleApp({ start: Date.now() })
  open.push(async () => plain[Symbol.asyncDispose]())
  const policyOf = async (url: string) =>
    (await fetch(`${url}/api/v1/me`)).headers
      .get('content-security-policy')
      ?.replaceAll(new URL(url).host, 'HOST')
  expect(await policyOf(app.url)).toBe(await policyOf(plain.url))
  expect(await policyOf(app.url)).not.toContain(new URL(provider.issuer).host)
  expect(await policyOf(app.url)).toContain("form-action 'self'")
  expect((await fetch(`${plain.url}/login/oidc`, { redirect: 'manual' })).status).toBe(404)
})

/** What a flow cookie says. */
function decode(cookie: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(cookie.split('.')[0] ?? '', 'base64url').toString()) as Record<
    string,
    unknown
  >
}

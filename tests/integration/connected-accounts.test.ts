/** Connecting an account with somebody of a provider: a real one, our real middleware and routes, and attacks on the way. */
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LOGIN_COOKIE } from '../../server/auth/login-cookie.ts'
import { MAX_WRONG_PRESENT_PASSWORDS } from '../../server/middleware/rate-limit.ts'
import { findUserByEmail } from '../../server/storage/user-rows.ts'
import { Account, ProviderDeparture } from '../../shared/contracts/account.ts'
import { Me } from '../../shared/contracts/people.ts'
import { MINUTE_MS } from '../../shared/domain/time.ts'
import { CookieJar, OpenIdProvider } from '../support/openid-provider.ts'
import { startPeopleApp, type PeopleApp } from '../support/people-app.ts'
import { SITE_SCOPE } from '../support/people-world.ts'
import { codeOf, FOREIGN, PASSWORD, problemOf } from '../support/people-calls.ts'

const EMAIL = 'quince@orchard.example'
const OTHER_EMAIL = 'rival@orchard.example'

let app: PeopleApp
let provider: OpenIdProvider

beforeEach(async () => {
  provider = await OpenIdProvider.start()
  app = await startPeopleApp({ provider: provider.settings, start: Date.now() })
  provider.register(app.url)
  provider.people
    // As of a provider that says nothing of addresses.
    .set('q-1', { email: 'q@elsewhere.example', name: 'Quince' })
    .set('r-1', { email: OTHER_EMAIL, email_verified: true, name: 'Rival' })
    .set('same', { email: EMAIL, email_verified: true, name: 'Quince' })
  for (const email of [EMAIL, OTHER_EMAIL]) await app.world.addUser(email, { password: PASSWORD })
})
afterEach(async () => {
  await app[Symbol.asyncDispose]()
  await provider.close()
})

async function signIn(email = EMAIL): Promise<CookieJar> {
  const jar = new CookieJar()
  const json = { email, password: PASSWORD }
  expect((await jar.send('POST', `${app.url}/api/v1/login`, { json })).status).toBe(200)
  return jar
}

const identityOf = (jar: CookieJar, method: 'POST' | 'DELETE', call = {}) =>
  jar.send(method, `${app.url}/api/v1/me/identity`, call)

/** Up to the address that the provider sends back to, unopened. */
async function begin(jar: CookieJar, as = 'q-1'): Promise<string> {
  const answer = await identityOf(jar, 'POST', { json: { present: PASSWORD } })
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
  const { url } = ProviderDeparture.parse(await answer.json())
  return jar.leave(app.url, { as, from: url })
}

async function accountOf(jar: CookieJar): Promise<Account> {
  return Account.parse(await (await jar.get(`${app.url}/api/v1/me/account`)).json())
}
const meOf = async (jar: CookieJar) => Me.parse(await (await jar.get(`${app.url}/api/v1/me`)).json())
const identities = () => app.world.db.selectFrom('identities').select(['subject', 'user_id']).execute()
const idOf = async (email = EMAIL) => (await findUserByEmail(app.world.db, email))?.id

async function expectTrouble(response: Response, status: number, title: string): Promise<void> {
  const page = await response.text()
  expect([response.status, page]).toEqual([status, expect.stringContaining(`<h1>${title}</h1>`)])
  expect(response.headers.getSetCookie().join()).not.toContain(`${LOGIN_COOKIE}=`)
}

it('[OIDC-13] who is signed in connects the account, and comes in through the provider from then on, whatever its address there', async () => {
  const jar = await signIn()
  const cookie = jar.cookie(app.url, LOGIN_COOKIE)
  const address = await begin(jar)
  const sent = Object.fromEntries(provider.asked)
  expect(sent).toMatchObject({ code_challenge_method: 'S256', response_type: 'code' })
  for (const name of ['code_challenge', 'state', 'nonce']) expect(sent[name]).toMatch(/^[\w-]{43}$/)
  const answer = await jar.get(address)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account?connected=1'])
  expect(jar.cookie(app.url, LOGIN_COOKIE), 'the login stays').toBe(cookie)
  expect(await accountOf(jar)).toMatchObject({ isConnected: true, hasPassword: true })
  const again = new CookieJar()
  expect((await again.signIn(app.url, { as: 'q-1', next: '/e/harvest' })).headers.get('location')).toBe(
    '/e/harvest',
  )
  expect(await meOf(again)).toMatchObject({ email: EMAIL })
  const acts = await app.world.db.selectFrom('audit').select(['act', 'subject', 'detail']).execute()
  expect(acts).toContainEqual({
    act: 'account.connected',
    subject: 'quince',
    detail: expect.stringMatching(/^to somebody of 127\.0\.0\.1:\d+$/),
  })
  // A second one does not fit.
  expect(await codeOf(await identityOf(jar, 'POST', { json: { present: PASSWORD } }))).toBe('conflict')
})

it('[OIDC-13] nothing begins without the present password, by guests, or by a page of another site', async () => {
  const jar = await signIn()
  const { requests } = provider
  const wrong = await problemOf(await identityOf(jar, 'POST', { json: { present: 'not it at all' } }))
  expect(wrong).toMatchObject({ code: 'wrong_password', place: 'present' })
  const foreign = { json: { present: PASSWORD }, headers: FOREIGN.headers }
  expect(await codeOf(await identityOf(jar, 'POST', foreign))).toBe('bad_origin')
  expect(await codeOf(await identityOf(jar, 'DELETE', { headers: FOREIGN.headers }))).toBe('bad_origin')
  const stranger = new CookieJar()
  for (const method of ['POST', 'DELETE'] as const) {
    const answer = await identityOf(stranger, method, method === 'POST' ? { json: { present: '' } } : {})
    expect(await codeOf(answer)).toBe('not_signed_in')
  }
  expect(provider.requests, 'the provider heard of none of it').toBe(requests)
  for (let tries = 1; tries < MAX_WRONG_PRESENT_PASSWORDS; tries++) {
    expect((await identityOf(jar, 'POST', { json: { present: 'not it at all' } })).status).toBe(401)
  }
  expect((await identityOf(jar, 'POST', { json: { present: PASSWORD } })).status).toBe(429)
})

it('[OIDC-13] what comes back counts for the login that began, and for no other', async () => {
  const title = 'Your account was not connected'
  // Another account has signed in meanwhile in the same browser.
  const shared = await signIn()
  const forShared = await begin(shared)
  const json = { email: OTHER_EMAIL, password: PASSWORD }
  await shared.send('POST', `${app.url}/api/v1/login`, { json })
  await expectTrouble(await shared.get(forShared), 403, title)
  // The same account, signed in anew; and signed out.
  for (const next of ['again', 'out']) {
    const jar = await signIn()
    const address = await begin(jar)
    if (next === 'out') await jar.send('DELETE', `${app.url}/api/v1/login`)
    else await jar.send('POST', `${app.url}/api/v1/login`, { json: { email: EMAIL, password: PASSWORD } })
    await expectTrouble(await jar.get(address), 403, title)
  }
  // A victim whose browser was given all of the attacker's journey: cookie, state and code.
  const attacker = await signIn(OTHER_EMAIL)
  const address = await begin(attacker, 'q-1')
  const victim = await signIn()
  victim.set(app.url, 'rapporteur_provider', attacker.cookie(app.url, 'rapporteur_provider') ?? '')
  await expectTrouble(await victim.get(address), 403, title)
  expect(await identities()).toEqual([])
  // One who only signs in connects nothing, and one who connects signs nobody in.
  const late = await signIn()
  const lateAddress = await begin(late)
  app.world.clock.advance(10 * MINUTE_MS)
  await expectTrouble(await late.get(lateAddress), 400, 'This sign-in is over')
  expect(await identities()).toEqual([])
})

it('[OIDC-14] a person of the provider who belongs to another account stays there, and the page says so', async () => {
  await new CookieJar().signIn(app.url, { as: 'r-1' })
  const jar = await signIn()
  const answer = await jar.get(await begin(jar, 'r-1'))
  expect(await answer.clone().text()).toContain('/account"')
  await expectTrouble(answer, 409, 'Another account is connected already')
  expect(await identities()).toEqual([{ subject: 'r-1', user_id: await idOf(OTHER_EMAIL) }])
  expect(await accountOf(jar)).toMatchObject({ isConnected: false })
  // Two journeys of one account at once: the first that is back counts.
  const [first, second] = [await signIn(), await signIn()]
  const [one, two] = [await begin(first, 'q-1'), await begin(second, 'same')]
  expect((await first.get(one)).status).toBe(303)
  await expectTrouble(await second.get(two), 409, 'Your account is connected already')
})

it('[OIDC-15] disconnecting ends all other logins; who has no password stays connected', async () => {
  const jar = await signIn()
  await jar.get(await begin(jar))
  const through = new CookieJar()
  await through.signIn(app.url, { as: 'q-1' })
  expect((await meOf(through)).kind).toBe('user')
  expect((await identityOf(jar, 'DELETE')).status).toBe(204)
  expect(await identities()).toEqual([])
  expect((await meOf(through)).kind).toBe('anonymous')
  expect(await accountOf(jar)).toMatchObject({ isConnected: false, hasPassword: true })
  expect(await codeOf(await identityOf(jar, 'DELETE'))).toBe('not_found')
  const acts = await app.world.db.selectFrom('audit').select(['act', 'subject']).execute()
  expect(acts.at(-1)).toEqual({ act: 'account.disconnected', subject: 'quince' })

  provider.people.set('new', { email: 'new@orchard.example', email_verified: true, name: 'New' })
  const fresh = new CookieJar()
  await fresh.signIn(app.url, { as: 'new' })
  expect(await problemOf(await identityOf(fresh, 'DELETE'))).toMatchObject({
    code: 'conflict',
    detail: expect.stringContaining('only way in'),
  })
  expect(await accountOf(fresh)).toMatchObject({ isConnected: true })
})

it('[OIDC-13] a provider that does not answer, or none at all, is told of', async () => {
  const jar = await signIn()
  await provider.close()
  expect(await codeOf(await identityOf(jar, 'POST', { json: { present: PASSWORD } }))).toBe('unavailable')
  await provider.open()
  const plain = await startPeopleApp()
  try {
    await plain.world.addUser(EMAIL, { password: PASSWORD })
    const browser = plain.openBrowser()
    await browser.send('POST', '/api/v1/login', { json: { email: EMAIL, password: PASSWORD } })
    const answer = await browser.send('POST', '/api/v1/me/identity', { json: { present: PASSWORD } })
    expect(await codeOf(answer)).toBe('conflict')
  } finally {
    await plain[Symbol.asyncDispose]()
  }
})

it('[ACCOUNT-18] who connected the account of somebody else’s address is out when its owner comes, also by the same provider', async () => {
  // An organiser of an event who holds the first link of an account, without mail.
  const unproven = async () => (await findUserByEmail(app.world.db, EMAIL))?.email_proven_at
  await app.world.db.updateTable('users').set({ email_proven_at: null }).where('email', '=', EMAIL).execute()
  const intruder = await signIn()
  expect((await intruder.get(await begin(intruder, 'q-1'))).status).toBe(303)
  expect(await unproven()).toBeNull()
  const owner = new CookieJar()
  expect((await owner.signIn(app.url, { as: 'same' })).headers.get('location')).toBe(
    '/account?password=dropped',
  )
  expect(await identities()).toEqual([{ subject: 'same', user_id: await idOf() }])
  expect((await meOf(intruder)).kind).toBe('anonymous')
  // Whom the provider knows as the intruder has no account here, nor an address that makes one.
  await expectTrouble(
    await new CookieJar().signIn(app.url, { as: 'q-1' }),
    403,
    'Nobody vouches for your e-mail address',
  )
})

it('[ACCOUNT-18] who connects the own address proves it, and keeps the password that was just asked for', async () => {
  await app.world.db.updateTable('users').set({ email_proven_at: null }).where('email', '=', EMAIL).execute()
  const elsewhere = await signIn()
  const jar = await signIn()
  expect((await jar.get(await begin(jar, 'same'))).status).toBe(303)
  expect(await accountOf(jar)).toMatchObject({ hasPassword: true, isConnected: true })
  expect((await meOf(elsewhere)).kind).toBe('anonymous')
  expect((await findUserByEmail(app.world.db, EMAIL))?.email_proven_at).toBe(app.world.clock.now())
})

it('[ACCOUNT-18] an account that nobody has come into is entered through the provider, and its link ends', async () => {
  const grant = { scope: SITE_SCOPE, role: 'organizer' } as const
  await app.world.addUser('boss@orchard.example', { password: PASSWORD, grant })
  const organiser = await signIn('boss@orchard.example')
  const json = { name: 'Pia', email: 'pia@orchard.example' }
  expect((await organiser.send('POST', `${app.url}/api/v1/users`, { json })).status).toBe(201)
  provider.people.set('pia', { email: 'Pia@orchard.example', email_verified: true, name: 'Pia Plum' })
  const jar = new CookieJar()
  const answer = await jar.signIn(app.url, { as: 'pia', next: '/e/harvest' })
  expect(answer.headers.get('location')).toBe('/e/harvest')
  expect(await meOf(jar)).toMatchObject({ name: 'Pia' })
  expect(await app.world.db.selectFrom('password_links').selectAll().execute()).toEqual([])
})

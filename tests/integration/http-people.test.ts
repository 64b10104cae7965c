/** Set-up, sign-in and their limits over HTTP: real middleware and routes, a real database, real requests. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newSecret } from '../../server/auth/secrets.ts'
import { MAX_WRONG_PASSWORDS } from '../../server/middleware/rate-limit.ts'
import { Me } from '../../shared/contracts/people.ts'
import { startPeopleApp, type PeopleApp, type Browser } from '../support/people-app.ts'
import {
  codeOf,
  meOf,
  openBrowserWith,
  PASSWORD,
  problemOf,
  ROOT,
  startOrganisedApp,
  type OrganisedApp,
} from '../support/people-calls.ts'

let organised: OrganisedApp
let app: PeopleApp
/** Signed in as the organiser of the site. */
let organiser: Browser

beforeAll(async () => {
  organised = await startOrganisedApp()
  ;({ app, organiser } = organised)
})
afterAll(() => app[Symbol.asyncDispose]())

describe('set-up and sign-in', () => {
  it('[AUTH-17] the first organiser is signed in and may create events', async () => {
    expect(await meOf(organiser)).toMatchObject({
      kind: 'user',
      name: 'Ines',
      email: 'ines@orchard.example',
      mayCreateEvents: true,
      setupNeeded: false,
    })
    expect(await (await organiser.send('GET', '/api/v1/setup')).json()).toEqual({ needed: false })
  })

  it('[AUTH-17] a second set-up is refused, whatever the secret', async () => {
    const json = { ...ROOT, email: 'eve@orchard.example', secret: newSecret() }
    const response = await app.openBrowser().send('POST', '/api/v1/setup', { json })
    expect(response.status).toBe(409)
    expect(await codeOf(response)).toBe('setup_done')
  })

  it('[AUTH-12] an unknown address and a wrong password are answered alike', async () => {
    const browser = app.openBrowser()
    const attempt = async (email: string) => {
      const response = await browser.send('POST', '/api/v1/login', {
        json: { email, password: 'wrong wrong wrong' },
      })
      const { requestId: _, ...problem } = await problemOf(response)
      const { date: __, 'x-request-id': ___, ...headers } = Object.fromEntries(response.headers)
      // Counts of tries so far differ, and say nothing about the account.
      for (const name of ['ratelimit', 'ratelimit-policy', 'content-length']) delete headers[name]
      return { problem, headers }
    }
    const [known, unknown] = [await attempt(ROOT.email), await attempt('nobody@orchard.example')]
    expect(known.problem.code).toBe('wrong_password')
    expect(unknown).toEqual(known)
  })

  it('[AUTH-14] each sign-in is a new login with a new cookie, and ends the one before in that browser', async () => {
    const browser = app.openBrowser()
    const json = { email: ' INES@orchard.example ', password: PASSWORD }
    await browser.send('POST', '/api/v1/login', { json })
    const first = browser.cookie
    await browser.send('POST', '/api/v1/login', { json })
    expect(browser.cookie).not.toBe(first)
    const old = await app
      .openBrowser()
      .send('GET', '/api/v1/me', { headers: { cookie: `rapporteur_login=${first}` } })
    expect(Me.parse(await old.json()).kind).toBe('anonymous')
    expect((await meOf(browser)).kind).toBe('user')
  })

  it('[AUTH-14] a cookie that was planted before signing in is not the one afterwards', async () => {
    const planted = newSecret()
    const browser = app.openBrowser()
    await browser.send('POST', '/api/v1/login', {
      json: { email: ROOT.email, password: PASSWORD },
      headers: { cookie: `rapporteur_login=${planted}` },
    })
    expect(browser.cookie).toMatch(/^[\w-]{43}$/)
    expect(browser.cookie).not.toBe(planted)
  })

  it('[AUTH-15] signing out makes the cookie worthless at once and has the connections judged again', async () => {
    const browser = app.openBrowser()
    await browser.send('POST', '/api/v1/login', { json: { email: ROOT.email, password: PASSWORD } })
    const { cookie } = browser
    const before = app.announced.length
    expect((await browser.send('DELETE', '/api/v1/login')).status).toBe(204)
    expect(browser.cookie).toBeNull()
    const replay = await browser.send('GET', '/api/v1/me', {
      headers: { cookie: `rapporteur_login=${cookie}` },
    })
    expect(Me.parse(await replay.json()).kind).toBe('anonymous')
    const { event, other } = app.world
    expect(
      app.announced
        .slice(before)
        .map(({ eventId }) => eventId)
        .sort(),
    ).toEqual([event.id, other.id].sort())
    expect((await meOf(organiser)).kind).toBe('user')
  })

  it('[AUTH-18] a guest gives their own name; strangers and tokens cannot', async () => {
    const guest = await openBrowserWith(organised, { role: 'scribe' })
    expect((await meOf(guest)).name).toBeNull()
    const named = await guest.send('PATCH', '/api/v1/me', { json: { name: '  Kim\u202e\n' } })
    expect(Me.parse(await named.json())).toMatchObject({ kind: 'guest', name: 'Kim' })
    expect((await meOf(guest)).name).toBe('Kim')

    const stranger = await app.openBrowser().send('PATCH', '/api/v1/me', { json: { name: 'Kim' } })
    expect(await codeOf(stranger)).toBe('not_signed_in')
    const token = await app.world.addToken({ role: 'organizer', event_id: null })
    const headers = { authorization: `Bearer ${token.secret}` }
    const program = await app.openBrowser().send('PATCH', '/api/v1/me', { json: { name: 'Kim' }, headers })
    expect(await codeOf(program)).toBe('forbidden')
  })

  it('[AUTH-8] a bearer that does not hold is told so, never taken for a stranger', async () => {
    for (const authorization of ['Bearer nonsense', `Bearer ${newSecret()}`, 'Basic eDp5', 'Bearer']) {
      const response = await organiser.send('GET', '/api/v1/me', { headers: { authorization } })
      expect(response.status).toBe(401)
      expect(response.headers.get('www-authenticate')).toBe('Bearer')
      expect(await codeOf(response)).toBe('not_signed_in')
    }
  })

  it('[AUTH-7] a damaged cookie is a stranger, who can sign in', async () => {
    for (const cookie of [
      'rapporteur_login=%E0%A4%A',
      'rapporteur_login',
      ';=;',
      `rapporteur_login=${'x'.repeat(4_000)}`,
    ]) {
      const browser = app.openBrowser()
      const response = await browser.send('GET', '/api/v1/me', { headers: { cookie } })
      expect(Me.parse(await response.json()).kind).toBe('anonymous')
    }
  })
})

describe('limits', () => {
  it('[HTTP-10] guessing one account’s password is stopped; others behind the same address go on', async () => {
    await using own = await startPeopleApp()
    await own.world.addUser('ada@orchard.example', { password: PASSWORD })
    await own.world.addUser('ben@orchard.example', { password: PASSWORD })
    const login = (email: string, password: string) =>
      own.openBrowser().send('POST', '/api/v1/login', { json: { email, password } })
    const guesses = await Promise.all(
      Array.from({ length: MAX_WRONG_PASSWORDS + 10 }, (_, i) =>
        login('ADA@orchard.example ', `guess number ${i}`),
      ),
    )
    const statuses = guesses.map(({ status }) => status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(MAX_WRONG_PASSWORDS)
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
    const blocked = await login('ada@orchard.example', PASSWORD)
    expect(await codeOf(blocked)).toBe('too_many_requests')
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await login('ben@orchard.example', PASSWORD)).status).toBe(200)
  })

  it('[HTTP-10] a hall that signs in from one address, with few mistakes, is not stopped', async () => {
    await using own = await startPeopleApp()
    await own.world.addUser('ada@orchard.example', { password: PASSWORD })
    for (let i = 0; i < MAX_WRONG_PASSWORDS + 5; i++) {
      const json = { email: 'ada@orchard.example', password: i % 5 === 0 ? 'a mistyped one' : PASSWORD }
      const { status } = await own.openBrowser().send('POST', '/api/v1/login', { json })
      expect(status).toBe(i % 5 === 0 ? 401 : 200)
    }
  })

  it('[HTTP-10] one login that asks too much is slowed down, another behind the same address is not', async () => {
    await using own = await startPeopleApp({ requestsPerMinute: 30 })
    const link = await own.world.addLink({
      scope_type: 'event',
      scope_id: own.world.event.id,
      role: 'reader',
    })
    const [greedy, modest] = [own.openBrowser(), own.openBrowser()]
    for (const browser of [greedy, modest]) await browser.send('GET', `/l/${link.secret}`)
    const responses = await Promise.all(Array.from({ length: 35 }, () => greedy.send('GET', '/api/v1/me')))
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(30)
    const blocked = responses.filter(({ status }) => status === 429)
    expect(blocked).toHaveLength(5)
    for (const response of blocked) expect(await codeOf(response)).toBe('too_many_requests')
    expect((await modest.send('GET', '/api/v1/me')).status).toBe(200)
  })
})

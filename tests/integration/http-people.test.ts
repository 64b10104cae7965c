/** Who is asking and what they may do, over HTTP: real middleware and routes, a real database, real requests. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newSecret } from '../../server/auth/secrets.ts'
import { MAX_JSON_BYTES } from '../../server/middleware/json-body.ts'
import { MAX_WRONG_PASSWORDS } from '../../server/middleware/rate-limit.ts'
import { Problem, type ErrorCode } from '../../shared/contracts/errors.ts'
import { LinkCreated, LinkList, Me } from '../../shared/contracts/people.ts'
import type { Role } from '../../shared/domain/access.ts'
import { DAY_MS, HOUR_MS } from '../../shared/domain/time.ts'
import {
  BUG_MESSAGE,
  startPeopleApp,
  type Browser,
  type Call,
  type PeopleApp,
} from '../support/people-app.ts'

const PASSWORD = 'twelve ripe quinces'
const ROOT = { name: 'Ines', email: 'ines@orchard.example', password: PASSWORD }

let app: PeopleApp
/** Signed in as the organiser of the site. */
let organiser: Browser

beforeAll(async () => {
  app = await startPeopleApp()
  organiser = app.openBrowser()
  const secret = ((await app.setup.path()) ?? '').replace('/setup/', '')
  expect((await organiser.send('POST', '/api/v1/setup', { json: { ...ROOT, secret } })).status).toBe(200)
})
afterAll(() => app[Symbol.asyncDispose]())

async function problemOf(response: Response): Promise<Problem> {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  const problem = Problem.parse(await response.json())
  expect(problem.status).toBe(response.status)
  return problem
}

async function codeOf(response: Response): Promise<ErrorCode> {
  return (await problemOf(response)).code
}

async function makeLink(
  browser: Browser,
  link: { type?: string; id?: string; role?: Role } & Record<string, unknown> = {},
): Promise<LinkCreated> {
  const { type = 'event', id = app.world.event.slug, role = 'reader', ...rest } = link
  const response = await browser.send('POST', '/api/v1/links', {
    json: { scope: { type, id }, role, ...rest },
  })
  expect(response.status).toBe(201)
  return LinkCreated.parse(await response.json())
}

/** A new browser that has opened a link with this role. */
async function browserWith(role: Role, scope: { type?: string; id?: string } = {}): Promise<Browser> {
  const link = await makeLink(organiser, { ...scope, role })
  const browser = app.openBrowser()
  expect((await browser.send('GET', `/l/${link.secret}`)).status).toBe(303)
  return browser
}

async function meOf(browser: Browser): Promise<Me> {
  return Me.parse(await (await browser.send('GET', '/api/v1/me')).json())
}

async function linksOf(browser: Browser, event = app.world.event.slug): Promise<LinkList['links']> {
  const response = await browser.send('GET', `/api/v1/links?event=${event}`)
  expect(response.status).toBe(200)
  return LinkList.parse(await response.json()).links
}

/** How a foreign site would have a visitor's browser send a request. */
const foreign: Call = { headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' } }

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
    const guest = await browserWith('scribe')
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

describe('making and managing access links', () => {
  it('[LINK-1] links are made for events (by id or slug), tracks, sessions and notes', async () => {
    const { event } = app.world
    const scopes = [
      ['event', event.slug, event.id, 'Event harvest'],
      ['event', event.id, event.id, 'Event harvest'],
      ['track', event.track, event.track, 'Orchards of harvest'],
      ['session', event.session, event.session, 'Grafting at harvest'],
      ['session', event.loneSession, event.loneSession, 'Opening of harvest'],
      ['note', event.trackNotes, event.trackNotes, 'Orchards of harvest (notes)'],
      ['note', event.sessionSummary, event.sessionSummary, 'Grafting at harvest (summary)'],
    ] as const
    for (const [type, id, storedId, title] of scopes) {
      const link = await makeLink(organiser, { type, id, label: ' for the door ' })
      expect(link).toMatchObject({
        scope: { type, id: storedId },
        scopeTitle: title,
        label: 'for the door',
        uses: 0,
      })
      expect(link.createdBy).toBe('Ines')
      expect(link.url).toBe(`${app.url}/l/${link.secret}`)
    }
  })

  it('[LINK-1] the secret is told once and never again', async () => {
    const { secret, id } = await makeLink(organiser)
    const list = await (await organiser.send('GET', '/api/v1/links?event=harvest')).text()
    expect(list).toContain(id)
    expect(list).not.toContain(secret)
    expect(list).not.toMatch(/secret|hash/i)
  })

  it('[LINK-1] what does not exist gets no link', async () => {
    for (const type of ['event', 'track', 'session', 'note']) {
      const json = { scope: { type, id: 'nowhere' }, role: 'reader' }
      const problem = await problemOf(await organiser.send('POST', '/api/v1/links', { json }))
      expect(problem).toMatchObject({ code: 'not_found', place: 'scope.id' })
    }
    for (const type of ['site', '__proto__', 'constructor', '']) {
      const json = { scope: { type, id: '' }, role: 'reader' }
      expect(await problemOf(await organiser.send('POST', '/api/v1/links', { json }))).toMatchObject({
        code: 'bad_request',
        place: 'scope.type',
      })
    }
  })

  it('[LINK-2] a lead gives away what a lead holds, on the own track, and no more', async () => {
    const { event, other } = app.world
    const lead = await browserWith('lead', { type: 'track', id: event.track })
    for (const role of ['lead', 'scribe', 'reviewer', 'reader'] as const) {
      await makeLink(lead, { type: 'session', id: event.session, role })
    }
    const attempts = [
      [{ type: 'track', id: event.track }, 'organizer'],
      [{ type: 'event', id: event.id }, 'reader'],
      [{ type: 'session', id: event.loneSession }, 'reader'],
      [{ type: 'track', id: other.track }, 'reader'],
    ] as const
    for (const [scope, role] of attempts) {
      expect(await codeOf(await lead.send('POST', '/api/v1/links', { json: { scope, role } }))).toBe(
        'forbidden',
      )
    }
  })

  for (const role of ['scribe', 'reviewer', 'reader'] as const) {
    it(`[LINK-2] a ${role} neither makes, lists nor revokes links`, async () => {
      const browser = await browserWith(role)
      const json = { scope: { type: 'event', id: 'harvest' }, role: 'reader' }
      const { id } = await makeLink(organiser)
      expect(await codeOf(await browser.send('POST', '/api/v1/links', { json }))).toBe('forbidden')
      expect(await codeOf(await browser.send('GET', '/api/v1/links?event=harvest'))).toBe('forbidden')
      expect(await codeOf(await browser.send('DELETE', `/api/v1/links/${id}`))).toBe('forbidden')
    })
  }

  it('[LINK-2] strangers learn nothing, not even what exists', async () => {
    const stranger = app.openBrowser()
    for (const id of ['harvest', 'no-such-event']) {
      const json = { scope: { type: 'event', id }, role: 'reader' }
      expect(await codeOf(await stranger.send('POST', '/api/v1/links', { json }))).toBe('not_signed_in')
      expect(await codeOf(await stranger.send('GET', `/api/v1/links?event=${id}`))).toBe('not_signed_in')
    }
    expect(await codeOf(await stranger.send('DELETE', '/api/v1/links/nonesuch'))).toBe('not_signed_in')
  })

  it('[LINK-3] a link lasts no longer than the access of who makes it', async () => {
    const { clock, event } = app.world
    const end = new Date(clock.now() + DAY_MS).toISOString()
    const own = await makeLink(organiser, { type: 'track', id: event.track, role: 'lead', expiresAt: end })
    const lead = app.openBrowser()
    await lead.send('GET', `/l/${own.secret}`)
    const scope = { type: 'track', id: event.track }
    const later = new Date(clock.now() + 2 * DAY_MS).toISOString()
    const tooLong = await lead.send('POST', '/api/v1/links', {
      json: { scope, role: 'reader', expiresAt: later },
    })
    expect(await problemOf(tooLong)).toMatchObject({ code: 'forbidden', place: 'expiresAt' })
    expect((await makeLink(lead, { ...scope, role: 'reader' })).expiresAt).toBe(end)
    expect((await makeLink(lead, { ...scope, role: 'reader', expiresAt: null })).expiresAt).toBe(end)
    const sooner = new Date(clock.now() + HOUR_MS).toISOString()
    expect((await makeLink(lead, { ...scope, role: 'reader', expiresAt: sooner })).expiresAt).toBe(sooner)
  })

  it('[LINK-3] an end that has passed is refused', async () => {
    const expiresAt = new Date(app.world.clock.now()).toISOString()
    const json = { scope: { type: 'event', id: 'harvest' }, role: 'reader', expiresAt }
    expect(await problemOf(await organiser.send('POST', '/api/v1/links', { json }))).toMatchObject({
      code: 'bad_request',
      place: 'expiresAt',
    })
  })

  it('[LINK-4] a lead lists the links of the own track, an organiser those of the event, newest first', async () => {
    const { clock, event, other } = app.world
    const wide = await makeLink(organiser, { role: 'reader' })
    clock.advance(1)
    const narrow = await makeLink(organiser, { type: 'note', id: event.sessionSummary, role: 'reader' })
    const elsewhere = await makeLink(organiser, { type: 'event', id: other.id })
    const lead = await browserWith('lead', { type: 'track', id: event.track })
    const seen = (await linksOf(lead)).map(({ id }) => id)
    expect(seen).toContain(narrow.id)
    expect(seen).not.toContain(wide.id)
    const all = (await linksOf(organiser)).map(({ id }) => id)
    expect(all).toEqual(expect.arrayContaining([wide.id, narrow.id]))
    expect(all.indexOf(narrow.id)).toBeLessThan(all.indexOf(wide.id))
    expect(all).not.toContain(elsewhere.id)
    expect(await codeOf(await lead.send('GET', '/api/v1/links?event=frost'))).toBe('forbidden')
    expect(await codeOf(await organiser.send('GET', '/api/v1/links?event=nowhere'))).toBe('not_found')
  })

  it('[LINK-11] nobody revokes a link with a role above their own', async () => {
    const { event } = app.world
    const lead = await browserWith('lead', { type: 'track', id: event.track })
    const strong = await makeLink(organiser, { type: 'track', id: event.track, role: 'organizer' })
    const weak = await makeLink(organiser, { type: 'track', id: event.track, role: 'scribe' })
    expect(await codeOf(await lead.send('DELETE', `/api/v1/links/${strong.id}`))).toBe('forbidden')
    expect((await lead.send('DELETE', `/api/v1/links/${weak.id}`)).status).toBe(204)
  })
})

describe('opening access links', () => {
  it('[LINK-5] opening gives the browser a login with the role, and the secret leaves the address', async () => {
    const { event } = app.world
    const link = await makeLink(organiser, { type: 'session', id: event.session, role: 'scribe' })
    const browser = app.openBrowser()
    const response = await browser.send('GET', `/l/${link.secret}`)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toBe(`/e/harvest/s/${event.session}`)
    expect(response.headers.get('set-cookie')).toMatch(
      /^rapporteur_login=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect((await meOf(browser)).kind).toBe('guest')
  })

  it('[LINK-5] a browser that has a login keeps it and adds the role', async () => {
    const browser = await browserWith('reader')
    const before = browser.cookie
    const link = await makeLink(organiser, { role: 'lead' })
    const response = await browser.send('GET', `/l/${link.secret}`)
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(browser.cookie).toBe(before)
    await linksOf(browser)
  })

  it('[LINK-5] a browser whose cookie is over gets a new login', async () => {
    const link = await makeLink(organiser)
    const headers = { cookie: `rapporteur_login=${newSecret()}` }
    const browser = app.openBrowser()
    expect(
      (await browser.send('GET', `/l/${link.secret}`, { headers })).headers.get('set-cookie'),
    ).not.toBeNull()
    expect((await meOf(browser)).kind).toBe('guest')
  })

  it('[LINK-6] every opening counts, looking whether the address exists does not', async () => {
    const link = await makeLink(organiser)
    const logins = async () => (await app.world.db.selectFrom('logins').select('id').execute()).length
    const before = await logins()
    const head = await app.openBrowser().send('HEAD', `/l/${link.secret}`)
    expect([head.status, (await logins()) - before]).toEqual([200, 0])
    const find = async () => (await linksOf(organiser)).find(({ id }) => id === link.id)
    expect(await find()).toMatchObject({ uses: 0, lastUsedAt: null })
    app.world.clock.advance(1_000)
    const browser = app.openBrowser()
    await browser.send('GET', `/l/${link.secret}`)
    await browser.send('GET', `/l/${link.secret}`)
    await app.openBrowser().send('GET', `/l/${link.secret}`)
    const lastUsedAt = new Date(app.world.clock.now()).toISOString()
    expect(await find()).toMatchObject({ uses: 3, lastUsedAt })
  })

  it('[LINK-6] openings at the same time are all counted', async () => {
    const link = await makeLink(organiser)
    await Promise.all(Array.from({ length: 40 }, () => app.openBrowser().send('GET', `/l/${link.secret}`)))
    expect((await linksOf(organiser)).find(({ id }) => id === link.id)?.uses).toBe(40)
  })

  it('[LINK-7] revoking takes the role from everybody at once and has connections judged again', async () => {
    const link = await makeLink(organiser, { role: 'lead' })
    const browsers = [app.openBrowser(), app.openBrowser()]
    for (const browser of browsers) await browser.send('GET', `/l/${link.secret}`)
    for (const browser of browsers) await linksOf(browser)
    const before = app.announced.length
    expect((await organiser.send('DELETE', `/api/v1/links/${link.id}`)).status).toBe(204)
    for (const browser of browsers) {
      expect(await codeOf(await browser.send('GET', '/api/v1/links?event=harvest'))).toBe('forbidden')
    }
    expect(app.announced.slice(before)).toEqual([{ kind: 'access-changed', eventId: app.world.event.id }])
    const again = await organiser.send('DELETE', `/api/v1/links/${link.id}`)
    expect(again.status).toBe(204)
  })

  it('[LINK-8] a link that ends takes its role with it, without anybody doing anything', async () => {
    const { clock } = app.world
    const expiresAt = new Date(clock.now() + HOUR_MS).toISOString()
    const link = await makeLink(organiser, { role: 'lead', expiresAt })
    const browser = app.openBrowser()
    await browser.send('GET', `/l/${link.secret}`)
    const headers = { authorization: `Bearer ${link.secret}` }
    const asProgram = () => app.openBrowser().send('GET', '/api/v1/links?event=harvest', { headers })
    clock.advance(HOUR_MS - 1)
    await linksOf(browser)
    expect((await asProgram()).status).toBe(200)
    clock.advance(1)
    expect(await codeOf(await browser.send('GET', '/api/v1/links?event=harvest'))).toBe('forbidden')
    expect(await codeOf(await asProgram())).toBe('not_signed_in')
    expect((await app.openBrowser().send('GET', `/l/${link.secret}`)).status).toBe(410)
  })

  it('[LINK-9] a link with a password opens with it, without script, and is not asked twice', async () => {
    const link = await makeLink(organiser, { role: 'lead', password: 'damson & sloe' })
    expect(link.hasPassword).toBe(true)
    const browser = app.openBrowser()
    const form = await browser.send('GET', `/l/${link.secret}`)
    expect(form.status).toBe(200)
    const page = await form.text()
    expect(page).toContain('<form method="post">')
    expect(page).not.toContain('<script')
    expect(page).not.toContain(link.secret)
    expect(page).not.toContain('harvest')
    expect(browser.cookie).toBeNull()

    for (const password of ['wrong', 'damson & sloe ', '__proto__']) {
      const wrong = await browser.send('POST', `/l/${link.secret}`, { form: { password } })
      expect(wrong.status).toBe(401)
      expect(await wrong.text()).toContain('role="alert"')
      expect(browser.cookie).toBeNull()
    }
    expect((await linksOf(organiser)).find(({ id }) => id === link.id)?.uses).toBe(0)

    const right = await browser.send('POST', `/l/${link.secret}`, { form: { password: 'damson & sloe' } })
    expect(right.status).toBe(303)
    await linksOf(browser)
    expect((await browser.send('GET', `/l/${link.secret}`)).status).toBe(303)
    expect((await app.openBrowser().send('GET', `/l/${link.secret}`)).status).toBe(200)
  })

  it('[LINK-9] the form takes nothing but one short text as password', async () => {
    const link = await makeLink(organiser, { password: 'damson' })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    for (const body of [
      '',
      'password=',
      'password=damson&password=damson',
      'password[x]=damson',
      'x=damson',
    ]) {
      const browser = app.openBrowser()
      const response = await browser.send('POST', `/l/${link.secret}`, { body, headers })
      expect([body, response.status, browser.cookie]).toEqual([body, 200, null])
    }
    const huge = await app.openBrowser().send('POST', `/l/${link.secret}`, {
      body: `password=${'x'.repeat(20_000)}`,
      headers,
    })
    expect(huge.status).toBe(413)
  })

  it('[LINK-10] links that are over say what to do, with status 410', async () => {
    const { clock, event } = app.world
    const revoked = await app.world.addLink({
      scope_type: 'event',
      scope_id: event.id,
      role: 'reader',
      revoked_at: clock.now(),
    })
    const ended = await app.world.addLink({
      scope_type: 'event',
      scope_id: event.id,
      role: 'reader',
      expires_at: clock.now(),
    })
    const deleted = await app.world.addLink({ scope_type: 'note', scope_id: 'gone', role: 'reader' })
    for (const [link, words] of [
      [revoked, 'This link was withdrawn'],
      [ended, 'This link has ended'],
      [deleted, 'What this link was for is gone'],
    ] as const) {
      const browser = app.openBrowser()
      const response = await browser.send('GET', `/l/${link.secret}`)
      expect(response.status).toBe(410)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      const page = await response.text()
      expect(page).toContain(words)
      expect(page).toContain('Ask')
      expect(page).not.toContain('harvest')
      expect(browser.cookie).toBeNull()
    }
  })

  it('[LINK-12] guessed and damaged secrets give nothing, with status 404', async () => {
    const { secret } = await makeLink(organiser, { role: 'organizer' })
    const guesses = [
      newSecret(),
      secret.slice(0, -1),
      `${secret}x`,
      secret.toUpperCase(),
      secret.toLowerCase(),
      '%00',
      "' or 1=1 --",
      '__proto__',
      '%F0%9F%8D%90',
    ]
    for (const guess of guesses) {
      const browser = app.openBrowser()
      const response = await browser.send('GET', `/l/${encodeURIComponent(guess)}`)
      expect([guess, response.status]).toEqual([guess, 404])
      expect(browser.cookie).toBeNull()
    }
  })

  it('[LINK-12] the stored hash of a secret does not open anything', async () => {
    const { id } = await makeLink(organiser, { role: 'organizer' })
    const { secret_hash } = await app.world.db
      .selectFrom('links')
      .select('secret_hash')
      .where('id', '=', id as never)
      .executeTakeFirstOrThrow()
    expect((await app.openBrowser().send('GET', `/l/${secret_hash}`)).status).toBe(404)
    const headers = { authorization: `Bearer ${secret_hash}` }
    expect((await app.openBrowser().send('GET', '/api/v1/me', { headers })).status).toBe(401)
  })
})

describe('the HTTP edge', () => {
  it('[HTTP-1] problems are RFC 9457 problem details that name the request', async () => {
    const response = await app.openBrowser().send('GET', '/api/v1/nothing-here')
    expect(response.status).toBe(404)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const problem = await problemOf(response)
    expect(problem).toMatchObject({ type: 'about:blank', title: 'Not Found', status: 404, code: 'not_found' })
    expect(problem.requestId).toBe(response.headers.get('x-request-id'))
    expect(problem.requestId).toMatch(/^[\da-f-]{36}$/)
  })

  it('[HTTP-2] a bug tells nothing but the request’s id, and is in the log under it', async () => {
    const response = await app.openBrowser().send('GET', '/api/v1/broken')
    expect(response.status).toBe(500)
    const text = await response.text()
    const problem = Problem.parse(JSON.parse(text))
    expect(problem.code).toBe('internal')
    expect(text).not.toContain(BUG_MESSAGE)
    expect(text).not.toMatch(/\.ts|at /)
    const line = app.logLines.find((entry) => entry.includes(BUG_MESSAGE))
    expect(JSON.parse(line ?? '{}')).toMatchObject({ requestId: problem.requestId, path: '/api/v1/broken' })
  })

  it('[HTTP-3] a body that is not as expected is answered with what was, and where', async () => {
    const send = (call: Call) => organiser.send('POST', '/api/v1/links', call)
    const headers = { 'content-type': 'application/json' }
    const scope = { type: 'event', id: 'harvest' }
    const cases: readonly (readonly [Call, Partial<Problem>])[] = [
      [{}, { code: 'bad_request', detail: 'Expected a body of type application/json, found none.' }],
      [
        { body: '{"scope":', headers },
        { code: 'bad_request', detail: 'The body is not valid JSON.' },
      ],
      [
        { body: '"text"', headers },
        { code: 'bad_request', detail: 'The body is not valid JSON.' },
      ],
      [{ json: [] }, { code: 'bad_request', place: 'body' }],
      [{ json: { scope } }, { code: 'bad_request', place: 'role' }],
      [{ json: { scope: { ...scope, id: 7 }, role: 'reader' } }, { code: 'bad_request', place: 'scope.id' }],
      [{ json: { scope, role: 'king' } }, { code: 'bad_request', place: 'role' }],
      [{ json: { scope, role: 'reader', expiresAt: 'soon' } }, { code: 'bad_request', place: 'expiresAt' }],
      [{ json: { scope, role: 'reader', uses: -1 } }, { code: 'bad_request', place: 'body' }],
      [{ body: 'scope=x', headers: { 'content-type': 'text/plain' } }, { code: 'unsupported_format' }],
      [
        { body: '{}', headers: { 'content-type': 'application/json; charset=iso-8859-1' } },
        { code: 'unsupported_format' },
      ],
      [{ body: '{}', headers: { ...headers, 'content-encoding': 'rot13' } }, { code: 'unsupported_format' }],
    ]
    for (const [call, expected] of cases) expect(await problemOf(await send(call))).toMatchObject(expected)
    const role = await problemOf(await send({ json: { scope, role: 'king' } }))
    expect(role.detail).toContain('organizer')
    const query = await organiser.send('GET', '/api/v1/links?event=harvest&event=frost')
    expect(await problemOf(query)).toMatchObject({ code: 'bad_request', place: 'event' })
  })

  it('[HTTP-3] a body above the limit is refused', async () => {
    const json = { name: 'x'.repeat(MAX_JSON_BYTES) }
    const response = await organiser.send('PATCH', '/api/v1/me', { json })
    expect(response.status).toBe(413)
    expect(await codeOf(response)).toBe('too_large')
  })

  it('[HTTP-3] addresses that cannot be decoded are the asker’s mistake, not the server’s', async () => {
    for (const path of ['/api/v1/links/%E0%A4%A', '/l/%E0%A4%A', '/l/%']) {
      const method = path.startsWith('/l/') ? 'GET' : 'DELETE'
      expect((await organiser.send(method, path)).status).toBe(400)
    }
  })

  it('[HTTP-4] names that mean something to JavaScript are only names', async () => {
    const headers = { 'content-type': 'application/json' }
    for (const body of [
      '{"name":"Kim","__proto__":{"kind":"user","isAdmin":true}}',
      '{"name":"Kim","constructor":{"prototype":{"isAdmin":true}}}',
      '{"__proto__":{"name":"Kim"}}',
    ]) {
      const response = await organiser.send('PATCH', '/api/v1/me', { body, headers })
      expect([200, 400]).toContain(response.status)
      expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
      expect(({} as Record<string, unknown>)['name']).toBeUndefined()
    }
    for (const query of ['__proto__=x', 'event[__proto__]=x', 'event=harvest&__proto__[isAdmin]=1']) {
      const response = await organiser.send('GET', `/api/v1/links?${query}`)
      expect(response.status).toBe(400)
      expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
    }
    expect((await organiser.send('GET', '/api/v1/links?event=__proto__')).status).toBe(404)
    await organiser.send('PATCH', '/api/v1/me', { json: { name: 'Ines' } })
  })

  it('[HTTP-5] what a foreign page has a visitor’s browser send is not carried out', async () => {
    const link = await makeLink(organiser)
    const json = { scope: { type: 'event', id: 'harvest' }, role: 'organizer' }
    const before = (await linksOf(organiser)).length
    const calls: readonly (readonly [string, string, Call])[] = [
      ['POST', '/api/v1/links', { json }],
      ['DELETE', `/api/v1/links/${link.id}`, {}],
      ['PATCH', '/api/v1/me', { json: { name: 'Mallory' } }],
      ['DELETE', '/api/v1/login', {}],
      ['POST', '/api/v1/login', { json: { email: ROOT.email, password: PASSWORD } }],
      ['POST', `/l/${link.secret}`, { form: { password: 'x' } }],
    ]
    const ways = [
      foreign.headers,
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
    ]
    for (const [method, path, call] of calls) {
      for (const headers of ways) {
        const response = await organiser.send(method, path, { ...call, headers: { ...headers } })
        expect([method, path, await codeOf(response)]).toEqual([method, path, 'bad_origin'])
      }
    }
    expect((await linksOf(organiser)).length).toBe(before)
    expect(await meOf(organiser)).toMatchObject({ kind: 'user', name: 'Ines' })
  })

  it('[HTTP-5] our own pages and programs with a token are served', async () => {
    const own = { origin: app.url, 'sec-fetch-site': 'same-origin' }
    expect(
      (await organiser.send('PATCH', '/api/v1/me', { json: { name: 'Ines' }, headers: own })).status,
    ).toBe(200)
    const token = await app.world.addToken({ role: 'lead', event_id: app.world.event.id })
    const headers = { authorization: `Bearer ${token.secret}`, origin: 'https://board.example' }
    const json = { scope: { type: 'event', id: 'harvest' }, role: 'reader' }
    const response = await app.openBrowser().send('POST', '/api/v1/links', { json, headers })
    expect(response.status).toBe(201)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('[HTTP-6] every answer forbids what pages need not do', async () => {
    for (const path of ['/api/v1/me', '/l/nothing', '/api/v1/broken', '/api/v1/nothing-here']) {
      const { headers } = await app.openBrowser().send('GET', path)
      const host = app.url.replace('http://', '')
      expect(headers.get('content-security-policy')?.split(';')).toEqual([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        `connect-src 'self' ws://${host}`,
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ])
      expect(headers.get('x-robots-tag')).toBe('noindex')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.get('strict-transport-security')).toBeNull()
      expect(headers.get('x-powered-by')).toBeNull()
      expect(headers.get('referrer-policy')).toBe(path.startsWith('/l/') ? 'strict-origin' : 'same-origin')
    }
  })

  it('[HTTP-6] under https, pages, WebSockets and the cookie stay encrypted', async () => {
    await using secure = await startPeopleApp({ publicUrl: 'https://notes.example.org' })
    const link = await secure.world.addLink({
      scope_type: 'event',
      scope_id: secure.world.event.id,
      role: 'reader',
    })
    const { headers } = await secure.openBrowser().send('GET', `/l/${link.secret}`)
    const policy = headers.get('content-security-policy')
    expect(policy).toContain('upgrade-insecure-requests')
    expect(policy).toMatch(/connect-src 'self' wss:\/\/127\.0\.0\.1:\d+;/)
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d+/)
    expect(headers.get('set-cookie')).toContain('; Secure')
  })

  it('[HTTP-7] the log holds no secret, password, cookie, e-mail address or query', async () => {
    const link = await makeLink(organiser, { password: 'damson' })
    const browser = app.openBrowser()
    await browser.send('GET', `/l/${link.secret}?from=newsletter`)
    await browser.send('POST', `/l/${link.secret}`, { form: { password: 'damson' } })
    await browser.send('POST', `/l/${link.secret}x`, { form: { password: 'damson' } })
    const setupSecret = newSecret()
    await browser.send('GET', `/setup/${setupSecret}`)
    const token = await app.world.addToken({ role: 'reader', event_id: null })
    await browser.send('GET', '/api/v1/broken', { headers: { authorization: `Bearer ${token.secret}` } })
    await browser.send('POST', '/api/v1/login', { json: { email: ROOT.email, password: 'medlar medlar' } })
    await browser.send('POST', '/api/v1/login', {
      body: '{"email":"x@y","password":"medlar medlar"',
      headers: { 'content-type': 'application/json' },
    })
    const log = app.logLines.join('')
    expect(log).toContain('/l/[secret]')
    expect(log).toContain('/setup/[secret]')
    const never = [link.secret, setupSecret, token.secret, browser.cookie ?? '', organiser.cookie ?? '']
    for (const text of [...never, PASSWORD, 'damson', 'medlar', ROOT.email, 'newsletter']) {
      expect(text.length).toBeGreaterThan(0)
      expect(log.includes(text), `“${text}” in the log`).toBe(false)
    }
  })

  it('[HTTP-9] another method on a known path is told which ones there are', async () => {
    const response = await organiser.send('PUT', '/api/v1/links/23456789bcdfgh', { json: {} })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('DELETE')
    expect(await codeOf(response)).toBe('method_not_allowed')
  })

  it('[HTTP-13] answers about people are kept by no cache', async () => {
    for (const path of ['/api/v1/me', '/api/v1/setup', '/api/v1/links?event=harvest']) {
      expect((await organiser.send('GET', path)).headers.get('cache-control')).toBe('no-store')
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

/** Opening access links with a browser, and what becomes of the rights that they give. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newSecret } from '../../server/auth/secrets.ts'
import { HOUR_MS } from '../../shared/domain/time.ts'
import { type PeopleApp, type Browser } from '../support/people-app.ts'
import {
  codeOf,
  linksOf,
  makeLink,
  meOf,
  openBrowserWith,
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
    const browser = await openBrowserWith(organised, { role: 'reader' })
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

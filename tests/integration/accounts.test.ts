/** Passwords, the links that set them, and logins, over HTTP: real middleware and routes, and attacks. */
import { once } from 'node:events'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import WebSocket from 'ws'
import { MAX_WRONG_PRESENT_PASSWORDS } from '../../server/middleware/rate-limit.ts'
import { findUserByEmail } from '../../server/storage/user-rows.ts'
import { Account } from '../../shared/contracts/account.ts'
import { LinkCreated } from '../../shared/contracts/people.ts'
import { DAY_MS } from '../../shared/domain/time.ts'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import {
  EMAIL,
  FIREFOX,
  makePasswordLink,
  NEW_PASSWORD,
  ROOT_EMAIL,
  setPassword,
  signIn,
  startAccountApp,
  trySignIn,
  type AccountApp,
} from '../support/account-calls.ts'
import { makeEvent, ORGANISER, signUpOrganiser } from '../support/api-client.ts'
import type { Browser, PeopleApp } from '../support/people-app.ts'
import { codeOf, meOf, PASSWORD, problemOf } from '../support/people-calls.ts'
import { run } from '../support/run-command.ts'
import { ServerProcess } from '../support/server-process.ts'

const EVIL_AGENT = { 'user-agent': '<script>alert(1)</script> 203.0.113.9' }

let running: AccountApp
let app: PeopleApp

beforeEach(async () => {
  running = await startAccountApp()
  ;({ app } = running)
})
afterEach(() => running[Symbol.asyncDispose]())

async function accountOf(browser: Browser): Promise<Account> {
  const answer = await browser.send('GET', '/api/v1/me/account')
  expect(answer.status).toBe(200)
  return Account.parse(await answer.json())
}

it('[ACCOUNT-3] a password link sets a password once, whoever of several is first, and looking at it changes nothing', async () => {
  const path = await makePasswordLink(app)
  for (const method of ['HEAD', 'GET', 'GET']) {
    const look = await app.openBrowser().send(method, path)
    expect([look.status, look.headers.getSetCookie()]).toEqual([200, []])
  }
  for (const [password, again] of [
    ['short', 'short'],
    [NEW_PASSWORD, `${NEW_PASSWORD}!`],
    ['', ''],
    ['x'.repeat(1_001), 'x'.repeat(1_001)],
  ] as const) {
    const answer = await setPassword(app.openBrowser(), path, password, again)
    expect([password.length, answer.status]).toEqual([password.length, 400])
  }
  expect(await trySignIn(app, PASSWORD)).toBe(200)

  const words = Array.from({ length: 5 }, (_, index) => `${NEW_PASSWORD} ${index}`)
  const answers = await Promise.all(words.map((password) => setPassword(app.openBrowser(), path, password)))
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 404, 404, 404, 404])
  const winner = words[answers.findIndex(({ status }) => status === 303)] ?? ''
  expect(await trySignIn(app, PASSWORD)).toBe(401)
  for (const word of words)
    expect([word, await trySignIn(app, word)]).toEqual([word, word === winner ? 200 : 401])
  expect((await app.openBrowser().send('GET', path)).status).toBe(404)
})

it('[ACCOUNT-3] after 24 hours, or when a newer one was made, it does nothing any more', async () => {
  const old = await makePasswordLink(app)
  const newer = await makePasswordLink(app)
  expect((await setPassword(app.openBrowser(), old)).status).toBe(404)
  app.world.clock.advance(DAY_MS)
  for (const answer of [
    await app.openBrowser().send('GET', newer),
    await setPassword(app.openBrowser(), newer),
  ]) {
    expect([answer.status, await answer.text()]).toEqual([
      410,
      expect.stringContaining('This link has ended'),
    ])
  }
  expect((await app.openBrowser().send('GET', `/password/${'A'.repeat(43)}`)).status).toBe(404)
  expect(await trySignIn(app, PASSWORD)).toBe(200)
})

it('[ACCOUNT-4] setting a password by a link ends every login of the account and signs in anew, with a guest’s links', async () => {
  const thief = await signIn(app)
  const { id, secret } = await app.world.addLink({
    scope_type: 'event',
    scope_id: app.world.event.id,
    role: 'scribe',
  })
  const guest = app.openBrowser()
  await guest.send('GET', `/l/${secret}`)
  const planted = guest.cookie
  const before = app.announced.length
  const answer = await setPassword(guest, await makePasswordLink(app))
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account?password=set'])
  expect(guest.cookie).not.toBe(planted)
  expect((await meOf(thief)).kind).toBe('anonymous')
  expect(await meOf(guest)).toMatchObject({ kind: 'user', email: EMAIL })
  const replay = app.openBrowser()
  const headers = { cookie: `rapporteur_login=${planted}` }
  expect(await (await replay.send('GET', '/api/v1/me', { headers })).json()).toMatchObject({
    kind: 'anonymous',
  })
  const links = await app.world.db.selectFrom('login_links').select('link_id').execute()
  expect(links).toEqual([{ link_id: id }])
  expect(app.announced.slice(before).map(({ eventId }) => eventId)).toContain(app.world.event.id)
  expect((await accountOf(guest)).logins).toHaveLength(1)
})

it('[ACCOUNT-4] a page of another site cannot use a link', async () => {
  const path = await makePasswordLink(app)
  const answer = await app.openBrowser().send('POST', path, {
    form: { password: NEW_PASSWORD, again: NEW_PASSWORD },
    headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
  })
  expect(answer.status).toBe(403)
  expect(await trySignIn(app, PASSWORD)).toBe(200)
})

it('[ACCOUNT-5] the password changes for who knows the present one; all other logins end, this one stays', async () => {
  const own = await signIn(app)
  const other = await signIn(app)
  const { cookie } = own
  const path = await makePasswordLink(app)
  const change = (json: unknown, headers = {}) => own.send('PUT', '/api/v1/me/password', { json, headers })
  const wrong = await problemOf(await change({ present: 'not it at all', password: NEW_PASSWORD }))
  expect(wrong).toMatchObject({ code: 'wrong_password', place: 'present' })
  expect(await codeOf(await change({ present: PASSWORD, password: 'short' }))).toBe('bad_request')
  const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
  expect(await codeOf(await change({ present: PASSWORD, password: NEW_PASSWORD }, foreign))).toBe(
    'bad_origin',
  )
  expect((await meOf(other)).kind).toBe('user')

  expect((await change({ present: PASSWORD, password: NEW_PASSWORD })).status).toBe(204)
  expect(own.cookie).toBe(cookie)
  expect((await meOf(own)).kind).toBe('user')
  expect((await meOf(other)).kind).toBe('anonymous')
  expect([await trySignIn(app, PASSWORD), await trySignIn(app, NEW_PASSWORD)]).toEqual([401, 200])
  // A link that somebody else had made meanwhile would undo it.
  expect((await app.openBrowser().send('GET', path)).status).toBe(404)
})

it('[ACCOUNT-5] of two changes at once one holds, and the other is told', async () => {
  const [one, two] = [await signIn(app), await signIn(app)]
  const answers = await Promise.all(
    [one, two].map((browser, index) =>
      browser.send('PUT', '/api/v1/me/password', {
        json: { present: PASSWORD, password: `${NEW_PASSWORD} ${index}` },
      }),
    ),
  )
  expect(answers.map(({ status }) => status)).toContain(204)
  const holds = await Promise.all([0, 1].map((index) => trySignIn(app, `${NEW_PASSWORD} ${index}`)))
  expect(holds.toSorted((a, b) => a - b)).toEqual([200, 401])
  expect(holds.indexOf(200)).toBe(answers.findIndex(({ status }) => status === 204))
})

it('[ACCOUNT-6] wrong present passwords are limited, in however many browsers of the account', async () => {
  const browsers = [await signIn(app), await signIn(app)]
  const json = { present: 'not it at all', password: NEW_PASSWORD }
  for (let tries = 0; tries < MAX_WRONG_PRESENT_PASSWORDS; tries++) {
    const answer = await browsers[tries % 2]?.send('PUT', '/api/v1/me/password', { json })
    expect(answer?.status).toBe(401)
  }
  const right = { present: PASSWORD, password: NEW_PASSWORD }
  for (const browser of browsers) {
    expect((await browser.send('PUT', '/api/v1/me/password', { json: right })).status).toBe(429)
  }
  const other = await signIn(app, ROOT_EMAIL)
  expect((await other.send('PUT', '/api/v1/me/password', { json: right })).status).toBe(204)
})

it('[ACCOUNT-7] the account tells its logins by browser and time, without addresses, and which one asks', async () => {
  const first = await signIn(app)
  app.world.clock.advance(60_000)
  const second = await signIn(app, EMAIL, EVIL_AGENT)
  const account = await accountOf(first)
  expect(account).toMatchObject({ hasPassword: true, isConnected: false })
  const seen = account.logins.map(({ browser, isThis }) => [browser, isThis])
  expect(seen).toEqual([
    ['Firefox on Linux', true],
    [null, false],
  ])
  expect((await accountOf(second)).logins.map(({ isThis }) => isThis)).toEqual([true, false])
  const stored = JSON.stringify(await app.world.db.selectFrom('logins').selectAll().execute())
  for (const trace of ['127.0.0.1', '203.0.113', 'script', 'Mozilla']) {
    expect(JSON.stringify(account) + stored).not.toContain(trace)
  }
  expect(Object.keys(account.logins[0] ?? {}).toSorted()).toEqual([
    'browser',
    'firstSeenAt',
    'id',
    'isThis',
    'lastSeenAt',
  ])
  const guest = app.openBrowser()
  expect(await codeOf(await guest.send('GET', '/api/v1/me/account'))).toBe('not_signed_in')
  const { secret } = await app.world.addLink({
    scope_type: 'event',
    scope_id: app.world.event.id,
    role: 'scribe',
  })
  await guest.send('GET', `/l/${secret}`)
  expect(await codeOf(await guest.send('GET', '/api/v1/me/account'))).toBe('forbidden')
})

it('[ACCOUNT-8] one other login can be ended, or all; nobody ends a login of another account', async () => {
  const [own, other, third] = [await signIn(app), await signIn(app), await signIn(app)]
  const stranger = await signIn(app, ROOT_EMAIL)
  const ids = (await accountOf(own)).logins.filter(({ isThis }) => !isThis).map(({ id }) => id)
  for (const id of [...ids, 'nothing']) {
    const answer = await stranger.send('DELETE', `/api/v1/me/logins/${id}`)
    expect(await codeOf(answer)).toBe('not_found')
  }
  const kinds = async () =>
    Promise.all([own, other, third].map(async (browser) => (await meOf(browser)).kind))
  expect(await kinds()).toEqual(['user', 'user', 'user'])
  expect((await own.send('DELETE', `/api/v1/me/logins/${ids[0]}`)).status).toBe(204)
  expect((await kinds()).toSorted()).toEqual(['anonymous', 'user', 'user'])
  expect((await own.send('DELETE', '/api/v1/me/logins')).status).toBe(204)
  expect(await kinds()).toEqual(['user', 'anonymous', 'anonymous'])
  expect((await meOf(stranger)).kind).toBe('user')
  const acts = await app.world.db.selectFrom('audit').select('act').where('act', '=', 'login.ended').execute()
  expect(acts).toHaveLength(2)
})

it('[ACCOUNT-8, ACCOUNT-4, ACCOUNT-5] connections of a login that ends are closed at once with a code that says so; the asker’s stay', async () => {
  const server = await ServerProcess.start()
  onTestFinished(() => server.dispose())
  const organiser = await signUpOrganiser(server.url, server.setupLink)
  const { id, sessions } = await makeEvent(organiser, 'closing')
  // Rights of the account's own role, and of a link that one of its browsers has opened.
  const browserOf = async () => {
    const answer = await fetch(`${server.url}/api/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...FIREFOX },
      body: JSON.stringify({ email: ORGANISER.email, password: ORGANISER.password }),
    })
    return answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  }
  const connect = async (cookie: string) => {
    const socket = new WebSocket(`${server.url.replace('http', 'ws')}/collab/${sessions[0]?.notesId}`, {
      headers: { cookie, origin: server.url },
    })
    await once(socket, 'open')
    const closed = once(socket, 'close').then(([code]) => code as number)
    return { socket, closed }
  }
  const link = LinkCreated.parse(
    await organiser.expect('POST', '/links', { scope: { type: 'event', id }, role: 'scribe' }),
  )
  const own = await connect(organiser.cookie)
  const first = await connect(await browserOf())
  await organiser.expect('DELETE', '/me/logins')
  expect(await first.closed).toBe(CLOSE.notSignedIn.code)

  const second = await connect(await browserOf())
  await organiser.expect('PUT', '/me/password', { present: ORGANISER.password, password: NEW_PASSWORD })
  expect(await second.closed).toBe(CLOSE.notSignedIn.code)
  expect(own.socket.readyState).toBe(WebSocket.OPEN)

  const made = await run(['user', 'password-link', '--email', ORGANISER.email, '--data', server.dataDir])
  expect(made.stdout).toMatch(/^http:\/\/\S+\/password\/[\w-]{43}\n$/)
  const { pathname } = new URL(made.stdout.trim())
  const guest = await fetch(link.url, { redirect: 'manual' })
  const guestCookie = guest.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const reading = await connect(guestCookie)
  const set = await fetch(`${server.url}${pathname}`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: server.url, cookie: guestCookie },
    body: new URLSearchParams({ password: PASSWORD, again: PASSWORD }),
  })
  expect(set.status).toBe(303)
  expect(await own.closed).toBe(CLOSE.notSignedIn.code)
  expect(await reading.closed, 'its cookie is another one now').toBe(CLOSE.notSignedIn.code)
  const unknown = await run(['user', 'password-link', '--email', 'x@y.example', '--data', server.dataDir])
  expect([unknown.code, unknown.stdout]).toEqual([1, ''])
  expect((await run(['user', 'password-link', '--email', 'nobody', '--data', server.dataDir])).code).toBe(2)
})

it('[ACCOUNT-9] only organisers of the whole site make a link for an account', async () => {
  const id = (await findUserByEmail(app.world.db, EMAIL))?.id ?? ''
  const path = `/api/v1/users/${id}/password-links`
  const { secret } = await app.world.addLink({
    scope_type: 'event',
    scope_id: app.world.event.id,
    role: 'organizer',
  })
  const guest = app.openBrowser()
  await guest.send('GET', `/l/${secret}`)
  expect(await codeOf(await app.openBrowser().send('POST', path))).toBe('not_signed_in')
  for (const browser of [guest, await signIn(app)])
    expect(await codeOf(await browser.send('POST', path))).toBe('forbidden')
  expect(await app.world.db.selectFrom('password_links').selectAll().execute()).toEqual([])
  const root = await signIn(app, ROOT_EMAIL)
  expect(await codeOf(await root.send('POST', '/api/v1/users/nobody/password-links'))).toBe('not_found')
  expect((await root.send('POST', path)).status).toBe(201)
})

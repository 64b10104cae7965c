/** Accounts that somebody makes for somebody else: whose hands the first password link gets into, and who makes another. */
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import { FIRST_LINK_LIFETIME_MS } from '../../server/auth/create-password-link.ts'
import { MAX_ACCOUNT_MAILS, MAX_INVITATIONS } from '../../server/middleware/rate-limit.ts'
import { findUserByEmail } from '../../server/storage/user-rows.ts'
import { AuditList } from '../../shared/contracts/audit.ts'
import { PasswordLink } from '../../shared/contracts/account.ts'
import { EventPeople, RoleGiven, UserMade } from '../../shared/contracts/roles.ts'
import type { Role } from '../../shared/domain/access.ts'
import { HOUR_MS } from '../../shared/domain/time.ts'
import {
  NEW_PASSWORD,
  ROOT_EMAIL,
  setPassword,
  signIn,
  startAccountApp,
  type AccountApp,
} from '../support/account-calls.ts'
import { eventually } from '../support/eventually.ts'
import type { MailServer } from '../support/mail-server.ts'
import { startPeopleApp, type Browser, type PeopleApp } from '../support/people-app.ts'
import { codeOf, meOf, openBrowserWith, PASSWORD, startOrganisedApp } from '../support/people-calls.ts'
import { SITE_SCOPE } from '../support/people-world.ts'
import { SmtpSink } from '../support/smtp-sink.ts'

const VICTIM = 'vera@orchard.example'

let running: AccountApp
let app: PeopleApp
let mail: MailServer

beforeEach(async () => {
  running = await startAccountApp()
  ;({ app, mail } = running)
})
afterEach(() => running[Symbol.asyncDispose]())

/** Signed in with a new account that has a role on an event, as a rule as the organiser of `harvest`. */
async function signInWith(
  own: PeopleApp,
  scope: { readonly id?: string; readonly type?: 'event' | 'track'; readonly role?: Role } = {},
): Promise<Browser> {
  const { id = own.world.event.id, type = 'event', role = 'organizer' } = scope
  const email = `${role}-${id.toLowerCase()}@orchard.example`
  await own.world.addUser(email, { password: PASSWORD, grant: { scope: { type, id }, role } })
  return signIn(own, email)
}

async function give(
  browser: Browser,
  wish: { readonly id?: string; readonly type?: string; readonly email?: string; readonly role?: Role } = {},
): Promise<RoleGiven> {
  const { id = 'harvest', type = 'event', email = VICTIM, role = 'scribe' } = wish
  const json = { scope: { type, id }, role, email, name: 'Vera' }
  const answer = await browser.send('POST', '/api/v1/roles', { json })
  expect(answer.status).toBe(201)
  return RoleGiven.parse(await answer.json())
}

const renew = (browser: Browser, user: string, by?: string) =>
  browser.send('POST', `/api/v1/users/${user}/password-links${by === undefined ? '' : `?by=${by}`}`)

const linkOf = async (answer: Response) => PasswordLink.parse(await answer.json())

/** The paths of links in mails to an address. */
const mailedTo = (address: string) =>
  mail.mails
    .filter(({ to }) => to.includes(address))
    .map(({ text }) => new URL(/^(http\S+\/password\/[\w-]{43})\r$/m.exec(text)?.[1] ?? '').pathname)

const provenAt = async (own: PeopleApp, email = VICTIM) =>
  (await findUserByEmail(own.world.db, email))?.email_proven_at ?? null

it('[ACCOUNT-16, ROLE-7] where the server sends mail, the link of a new account goes to its address and is shown to nobody', async () => {
  const chief = await signInWith(app)
  const { passwordLink, person } = await give(chief)
  expect(passwordLink).toEqual({ delivery: 'mailed', url: null, expiresAt: expect.any(String) })
  expect(Date.parse(passwordLink?.expiresAt ?? '')).toBe(app.world.clock.now() + FIRST_LINK_LIFETIME_MS)
  const [arrived] = mail.mails
  expect(arrived?.to).toEqual([VICTIM])
  expect(arrived?.source).toMatch(/^Subject: Your account on 127\.0\.0\.1:\d+\r$/m)
  expect(arrived?.text).toContain(`Hello Vera,\r\n`)
  expect(arrived?.text).toMatch(/^by organizer-\S+\r$/m)
  expect(arrived?.text).toContain('within 72 hours')
  // Names and addresses alone are as long as they are.
  const own = (arrived?.text.split('\r\n') ?? []).filter((line) => !/^by |http/.test(line))
  expect(Math.max(...own.map(({ length }) => length))).toBeLessThanOrEqual(72)

  // Nor is it to be had by asking for it.
  expect(await codeOf(await renew(chief, person.userId, 'hand'))).toBe('forbidden')
  expect(await codeOf(await renew(chief, person.userId))).toBe('forbidden')
  const owner = app.openBrowser()
  const [path = ''] = mailedTo(VICTIM)
  expect((await setPassword(owner, path)).status).toBe(303)
  expect(await meOf(owner)).toMatchObject({ kind: 'user', email: VICTIM })
  expect(await provenAt(app)).toBe(app.world.clock.now())

  const root = await signIn(app, ROOT_EMAIL)
  const json = { name: 'Ulla', email: 'ulla@orchard.example' }
  const made = UserMade.parse(await (await root.send('POST', '/api/v1/users', { json })).json())
  expect(made.passwordLink).toMatchObject({ delivery: 'mailed', url: null })
  expect(mailedTo(json.email)).toHaveLength(1)
})

it('[ACCOUNT-16] organisers of the site may have a link shown, or mailed; a shown one proves nothing of the address', async () => {
  const { person } = await give(await signInWith(app))
  const root = await signIn(app, ROOT_EMAIL)
  const mailed = await linkOf(await renew(root, person.userId, 'mail'))
  expect(mailed).toMatchObject({ delivery: 'mailed', url: null })
  const shown = await linkOf(await renew(root, person.userId, 'hand'))
  expect(shown.delivery).toBe('shown')
  expect((await setPassword(app.openBrowser(), mailedTo(VICTIM)[1] ?? '')).status).toBe(404)
  expect((await setPassword(app.openBrowser(), new URL(shown.url ?? '').pathname)).status).toBe(303)
  expect(await provenAt(app)).toBeNull()
  expect((await renew(root, person.userId, 'pigeon')).status).toBe(400)
  // Of an account with a password: what it says is another thing.
  await renew(root, person.userId, 'mail')
  expect(mail.mails.at(-1)?.source).toMatch(/^Subject: Set a new password for /m)
  expect(mail.mails.at(-1)?.text).toContain('within 24 hours')
})

it('[ACCOUNT-16] a mail server that takes no mail is told of, and the account is there', async () => {
  const sink = await SmtpSink.start()
  onTestFinished(() => sink.close())
  const from = { name: '', address: 'notes@orchard.example' }
  const settings = {
    host: '127.0.0.1',
    port: Number(new URL(sink.url).port),
    isSecure: false,
    login: null,
    from,
  }
  const own = await startPeopleApp({ mail: settings })
  onTestFinished(() => own[Symbol.asyncDispose]())
  const chief = await signInWith(own)
  sink.mode = 'refuse'
  const { passwordLink, person } = await give(chief)
  expect(passwordLink).toMatchObject({ delivery: 'unsent', url: null })
  sink.mode = 'take'
  expect(await linkOf(await renew(chief, person.userId, 'mail'))).toMatchObject({ delivery: 'mailed' })
  expect(sink.to(VICTIM)).toHaveLength(1)
  expect(own.logLines.join('')).not.toContain(VICTIM)
})

it('[ACCOUNT-17] an organiser of the event where an account was made has another link sent until a password is set', async () => {
  const { world } = app
  const chief = await signInWith(app)
  const { person } = await give(chief, { type: 'track', id: world.event.track })
  const { userId } = person
  const peopleOf = async (browser: Browser) =>
    EventPeople.parse(await (await browser.send('GET', '/api/v1/events/harvest/people')).json()).people
  const offered = async (browser: Browser) =>
    (await peopleOf(browser)).filter(({ mayRenewLink }) => mayRenewLink).map(({ name }) => name)
  expect(person.mayRenewLink).toBe(true)
  expect(await offered(chief)).toEqual(['Vera'])
  // Who leads the track, and who organises another event in which the account has a role.
  const lead = await signInWith(app, { type: 'track', id: world.event.track, role: 'lead' })
  const other = await signInWith(app, { id: world.other.id })
  await give(other, { id: 'frost', role: 'reader' })
  const link = await openBrowserWith({ app, organiser: await signIn(app, ROOT_EMAIL) }, { role: 'lead' })
  expect(await offered(lead)).toEqual([])
  for (const browser of [lead, other, link]) {
    for (const by of ['mail', 'hand']) {
      expect(await codeOf(await renew(browser, userId, by))).toBe('forbidden')
    }
  }
  expect(await codeOf(await renew(app.openBrowser(), userId, 'mail'))).toBe('not_signed_in')
  expect(mailedTo(VICTIM)).toHaveLength(1)

  world.clock.advance(FIRST_LINK_LIFETIME_MS)
  const over = await setPassword(app.openBrowser(), mailedTo(VICTIM)[0] ?? '')
  expect([over.status, await over.text()]).toEqual([410, expect.stringContaining('72 hours')])
  expect(await linkOf(await renew(chief, userId, 'mail'))).toMatchObject({ delivery: 'mailed', url: null })
  const told = AuditList.parse(
    await (await chief.send('GET', '/api/v1/events/harvest/audit?kind=people')).json(),
  )
  expect(told.entries[0]).toMatchObject({
    act: 'password.link-made',
    subject: 'Vera',
    detail: 'for a mail to its address',
  })
  expect((await setPassword(app.openBrowser(), mailedTo(VICTIM)[1] ?? '')).status).toBe(303)
  // From here on it is nobody's but the holder's.
  expect(await codeOf(await renew(chief, userId, 'mail'))).toBe('forbidden')
  expect(await offered(chief)).toEqual([])
  expect(mailedTo(VICTIM)).toHaveLength(2)
})

it('[ACCOUNT-17] an account that was made by nobody of the event is none of its organisers’ business', async () => {
  const root = await signIn(app, ROOT_EMAIL)
  const json = { name: 'Ulla', email: 'ulla@orchard.example' }
  const { user } = UserMade.parse(await (await root.send('POST', '/api/v1/users', { json })).json())
  const chief = await signInWith(app)
  const { person, passwordLink } = await give(chief, { email: json.email })
  expect([passwordLink, person.mayRenewLink]).toEqual([null, false])
  for (const by of ['mail', 'hand']) expect(await codeOf(await renew(chief, user.id, by))).toBe('forbidden')
  expect(await codeOf(await renew(chief, 'nobody', 'mail'))).toBe('forbidden')
})

it('[ACCOUNT-17] where a link is shown, one makes none for an account that holds more than one could give', async () => {
  const organised = await startOrganisedApp()
  const own = organised.app
  onTestFinished(() => own[Symbol.asyncDispose]())
  const chief = await signInWith(own)
  const { person, passwordLink } = await give(chief)
  expect(passwordLink?.delivery).toBe('shown')
  expect(await codeOf(await renew(chief, person.userId, 'mail'))).toBe('conflict')
  const again = await linkOf(await renew(chief, person.userId))
  expect(again).toMatchObject({ delivery: 'shown', url: expect.stringContaining('/password/') })
  await give(organised.organiser, { id: 'frost', role: 'reader' })
  expect(await codeOf(await renew(chief, person.userId))).toBe('forbidden')
  expect((await renew(organised.organiser, person.userId)).status).toBe(201)
  const onSite = { scope: SITE_SCOPE, role: 'organizer', email: VICTIM }
  await organised.organiser.send('DELETE', `/api/v1/roles/${person.userId}/event:${own.world.other.id}`)
  expect((await renew(chief, person.userId)).status).toBe(201)
  expect((await organised.organiser.send('POST', '/api/v1/roles', { json: onSite })).status).toBe(201)
  expect(await codeOf(await renew(chief, person.userId))).toBe('forbidden')
})

it('[ACCOUNT-17] mails to one account are limited, whoever has them sent', async () => {
  const chief = await signInWith(app)
  const { person } = await give(chief)
  for (let count = 0; count < MAX_ACCOUNT_MAILS; count++) {
    expect((await renew(chief, person.userId, 'mail')).status).toBe(201)
  }
  const root = await signIn(app, ROOT_EMAIL)
  for (const browser of [chief, root]) expect((await renew(browser, person.userId, 'mail')).status).toBe(429)
  expect((await renew(root, person.userId, 'hand')).status).toBe(201)
  expect(mailedTo(VICTIM)).toHaveLength(MAX_ACCOUNT_MAILS + 1)
})

it('[ACCOUNT-17] so is how many accounts one makes, whether or not it comes to that', async () => {
  const chief = await signInWith(app)
  const ask = async (browser: Browser) => (await browser.send('POST', '/api/v1/roles', { json: {} })).status
  for (let count = 0; count < MAX_INVITATIONS; count += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask(chief)))
    expect(new Set(answers)).toEqual(new Set([400]))
  }
  expect(await ask(chief)).toBe(429)
  expect(await ask(await signIn(app, ROOT_EMAIL))).toBe(400)
})

it('[ACCOUNT-1] the first link of an account lasts 72 hours, also by the sign-in page; later ones 24', async () => {
  const { person } = await give(await signInWith(app))
  const forget = () => app.openBrowser().send('POST', '/api/v1/password-mails', { json: { email: VICTIM } })
  await forget()
  await eventually(() => mailedTo(VICTIM).length === 2, { message: 'the mail' })
  const ends = async () =>
    (await app.world.db.selectFrom('password_links').select('expires_at').execute())[0]?.expires_at
  expect(await ends()).toBe(app.world.clock.now() + 72 * HOUR_MS)
  expect((await setPassword(app.openBrowser(), mailedTo(VICTIM)[1] ?? '')).status).toBe(303)
  await forget()
  await eventually(() => mailedTo(VICTIM).length === 3, { message: 'another one' })
  expect(await ends()).toBe(app.world.clock.now() + 24 * HOUR_MS)
  expect(person.name).toBe('Vera')
})

it('[ACCOUNT-18] who set a password before the address was proved is out when a mailed link is used', async () => {
  const { person } = await give(await signInWith(app))
  const root = await signIn(app, ROOT_EMAIL)
  const { url } = await linkOf(await renew(root, person.userId, 'hand'))
  const intruder = app.openBrowser()
  expect((await setPassword(intruder, new URL(url ?? '').pathname, PASSWORD)).status).toBe(303)
  // And has connected somebody of a provider, so as to come back by that.
  const identity = { issuer: 'https://id.example', subject: 'intruder', created_at: app.world.clock.now() }
  const id = (await findUserByEmail(app.world.db, VICTIM))?.id
  if (id === undefined) throw new Error('expected an account')
  await app.world.db
    .insertInto('identities')
    .values({ ...identity, user_id: id })
    .execute()
  expect((await meOf(intruder)).kind).toBe('user')

  await app.openBrowser().send('POST', '/api/v1/password-mails', { json: { email: VICTIM } })
  await eventually(() => mailedTo(VICTIM).length === 2, { message: 'the mail' })
  expect((await setPassword(app.openBrowser(), mailedTo(VICTIM)[1] ?? '', NEW_PASSWORD)).status).toBe(303)
  expect((await meOf(intruder)).kind).toBe('anonymous')
  expect(await app.world.db.selectFrom('identities').selectAll().execute()).toEqual([])
  const json = { email: VICTIM, password: PASSWORD }
  expect((await app.openBrowser().send('POST', '/api/v1/login', { json })).status).toBe(401)
  const proofs = await app.world.db
    .selectFrom('audit')
    .select(['subject', 'detail'])
    .where('act', '=', 'address.proven')
    .execute()
  expect(proofs).toEqual([
    { subject: 'Vera', detail: 'by a mailed link, who was connected before is not any more, 1 login ended' },
  ])

  // Whoever is connected from here on is the owner's own choice: a forgotten password does not end it.
  await app.world.db
    .insertInto('identities')
    .values({ ...identity, user_id: id })
    .execute()
  await app.openBrowser().send('POST', '/api/v1/password-mails', { json: { email: VICTIM } })
  await eventually(() => mailedTo(VICTIM).length === 3, { message: 'the mail' })
  expect((await setPassword(app.openBrowser(), mailedTo(VICTIM)[2] ?? '', PASSWORD)).status).toBe(303)
  expect(await app.world.db.selectFrom('identities').selectAll().execute()).toHaveLength(1)
})

/** Roles of accounts over HTTP: giving, taking, listing, and the accounts of the site. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EventPeople, RoleGiven, UserList, UserMade } from '../../shared/contracts/roles.ts'
import type { Role } from '../../shared/domain/access.ts'
import type { PeopleApp, Browser } from '../support/people-app.ts'
import {
  codeOf,
  makeLink,
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

const emailOf = (name: string) => `${name.toLowerCase()}@orchard.example`

interface Wish {
  readonly type: string
  readonly id: string
  readonly role: Role
  readonly name: string
}

const ask = (browser: Browser, { type, id, role, name }: Wish) =>
  browser.send('POST', '/api/v1/roles', {
    json: { scope: { type, id }, role, email: emailOf(name), name },
  })

async function give(browser: Browser, wish: Wish): Promise<RoleGiven> {
  const response = await ask(browser, wish)
  expect(response.status).toBe(201)
  return RoleGiven.parse(await response.json())
}

const take = (browser: Browser, user: string, scope: string) =>
  browser.send('DELETE', `/api/v1/roles/${user}/${encodeURIComponent(scope)}`)

async function peopleOf(browser: Browser): Promise<EventPeople['people']> {
  const response = await browser.send('GET', '/api/v1/events/harvest/people')
  expect(response.status).toBe(200)
  return EventPeople.parse(await response.json()).people
}

/** A browser of a new account with this role. */
async function signInWith(wish: Wish): Promise<{ readonly browser: Browser; readonly userId: string }> {
  await app.world.addUser(emailOf(wish.name), { password: PASSWORD })
  const { person, passwordLink } = await give(organiser, wish)
  expect(passwordLink).toBeNull()
  const browser = app.openBrowser()
  const json = { email: emailOf(wish.name), password: PASSWORD }
  expect((await browser.send('POST', '/api/v1/login', { json })).status).toBe(200)
  return { browser, userId: person.userId }
}

const auditOf = async (act: string) =>
  (
    await app.world.db
      .selectFrom('audit')
      .selectAll()
      .where('act', '=', act as never)
      .execute()
  ).at(-1)

describe('roles of accounts', () => {
  it('[ROLE-2, ROLE-7] an organiser gives roles on every kind of scope, and makes the account when there is none', async () => {
    const { event } = app.world
    const scopes = [
      ['site', '', '', ''],
      ['event', 'harvest', event.id, 'Event harvest'],
      ['track', event.track, event.track, 'Orchards of harvest'],
      ['session', event.session, event.session, 'Grafting at harvest'],
      ['session', event.loneSession, event.loneSession, 'Opening of harvest'],
      ['note', event.trackNotes, event.trackNotes, 'Orchards of harvest (notes)'],
      ['note', event.sessionSummary, event.sessionSummary, 'Grafting at harvest (summary)'],
    ] as const
    for (const [index, [type, id, storedId, scopeTitle]] of scopes.entries()) {
      const name = `Any${index}`
      const given = await give(organiser, { type, id, role: 'reader', name })
      expect(given.person).toMatchObject({ scope: { type, id: storedId }, scopeTitle, role: 'reader', name })
      expect(given.passwordLink?.url).toMatch(new RegExp(`^${app.url}/password/[\\w-]{43}$`))
      const again = await give(organiser, { type, id, role: 'reader', name })
      expect(again.passwordLink).toBeNull()
    }
    expect(
      (
        await app
          .openBrowser()
          .send('POST', '/api/v1/login', { json: { email: emailOf('Any0'), password: '' } })
      ).status,
    ).toBe(401)
  })

  it('[ROLE-7] a new account needs a name, and no lead makes one', async () => {
    const { event } = app.world
    const json = { scope: { type: 'event', id: 'harvest' }, role: 'scribe', email: emailOf('Nameless') }
    const response = await organiser.send('POST', '/api/v1/roles', { json })
    expect(await problemOf(response)).toMatchObject({ code: 'bad_request', place: 'name' })
    const lead = await openBrowserWith(organised, { role: 'lead', type: 'track', id: event.track })
    const wish = { type: 'track', id: event.track, role: 'scribe', name: 'Unheard' } as const
    expect(await problemOf(await ask(lead, wish))).toMatchObject({ code: 'not_found', place: 'email' })
    const { users } = UserList.parse(await (await organiser.send('GET', '/api/v1/users')).json())
    expect(users.filter(({ name }) => ['Nameless', 'Unheard'].includes(name))).toEqual([])
  })

  it('[ROLE-2] a lead gives what a lead holds, on the own track, and no more', async () => {
    const { event, other } = app.world
    await app.world.addUser(emailOf('Otto'), { password: PASSWORD })
    const lead = await openBrowserWith(organised, { role: 'lead', type: 'track', id: event.track })
    for (const role of ['lead', 'scribe', 'reviewer', 'reader'] as const)
      await give(lead, { type: 'session', id: event.session, role, name: 'Otto' })
    const attempts = [
      [{ type: 'track', id: event.track }, 'organizer'],
      [{ type: 'event', id: event.id }, 'reader'],
      [{ type: 'session', id: event.loneSession }, 'reader'],
      [{ type: 'track', id: other.track }, 'reader'],
      [{ type: 'site', id: '' }, 'reader'],
    ] as const
    for (const [scope, role] of attempts)
      expect(await codeOf(await ask(lead, { ...scope, role, name: 'Otto' }))).toBe('forbidden')
    const chief = await openBrowserWith(organised, { role: 'organizer' })
    expect(await codeOf(await ask(chief, { type: 'site', id: '', role: 'reader', name: 'Otto' }))).toBe(
      'forbidden',
    )
    for (const role of ['scribe', 'reviewer', 'reader'] as const) {
      const browser = await openBrowserWith(organised, { role })
      expect(
        await codeOf(await ask(browser, { type: 'event', id: event.id, role: 'reader', name: 'Otto' })),
      ).toBe('forbidden')
      expect(await codeOf(await browser.send('GET', '/api/v1/events/harvest/people'))).toBe('forbidden')
    }
    expect(
      await codeOf(
        await ask(app.openBrowser(), { type: 'event', id: 'nowhere', role: 'reader', name: 'Otto' }),
      ),
    ).toBe('not_signed_in')
    expect(
      await problemOf(await ask(organiser, { type: 'track', id: 'nowhere', role: 'reader', name: 'Otto' })),
    ).toMatchObject({ code: 'not_found', place: 'scope.id' })
  })

  it('[ROLE-3, ROLE-4] a new role takes the place of the one before, unless that is above one’s own', async () => {
    const { event } = app.world
    const { userId } = await signInWith({ type: 'track', id: event.track, role: 'scribe', name: 'Paula' })
    const lead = await openBrowserWith(organised, { role: 'lead', type: 'track', id: event.track })
    await give(lead, { type: 'track', id: event.track, role: 'lead', name: 'Paula' })
    expect(await auditOf('role.given')).toMatchObject({
      event_id: event.id,
      subject: 'paula',
      detail: 'lead, the track “Orchards of harvest”, instead of scribe',
    })
    const before = (await app.world.db.selectFrom('audit').selectAll().execute()).length
    await give(lead, { type: 'track', id: event.track, role: 'lead', name: 'Paula' })
    expect(await app.world.db.selectFrom('audit').selectAll().execute()).toHaveLength(before)
    await give(organiser, { type: 'track', id: event.track, role: 'organizer', name: 'Paula' })
    expect(
      await codeOf(await ask(lead, { type: 'track', id: event.track, role: 'reader', name: 'Paula' })),
    ).toBe('forbidden')
    expect(await codeOf(await take(lead, userId, `track:${event.track}`))).toBe('forbidden')
    expect((await take(organiser, userId, `track:${event.track}`)).status).toBe(204)
    expect(await codeOf(await take(organiser, userId, `track:${event.track}`))).toBe('not_found')
    for (const scope of ['track', 'event:', 'site:x', '__proto__:x', 'event:a:b'])
      expect(await codeOf(await take(organiser, userId, scope))).toBe('not_found')
  })

  it('[ROLE-1] a lead sees the people of the own track and of what contains it, addresses only of the own', async () => {
    const { event } = app.world
    await signInWith({ type: 'event', id: event.id, role: 'scribe', name: 'Quentin' })
    await signInWith({ type: 'session', id: event.session, role: 'scribe', name: 'Rosa' })
    await signInWith({ type: 'session', id: event.loneSession, role: 'scribe', name: 'Sven' })
    const lead = await openBrowserWith(organised, { role: 'lead', type: 'track', id: event.track })
    const seen = new Map((await peopleOf(lead)).map((person) => [person.name, person]))
    expect(seen.get('Ines')).toMatchObject({ scope: { type: 'site' }, email: null, mayTake: false })
    expect(seen.get('quentin')).toMatchObject({ scope: { type: 'event' }, email: null, mayTake: false })
    expect(seen.get('rosa')).toMatchObject({ email: emailOf('rosa'), mayTake: true })
    expect(seen.has('sven')).toBe(false)
    const all = new Map((await peopleOf(organiser)).map((person) => [person.name, person]))
    expect(all.get('Ines')).toMatchObject({ email: ROOT.email, mayTake: false })
    expect(all.get('sven')).toMatchObject({ email: emailOf('sven'), mayTake: true })
    // One who leads a session sees who is above it, and not the neighbours.
    const small = await openBrowserWith(organised, { role: 'lead', type: 'session', id: event.session })
    const names = (await peopleOf(small)).map(({ name }) => name)
    expect(names).toEqual(expect.arrayContaining(['Ines', 'quentin', 'rosa']))
    expect(names).not.toContain('sven')
    expect(await codeOf(await lead.send('GET', '/api/v1/events/frost/people'))).toBe('forbidden')
    expect(await codeOf(await lead.send('GET', '/api/v1/events/nowhere/people'))).toBe('not_found')
    expect(await codeOf(await app.openBrowser().send('GET', '/api/v1/events/nowhere/people'))).toBe(
      'not_signed_in',
    )
  })

  it('[ROLE-6] whose own access ends gives no role', async () => {
    const { clock, event } = app.world
    const expiresAt = new Date(clock.now() + 60_000).toISOString()
    const { secret } = await makeLink(organiser, { role: 'lead', type: 'track', id: event.track, expiresAt })
    const lead = app.openBrowser()
    await lead.send('GET', `/l/${secret}`)
    const refused = await problemOf(
      await ask(lead, { type: 'track', id: event.track, role: 'reader', name: 'Otto' }),
    )
    expect(refused.code).toBe('forbidden')
    expect(refused.detail).toContain(expiresAt)
    // One with an end and one without: the latter counts.
    const lasting = await makeLink(organiser, { role: 'lead', type: 'track', id: event.track })
    await lead.send('GET', `/l/${lasting.secret}`)
    await give(lead, { type: 'track', id: event.track, role: 'reader', name: 'Otto' })
  })

  it('[ROLE-8] giving and taking have the connections judged again, on the site those of every event', async () => {
    const { event, other } = app.world
    const { browser, userId } = await signInWith({ type: 'event', id: event.id, role: 'lead', name: 'Tilda' })
    const announced = () => app.announced.map(({ eventId }) => eventId)
    let before = app.announced.length
    expect((await browser.send('GET', '/api/v1/links?event=harvest')).status).toBe(200)
    expect((await take(organiser, userId, `event:${event.id}`)).status).toBe(204)
    expect(announced().slice(before)).toEqual([event.id])
    expect(await codeOf(await browser.send('GET', '/api/v1/links?event=harvest'))).toBe('forbidden')
    before = app.announced.length
    await give(organiser, { type: 'site', id: '', role: 'organizer', name: 'Tilda' })
    expect(announced().slice(before).sort()).toEqual([event.id, other.id].sort())
    expect((await meOf(browser)).mayManageUsers).toBe(true)
    expect((await take(organiser, userId, 'site')).status).toBe(204)
    expect((await meOf(browser)).mayManageUsers).toBe(false)
  })

  it('[ROLE-5, ROLE-9, ROLE-11] the last organiser of the site stays, whoever asks', async () => {
    const { db } = app.world
    const { users } = UserList.parse(await (await organiser.send('GET', '/api/v1/users')).json())
    const ines = users.find(({ name }) => name === 'Ines')?.id ?? ''
    expect(await codeOf(await take(organiser, ines, 'site'))).toBe('conflict')
    const weaker = { scope: { type: 'site', id: '' }, role: 'reader', email: ROOT.email }
    expect(await codeOf(await organiser.send('POST', '/api/v1/roles', { json: weaker }))).toBe('conflict')
    expect(await codeOf(await organiser.send('DELETE', `/api/v1/users/${ines}`))).toBe('conflict')
    expect((await meOf(organiser)).mayManageUsers).toBe(true)
    const first = await db
      .selectFrom('audit')
      .selectAll()
      .where('act', '=', 'role.given')
      .orderBy('at')
      .executeTakeFirst()
    expect(first).toMatchObject({ subject: 'Ines', detail: 'organizer, the whole site', actor: null })
    expect(await db.selectFrom('audit').selectAll().where('act', '=', 'account.deleted').execute()).toEqual(
      [],
    )
  })
})

describe('accounts of the site', () => {
  it('[ROLE-10] organisers of the site see all accounts and make some', async () => {
    const json = { name: 'Ulla', email: emailOf('Ulla'), role: 'organizer' }
    const response = await organiser.send('POST', '/api/v1/users', { json })
    expect(response.status).toBe(201)
    const { user, passwordLink } = UserMade.parse(await response.json())
    expect(user).toMatchObject({
      name: 'Ulla',
      hasPassword: false,
      roles: [{ scope: { type: 'site', id: '' }, scopeTitle: '', role: 'organizer' }],
    })
    expect(passwordLink.url).toMatch(/\/password\/[\w-]{43}$/)
    expect(await problemOf(await organiser.send('POST', '/api/v1/users', { json }))).toMatchObject({
      code: 'conflict',
      place: 'email',
    })
    const list = await (await organiser.send('GET', '/api/v1/users')).text()
    expect(UserList.parse(JSON.parse(list)).users).toContainEqual(user)
    expect(list).not.toMatch(/hash|secret/i)
    const chief = await openBrowserWith(organised, { role: 'organizer' })
    for (const [method, path] of [
      ['GET', '/users'],
      ['POST', '/users'],
      ['DELETE', `/users/${user.id}`],
      ['GET', '/audit'],
    ] as const) {
      const call = method === 'POST' ? { json } : {}
      expect(await codeOf(await chief.send(method, `/api/v1${path}`, call))).toBe('forbidden')
      expect(await codeOf(await app.openBrowser().send(method, `/api/v1${path}`, call))).toBe('not_signed_in')
    }
  })

  it('[ROLE-11] deleting an account ends its roles, logins and connections', async () => {
    const { event, other, db } = app.world
    const { browser, userId } = await signInWith({ type: 'event', id: event.id, role: 'lead', name: 'Vera' })
    const { secret } = await makeLink(organiser, { role: 'scribe', type: 'event', id: other.id })
    await browser.send('GET', `/l/${secret}`)
    const before = app.announced.length
    expect((await organiser.send('DELETE', `/api/v1/users/${userId}`)).status).toBe(204)
    expect((await meOf(browser)).kind).toBe('anonymous')
    expect((await peopleOf(organiser)).map(({ name }) => name)).not.toContain('vera')
    expect(
      app.announced
        .slice(before)
        .map(({ eventId }) => eventId)
        .sort(),
    ).toEqual([event.id, other.id].sort())
    expect(await auditOf('account.deleted')).toMatchObject({
      event_id: null,
      subject: 'vera',
      actor_name: 'Ines',
    })
    for (const table of ['user_roles', 'logins'] as const)
      expect(
        await db
          .selectFrom(table)
          .selectAll()
          .where('user_id', '=', userId as never)
          .execute(),
      ).toEqual([])
    expect(await codeOf(await organiser.send('DELETE', `/api/v1/users/${userId}`))).toBe('not_found')
  })

  it('[AUDIT-2, AUDIT-4] the logs have neither secrets nor addresses, and are for organisers', async () => {
    const { event } = app.world
    const lead = await openBrowserWith(organised, { role: 'lead' })
    expect(await codeOf(await lead.send('GET', '/api/v1/events/harvest/audit'))).toBe('forbidden')
    const chief = await openBrowserWith(organised, { role: 'organizer' })
    const own = await chief.send('GET', '/api/v1/events/harvest/audit')
    expect(own.status).toBe(200)
    const file = await chief.send('GET', `/api/v1/events/${event.id}/audit?format=csv&kind=people`)
    expect(file.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(file.headers.get('content-disposition')).toContain(`${event.id}-audit.csv`)
    const text = await file.text()
    expect(text).toContain('paula')
    expect(text).not.toContain('link.made')
    const rows = await app.world.db.selectFrom('audit').selectAll().execute()
    expect(JSON.stringify(rows)).not.toMatch(/@orchard|[\w-]{43}/)
    expect(rows.length).toBeGreaterThan(30)
    for (const query of ['before=1', 'before=x.y', 'kind=nothing', 'format=xml'])
      expect(await codeOf(await chief.send('GET', `/api/v1/events/harvest/audit?${query}`))).toBe(
        'bad_request',
      )
  })
})

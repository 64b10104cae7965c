/** Making, listing and revoking access links over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '../../shared/domain/time.ts'
import { type PeopleApp, type Browser } from '../support/people-app.ts'
import {
  codeOf,
  linksOf,
  makeLink,
  openBrowserWith,
  problemOf,
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
    const lead = await openBrowserWith(organised, { role: 'lead', type: 'track', id: event.track })
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
      const browser = await openBrowserWith(organised, { role })
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
    const lead = await openBrowserWith(organised, { role: 'lead', type: 'track', id: event.track })
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
    const lead = await openBrowserWith(organised, { role: 'lead', type: 'track', id: event.track })
    const strong = await makeLink(organiser, { type: 'track', id: event.track, role: 'organizer' })
    const weak = await makeLink(organiser, { type: 'track', id: event.track, role: 'scribe' })
    expect(await codeOf(await lead.send('DELETE', `/api/v1/links/${strong.id}`))).toBe('forbidden')
    expect((await lead.send('DELETE', `/api/v1/links/${weak.id}`)).status).toBe(204)
  })
})

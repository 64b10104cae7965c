/** Reading pages over real connections: who gets them, and what is in them. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ANONYMOUS } from '../../server/auth/anonymous.ts'
import { loginCookie } from '../../server/auth/login-cookie.ts'
import { openLink } from '../../server/auth/open-link.ts'
import { OPERATOR } from '../../server/auth/operator.ts'
import { revokeLink } from '../../server/auth/revoke-link.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { docOf, paragraphOf, textOf } from '../../shared/schema/doc-json.ts'
import { bearer, startReadingServer, type ReadingServer } from '../support/reading-server.ts'

let served: ReadingServer

beforeAll(async () => {
  served = await startReadingServer()
})
afterAll(() => served.close())

const sessionPath = (id: string) => `/r/gardeners/s/${id}`

test('[READ-1] a session’s page holds what was written so far, also what was written just before', async () => {
  const { id, notesId, summaryId } = await served.makeSession()
  await served.write(notesId, 'They make tunnels.')
  await served.write(summaryId, 'Worms are useful.')
  const page = await served.get(sessionPath(id))
  expect(page.status).toBe(200)
  expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page.text).toMatch(/<p id="b[\w-]{10}">They make tunnels\.<\/p>/)
  expect(page.text).toContain('<p>Worms are useful.</p>')
  await served.write(notesId, 'And casts.')
  expect((await served.get(sessionPath(id))).text).toContain('>And casts.</p>')
})

test('[READ-1] the event, the track and a single note have their pages', async () => {
  expect((await served.get('/r/gardeners')).text).toContain('Earthworms at work')
  expect((await served.get(`/r/gardeners/t/${served.session.trackId}`)).text).toContain('Earthworms at work')
  expect((await served.get(`/r/n/${served.session.notesId}`)).text).toContain('Nothing has been written yet.')
})

test('[READ-2] hostile words in notes and titles are text on the page', async () => {
  const hostile = '<img src=x onerror=alert(1)>'
  const made = await served.makeSession(hostile)
  const id = made.notesId as NoteId
  const doc = docOf([
    { type: 'heading', attrs: { level: 1 }, content: [textOf(`"><b id=x>${hostile}`)] },
    paragraphOf(hostile),
  ])
  await served.context.rooms.write(id, await served.context.documents.append([], doc), {
    actor: null,
    name: null,
  })
  const { text } = await served.get(sessionPath(made.id))
  expect(text).not.toMatch(/<img|<b id/)
  expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;')
})

test('[READ-3] no e-mail address of a person is on any page, not even for an organiser', async () => {
  const organizer = await served.makeLink('event', served.eventId, { role: 'organizer' })
  for (const path of [
    '/r/gardeners',
    `/r/gardeners/t/${served.session.trackId}`,
    sessionPath(served.session.id),
    `/r/n/${served.session.notesId}`,
  ]) {
    const { status, text } = await served.get(path, bearer(organizer))
    expect([path, status, text.includes('@example.org')]).toEqual([path, 200, false])
  }
})

test('[READ-4] search engines and shared caches keep out', async () => {
  const { headers } = await served.get(sessionPath(served.session.id))
  expect(headers.get('x-robots-tag')).toBe('noindex')
  expect(headers.get('cache-control')).toBe('private, no-cache')
  expect(headers.get('vary')).toMatch(/Cookie, Authorization/i)
})

test('[READ-5] strangers are told to open their link again, and learn nothing about what exists', async () => {
  const present = await served.get(sessionPath(served.session.id), {})
  const absent = await served.get('/r/nothing/s/nothing', {})
  expect([present.status, absent.status]).toEqual([401, 401])
  expect(present.text).toContain('Open your link again')
  expect(present.text).not.toMatch(/Earthworms|Gardeners/)
  const withoutAddress = (text: string) => text.replaceAll(/content="http[^"]*"|http\S*/g, '')
  expect(withoutAddress(present.text)).toBe(withoutAddress(absent.text))
})

test('[READ-5] a reader of one session sees that session, and elsewhere the same as for what does not exist', async () => {
  const other = await served.makeSession()
  const link = await served.makeLink('session', served.session.id)
  expect((await served.get(sessionPath(served.session.id), bearer(link))).status).toBe(200)
  const refused = await served.get(sessionPath(other.id), bearer(link))
  const absent = await served.get(sessionPath('nothing'), bearer(link))
  expect([refused.status, absent.status]).toEqual([404, 404])
  expect(refused.text).not.toContain('Another talk')
  const event = await served.get('/r/gardeners', bearer(link))
  expect(event.text).toContain('Earthworms at work')
  expect(event.text).not.toContain('Another talk')
})

test('[READ-5] a reader of one note gets that note and not the other one of its session', async () => {
  const { id, notesId, summaryId } = await served.makeSession()
  await served.write(notesId, 'For everybody.')
  await served.write(summaryId, 'For the leads only.')
  const link = await served.makeLink('note', notesId)
  expect((await served.get(`/r/n/${notesId}`, bearer(link))).text).toContain('For everybody.')
  expect((await served.get(`/r/n/${summaryId}`, bearer(link))).status).toBe(404)
  const page = await served.get(sessionPath(id), bearer(link))
  expect(page.text).toContain('For everybody.')
  expect(page.text).not.toContain('For the leads only.')
})

test('[READ-5] a browser whose link was revoked is told that the link has ended', async () => {
  const link = await served.makeLink('session', served.session.id)
  const opening = await openLink(served.context, { secret: link.secret, asker: ANONYMOUS, password: null })
  if (opening.kind !== 'opened' || opening.newLoginSecret === null) throw new Error('expected a new login')
  const cookie = loginCookie({ secret: opening.newLoginSecret, publicUrl: served.url }).split(';')[0] ?? ''
  expect((await served.get(sessionPath(served.session.id), { cookie })).status).toBe(200)
  await revokeLink(served.context, { principal: OPERATOR, id: link.id })
  const page = await served.get(sessionPath(served.session.id), { cookie })
  expect([page.status, page.text.includes('This link has ended')]).toEqual([410, true])
})

test('[READ-6] the same page is not sent twice, and a changed one is', async () => {
  const { id, notesId } = await served.makeSession()
  const first = await served.get(sessionPath(id))
  const etag = first.headers.get('etag') ?? ''
  const again = await served.get(sessionPath(id), { ...bearer(served.reader), 'if-none-match': etag })
  expect([again.status, again.text]).toEqual([304, ''])
  await served.write(notesId, 'Something new.')
  expect(
    (await served.get(sessionPath(id), { ...bearer(served.reader), 'if-none-match': etag })).status,
  ).toBe(200)
})

test('[READ-19] an address that is no page gets a page that says so', async () => {
  const { status, text, headers } = await served.get('/r/gardeners/x/y/z')
  expect([status, headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
  expect(text).toContain('<h1>Your link does not show this</h1>')
})

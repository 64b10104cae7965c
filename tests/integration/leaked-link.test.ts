/** What one access link can do to a server when it got into the wrong hands, and what a room with one link still can. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { MAX_NEW_GUESTS } from '../../server/middleware/rate-limit.ts'
import type { LinkList } from '../../shared/contracts/people.ts'
import type { EventDetail } from '../../shared/contracts/programme.ts'
import { MAX_LINK_CONNECTIONS } from '../../shared/protocol/limits.ts'
import { ApiClient, makeEvent, makeLink, signUpOrganiser } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { NoteClient } from '../support/note-client.ts'
import { ServerProcess } from '../support/server-process.ts'

/** Connections by one link above what it may bring. */
const BEYOND = 50
/** Guests that come at the same moment. */
const GUESTS_AT_ONCE = 50

let server: ServerProcess
let organiser: ApiClient
let event: EventDetail

beforeAll(async () => {
  server = await ServerProcess.start()
  organiser = await signUpOrganiser(server.url, server.setupLink)
  event = await makeEvent(organiser)
})
afterAll(() => server.dispose())

test('[SAFE-13] a link that leaked does not fill the server: it is told when to come back, who is in stays in, and others join and write', async () => {
  const leaked = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'reader' })
  const good = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const noteId = event.sessions[0]?.notesId ?? ''
  const address = `${server.url.replace('http', 'ws')}/collab/${noteId}`
  const ada = new NoteClient({ url: server.url, noteId, secret: good.secret })
  await ada.synced()
  const closes: string[] = []
  let joined = 0
  const sockets = Array.from({ length: MAX_LINK_CONNECTIONS + BEYOND }, () => {
    const socket = new WebSocket(address, { headers: { authorization: `Bearer ${leaked.secret}` } })
    socket.once('message', () => joined++)
    socket.once('close', (code, reason) => closes.push(`${code} ${reason.toString()}`))
    socket.on('error', () => {})
    return socket
  })
  await eventually(() => joined >= 100, { within: 30_000, message: 'the flood has begun' })
  const ben = new NoteClient({ url: server.url, noteId, secret: good.secret })
  await ben.synced()
  ada.type('in spite of it all')
  expect(await ada.save()).toBe('saved')
  await eventually(() => ben.text === 'in spite of it all')
  await eventually(() => joined + closes.length === sockets.length, {
    within: 60_000,
    message: 'all know how it went',
  })
  // Where they get in faster than a link may bring them, fewer do.
  expect(joined).toBeLessThanOrEqual(MAX_LINK_CONNECTIONS)
  expect(closes.length).toBeGreaterThanOrEqual(BEYOND)
  for (const close of closes)
    expect(close).toMatch(/^4533 too many by this link, come back in [234]\d\.\d s$/)
  expect(ada.closes).toEqual([])
  expect(ben.closes).toEqual([])
  for (const socket of sockets) socket.terminate()
  for (const client of [ada, ben]) client.destroy()
})

test('[SAFE-13, GATE-12] fifty people behind one address who came by one link write at once, each with two notes', async () => {
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'scribe' })
  const { notesId = '', summaryId = '' } = event.sessions[0] ?? {}
  const people = await Promise.all(
    Array.from({ length: 50 }, async () => {
      const browser = new ApiClient(server.url)
      await browser.request('GET', new URL(link.url).pathname)
      return [notesId, summaryId].map(
        (noteId) => new NoteClient({ url: server.url, noteId, cookie: browser.cookie }),
      )
    }),
  )
  const clients = people.flat()
  await Promise.all(clients.map((client) => client.synced()))
  clients.forEach((client, index) => client.addParagraph(`from ${index};`))
  expect(new Set(await Promise.all(clients.map((client) => client.save())))).toEqual(new Set(['saved']))
  for (const half of [0, 1]) {
    const those = clients.filter((_, index) => index % 2 === half)
    const words = those.map((_, index) => `from ${2 * index + half};`)
    await eventually(() => those.every(({ blocks }) => words.every((word) => blocks.includes(word))), {
      message: 'everybody has what everybody wrote',
    })
  }
  expect(clients.flatMap(({ closes }) => closes)).toEqual([])
  for (const client of clients) client.destroy()
})

test('[SAFE-14] a link makes so many guests in a while; who has opened it before, and other links, go on', async () => {
  const scope = { type: 'event', id: event.id } as const
  const [leaked, good] = await Promise.all([
    makeLink(organiser, { scope, role: 'reader' }),
    makeLink(organiser, { scope, role: 'reader' }),
  ])
  const open = (url: string, headers: Record<string, string> = {}) =>
    fetch(url, { redirect: 'manual', headers })
  const first = await open(leaked.url)
  const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  // Whoever only looks, and whoever is in already, makes no guest.
  for (let look = 0; look < 5; look++) await open(leaked.url, { cookie })
  let made = 1
  while (made < MAX_NEW_GUESTS) {
    const some = Math.min(GUESTS_AT_ONCE, MAX_NEW_GUESTS - made)
    const answers = await Promise.all(Array.from({ length: some }, () => open(leaked.url)))
    expect(answers.map(({ status }) => status)).toEqual(Array(some).fill(303))
    made += some
  }
  const refused = await open(leaked.url)
  expect(refused.status).toBe(429)
  expect(refused.headers.getSetCookie()).toEqual([])
  const wait = Number(refused.headers.get('retry-after'))
  expect(wait).toBeGreaterThan(0)
  expect(wait).toBeLessThanOrEqual(600)
  const page = await refused.text()
  expect(page).toMatch(/Open it again in (?:a minute|\d+ minutes)\./)
  expect((await open(leaked.url, { cookie })).status).toBe(303)
  expect((await open(good.url)).status).toBe(303)
  const { links } = await organiser.expect<LinkList>('GET', '/links?event=conf')
  const uses = links.find(({ id }) => id === leaked.id)?.uses
  expect(uses).toBe(MAX_NEW_GUESTS + 6)
}, 120_000)

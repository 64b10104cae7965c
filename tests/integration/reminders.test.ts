/** Reminders by mail: a server in this process, on a real database, and a mail server that keeps what it gets. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EventDetail, SessionDetail, TrackDetail } from '../../shared/contracts/programme.ts'
import type { RemindersSent } from '../../shared/contracts/reminders.ts'
import { HOUR_MS, MINUTE_MS } from '../../shared/domain/time.ts'
import { createApp } from '../../server/app.ts'
import { loadConfig } from '../../server/config/config.ts'
import { createContext, type ServerContext } from '../../server/create-context.ts'
import {
  MAX_ATTEMPTS,
  startReminderRounds,
  type ReminderRounds,
} from '../../server/remind/reminder-rounds.ts'
import { Gateway } from '../../server/realtime/gateway.ts'
import { ApiClient, makeLink, signUpOrganiser } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { startMailingProcess } from '../support/mailing-process.ts'
import { SmtpSink, type CaughtMail } from '../support/smtp-sink.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const PUBLIC_URL = 'https://notes.example.org'
const LEA = 'lea@example.org'
const BEN = 'ben@example.org'

let sink: SmtpSink
let clock: FakeClock
let dataDir: string
let context: ServerContext
let rounds: ReminderRounds
let http: Server
let url: string
let organiser: ApiClient
let event: EventDetail
let boot: SessionDetail
let perf: SessionDetail
let folios: SessionDetail

/** The server; before `afterEach` stops it, `stopServer` may. */
async function startServer(mail: object = { SMTP_URL: sink.url, MAIL_FROM: 'Days <notes@example.org>' }) {
  const config = loadConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', PUBLIC_URL, ...mail })
  context = await createContext(config, { clock })
  const app = createApp(context, {
    gateway: new Gateway(context),
    connections: () => ({ websocket: 0, http: 0 }),
    searchLagSeconds: () => 0,
    searchIndexBytes: () => 0,
  })
  rounds = startReminderRounds(context)
  http = createServer(app.handle)
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  return app
}

async function stopServer(): Promise<void> {
  await rounds.stop()
  http.close()
  http.closeAllConnections()
  await context.close()
}

async function restart(mail?: object): Promise<void> {
  await stopServer()
  await startServer(mail)
  const { cookie } = organiser
  organiser = Object.assign(new ApiClient(url), { cookie })
}

beforeEach(async () => {
  sink = await SmtpSink.start()
  clock = new FakeClock('2026-11-10T09:00:00Z')
  dataDir = makeTempDir()
  const app = await startServer()
  organiser = await signUpOrganiser(url, await app.setupPath())
  await organiser.expect('POST', '/events', {
    title: 'Plumbing Days',
    slug: 'days',
    timeZone: 'Africa/Lagos',
    reviewDue: '2026-11-27',
    reminders: true,
  })
  const track = (title: string, leads: object[]) =>
    organiser.expect<TrackDetail>('POST', '/events/days/tracks', { title, leads })
  const session = (title: string, trackId: string) =>
    organiser.expect<SessionDetail>('POST', '/events/days/sessions', { title, trackId })
  const lea = { name: 'Lea Lead', email: LEA }
  const tracing = await track('Tracing', [lea, { name: 'Nora Noaddress' }])
  const memory = await track('Memory', [{ name: 'Ben', email: BEN }, lea])
  boot = await session('Boot-time tracing', tracing.id)
  perf = await session('Perf', tracing.id)
  folios = await session('Folios', memory.id)
  event = await organiser.expect('GET', '/events/days')
})
afterEach(async () => {
  await stopServer()
  sink.close()
})

/** The rounds of the next hour. */
async function round(): Promise<void> {
  clock.advance(HOUR_MS)
  await rounds.settled()
}

/** Moves the clock to an instant, and on to the round after it. Tells who got a mail. */
async function remindedAt(instant: string): Promise<string[]> {
  clock.advance(Date.parse(instant) - clock.now())
  await rounds.settled()
  await round()
  return sink.takeRecipients()
}

const patch = (fields: object) => organiser.expect('PATCH', '/events/days', fields)
async function moveTo(stage: string, from: string, ...sessions: readonly SessionDetail[]): Promise<void> {
  for (const { summaryId } of sessions) {
    if (from === 'draft') await organiser.expect('POST', `/notes/${summaryId}/import?format=md`, 'All said.')
    await organiser.expect('PUT', `/notes/${summaryId}/stage`, { stage, from })
  }
}
const remind = (asker = organiser) => asker.expect<RemindersSent>('POST', '/events/days/reminders')
const stopLinkOf = ({ text }: CaughtMail) =>
  /^https:\/\/notes\.example\.org(\/reminders\/[\w-]{43})$/m.exec(text)?.[1] ?? 'no link'

test('[REMIND-4, REMIND-5] leads get one mail a week before, a day before and a day after, by the clocks of the event, each once', async () => {
  // Midnight of the 20th in Lagos is 23:00 of the 19th here.
  expect(await remindedAt('2026-11-19T21:30:00Z')).toEqual([])
  clock.advance(HOUR_MS)
  await rounds.settled()
  expect(new Date(clock.now()).toISOString()).toBe('2026-11-19T23:30:00.000Z')
  expect(sink.takeRecipients()).toEqual([LEA, BEN])
  expect(await remindedAt('2026-11-22T12:00:00Z')).toEqual([])
  expect(await remindedAt('2026-11-26T09:00:00Z')).toEqual([LEA, BEN])
  expect(await remindedAt('2026-11-27T09:00:00Z')).toEqual([])
  await moveTo('review', 'draft', folios)
  expect(await remindedAt('2026-11-28T09:00:00Z')).toEqual([LEA])
  expect(await remindedAt('2026-11-30T09:00:00Z')).toEqual([])
  // Another day is another matter.
  await patch({ reviewDue: '2026-12-07' })
  expect(await remindedAt('2026-12-01T09:00:00Z')).toEqual([LEA])
})

test('[REMIND-5] a restart, a clock that jumps ahead and one that goes back send nothing twice', async () => {
  expect(await remindedAt('2026-11-20T09:00:00Z')).toEqual([LEA, BEN])
  await restart()
  await round()
  expect(sink.takeRecipients()).toEqual([])
  // What was missed is not made up for: only the last step counts.
  expect(await remindedAt('2026-11-28T09:00:00Z')).toEqual([LEA, BEN])
  await stopServer()
  // Into the time of the step that was missed.
  clock = new FakeClock('2026-11-26T09:00:00Z')
  await startServer()
  await round()
  expect(await remindedAt('2026-11-28T12:00:00Z')).toEqual([])
  // A day that is long past when reminders begin.
  organiser = Object.assign(new ApiClient(url), { cookie: organiser.cookie })
  await patch({ reviewDue: '2026-10-01' })
  await round()
  expect(sink.takeRecipients()).toEqual([])
})

test('[REMIND-5] a server that dies while it sends does not send again', async () => {
  sink.mode = 'hold'
  clock.advance(Date.parse('2026-11-20T09:00:00Z') - clock.now())
  await eventually(() => sink.held > 0, { message: 'the mail is with the mail server' })
  // The database as the death of the process leaves it.
  const rows = await context.db.selectFrom('reminders').select(['state', 'attempts']).execute()
  expect(rows).toEqual([{ state: 'claimed', attempts: 1 }])
  const copy = await context.db.selectFrom('reminders').selectAll().execute()
  sink.drop()
  await rounds.settled()
  await context.db.deleteFrom('reminders').execute()
  await context.db.insertInto('reminders').values(copy).execute()
  sink.mode = 'take'
  await restart()
  await round()
  expect(sink.takeRecipients()).toEqual([BEN])
})

test('[REMIND-6] what a mail server does not take now is tried again every hour, a number of times', async () => {
  sink.mode = 'later'
  expect(await remindedAt('2026-11-20T09:00:00Z')).toEqual([])
  await restart()
  sink.mode = 'take'
  await round()
  expect(sink.takeRecipients()).toEqual([LEA, BEN])

  sink.mode = 'busy'
  clock.advance(Date.parse('2026-11-26T00:30:00Z') - clock.now())
  await rounds.settled()
  sink.connections = 0
  for (let hour = 0; hour < MAX_ATTEMPTS + 3; hour++) await round()
  // Of a server that takes nothing only the first is told, every hour.
  expect(sink.connections).toBeGreaterThan(0)
  expect(sink.connections).toBeLessThanOrEqual(2 * MAX_ATTEMPTS)
  sink.mode = 'take'
  await round()
  expect(sink.takeRecipients()).not.toContain(LEA)
})

test('[REMIND-6] what it refuses for good is not tried again, and keeps nobody else from theirs', async () => {
  sink.unknown.add(LEA)
  expect(await remindedAt('2026-11-20T09:00:00Z')).toEqual([BEN])
  sink.unknown.clear()
  await round()
  expect(sink.takeRecipients()).toEqual([])
})

test('[REMIND-7] nothing is sent for an event that did not ask for it, when all is done, or by a server without a mail server', async () => {
  await patch({ reminders: false })
  expect(await remindedAt('2026-11-20T09:00:00Z')).toEqual([])
  await patch({ reminders: true })
  await moveTo('review', 'draft', boot, perf, folios)
  await round()
  expect(sink.takeRecipients()).toEqual([])
  await patch({ finalDue: '2026-11-27' })
  await round()
  expect(sink.takeRecipients()).toEqual([LEA, BEN])

  await restart({})
  expect(await organiser.expect('GET', '/me')).toMatchObject({ sendsMail: false })
  expect(await remindedAt('2026-11-27T09:00:00Z')).toEqual([])
  expect(await organiser.request('POST', '/api/v1/events/days/reminders')).toMatchObject({
    status: 409,
    body: { code: 'conflict', detail: expect.stringContaining('SMTP_URL') },
  })
})

test('[REMIND-8] a mail lists what is missing in plain text with links, and says by its headers what it is', async () => {
  await moveTo('review', 'draft', perf)
  await moveTo('final', 'review', perf)
  await remindedAt('2026-11-20T09:00:00Z')
  expect(sink.mails).toEqual([])
  clock.advance(Date.parse('2026-11-26T09:00:00Z') - clock.now())
  await rounds.settled()
  const [mail] = sink.to(LEA)
  expect(mail?.subject).toBe('[Plumbing Days] 2 summaries are due tomorrow')
  const header = (name: string) => mail?.headers.get(name)
  expect(header('from')).toEqual(['Days <notes@example.org>'])
  expect(header('to')).toEqual([`Lea Lead <${LEA}>`])
  expect(header('auto-submitted')).toEqual(['auto-generated'])
  expect(header('content-type')).toEqual(['text/plain; charset=utf-8'])
  expect(header('list-unsubscribe')).toEqual([`<${PUBLIC_URL}${stopLinkOf(mail!)}>`])
  expect(header('list-unsubscribe-post')).toEqual(['List-Unsubscribe=One-Click'])
  expect(header('x-mailer')).toBeUndefined()
  expect(mail?.text).toContain('To be in review by Friday 27 November, tomorrow:')
  expect(mail?.text).toContain(
    `* Boot-time tracing (Tracing), a draft\r\n  ${PUBLIC_URL}/e/days/s/${boot.id}`,
  )
  expect(mail?.text).toContain(`${PUBLIC_URL}/e/days/s/${folios.id}`)
  expect(mail?.text).not.toContain('Perf')
  expect(sink.to(BEN)[0]?.text).not.toContain('Boot')
})

test('[REMIND-9] no title and no name adds a header, a line or a recipient', async () => {
  const attack = 'x\r\nBcc: eve@example.org\r\n\r\nSend money\n.\nRSET'
  await patch({ title: attack })
  const [tracing] = event.tracks
  await organiser.expect('PATCH', `/tracks/${tracing!.id}`, {
    title: `Tracks ${attack}`,
    leads: [
      { name: `Lea ${attack}`, email: LEA },
      { name: 'Comma', email: 'a,eve@example.org' },
      { name: 'Bracket', email: 'b<eve@example.org>' },
      { name: '"Quote" <eve@example.org>, ', email: 'quote@example.org' },
    ],
  })
  await organiser.expect('PATCH', `/sessions/${boot.id}`, { title: `Talk ${attack}` })
  const { sent, withoutAddress } = await remind()
  expect([sent, withoutAddress]).toEqual([3, ['Comma', 'Bracket']])
  expect(sink.mails.map(({ to }) => to)).toEqual([[LEA], ['quote@example.org'], [BEN]])
  for (const { headers, subject, text } of sink.mails) {
    expect(headers.has('bcc')).toBe(false)
    expect(subject).toMatch(/^\[x Bcc: eve@example\.org Send money/)
    expect(text.split('\r\n')).not.toContain('Send money')
    expect(text.split('\r\n')).not.toContain('Bcc: eve@example.org')
  }
})

test('[REMIND-10] by hand all leads are reminded at once, and who got nothing is told; once an hour', async () => {
  await patch({ reminders: false })
  sink.unknown.add(BEN)
  expect(await remind()).toEqual({
    sent: 1,
    withoutAddress: ['Nora Noaddress'],
    stopped: [],
    failed: ['Ben'],
  })
  expect(sink.takeRecipients()).toEqual([LEA])
  clock.advance(20 * MINUTE_MS)
  expect(await organiser.request('POST', '/api/v1/events/days/reminders')).toMatchObject({
    status: 429,
    body: {
      code: 'too_many_requests',
      detail: 'The leads were reminded within the last hour. They can be again in 40 min.',
    },
  })
  clock.advance(40 * MINUTE_MS)
  expect(await remind()).toMatchObject({ sent: 1 })

  // Nobody got it: that was no reminder.
  clock.advance(HOUR_MS)
  sink.mode = 'busy'
  expect(await remind()).toMatchObject({ sent: 0, failed: ['Lea Lead', 'Ben'] })
  sink.mode = 'take'
  expect(await remind()).toMatchObject({ sent: 1 })
  clock.advance(HOUR_MS)
  await patch({ reviewDue: null })
  expect(await organiser.request('POST', '/api/v1/events/days/reminders')).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('no day') },
  })
})

test('[REMIND-10, REMIND-12] who may not change the event reminds nobody and is told no address, nor whether leads are reminded', async () => {
  const answers: string[] = []
  for (const role of ['reader', 'reviewer', 'scribe'] as const) {
    const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role })
    const asker = new ApiClient(url)
    await asker.request('GET', new URL(link.url).pathname)
    expect((await asker.request('POST', '/api/v1/events/days/reminders')).status).toBe(403)
    const seen = await asker.expect<EventDetail>('GET', '/events/days')
    expect(seen.reminders).toBeUndefined()
    answers.push(JSON.stringify([seen, await asker.request('GET', '/api/v1/events/days/board')]))
  }
  const lead = new ApiClient(url)
  const [tracing] = event.tracks
  const link = await makeLink(organiser, { scope: { type: 'track', id: tracing!.id }, role: 'lead' })
  await lead.request('GET', new URL(link.url).pathname)
  expect((await lead.request('POST', '/api/v1/events/days/reminders')).status).toBe(403)
  expect((await new ApiClient(url).request('POST', '/api/v1/events/days/reminders')).status).toBe(401)
  expect(sink.connections).toBe(0)
  answers.push(JSON.stringify(await remind()))
  const stopPage = await new ApiClient(url).request<string>('GET', stopLinkOf(sink.to(LEA)[0]!))
  answers.push(stopPage.body)
  for (const answer of answers) expect(answer).not.toMatch(/(?:lea|ben)@example\.org/)
})

test('[REMIND-11] a link in the mail ends reminders of that event without a login; looking at it changes nothing', async () => {
  await remind()
  const path = stopLinkOf(sink.to(LEA)[0]!)
  sink.takeRecipients()
  const stranger = new ApiClient(url)
  const shown = await stranger.request<string>('GET', path)
  expect(shown).toMatchObject({
    status: 200,
    body: expect.stringContaining('Stop reminding me of this event'),
  })
  expect(shown.headers.get('referrer-policy')).toBe('strict-origin')
  clock.advance(HOUR_MS)
  expect(await remind()).toMatchObject({ sent: 2 })

  // As a mail program does it (RFC 8058): no origin, no cookie.
  const oneClick = await fetch(url + path, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  })
  expect([oneClick.status, await oneClick.text()]).toEqual([
    200,
    expect.stringContaining('no more reminders'),
  ])
  clock.advance(HOUR_MS)
  sink.takeRecipients()
  expect(await remind()).toMatchObject({ sent: 1, stopped: ['Lea Lead'] })
  expect(sink.takeRecipients()).toEqual([BEN])
  // An import makes new people of the same leads.
  await organiser.expect('PATCH', `/tracks/${event.tracks[0]!.id}`, { leads: [] })
  await organiser.expect('PATCH', `/tracks/${event.tracks[1]!.id}`, { leads: [] })
  await organiser.expect('PATCH', `/tracks/${event.tracks[1]!.id}`, {
    leads: [{ name: 'L', email: 'Lea@Example.org' }],
  })
  expect(await remindedAt('2026-11-20T09:00:00Z')).toEqual([])

  await fetch(url + path, { method: 'POST', body: new URLSearchParams({ again: '1' }) })
  await round()
  expect(sink.takeRecipients()).toEqual([LEA])
  const unknown = path.slice(0, -1) + (path.endsWith('A') ? 'B' : 'A')
  expect((await stranger.request('GET', unknown)).status).toBe(404)
  expect((await stranger.request('POST', unknown)).status).toBe(404)
  expect((await stranger.request('GET', '/reminders/x')).status).toBe(404)
  await organiser.expect('DELETE', '/events/days')
  expect((await stranger.request('GET', path)).status).toBe(404)
  expect(await context.db.selectFrom('reminder_stops').selectAll().execute()).toEqual([])
})

test('[REMIND-10] a server as operators run it sends, with a mail server that refuses what it is told by hand', async () => {
  const process = await startMailingProcess(sink)
  try {
    const client = await signUpOrganiser(process.url, process.setupLink)
    expect(await client.expect('GET', '/me')).toMatchObject({ sendsMail: true })
    await client.expect('POST', '/events', { title: 'Plumbing Days', slug: 'days', finalDue: '2020-02-03' })
    const track = await client.expect<TrackDetail>('POST', '/events/days/tracks', {
      title: 'Größe und Maß',
      leads: [{ name: 'Jürgen Öz', email: 'juergen@example.org' }],
    })
    sink.mode = 'refuse'
    expect(await client.expect('POST', '/events/days/reminders')).toMatchObject({ failed: ['Jürgen Öz'] })
    expect(process.output).toContain('"responseCode":550')
    expect(process.output).not.toContain('juergen@')
    sink.mode = 'take'
    expect(await client.expect('POST', '/events/days/reminders')).toMatchObject({ sent: 1, failed: [] })
    const [mail] = sink.mails
    expect(mail?.subject).toBe('[Plumbing Days] 1 summary was due on Monday 3 February 2020')
    expect(mail?.text).toContain('Hello Jürgen Öz,')
    expect(mail?.text).toContain(`${process.url}/e/days/t/${track.id}`)
    expect(mail?.headers.has('list-unsubscribe-post')).toBe(false)
  } finally {
    await process.dispose()
  }
})

/** What the summaries of an event still need, over HTTP, on a real database. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SummaryBoard } from '../../shared/contracts/board.ts'
import type { EventDetail, SessionDetail, TrackDetail } from '../../shared/contracts/programme.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

let app: ProgrammeApp
let organizer: Asker
let event: EventDetail
let tracing: TrackDetail
let boot: SessionDetail
let perf: SessionDetail
let lone: SessionDetail

beforeAll(async () => {
  app = await startProgrammeApp()
  organizer = app.organizer
  await organizer.json('POST', '/events', { title: 'Plumbing Days', slug: 'days', timeZone: 'Africa/Lagos' })
  tracing = await organizer.json('POST', '/events/days/tracks', {
    title: 'Tracing',
    leads: [{ name: 'Lea' }],
  })
  const session = (title: string, more: object) =>
    organizer.json<SessionDetail>('POST', '/events/days/sessions', { title, ...more })
  const slides = [{ kind: 'slides', title: 'Slides', url: 'https://example.org/a.pdf' }]
  boot = await session('Boot', { trackId: tracing.id, speakers: [{ name: 'Masami' }], links: slides })
  perf = await session('Perf', { trackId: tracing.id })
  lone = await session('Closing', { speakers: [{ name: 'Ines' }] })
  event = await organizer.json('GET', '/events/days')
})
afterAll(() => app[Symbol.asyncDispose]())

const board = (asker = organizer) => asker.json<SummaryBoard>('GET', '/events/days/board')
const write = (note: string, text: string) => organizer.json('POST', `/notes/${note}/import?format=md`, text)

async function findings(asker = organizer): Promise<Record<string, string[]>> {
  const { rows } = await board(asker)
  return Object.fromEntries(
    rows.map(({ title, findings: own }) => [
      title,
      own.map(({ kind, quote }) => (quote === null ? kind : `${kind}: ${quote}`)),
    ]),
  )
}

test('[BOARD-2] every summary is listed in programme order with what it lacks; a track needs none beside those of its sessions', async () => {
  expect(await findings()).toEqual({
    Tracing: ['no_summary'],
    Boot: ['no_summary'],
    Perf: ['no_summary', 'no_people', 'no_slides'],
    Closing: ['no_summary', 'no_slides'],
  })
  await write(boot.summaryId, 'TODO: say more, as in [4].')
  expect(await findings()).toMatchObject({
    Tracing: [],
    Boot: ['todo: TODO: say more, as in [4].', 'undefined_reference: TODO: say more, as in [4].'],
  })
  const { rows } = await board()
  expect(rows[1]).toMatchObject({ sessionId: boot.id, trackId: tracing.id, people: ['Masami'], words: 6 })
  expect(rows[0]).toMatchObject({ sessionId: null, trackId: tracing.id, people: ['Lea'], stage: 'draft' })
})

test('[BOARD-3] a summary is late from the day after, by the clocks of the event, until it is where it should be', async () => {
  await write(lone.summaryId, 'All said.')
  const late = async () => (await findings())['Closing']!.filter((text) => text.startsWith('late'))
  const day = (after: number) => new Date(app.clock.now() + after * DAY_MS).toISOString().slice(0, 10)
  const [tomorrow, later] = [day(1), day(2)]
  const at = (date: string, time: string) =>
    app.clock.advance(Date.parse(`${date}T${time}`) - app.clock.now())
  await organizer.json('PATCH', '/events/days', { reviewDue: tomorrow, finalDue: later })
  at(tomorrow, '23:59:00+01:00')
  expect(await late()).toEqual([])
  // Midnight there.
  at(later, '00:01:00+01:00')
  expect(await late()).toEqual([`late: ${tomorrow}`])
  await organizer.json('PUT', `/notes/${lone.summaryId}/stage`, { stage: 'review', from: 'draft' })
  expect(await late()).toEqual([])
  at(later, '23:59:00Z')
  expect(await late()).toEqual([`late: ${later}`])
  await organizer.json('PUT', `/notes/${lone.summaryId}/stage`, { stage: 'final', from: 'review' })
  expect(await late()).toEqual([])
})

test('[BOARD-4] leads see their tracks, scribes what they write, readers nothing', async () => {
  const lead = await app.invite('lead', { type: 'track', id: tracing.id }, event.id)
  expect(Object.keys(await findings(lead))).toEqual(['Tracing', 'Boot', 'Perf'])
  const scribe = await app.invite('scribe', { type: 'session', id: perf.id }, event.id)
  expect(Object.keys(await findings(scribe))).toEqual(['Perf'])
  const ofOne = await app.invite('scribe', { type: 'note', id: boot.summaryId }, event.id)
  expect(Object.keys(await findings(ofOne))).toEqual(['Boot'])
  const reader = await app.invite('reader', { type: 'event', id: event.id }, event.id)
  expect((await reader.send('GET', '/events/days/board')).status).toBe(403)
  expect((await app.anonymous.send('GET', '/events/days/board')).status).toBe(401)
})

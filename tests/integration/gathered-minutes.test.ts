/** Actions and decisions over HTTP, on a real database. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GatheredMinutes } from '../../shared/contracts/minutes.ts'
import type { EventDetail, SessionDetail, TrackDetail } from '../../shared/contracts/programme.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'

let app: ProgrammeApp
let organizer: Asker
let event: EventDetail
let track: TrackDetail
let boot: SessionDetail
let closing: SessionDetail

beforeAll(async () => {
  app = await startProgrammeApp()
  organizer = app.organizer
  await organizer.json('POST', '/events', { title: 'Plumbing Days', slug: 'days' })
  closing = await organizer.json('POST', '/events/days/sessions', { title: 'Closing' })
  track = await organizer.json('POST', '/events/days/tracks', { title: 'Tracing' })
  boot = await organizer.json('POST', '/events/days/sessions', { title: 'Boot', trackId: track.id })
  event = await organizer.json('GET', '/events/days')
  const write = (note: string, text: string) =>
    organizer.json('POST', `/notes/${note}/import?format=md`, text)
  await write(closing.summaryId, '**Decision:** meet again')
  await write(boot.notesId, '**Action (Masami, due 2019-10-01):** send the patch\n\n**Question:** why?')
  await write(boot.summaryId, '- [x] write it up')
  await write(track.notesId, '**Decision (Lea):** one more slot')
})
afterAll(() => app[Symbol.asyncDispose]())

async function texts(path: string, asker = organizer): Promise<string[]> {
  const { minutes } = await asker.json<GatheredMinutes>('GET', path)
  return minutes.map(({ kind, text, title, noteKind }) => `${title}, ${noteKind}: ${kind} ${text}`)
}

test('[GATHER-1] they come in programme order: the track, its sessions, the rest; notes before summaries', async () => {
  expect(await texts('/events/days/minutes')).toEqual([
    'Tracing, notes: decision one more slot',
    'Boot, notes: action send the patch',
    'Boot, summary: action write it up',
    'Closing, summary: decision meet again',
  ])
})

test('[GATHER-5] of an event, a track or a session, by kinds', async () => {
  expect(await texts(`/tracks/${track.id}/minutes?kinds=decision`)).toEqual([
    'Tracing, notes: decision one more slot',
  ])
  expect(await texts(`/sessions/${boot.id}/minutes?kinds=question,action`)).toEqual([
    'Boot, notes: action send the patch',
    'Boot, notes: question why?',
    'Boot, summary: action write it up',
  ])
  expect((await organizer.send('GET', '/events/days/minutes?kinds=wish')).status).toBe(400)
})

test('[GATHER-7] what the summary has from its notes is listed once, unless it says something else there', async () => {
  const session = await organizer.json<SessionDetail>('POST', '/events/days/sessions', { title: 'Pulled' })
  const decision = (text: string, noteId?: string) => ({
    type: 'minute',
    attrs: { kind: 'decision', ...(noteId === undefined ? {} : { origin: `${noteId}:7.40` }) },
    content: [{ type: 'text', text }],
  })
  const write = (note: string, ...content: object[]) =>
    organizer.json('POST', `/notes/${note}/import?format=json`, JSON.stringify({ type: 'doc', content }))
  await write(session.notesId, decision('merge it'), decision('meet'), decision('rename it'))
  await write(
    session.summaryId,
    decision('merge it', session.notesId),
    decision('meet', boot.notesId),
    decision('rename it soon', session.notesId),
  )
  expect(await texts(`/sessions/${session.id}/minutes`)).toEqual([
    'Pulled, notes: decision meet',
    'Pulled, notes: decision rename it',
    'Pulled, summary: decision merge it',
    'Pulled, summary: decision meet',
    'Pulled, summary: decision rename it soon',
  ])
  await organizer.send('DELETE', `/sessions/${session.id}`)
})

test('[GATHER-3] each has the path that leads to its words', async () => {
  const { minutes } = await organizer.json<GatheredMinutes>('GET', `/sessions/${boot.id}/minutes`)
  expect(minutes[0]).toMatchObject({
    who: 'Masami',
    due: '2019-10-01',
    done: null,
    path: `/e/days/s/${boot.id}?note=notes&find=send+the+patch`,
  })
  expect(minutes[1]).toMatchObject({ done: true, noteId: boot.summaryId })
})

test('[GATHER-5] as files, which are the same when nothing changed', async () => {
  const csv = await organizer.send('GET', '/events/days/minutes?format=csv')
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(csv.headers.get('content-disposition')).toBe('attachment; filename="days-minutes.csv"')
  const body = await csv.text()
  expect(body.split('\r\n')).toHaveLength(6)
  expect(await (await organizer.send('GET', '/events/days/minutes?format=csv')).text()).toBe(body)
  const md = await organizer.send('GET', `/sessions/${boot.id}/minutes?format=md`)
  expect(await md.text()).toContain('- **Action (Masami, due 2019-10-01):** send the patch')
})

test('[GATHER-5] whoever may export may have them, and only of that part', async () => {
  const reader = await app.invite('reader', { type: 'session', id: boot.id }, event.id)
  expect(await texts(`/sessions/${boot.id}/minutes`, reader)).toHaveLength(2)
  expect((await reader.send('GET', '/events/days/minutes')).status).toBe(403)
  expect((await app.anonymous.send('GET', '/events/days/minutes')).status).toBe(401)
})

test('[REDACT-5] lists that leave as files have no name that the event takes out, nor an address with it', async () => {
  await organizer.json('PATCH', '/events/days', { redactedNames: ['Lea'] })
  try {
    for (const format of ['csv', 'md']) {
      const text = await (await organizer.send('GET', `/events/days/minutes?format=${format}`)).text()
      expect(text).toContain('one more slot')
      expect(text).toContain('name removed')
      expect(text).not.toMatch(/\bLea\b/)
    }
  } finally {
    await organizer.json('PATCH', '/events/days', { redactedNames: [] })
  }
})

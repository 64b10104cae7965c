/** Lists and files of an event that takes names out: what is in them, and what they are called. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { GatheredMinutes } from '../../shared/contracts/minutes.ts'
import type { EventDetail, SessionDetail } from '../../shared/contracts/programme.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'
import { readZip } from '../support/read-zip.ts'

const SLUG = 'ada-lovelace-days'

let app: ProgrammeApp
let event: EventDetail
let session: SessionDetail

beforeAll(async () => {
  app = await startProgrammeApp()
  const { organizer } = app
  await organizer.json('POST', '/events', { title: 'Engine Days', slug: SLUG })
  session = await organizer.json('POST', `/events/${SLUG}/sessions`, { title: 'With Ada Lovelace' })
  await organizer.send(
    'POST',
    `/notes/${session.notesId}/import?format=md`,
    '- [ ] Ask Ada Lovelace for cards\n- [ ] Oil the engine',
  )
  event = await organizer.json('PATCH', `/events/${SLUG}`, { redactedNames: ['Ada Lovelace'] })
})
afterAll(() => app[Symbol.asyncDispose]())

const invite = (role: 'reader' | 'reviewer' | 'scribe') =>
  app.invite(role, { type: 'event', id: event.id }, event.id)

test('[REDACT-8] who may only read gets actions without the names, who works on the text with them', async () => {
  const linesFor = async (asker: Asker, path = `/events/${SLUG}`) =>
    (await asker.json<GatheredMinutes>('GET', `${path}/minutes`)).minutes
  for (const role of ['reviewer', 'scribe'] as const) {
    const [line] = await linesFor(await invite(role))
    expect(line).toMatchObject({ text: 'Ask Ada Lovelace for cards', title: 'With Ada Lovelace' })
  }
  const reader = await invite('reader')
  for (const path of [`/events/${SLUG}`, `/sessions/${session.id}`]) {
    const lines = await linesFor(reader, path)
    expect(lines).toMatchObject([
      { text: 'Ask [name removed] for cards', title: 'With [name removed]' },
      { text: 'Oil the engine', path: expect.stringMatching(/find=Oil/) },
    ])
    expect(JSON.stringify(lines)).not.toMatch(/lovelace/i)
  }
})

test('[REDACT-9] no file is called by a slug that spells a name, nor are files and addresses in it', async () => {
  const named = /lovelace/i
  for (const path of [`/events/${SLUG}`, `/sessions/${session.id}`]) {
    for (const query of [
      'export?format=md',
      'export?format=ietf',
      'export?format=site',
      'minutes?format=csv',
    ]) {
      const answer = await app.organizer.send('GET', `${path}/${query}`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-disposition')).toMatch(/filename="[^"]+"/)
      expect(answer.headers.get('content-disposition')).not.toMatch(named)
      const bytes = Buffer.from(await answer.arrayBuffer())
      const isArchive = bytes.subarray(0, 2).toString() === 'PK'
      const files = isArchive ? readZip(bytes) : [{ path: '', bytes }]
      for (const file of files) expect(file.path + file.bytes.toString()).not.toMatch(named)
    }
  }
  const calm = await app.organizer.send('GET', `/events/${SLUG}/minutes?format=csv`)
  expect(await calm.text()).toContain(`/e/${event.id}/s/${session.id}`)
})

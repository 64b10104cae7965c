/** Corrections of final summaries, over HTTP, on a real database. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Problem } from '../../shared/contracts/errors.ts'
import type { ErratumList, NoteInfo } from '../../shared/contracts/notes.ts'
import type { EventDetail, SessionDetail } from '../../shared/contracts/programme.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { addBlock, NoteWriter } from '../support/note-writer.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'

let app: ProgrammeApp
let event: EventDetail
let session: SessionDetail
let lead: Asker
let events = 0

beforeAll(async () => {
  app = await startProgrammeApp()
})
afterAll(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  const slug = `errata-${++events}`
  await app.organizer.json('POST', '/events', { title: 'Plumbing Days', slug })
  session = await app.organizer.json('POST', `/events/${slug}/sessions`, { title: 'Boot faster' })
  event = await app.organizer.json('GET', `/events/${slug}`)
  lead = await app.invite('lead', { type: 'event', id: event.id }, event.id)
  const noteId = session.summaryId as NoteId
  await new NoteWriter({ ...app.context, noteId, name: 'Ada' }).edit((root) => addBlock(root, 'Booted.'))
})

const setStage = (stage: string, from: string) =>
  lead.json('PUT', `/notes/${session.summaryId}/stage`, { stage, from })

async function refusal(asker: Asker, body: unknown, note = session.summaryId): Promise<[number, string]> {
  const answer = await asker.send('POST', `/notes/${note}/errata`, body)
  return [answer.status, ((await answer.json()) as Problem).code]
}

test('[ERRATA-1] a correction has its day and stands below the text, which stays, in every export', async () => {
  await setStage('final', 'draft')
  const at = new Date(app.clock.now()).toISOString()
  const added = await lead.json<ErratumList>('POST', `/notes/${session.summaryId}/errata`, {
    text: ' It booted twice. ',
  })
  expect(added).toEqual({ errata: [{ at, by: null, text: 'It booted twice.' }] })
  app.clock.advance(86_400_000)
  await lead.json('POST', `/notes/${session.summaryId}/errata`, { text: 'Thrice.' })
  const info = await lead.json<NoteInfo>('GET', `/notes/${session.summaryId}`)
  expect(info.errata.map(({ text }) => text)).toEqual(['It booted twice.', 'Thrice.'])
  const markdown = await (await lead.send('GET', `/sessions/${session.id}/export?format=md`)).text()
  expect(markdown).toContain(`Booted.\n\n**Correction (${at.slice(0, 10)}):** It booted twice.\n`)
  expect(markdown.indexOf('Thrice.')).toBeGreaterThan(markdown.indexOf('twice.'))
  expect(await (await lead.send('GET', `/notes/${session.summaryId}/content?format=txt`)).text()).toBe(
    'Booted.\n',
  )
})

test('[ERRATA-2] only who decides adds one, only while the summary is final, and it stays when that is reopened', async () => {
  const text = { text: 'It booted twice.' }
  expect(await refusal(lead, text)).toEqual([409, 'conflict'])
  await setStage('final', 'draft')
  const scribe = await app.invite('scribe', { type: 'session', id: session.id }, event.id)
  expect(await refusal(scribe, text)).toEqual([403, 'forbidden'])
  expect(await refusal(app.anonymous, text)).toEqual([401, 'not_signed_in'])
  expect(await refusal(lead, text, session.notesId)).toEqual([400, 'bad_request'])
  expect(await refusal(lead, { text: '  ' })).toEqual([400, 'bad_request'])
  expect(await refusal(lead, { text: 'x'.repeat(2_001) })).toEqual([400, 'bad_request'])
  await lead.json('POST', `/notes/${session.summaryId}/errata`, text)
  await setStage('draft', 'final')
  expect(await refusal(lead, text)).toEqual([409, 'conflict'])
  expect((await lead.json<NoteInfo>('GET', `/notes/${session.summaryId}`)).errata).toHaveLength(1)
})

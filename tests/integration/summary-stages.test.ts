/** How far a summary is, over HTTP, on a real database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SummaryBoard } from '../../shared/contracts/board.ts'
import type { Problem } from '../../shared/contracts/errors.ts'
import type { NoteInfo, SummaryStages } from '../../shared/contracts/notes.ts'
import type { EventDetail, SessionDetail } from '../../shared/contracts/programme.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { SummaryStage } from '../../shared/domain/summary-stage.ts'
import { addBlock, NoteWriter } from '../support/note-writer.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'

let app: ProgrammeApp
let organizer: Asker
let lead: Asker
let scribe: Asker
let event: EventDetail
let session: SessionDetail
let summary: NoteId
let events = 0

beforeAll(async () => {
  app = await startProgrammeApp()
  organizer = app.organizer
})
afterAll(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  const slug = `stages-${++events}`
  await organizer.json('POST', '/events', { title: 'Plumbing Days', slug })
  session = await organizer.json('POST', `/events/${slug}/sessions`, { title: 'Boot faster' })
  event = await organizer.json('GET', `/events/${slug}`)
  summary = session.summaryId as NoteId
  lead = await app.invite('lead', { type: 'event', id: event.id }, event.id)
  scribe = await app.invite('scribe', { type: 'session', id: session.id }, event.id)
})

const writer = (name = 'Ada', noteId = summary) => new NoteWriter({ ...app.context, noteId, name })
const write = (text: string) => writer().edit((root) => addBlock(root, text))
const stages = async () => (await organizer.json<NoteInfo>('GET', `/notes/${summary}`)).stages
const textOf = async () => (await organizer.send('GET', `/notes/${summary}/content?format=txt`)).text()

function set(stage: SummaryStage, from: SummaryStage, asker = lead): Promise<SummaryStages> {
  return asker.json('PUT', `/notes/${summary}/stage`, { stage, from })
}

async function refusal(
  method: string,
  path: string,
  asker: Asker,
  body?: unknown,
): Promise<[number, string]> {
  const answer = await asker.send(method, path, body)
  return [answer.status, ((await answer.json()) as Problem).code]
}
const refusalOf = (stage: SummaryStage, from: SummaryStage, asker: Asker, note: string = summary) =>
  refusal('PUT', `/notes/${note}/stage`, asker, { stage, from })

describe('stages of a summary', () => {
  test('[STAGE-1] it is a draft until somebody says otherwise; each change tells who, when and at which place', async () => {
    expect(await stages()).toEqual({ stage: 'draft', changes: [], next: ['review', 'final'] })
    await write('Booted.')
    const at = new Date(app.clock.now()).toISOString()
    const review = { stage: 'review', at, by: null, seq: 1 }
    expect(await set('review', 'draft')).toEqual({
      stage: 'review',
      changes: [review],
      next: ['draft', 'final'],
    })
    app.clock.advance(60_000)
    await write('Twice.')
    const final = { stage: 'final', at: new Date(app.clock.now()).toISOString(), by: null, seq: 2 }
    expect((await set('final', 'review')).changes).toEqual([review, final])
    expect((await set('draft', 'final')).stage).toBe('draft')
    expect((await stages())?.changes.map(({ stage }) => stage)).toEqual(['review', 'final', 'draft'])
  })

  test('[STAGE-1] the programme says it of every track and session', async () => {
    await write('Booted.')
    await set('review', 'draft')
    const { sessions } = await organizer.json<EventDetail>('GET', `/events/${event.slug}`)
    expect(sessions.map(({ stage }) => stage)).toEqual(['review'])
    expect((await organizer.json<SessionDetail>('GET', `/sessions/${session.id}`)).stage).toBe('review')
  })

  test('[STAGE-2] who writes may say that a draft is ready; leads and organisers decide', async () => {
    await write('Booted.')
    const reader = await app.invite('reader', { type: 'event', id: event.id }, event.id)
    expect(await refusalOf('review', 'draft', reader)).toEqual([403, 'forbidden'])
    expect(await refusalOf('final', 'draft', scribe)).toEqual([403, 'forbidden'])
    expect(await set('review', 'draft', scribe)).toMatchObject({ stage: 'review', next: [] })
    expect(await refusalOf('draft', 'review', scribe)).toEqual([403, 'forbidden'])
    expect((await set('final', 'review')).stage).toBe('final')
  })

  test('[STAGE-3] nobody changes the text of a final summary, in any way; reopened it goes on', async () => {
    await write('Booted.')
    await set('final', 'draft')
    const importing = () => refusal('POST', `/notes/${summary}/import?format=md`, organizer, 'More.')
    expect(await importing()).toEqual([409, 'summary_final'])
    expect(await refusal('POST', `/notes/${summary}/restore`, lead, { seq: 0 })).toEqual([
      409,
      'summary_final',
    ])
    await expect(write('More.')).rejects.toMatchObject({ code: 'summary_final' })
    expect(await organizer.json<NoteInfo>('GET', `/notes/${summary}`)).toMatchObject({
      mayWrite: false,
      seq: 1,
    })
    expect(await textOf()).toBe('Booted.\n')
    // Its time line stays open to those who wrote it.
    expect((await scribe.send('GET', `/notes/${summary}/timeline`)).status).toBe(200)

    await set('draft', 'final')
    await write('Twice.')
    expect(await textOf()).toBe('Booted.\n\nTwice.\n')
  })

  test('[STAGE-3] it stays closed after a restart', async () => {
    await write('Booted.')
    await set('final', 'draft')
    app.context.rooms.thaw(summary) // what a new process knows
    expect(await refusal('POST', `/notes/${summary}/import?format=md`, organizer, 'More.')).toEqual([
      409,
      'summary_final',
    ])
  })

  test('[STAGE-4] final names the last place: what was on its way is in, what comes later is not', async () => {
    await write('Booted.')
    const [ada, grace] = [writer('Ada'), writer('Grace')]
    await Promise.all([ada.sync(), grace.sync()])
    const sent = ada.send(ada.change((root) => addBlock(root, 'On its way.')))
    const marked = set('final', 'draft')
    const { changes } = await marked
    const late = grace.send(grace.change((root) => addBlock(root, 'Too late.')))
    await expect(late).rejects.toMatchObject({ code: 'summary_final' })
    expect(await sent).toBeLessThanOrEqual(changes[0]!.seq)
    const [head] = await app.context.noteLog.heads([summary])
    expect(changes[0]!.seq).toBe(head)
  })

  test('[STAGE-5] two who decide at once: one does, the other is told what it is now', async () => {
    await write('Booted.')
    const answers = await Promise.all(
      (['final', 'review'] as const).map((stage) =>
        lead.send('PUT', `/notes/${summary}/stage`, { stage, from: 'draft' }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409])
    const refused = (await answers.find(({ status }) => status === 409)!.json()) as Problem
    expect(refused).toMatchObject({ code: 'conflict' })
    const { stage, changes } = (await stages())!
    expect(changes.map((change) => change.stage)).toEqual([stage])
    // The room follows the one that counts.
    const isTaken = await write('More.').then(
      () => true,
      () => false,
    )
    expect(isTaken).toBe(stage !== 'final')
  })

  test('[STAGE-5] asking for the stage that it is in changes nothing; from another one it is refused', async () => {
    await write('Booted.')
    await set('review', 'draft')
    expect((await set('review', 'draft', scribe)).changes).toHaveLength(1)
    expect(await refusalOf('final', 'draft', lead)).toEqual([409, 'conflict'])
  })

  test('[STAGE-6] an empty summary is no more than a draft, and notes have no stages', async () => {
    expect(await refusalOf('final', 'draft', lead)).toEqual([409, 'conflict'])
    expect(await refusalOf('review', 'draft', lead, session.notesId)).toEqual([400, 'bad_request'])
    expect((await organizer.json<NoteInfo>('GET', `/notes/${session.notesId}`)).stages).toBeNull()
    expect(await refusal('PUT', `/notes/${summary}/stage`, lead, { stage: 'done', from: 'draft' })).toEqual([
      400,
      'bad_request',
    ])
  })

  test('[STAGE-6] what was written and deleted again, and a template alone, are empty', async () => {
    const ada = writer()
    await ada.edit((root) => addBlock(root, 'Gone.'))
    await ada.edit((root) => root.delete(0, root.length))
    expect(await refusalOf('final', 'draft', lead)).toEqual([409, 'conflict'])
    const { rows } = await organizer.json<SummaryBoard>('GET', `/events/${event.slug}/board`)
    expect(rows[0]?.findings.map(({ kind }) => kind)).toContain('no_summary')
  })

  test('[STAGE-6] deleting the session leaves none behind', async () => {
    await write('Booted.')
    await set('final', 'draft')
    await organizer.send('DELETE', `/sessions/${session.id}`)
    expect(
      await app.context.db.selectFrom('summary_stages').selectAll().where('note_id', '=', summary).execute(),
    ).toEqual([])
  })

  test('[STAGE-7] when summaries are due is said of an event, and can be taken back', async () => {
    const dates = { reviewDue: '2019-09-20', finalDue: '2019-10-04' }
    await organizer.json('PATCH', `/events/${event.slug}`, dates)
    expect(await lead.json('GET', `/events/${event.slug}`)).toMatchObject(dates)
    await organizer.json('PATCH', `/events/${event.slug}`, { finalDue: null })
    expect(await lead.json('GET', `/events/${event.slug}`)).toMatchObject({ ...dates, finalDue: null })
    const wrongOrder = { reviewDue: '2019-10-05', finalDue: '2019-10-04' }
    expect(await refusal('PATCH', `/events/${event.slug}`, organizer, wrongOrder)).toEqual([
      400,
      'bad_request',
    ])
  })
})

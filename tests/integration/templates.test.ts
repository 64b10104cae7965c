/** What notes begin with: over real sockets, beside a second server, and as readers and exports see it. */
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createContext } from '../../server/create-context.ts'
import { loadConfig } from '../../server/config/config.ts'
import { OPERATOR } from '../../server/auth/operator.ts'
import { createNoteBeginner } from '../../server/notes/begin-note.ts'
import { exportProgramme } from '../../server/notes/export-programme.ts'
import { NoteContents } from '../../server/notes/note-contents.ts'
import { createEvent } from '../../server/programme/create-event.ts'
import { createSession } from '../../server/programme/create-session.ts'
import { editEvent } from '../../server/programme/edit-event.ts'
import type { NoteTimeline } from '../../shared/contracts/history.ts'
import type { NoteHistory, NoteInfo } from '../../shared/contracts/notes.ts'
import type { EventDetail, SessionDetail, TrackDetail } from '../../shared/contracts/programme.ts'
import type { EventId, NoteId } from '../../shared/domain/ids.ts'
import { makeLink, signUpOrganiser, type ApiClient } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { NoteClient } from '../support/note-client.ts'
import { startReadingServer, type ReadingServer } from '../support/reading-server.ts'
import { ServerProcess } from '../support/server-process.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const DEFAULT_NOTES = '## Key points\n\n## Questions\n\n## Actions\n\n## Links\n'

describe('over sockets', () => {
  let server: ServerProcess
  let organiser: ApiClient
  let scribe: string
  let reader: string

  beforeAll(async () => {
    server = await ServerProcess.start()
    organiser = await signUpOrganiser(server.url, server.setupLink)
    const event = { title: 'Conference', slug: 'conf', timeZone: 'Europe/Lisbon', startDate: '2019-09-09' }
    const { id } = await organiser.expect<EventDetail>('POST', '/events', event)
    const secretOf = async (role: 'scribe' | 'reader') =>
      (await makeLink(organiser, { scope: { type: 'event', id }, role })).secret
    scribe = await secretOf('scribe')
    reader = await secretOf('reader')
  })
  afterAll(() => server.dispose())

  const freshSession = (fields: object = {}) =>
    organiser.expect<SessionDetail>('POST', '/events/conf/sessions', { title: 'A talk', ...fields })
  const setTemplates = (templates: object) =>
    organiser.expect<EventDetail>('PATCH', '/events/conf', templates)
  const contentOf = async (noteId: string) =>
    (await organiser.request<string>('GET', `/api/v1/notes/${noteId}/content?format=md`)).body
  const seqOf = async (noteId: string) => (await organiser.expect<NoteInfo>('GET', `/notes/${noteId}`)).seq
  function connect(noteId: string, secret = scribe): NoteClient {
    const client = new NoteClient({ url: server.url, noteId, secret })
    onTestFinished(() => client.destroy())
    return client
  }
  /** Opens a note as one who may write. */
  async function open(noteId: string): Promise<string> {
    await connect(noteId).synced()
    return contentOf(noteId)
  }

  test('[TPL-1] fifty who open a note at once find its template, once; a reader’s visit writes nothing', async () => {
    const { notesId } = await freshSession()
    const early = await connect(notesId, reader).synced()
    expect(await seqOf(notesId)).toBe(0)
    const writers = Array.from({ length: 50 }, () => connect(notesId))
    await Promise.all(writers.map((writer) => writer.synced()))
    const texts = new Set(writers.map(({ blocks }) => blocks))
    expect([...texts]).toEqual(['Key pointsQuestionsActionsLinks'])
    await eventually(() => texts.has(early.blocks), { message: 'the template in front of an early reader' })
    expect(await seqOf(notesId)).toBe(1)
    expect(await contentOf(notesId)).toBe(DEFAULT_NOTES)
    const { entries } = await organiser.expect<NoteHistory>('GET', `/notes/${notesId}/history`)
    expect(entries.map(({ by }) => by)).toEqual(['Template'])
  })

  test('[HIST-5] what a note began with is by the template, in the time line too', async () => {
    const { notesId } = await freshSession()
    const ada = await connect(notesId).synced()
    ada.type('Written by somebody')
    await ada.save()
    const { authors } = await organiser.expect<NoteTimeline>('GET', `/notes/${notesId}/timeline`)
    expect(authors.map(({ name }) => name)[0]).toBe('Template')
    expect(authors).toHaveLength(2)
  })

  test('[TPL-1] coming back to a note finds it as it was left, also when nothing of the template is left', async () => {
    const { notesId } = await freshSession()
    const ada = await connect(notesId).synced()
    const fragment = ada.doc.getXmlFragment('default')
    fragment.delete(0, fragment.length)
    await ada.save()
    ada.destroy()
    expect(await open(notesId)).toBe('')
    expect(await seqOf(notesId)).toBe(2)
  })

  test('[TPL-2] a note that something was imported into has no template', async () => {
    const { notesId } = await freshSession()
    await organiser.expect('POST', `/notes/${notesId}/import?format=md`, 'Imported.')
    expect(await open(notesId)).toBe('Imported.\n')
  })

  test('[TPL-3] title, speakers and date are those of the session in its zone, or of the track', async () => {
    await setTemplates({ notesTemplate: '{{title}} / {{speakers}} / {{date}} / {{hall}}' })
    const people = [{ name: 'Ada *Lovelace*' }, { name: 'Ben' }]
    const session = await freshSession({ title: 'Boot', start: '2019-09-09T23:30:00Z', speakers: people })
    const track = await organiser.expect<TrackDetail>('POST', '/events/conf/tracks', {
      title: 'Tracing',
      leads: [{ name: 'Lena' }],
    })
    expect(await open(session.notesId)).toBe(
      'Boot / Ada \\*Lovelace\\*, Ben / 10 September 2019 / {{hall}}\n',
    )
    expect(await open(track.notesId)).toBe('Tracing / Lena / 9 September 2019 / {{hall}}\n')
    expect(await open((await freshSession()).notesId)).toBe('A talk /  /  / {{hall}}\n')
  })

  test('[TPL-4] a changed template is for notes that were not begun; empty is a blank note, null the default', async () => {
    await setTemplates({ notesTemplate: '# One', summaryTemplate: '# Outcome' })
    const one = await freshSession()
    expect([await open(one.notesId), await open(one.summaryId)]).toEqual(['# One\n', '# Outcome\n'])
    await setTemplates({ notesTemplate: ' \n', summaryTemplate: null })
    const two = await freshSession()
    expect([await open(two.notesId), await open(two.summaryId)]).toEqual(['', ''])
    expect([await seqOf(two.notesId), await seqOf(two.summaryId)]).toEqual([0, 0])
    await setTemplates({ notesTemplate: null })
    expect(await open((await freshSession()).notesId)).toBe(DEFAULT_NOTES)
    expect(await open(one.notesId)).toBe('# One\n')
  })

  test('[TPL-4] who may change the event sees and sets its templates; what cannot be read is refused with its place', async () => {
    const saved = await setTemplates({ notesTemplate: '# Mine', summaryTemplate: '' })
    expect(saved).toMatchObject({ notesTemplate: '# Mine', summaryTemplate: '' })
    const asScribe = await fetch(`${server.url}/api/v1/events/conf`, {
      headers: { authorization: `Bearer ${scribe}` },
    })
    expect(Object.keys((await asScribe.json()) as object)).not.toContain('notesTemplate')
    for (const notesTemplate of [`${'> '.repeat(500)}deep`, 'x'.repeat(20_001), 7]) {
      const refused = await organiser.request('PATCH', '/api/v1/events/conf', { notesTemplate })
      expect([refused.status, refused.body]).toEqual([400, expect.objectContaining({ code: 'bad_request' })])
      expect(refused.body).toMatchObject({ place: expect.stringContaining('notesTemplate') })
    }
    expect(await organiser.expect('GET', '/events/conf')).toMatchObject({ notesTemplate: '# Mine' })
    const made = await organiser.expect('POST', '/events', { title: 'Other', notesTemplate: '# Theirs' })
    expect(made).toMatchObject({ notesTemplate: '# Theirs', summaryTemplate: null })
  })
})

test('[TPL-2] of two servers on one database one begins a note, and both show the same', async () => {
  const config = loadConfig({ DATA_DIR: makeTempDir(), LOG_LEVEL: 'error' })
  const contexts = [await createContext(config), await createContext(config)] as const
  onTestFinished(async () => {
    for (const context of contexts) await context.close()
  })
  const [context] = contexts
  const { id } = await createEvent(context, { input: { title: 'Conference' }, principal: OPERATOR })
  const begin = contexts.map(createNoteBeginner)
  for (let round = 0; round < 5; round++) {
    const event = id as EventId
    const { notesId } = await createSession(context, { event, input: { title: 'Talk' }, principal: OPERATOR })
    const rooms = await Promise.all(contexts.map(({ rooms }) => rooms.open(notesId as NoteId)))
    await Promise.all(rooms.flatMap((room, index) => [begin[index]!(room), begin[index]!(room)]))
    expect(rooms.map(({ seq }) => seq)).toEqual([1, 1])
    const [one, two] = rooms.map(({ state }) => state.updates.map((update) => [...update]))
    expect(one).toEqual(two)
  }
})

describe('as readers and exports see it', () => {
  let served: ReadingServer

  beforeAll(async () => {
    served = await startReadingServer()
    const event = served.eventId
    await editEvent(served.context, { event, patch: { summaryTemplate: '# Outcome' }, principal: OPERATOR })
  })
  afterAll(() => served.close())

  const begin = async (...noteIds: readonly string[]) => {
    const beginNote = createNoteBeginner(served.context)
    for (const noteId of noteIds) await beginNote(await served.context.rooms.open(noteId as NoteId))
  }
  const exported = async (id: string) => {
    const { context } = served
    const contents = new NoteContents(context)
    const target = { event: served.eventId, session: id as never }
    const options = { target, format: 'md', include: 'both', baseUrl: null } as const
    return new TextDecoder().decode((await exportProgramme({ ...context, contents }, options)).bytes)
  }

  test('[TPL-5] a note with nothing but its template reads as one that nobody wrote to, live too', async () => {
    const { id, notesId, summaryId } = await served.makeSession('Nearly begun')
    const before = await exported(id)
    const stream = await served.follow(`notes=${summaryId},${notesId}`)
    await begin(notesId, summaryId)
    await eventually(() => [notesId, summaryId].every((note) => stream.contents.get(note)?.seq === 1))
    expect(stream.contents.get(notesId)).toMatchObject({ at: null, html: '' })
    const page = await served.get(`/r/gardeners/s/${id}`)
    expect(page.text).toMatch(/<p class="nothing" >Nothing has been written yet\.</)
    expect(page.text).not.toMatch(/Key points|Outcome/)
    expect(await exported(id)).toBe(before)
    const overview = await served.get('/r/gardeners')
    expect(overview.text).not.toContain(`/s/${id}#notes`)
    expect(overview.text).not.toContain(`/s/${id}#summary`)

    const seq = await served.write(notesId, 'They make tunnels.')
    await eventually(() => stream.contents.get(notesId)?.seq === seq)
    expect(stream.contents.get(notesId)?.html).toContain('They make tunnels.')
    expect((await served.get(`/r/gardeners/s/${id}`)).text).toContain('Key points')
    expect((await served.get('/r/gardeners')).text).toContain(`/s/${id}#notes`)
    expect(await exported(id)).toContain('They make tunnels.')
  })

  test('[TPL-5] what was imported with a programme, or by the server itself, counts as written', async () => {
    const { id, summaryId } = await served.makeSession('Imported')
    await served.write(summaryId, 'Worms are useful.')
    await begin(summaryId)
    expect((await served.get(`/r/gardeners/s/${id}`)).text).toContain('<p>Worms are useful.</p>')
    expect((await served.get('/r/gardeners')).text).toContain(`/s/${id}#summary`)
    expect(await exported(id)).toContain('Worms are useful.')
  })
})

/** Taking a name out of an event: a real server, real sockets, and the bytes of its files. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type * as Y from 'yjs'
import type { DeletedPassages, NoteTimeline } from '../../shared/contracts/history.ts'
import type { NameRedaction, NameReport } from '../../shared/contracts/names.ts'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { ApiClient, makeLink } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import type { NoteClient } from '../support/note-client.ts'
import { createNoteWorld, type NoteWorld } from '../support/note-world.ts'
import { blockText } from '../support/note-writer.ts'

const NAME = 'Zebulon Quistgaard'

let world: NoteWorld
beforeEach(async () => {
  world = await createNoteWorld()
})
afterEach(() => world.dispose())

const redact = (request: Partial<NameRedaction> = {}) =>
  world.organiser.expect<NameReport>('POST', '/events/conf/name-redactions', {
    names: [NAME],
    dryRun: false,
    keepOnList: false,
    histories: 'found',
    ...request,
  })

/** The files of the data folder that hold the name, and how often. */
function filesWithName(name = NAME): readonly string[] {
  return readdirSync(world.server.dataDir)
    .filter((file) => !file.startsWith('.'))
    .flatMap((file) => {
      const count = readFileSync(join(world.server.dataDir, file)).toString('latin1').split(name).length - 1
      return count > 0 ? [`${file}: ${count}`] : []
    })
}

const root = (client: NoteClient): Y.XmlFragment => client.doc.getXmlFragment(FRAGMENT)

/** A note in which the name was typed, deleted again in one line and left in another. */
async function writeAbout(noteId: string): Promise<NoteClient> {
  const client = await world.connect(noteId).synced()
  client.addParagraph('The scheduler')
  client.addParagraph(`Asked by ${NAME} from the audience`)
  client.addParagraph(`${NAME} said something that was taken back`)
  await client.save()
  root(client).delete(root(client).length - 1, 1)
  await client.save()
  return client
}

test('[NAME-1, NAME-2] a dry run tells where a name is and changes nothing', async () => {
  const [noteId, clean] = [await world.freshNote(), await world.freshNote()]
  await writeAbout(noteId)
  const other = await world.connect(clean).synced()
  other.addParagraph('nobody here')
  await other.save()
  await world.organiser.expect('POST', `/notes/${noteId}/versions`, { name: 'Before lunch' })
  await world.organiser.expect('POST', '/events/conf/sessions', {
    title: `What ${NAME} found`,
    speakers: [{ name: NAME, email: 'z@example.org' }],
  })
  const timeline = () => world.organiser.expect<NoteTimeline>('GET', `/notes/${noteId}/timeline`)
  const before = await timeline()
  const report = await redact({ dryRun: true })
  expect(report).toEqual({
    places: expect.arrayContaining([
      { place: 'people', count: 1 },
      { place: 'programme', count: 1 },
    ]),
    notes: [
      {
        noteId,
        kind: 'notes',
        title: 'A talk',
        inText: true,
        inPast: true,
        versions: ['Before lunch'],
      },
    ],
    publications: [],
    done: false,
    problems: [],
  })
  expect(await timeline()).toEqual(before)
  const event = await world.organiser.expect<unknown>('GET', '/events/conf')
  expect(JSON.stringify(event)).toContain(NAME)
  const scribe = new ApiClient(world.server.url)
  const link = await makeLink(world.organiser, { scope: { type: 'event', id: world.event.id }, role: 'lead' })
  await scribe.request('GET', `/l/${link.secret}`)
  const refused = await scribe.request<{ code: string }>('POST', '/api/v1/events/conf/name-redactions', {
    names: [NAME],
    dryRun: true,
    keepOnList: false,
    histories: 'found',
  })
  expect(refused.body.code).toBe('forbidden')
})

test('[NAME-3, NAME-4, NAME-5, NAME-6, NAME-8] afterwards no file of the server has the name, those who write go on, and the log is whole', async () => {
  const noteId = await world.freshNote()
  // One who is called so, and has a link of their own.
  const link = await makeLink(world.organiser, {
    scope: { type: 'event', id: world.event.id },
    role: 'scribe',
  })
  const guest = new ApiClient(world.server.url)
  await guest.request('GET', `/l/${link.secret}`)
  await guest.expect('PATCH', '/me', { name: NAME })
  const mine = await world.connect(noteId, { cookie: guest.cookie }).synced()
  mine.addParagraph('by one of that name')
  await mine.save()
  const here = await writeAbout(noteId)
  const away = await world.connect(noteId).synced()
  await eventually(() => away.blocks === here.blocks, { message: 'the same text' })
  await world.organiser.expect('POST', `/notes/${noteId}/versions`, { name: 'Before lunch' })
  await world.organiser.expect('POST', '/events/conf/sessions', {
    title: `What ${NAME} found`,
    speakers: [{ name: NAME, email: 'zebulon@example.org' }],
  })
  const { seq } = await world.organiser.expect<NoteTimeline>('GET', `/notes/${noteId}/timeline`)
  await eventually(
    async () =>
      (await world.organiser.expect<{ total: number }>('GET', `/search?q=${encodeURIComponent(NAME)}`))
        .total > 0,
    { message: 'the search index' },
  )
  expect(filesWithName().length).toBeGreaterThan(0)
  away.provider.disconnect()
  blockText(root(away), 1).insert(0, 'offline ')

  const report = await redact()
  expect([report.done, report.problems]).toEqual([true, []])
  expect(filesWithName()).toEqual([])
  expect(filesWithName('zebulon@example.org')).toEqual([])

  // The one who is here sees it, and goes on; the one who was away comes back.
  await eventually(() => here.blocks.includes('Asked by [name removed] from'), { message: 'the new words' })
  away.provider.connect()
  await away.synced()
  expect(await away.save()).toBe('saved')
  here.addParagraph('typed on')
  expect(await here.save()).toBe('saved')
  await eventually(() => mine.closes.includes(CLOSE.roleChanged.code) && mine.provider.synced, {
    message: 'the return under another name',
  })
  let wanted = 'by one of that nameoffline The schedulerAsked by [name removed] from the audiencetyped on'
  await eventually(() => here.blocks === wanted && away.blocks === wanted, {
    message: 'the same text for both',
  })
  expect(here.closes).toEqual([])
  blockText(root(mine), 0).insert(blockText(root(mine), 0).length, ', still')
  expect(await mine.save()).toBe('saved')
  wanted = wanted.replace('name', 'name, still')
  const fresh = await world.connect(noteId).synced()
  expect(fresh.blocks).toBe(wanted)
  expect(filesWithName()).toEqual([])

  const timeline = await world.organiser.expect<NoteTimeline>('GET', `/notes/${noteId}/timeline`)
  expect(timeline.steps[0]?.fromSeq).toBe(seq + 1)
  expect(timeline.versions).toEqual([])
  expect(timeline.authors[0]?.name).toBe('Earlier text')
  const deleted = await world.organiser.expect<DeletedPassages>('GET', `/notes/${noteId}/deleted`)
  expect(deleted.passages).toEqual([])
  const { output } = await world.server.check()
  expect(output).toContain('all intact')
  expect((await redact({ dryRun: true })).notes).toEqual([])
})

test('[NAME-7, NAME-9] it can stay in the list of names alone, and in the audit log it is not', async () => {
  const noteId = await world.freshNote()
  await writeAbout(noteId)
  await redact({ keepOnList: true, names: [NAME, 'Quistgaard'] })
  const event = await world.organiser.expect<{ redactedNames: string[] }>('GET', '/events/conf')
  expect(event.redactedNames).toEqual([NAME, 'Quistgaard'])
  expect(filesWithName()).toEqual(['rapporteur.sqlite: 1'])
  const rows = (await world.readAudit()).filter(({ act }) => act === 'name.redacted')
  expect(rows.map(({ detail, subject }) => [detail, subject])).toEqual([
    ['history of 1 note ended, 0 publications deleted', null],
  ])
})

test('[NAME-10] publications that have it are taken back and their files deleted', async () => {
  await writeAbout(world.event.sessions[0]?.summaryId ?? '')
  await world.organiser.expect('POST', '/events/conf/publications', {
    summaries: 'all',
    notes: true,
  })
  const { publications } = await redact({ dryRun: true })
  expect(publications).toMatchObject([{ number: 1, isPublic: true }])
  await redact()
  expect(filesWithName()).toEqual([])
  const list = await world.organiser.expect<{ publications: { id: string; withdrawnAt: string | null }[] }>(
    'GET',
    '/events/conf/publications',
  )
  expect(list.publications[0]?.withdrawnAt).not.toBeNull()
  const again = await world.organiser.request(
    'POST',
    `/api/v1/publications/${list.publications[0]?.id}/again`,
  )
  expect(again.status).toBe(409)
})

test('[NAME-12] how far looking and removing are can be asked for by name', async () => {
  await writeAbout(await world.freshNote())
  const progressOf = (job: string) => world.organiser.expect<{ state: string }>('GET', `/exports/${job}`)
  await redact({ dryRun: true, job: 'job-that-looks-0001' })
  expect(await progressOf('job-that-looks-0001')).toMatchObject({ state: 'done' })
  const report = await redact({ job: 'job-that-removes-01' })
  expect([report.done, report.problems]).toEqual([true, []])
  expect(await progressOf('job-that-removes-01')).toMatchObject({
    state: 'done',
    step: 'Writing the database anew',
  })
})

test('[NAME-5] a server that is killed while it ends histories has lost nothing that was saved, and can do it again', async () => {
  const notes = [await world.freshNote(), await world.freshNote(), await world.freshNote()]
  for (const noteId of notes) (await writeAbout(noteId)).destroy()
  for (const [round, noteId] of notes.entries()) {
    const watcher = await world.connect(noteId).synced()
    watcher.addParagraph(`saved ${round}`)
    expect(await watcher.save()).toBe('saved')
    const doing = redact().catch(() => null)
    // In the moment in which the new words are there and the history is about to end.
    await eventually(() => watcher.blocks.includes('[name removed]'), { message: 'the new words' })
    await world.server.kill()
    await doing
    expect((await world.server.check()).output).toContain('all intact')
    await world.server.restart()
    for (const id of notes) expect(JSON.stringify(await world.readContent(id))).toContain('The scheduler')
    expect(JSON.stringify(await world.readContent(noteId))).toContain(`saved ${round}`)
    watcher.destroy()
    const again = await world.connect(noteId).synced()
    again.addParagraph(`${NAME} once more`)
    await again.save()
    again.destroy()
  }
  expect((await redact()).problems).toEqual([])
  expect(filesWithName()).toEqual([])
  expect((await world.server.check()).output).toContain('all intact')
})

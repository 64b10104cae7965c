/** Names in what was published, on a real database: archives, files beside each other, and giving up the search. */
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EventDetail } from '../../shared/contracts/programme.ts'
import type { ExportProgress } from '../../shared/contracts/publishing.ts'
import { newId, type EventId, type PublicationId } from '../../shared/domain/ids.ts'
import { zipFiles } from '../../server/export/zip.ts'
import { findNamesInEvent, type NameSearch } from '../../server/notes/find-names.ts'
import { insertPublication } from '../../server/storage/publication-rows.ts'
import { startProgrammeApp, type ProgrammeApp } from '../support/programme-app.ts'

const NAME = 'Zebulon Quistgaard'

let app: ProgrammeApp
let event: EventId

beforeAll(async () => {
  app = await startProgrammeApp()
  const made = await app.organizer.json<EventDetail>('POST', '/events', { title: 'Days', slug: 'days' })
  event = made.id as EventId
  await app.organizer.json('POST', '/events/days/sessions', { title: 'Boot' })
})
afterAll(() => app[Symbol.asyncDispose]())

const file = (path: string, content: string | Uint8Array) => ({ path, bytes: Buffer.from(content) })

/** Returns its number. */
async function publish(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]) {
  const { number } = await insertPublication(app.context.db, {
    row: {
      id: newId<PublicationId>(),
      event_id: event,
      published_at: app.clock.now(),
      actor: null,
      actor_name: null,
      withdrawn_at: null,
      withdrawn_by: null,
      contents: '{}',
    },
    files: files.map(({ path, bytes }) => ({
      path,
      bytes,
      size: bytes.byteLength,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })),
  })
  return number
}

async function search(options: Partial<NameSearch> = {}) {
  const { publications } = await findNamesInEvent(app.context, {
    event,
    names: [NAME],
    histories: 'found',
    tell: () => undefined,
    ...options,
  })
  return new Map(publications.map(({ row, isInPdf }) => [row.number, isInPdf]))
}

test('[NAME-13] archives are searched, those that cannot be read count, and of a PDF the texts beside it tell', async () => {
  const chapter = file('days/boot.xhtml', `<p>Asked by <b>Zebulon</b> ${NAME}</p>`)
  const archive = (path: string, ...members: readonly { path: string; bytes: Uint8Array }[]) =>
    zipFiles(members).then((bytes) => file(path, bytes))
  const pdf = file('files/days.pdf', '%PDF-1.7 packed')
  const [clean, inZip, inEpub, broken, inText, inPage, alone] = [
    await publish([
      pdf,
      file('files/days.json', '{}'),
      await archive('files/days.zip', file('a.md', 'none')),
    ]),
    await publish([
      pdf,
      file('files/days.json', '{}'),
      await archive('files/days.zip', file('a.md', 'none'), file('b.md', `Asked by ${NAME}.`)),
    ]),
    await publish([await archive('files/days.epub', chapter)]),
    await publish([file('files/days.docx', 'no archive at all'), file('index.html', 'none')]),
    await publish([pdf, file('files/days.json', JSON.stringify({ text: `Asked by ${NAME}` }))]),
    await publish([pdf, file('files/days.json', '{}'), file('index.html', `Asked by ${NAME}`)]),
    await publish([pdf, file('index.html', `Asked by ${NAME}`)]),
  ]
  const found = await search()
  expect(found.has(clean)).toBe(false)
  expect([inZip, inEpub, broken, inText, inPage, alone].map((number) => found.get(number))).toEqual([
    false,
    false,
    false,
    true,
    false,
    true,
  ])
})

test('[NAME-12] the search tells how far it is, and ends when it is given up', async () => {
  const told: Partial<ExportProgress>[] = []
  await search({ tell: (change) => void told.push(change) })
  expect(told[0]).toMatchObject({ state: 'running', step: 'Looking through the programme' })
  const published = told.filter(({ step }) => step === 'Looking through what was published')
  expect(published.map(({ done }) => done)).toEqual(published.map((_, index) => index))
  expect(published[0]?.total).toBe(published.length)

  const ended = new AbortController()
  const steps: (string | undefined)[] = []
  const given = search({
    signal: ended.signal,
    tell: ({ step, done }) => {
      steps.push(step)
      if (step === 'Looking through what was published' && done === 1) ended.abort()
    },
  })
  await expect(given).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }))
  expect(steps.filter((step) => step === 'Looking through what was published')).toHaveLength(2)
})

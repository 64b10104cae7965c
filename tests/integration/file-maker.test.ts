/** Threads that make files: the same bytes each time, ended when nobody waits, bounded in time and number. */
import { afterEach, expect, test } from 'vitest'
import {
  createFileMaker,
  MAX_SECONDS,
  MAX_THREADS,
  MAX_WAITING,
  KEPT_JOB_MS,
} from '../../server/files/file-maker.ts'
import type { ExportRequest } from '../../server/files/file-maker.ts'
import { docOf, paragraphOf } from '../../shared/schema/doc-json.ts'
import { eventually } from '../support/eventually.ts'
import { sampleEvent, sampleSession, SAMPLE_IMAGES } from '../support/export-event.ts'
import { FakeClock } from '../support/fake-clock.ts'

const clock = new FakeClock()
let files = createFileMaker({ clock })
afterEach(async () => {
  await files.close()
  files = createFileMaker({ clock })
})

function request(changes: Partial<ExportRequest> = {}): ExportRequest {
  const event = sampleEvent()
  return {
    kind: 'export',
    format: 'md',
    event,
    part: { kind: 'event', of: event },
    setting: { timeZone: 'Europe/Lisbon', mentionsMissingSummary: false },
    images: SAMPLE_IMAGES,
    baseUrl: 'https://notes.example.org',
    withNotes: true,
    fontDirs: [],
    ...changes,
  }
}

/** Takes seconds to make: wrapping has to look at every word. */
function slow(): ExportRequest {
  const paragraphs = Array.from({ length: 60_000 }, (_, index) => paragraphOf(`Word ${index} `.repeat(10)))
  const session = sampleSession({ summary: docOf(paragraphs) })
  return request({ part: { kind: 'session', of: session, style: 'full' } })
}

test('[FILE-1] an export is the same bytes whenever it is made', async () => {
  const [one, other] = [await files.makeExport(request()), await files.makeExport(request())]
  expect(Buffer.from(one.bytes).equals(other.bytes)).toBe(true)
  expect(new TextDecoder().decode(one.bytes)).toContain('# Conference 2019')
})

test('[FILE-2] one that nobody waits for is ended, running or waiting, and the next one is made', async () => {
  const controller = new AbortController()
  const made = files.makeExport(slow(), { signal: controller.signal, job: 'job-of-someone-1' })
  const ended = failureOf(made)
  await eventually(() => files.progressOf('job-of-someone-1')?.state === 'running')
  controller.abort()
  expect(await ended).toMatchObject({ name: 'AbortError' })
  expect(files.progressOf('job-of-someone-1')?.state).toBe('failed')
  const gone = files.makeExport(request(), { signal: AbortSignal.abort() })
  await expect(gone).rejects.toMatchObject({ name: 'AbortError' })
  expect((await files.makeExport(request())).warnings).toEqual([])
})

test('[FILE-2] one that takes more than its time is given up with a sentence', async () => {
  const made = files.makeExport(slow(), { job: 'job-of-someone-2' })
  const ended = failureOf(made)
  await eventually(() => files.progressOf('job-of-someone-2')?.state === 'running')
  clock.advance(MAX_SECONDS * 1_000)
  expect(await ended).toMatchObject({ code: 'too_large', message: expect.stringContaining('60 seconds') })
})

test('[FILE-3] a job tells how far it is, and for a minute after its end what was wrong', async () => {
  expect(files.progressOf('job-of-someone-3')).toBeNull()
  await files.makeExport(request(), { job: 'job-of-someone-3' })
  expect(files.progressOf('job-of-someone-3')).toMatchObject({ state: 'done', warnings: [] })
  clock.advance(KEPT_JOB_MS)
  expect(files.progressOf('job-of-someone-3')).toBeNull()
})

test('[FILE-4] what is too much at once waits, and what is too much waiting is refused', async () => {
  const controller = new AbortController()
  const options = { signal: controller.signal }
  const running = Array.from({ length: MAX_THREADS + MAX_WAITING }, (_, index) =>
    files.makeExport(index < MAX_THREADS ? slow() : request(), options),
  )
  const all = Promise.allSettled(running)
  // Turns are taken in the next tick.
  await eventually(
    async () => codeOf(await failureOf(files.makeExport(request(), options))) === 'unavailable',
  )
  controller.abort()
  expect((await all).every(({ status }) => status === 'rejected')).toBe(true)
})

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code

/** What a promise rejects with. It is waited for from now on: nothing is unhandled. */
async function failureOf(made: Promise<unknown>): Promise<unknown> {
  return made.then(
    () => 'nothing failed',
    (error: unknown) => error,
  )
}

test('[FILE-4] whoever goes away while it waits keeps no place from others', async () => {
  const [working, waiting] = [new AbortController(), new AbortController()]
  const running = Array.from({ length: MAX_THREADS }, (_, index) =>
    files.makeExport(slow(), { signal: working.signal, job: `job-that-works-${index}-00` }),
  )
  await eventually(() =>
    running.every((_, index) => files.progressOf(`job-that-works-${index}-00`)?.state === 'running'),
  )
  const queued = Array.from({ length: MAX_WAITING }, () =>
    files.makeExport(request(), { signal: waiting.signal }),
  )
  const all = Promise.allSettled([...running, ...queued])
  expect(() => files.requireRoom()).toThrow('Too many files')
  waiting.abort()
  expect(() => files.requireRoom()).not.toThrow()
  working.abort()
  expect((await all).every(({ status }) => status === 'rejected')).toBe(true)
})

/** Making files: the same bytes each time, ended when nobody waits, bounded in time and number. */
import { afterEach, expect, test } from 'vitest'
import {
  createFileMaker,
  MAX_SECONDS,
  MAX_PROCESSES,
  MAX_WAITING,
  KEPT_JOB_MS,
} from '../../server/files/file-maker.ts'
import { eventually } from '../support/eventually.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { fileRequest, slowRequest } from '../support/file-requests.ts'

const clock = new FakeClock()
let files = createFileMaker({ clock })
afterEach(async () => {
  await files.close()
  files = createFileMaker({ clock })
})

test('[FILE-1] an export is the same bytes whenever it is made', async () => {
  const [one, other] = [await files.makeExport(fileRequest()), await files.makeExport(fileRequest())]
  expect(Buffer.from(one.bytes).equals(other.bytes)).toBe(true)
  expect(new TextDecoder().decode(one.bytes)).toContain('# Conference 2019')
})

test('[FILE-2] one that nobody waits for is ended, running or waiting, and the next one is made', async () => {
  const controller = new AbortController()
  const made = files.makeExport(slowRequest(), { signal: controller.signal, job: 'job-of-someone-1' })
  const ended = failureOf(made)
  await eventually(() => files.jobs.progressOf('job-of-someone-1')?.state === 'running')
  controller.abort()
  expect(await ended).toMatchObject({ name: 'AbortError' })
  expect(files.jobs.progressOf('job-of-someone-1')?.state).toBe('failed')
  const gone = files.makeExport(fileRequest(), { signal: AbortSignal.abort() })
  await expect(gone).rejects.toMatchObject({ name: 'AbortError' })
  expect((await files.makeExport(fileRequest())).warnings).toEqual([])
})

test('[FILE-2] one that takes more than its time is given up with a sentence', async () => {
  const made = files.makeExport(slowRequest(), { job: 'job-of-someone-2' })
  const ended = failureOf(made)
  await eventually(() => files.jobs.progressOf('job-of-someone-2')?.state === 'running')
  clock.advance(MAX_SECONDS * 1_000)
  expect(await ended).toMatchObject({ code: 'too_large', message: expect.stringContaining('60 seconds') })
})

test('[FILE-3] a job tells how far it is, and for a minute after its end what was wrong', async () => {
  expect(files.jobs.progressOf('job-of-someone-3')).toBeNull()
  await files.makeExport(fileRequest(), { job: 'job-of-someone-3' })
  expect(files.jobs.progressOf('job-of-someone-3')).toMatchObject({ state: 'done', warnings: [] })
  clock.advance(KEPT_JOB_MS)
  expect(files.jobs.progressOf('job-of-someone-3')).toBeNull()
})

test('[FILE-4] what is too much at once waits, and what is too much waiting is refused', async () => {
  const controller = new AbortController()
  const options = { signal: controller.signal }
  const running = Array.from({ length: MAX_PROCESSES + MAX_WAITING }, (_, index) =>
    files.makeExport(index < MAX_PROCESSES ? slowRequest() : fileRequest(), options),
  )
  const all = Promise.allSettled(running)
  // Turns are taken in the next tick.
  await eventually(
    async () => codeOf(await failureOf(files.makeExport(fileRequest(), options))) === 'unavailable',
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
  const running = Array.from({ length: MAX_PROCESSES }, (_, index) =>
    files.makeExport(slowRequest(), { signal: working.signal, job: `job-that-works-${index}-00` }),
  )
  await eventually(() =>
    running.every((_, index) => files.jobs.progressOf(`job-that-works-${index}-00`)?.state === 'running'),
  )
  const queued = Array.from({ length: MAX_WAITING }, () =>
    files.makeExport(fileRequest(), { signal: waiting.signal }),
  )
  const all = Promise.allSettled([...running, ...queued])
  expect(() => files.requireRoom()).toThrow('Too many files')
  waiting.abort()
  expect(() => files.requireRoom()).not.toThrow()
  working.abort()
  expect((await all).every(({ status }) => status === 'rejected')).toBe(true)
})

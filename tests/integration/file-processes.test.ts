/** Processes that make files: how much memory they may take, and that none is left of them, whatever happens. */
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { createFileMaker, MEMORY_LIMITS, type FileMaker } from '../../server/files/file-maker.ts'
import { signUpOrganiser, makeEvent } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { FakeClock } from '../support/fake-clock.ts'
import { isRunning, listFileProcesses, type FileProcess } from '../support/file-processes.ts'
import { fileRequest, hostilePdf, slowRequest } from '../support/file-requests.ts'
import { wildMarkdown } from '../support/hostile-note.ts'
import { ServerProcess } from '../support/server-process.ts'

const MIB = 1024 * 1024
/** More than the process takes before the typesetter is at work. */
const AT_WORK_BYTES = 220 * MIB
/** Setting the hostile note takes some seconds more. */
const AT_ONCE_MS = 1_500

const makers: FileMaker[] = []
afterEach(() => Promise.all(makers.splice(0).map((files) => files.close())))

function makerWith(limits: Partial<typeof MEMORY_LIMITS> = {}): FileMaker {
  const files = createFileMaker({ clock: new FakeClock(), limits: { ...MEMORY_LIMITS, ...limits } })
  makers.push(files)
  return files
}

/** The one process of a parent, when it is inside the typesetter. */
function untilAtWork(parent = process.pid): Promise<FileProcess> {
  return eventually(() => listFileProcesses(parent).find(({ memoryBytes }) => memoryBytes > AT_WORK_BYTES), {
    within: 40_000,
  })
}

const failureOf = (made: Promise<unknown>): Promise<unknown> =>
  made.then(
    () => 'nothing failed',
    (error: unknown) => error,
  )

test('[FILE-9] memory that native code takes counts: a hostile book is given up with a sentence, and the next file is made', async () => {
  const files = makerWith({ total: 250 })
  expect(await failureOf(files.makeExport(hostilePdf()))).toMatchObject({
    code: 'export_failed',
    message: expect.stringMatching(/more than 250 MiB of memory.*Export a track or a session/),
  })
  expect(listFileProcesses(process.pid)).toEqual([])
  expect((await files.makeExport(fileRequest({ format: 'pdf' }))).extension).toBe('pdf')
})

test('[FILE-9] memory that JavaScript takes has a limit of its own', async () => {
  const files = makerWith({ script: 48 })
  expect(await failureOf(files.makeExport(slowRequest()))).toMatchObject({
    code: 'export_failed',
    message: expect.stringContaining('more than 48 MiB of memory'),
  })
  expect((await files.makeExport(fileRequest())).extension).toBe('md')
})

test('[FILE-10] a file that nobody waits for ends at once, in the middle of native code', async () => {
  const files = makerWith()
  const controller = new AbortController()
  const failure = failureOf(files.makeExport(hostilePdf(), { signal: controller.signal }))
  const { pid } = await untilAtWork()
  const cancelledAt = Date.now()
  controller.abort()
  expect(await failure).toMatchObject({ name: 'AbortError' })
  expect(Date.now() - cancelledAt).toBeLessThan(AT_ONCE_MS)
  expect(isRunning(pid)).toBe(false)
})

test('[FILE-10] closing ends what is being made', async () => {
  const files = makerWith()
  const failure = failureOf(files.makeExport(hostilePdf()))
  const { pid } = await untilAtWork()
  await files.close()
  expect(isRunning(pid)).toBe(false)
  expect(await failure).toMatchObject({ code: 'unavailable' })
})

test('[FILE-10] a process that the machine ends is told as that, and the next file is made', async () => {
  const files = makerWith()
  const failure = failureOf(files.makeExport(hostilePdf()))
  process.kill((await untilAtWork()).pid, 'SIGKILL')
  expect(await failure).toMatchObject({
    code: 'export_failed',
    message: expect.stringContaining('short of memory'),
  })
  expect((await files.makeExport(fileRequest())).extension).toBe('md')
})

test.each(['killed', 'stopped'] as const)(
  '[FILE-10] a server that is %s leaves no process behind',
  async (end) => {
    const server = await ServerProcess.start()
    onTestFinished(() => server.dispose())
    const organiser = await signUpOrganiser(server.url, server.setupLink)
    const [session] = (await makeEvent(organiser)).sessions
    await organiser.expect('POST', `/notes/${session?.notesId}/import?format=md`, wildMarkdown())
    const failure = failureOf(organiser.expect('GET', `/sessions/${session?.id}/export?format=pdf`))
    const { pid } = await untilAtWork(server.pid)
    await (end === 'killed' ? server.kill() : server.stop())
    await eventually(() => !isRunning(pid), { within: AT_ONCE_MS, message: 'the end of the process' })
    expect(await failure).toBeInstanceOf(Error)
  },
)

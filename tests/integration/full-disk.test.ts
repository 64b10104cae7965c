/** A disk that takes no more, for real: a full file system, and files that may not grow. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { LinkCreated } from '../../shared/contracts/people.ts'
import { databaseFile } from '../../server/storage/database.ts'
import { makeEvent, signUpOrganiser } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { fillDatabase, keystrokes } from '../support/filled-database.ts'
import { NoteClient } from '../support/note-client.ts'
import { run } from '../support/run-command.ts'
import { ServerProcess } from '../support/server-process.ts'
import { SmallDisk } from '../support/small-disk.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const MIB = 1024 * 1024
/** A retry may come 5 s later, on a busy machine more. */
const PATIENCE = { within: 30_000 }

/** Two people type; `breakDisk` lets commits fail soon, `mendDisk` lets them succeed again. */
async function typeThrough(
  server: ServerProcess,
  { breakDisk, mendDisk }: { breakDisk: () => void; mendDisk: () => void },
): Promise<void> {
  const organiser = await signUpOrganiser(server.url, server.setupLink)
  const event = await makeEvent(organiser)
  const noteId = event.sessions[0]!.notesId
  const scope = { type: 'note', id: noteId }
  const { secret } = await organiser.expect<LinkCreated>('POST', '/links', { scope, role: 'scribe' })
  const people = [
    new NoteClient({ url: server.url, noteId, secret }),
    new NoteClient({ url: server.url, noteId, secret }),
  ]
  const [ada, ben] = people as [NoteClient, NoteClient]
  try {
    await Promise.all(people.map((person) => person.synced()))
    ada.type('before. ')
    expect(await ada.save(PATIENCE)).toBe('saved')
    await eventually(() => ben.text === ada.text)

    breakDisk()
    const readyz = async () => (await fetch(`${server.url}/readyz`)).status
    const failures = async () => {
      const metrics = await (await fetch(`${server.url}/metrics`)).text()
      return Number(/^rapporteur_commit_failures (\d+)$/m.exec(metrics)?.[1])
    }
    // What is on disk already may take a few more rows.
    await eventually(async () => {
      ada.type('x'.repeat(20_000))
      return (await readyz()) === 503
    }, PATIENCE)
    const [shown, failed] = [ben.text, await failures()]
    ada.type(' while the disk was full.')
    const saved = ada.save({ within: 60_000 })
    ben.type('Ben too. ')
    await eventually(async () => (await failures()) >= failed + 2, PATIENCE)
    expect(ada.barriers.size).toBe(1)
    expect(ben.text.replace('Ben too. ', '')).toBe(shown)
    expect(ada.text).not.toContain('Ben')
    expect(await readyz()).toBe(503)
    expect([server.isRunning, (await fetch(`${server.url}/healthz`)).status]).toEqual([true, 200])

    mendDisk()
    expect(await saved).toBe('saved')
    await eventually(() => ada.text === ben.text && ada.text.includes('Ben too. '), PATIENCE)
    expect(ben.text).toContain(' while the disk was full.')
    expect(await readyz()).toBe(200)
    expect(await run(['check', '--data', server.dataDir])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/all intact\n$/),
    })
    expect([...ada.closes, ...ben.closes]).toEqual([])
  } finally {
    for (const person of people) person.destroy()
  }
}

describe('a disk that is full', () => {
  test('[DISK-1, DISK-2] on a full file system nothing is shown or confirmed until there is space', async ({
    skip,
  }) => {
    const disk = SmallDisk.make(8 * MIB)
    if (typeof disk === 'string') return skip(disk)
    let server: ServerProcess | null = null
    try {
      server = await ServerProcess.start({ dataDir: join(disk.path, 'data') })
      await typeThrough(server, { breakDisk: () => disk.fillUp(), mendDisk: () => disk.empty() })
      expect(server.isRunning).toBe(true)
    } finally {
      await server?.dispose()
      disk.dispose()
    }
  }, 180_000)

  test('[DISK-1, DISK-2] nor when the files may not grow', async ({ skip }) => {
    const limit = (pid: number, bytes: number | 'unlimited') =>
      execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`], { stdio: 'pipe' })
    try {
      limit(process.pid, 'unlimited')
    } catch {
      return skip('there is no prlimit here')
    }
    const server = await ServerProcess.start()
    try {
      const pid = server.pid!
      await typeThrough(server, {
        breakDisk: () => limit(pid, statSync(`${databaseFile(server.dataDir)}-wal`).size + 8_192),
        mendDisk: () => limit(pid, 'unlimited'),
      })
      expect(server.isRunning).toBe(true)
    } finally {
      await server.dispose()
    }
  }, 180_000)

  test('[DISK-3] backup, restore and serve say so in one sentence and leave nothing behind', async ({
    skip,
  }) => {
    const disk = SmallDisk.make(MIB)
    if (typeof disk === 'string') return skip(disk)
    try {
      const filled = await fillDatabase()
      await filled.append(keystrokes(6_000))
      disk.fillUp({ leave: 128 * 1024 })
      const target = join(disk.path, 'backup.sqlite')
      const backup = await run(['backup', target, '--data', filled.dir])
      expect(backup).toMatchObject({ code: 1, stdout: '' })
      expect(backup.stderr).toMatch(/^rapporteur backup: [^\n]* could not be written: [^\n]*full[^\n]*\n$/)
      expect(readdirSync(disk.path)).toEqual(['filler'])

      const elsewhere = join(makeTempDir(), 'backup.sqlite')
      expect(await run(['backup', elsewhere, '--data', filled.dir])).toMatchObject({ code: 0 })
      const data = join(disk.path, 'data')
      const restored = await run(['restore', elsewhere, '--data', data])
      expect(restored).toMatchObject({ code: 1, stdout: '' })
      expect(restored.stderr).toMatch(/^rapporteur restore: [^\n]* could not be written: [^\n]+\n$/)
      expect(readdirSync(data)).toEqual([])

      disk.fillUp()
      const serve = await run(['serve', '--port', '0', '--data', data])
      expect(serve).toMatchObject({ code: 1, stdout: '' })
      expect(serve.stderr).toMatch(/^rapporteur serve: [^\n]*(full|space)[^\n]*\n$/)
      disk.empty()
      mkdirSync(data, { recursive: true })
      const server = await ServerProcess.start({ dataDir: data })
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
      await server.dispose()
    } finally {
      disk.dispose()
    }
  }, 180_000)
})

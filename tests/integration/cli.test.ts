/** The command as an operator uses it: real processes, real folders. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { databaseFile } from '../../server/storage/database.ts'
import type { EventDetail } from '../../shared/contracts/programme.ts'
import { makeEvent, signUpOrganiser } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { NoteClient } from '../support/note-client.ts'
import { run } from '../support/run-command.ts'
import { ServerProcess } from '../support/server-process.ts'
import { makeTempDir } from '../support/temp-dir.ts'

const PROGRAMME = resolve(import.meta.dirname, '../fixtures/lpc-page/conference.txt')

describe('the command line', () => {
  test('[CLI-1] help lists every command and every option of each; wrong use ends with 2 and says what was expected', async () => {
    const overview = await run(['--help'])
    expect(overview.code).toBe(0)
    const names = [
      'serve', 'import programme', 'import notes', 'export', 'link create', 'user create', 'user password-link',
      'token create', 'backup', 'restore', 'check',
    ] // prettier-ignore
    for (const name of names) expect(overview.stdout).toContain(`  ${name} `)
    const help = await run(['import', 'programme', '--help'])
    expect(help.stdout).toMatch(/--event SLUG[^]*--format[^]*--dry-run[^]*--data DIR/)
    for (const args of [
      ['nonsense'],
      ['serve', '--colour', 'red'],
      ['export'],
      ['import', 'programme', 'x'],
      [],
    ]) {
      const wrong = await run(args)
      expect([args, wrong.code]).toEqual([args, 2])
      expect(wrong.stdout + wrong.stderr).toMatch(/Usage: rapporteur/)
    }
  })

  test('[CLI-2] a programme is imported, shown before, and exported again; a token is printed alone', async () => {
    const data = makeTempDir()
    const dry = await run(['import', 'programme', PROGRAMME, '--event', 'conf', '--dry-run', '--data', data])
    expect(dry).toMatchObject({ code: 0 })
    expect(dry.stdout).toMatch(/^Would import [^]*Warnings \(\d+\):\n {2}line \d+: [^]*Nothing was written\./)
    expect((await run(['export', 'conf', '--format', 'md', '--out', '-', '--data', data])).code).toBe(1)

    expect((await run(['import', 'programme', PROGRAMME, '--event', 'conf', '--data', data])).code).toBe(0)
    const again = await run(['import', 'programme', PROGRAMME, '--event', 'conf', '--data', data])
    expect(again.stdout).toMatch(/Tracks: 0 added, 0 changed/)
    const file = join(data, 'conf.md')
    expect((await run(['export', 'conf', '--format', 'md', '--out', file, '--data', data])).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toMatch(/^# /)

    const token = await run([
      'token',
      'create',
      '--name',
      'board',
      '--role',
      'reader',
      '--event',
      'conf',
      '--data',
      data,
    ])
    expect(token.stdout).toMatch(/^[\w-]{43}\n$/)
    const link = await run([
      'link',
      'create',
      '--scope',
      'event:conf',
      '--role',
      'scribe',
      '--expires',
      '7d',
      '--data',
      data,
    ])
    expect(link.stdout).toMatch(/^http:\/\/\S+\/l\/[\w-]{43}\n$/)
  })

  test('[CLI-3] a file that cannot be imported ends with 1, says what and where, and changes nothing', async () => {
    const data = makeTempDir()
    const file = join(data, 'broken.json')
    writeFileSync(file, '{"schedule": {"conference": 7}}')
    const outcome = await run(['import', 'programme', file, '--event', 'conf', '--data', data])
    expect(outcome).toMatchObject({ code: 1, stdout: '' })
    expect(outcome.stderr).toContain('schedule.conference')
    expect((await run(['export', 'conf', '--format', 'md', '--out', '-', '--data', data])).stderr).toContain(
      'no event',
    )
  })

  test('[CLI-4] a port in use, a folder that cannot be written and a database of a newer version end with 1 and one sentence', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await new Promise((ready) => blocker.once('listening', ready))
    const { port } = blocker.address() as AddressInfo
    const inUse = await run(['serve', '--port', String(port), '--data', makeTempDir()])
    expect(inUse.code).toBe(1)
    expect(inUse.stderr).toMatch(/^rapporteur serve: Port \d+ of 127\.0\.0\.1 is in use[^\n]*\n$/)
    blocker.close()

    const folder = makeTempDir()
    writeFileSync(join(folder, 'file'), '')
    const unwritable = await run(['serve', '--port', '0', '--data', join(folder, 'file')])
    expect(unwritable.code).toBe(1)
    expect(unwritable.stderr).toMatch(/^rapporteur serve: The data folder [^\n]* cannot be written[^\n]*\n$/)

    const data = makeTempDir()
    await run(['check', '--data', data])
    await run(['token', 'create', '--name', 'x', '--role', 'reader', '--data', data])
    const database = new Sqlite(databaseFile(data))
    database.prepare("insert into kysely_migration (name, timestamp) values ('9999-future', '2099')").run()
    database.close()
    const before = readFileSync(databaseFile(data))
    const newer = await run(['serve', '--port', '0', '--data', data])
    expect(newer.code).toBe(1)
    expect(newer.stderr).toMatch(/newer version[^\n]*9999-future[^\n]*nothing was changed\.\n$/)
    expect(readFileSync(databaseFile(data)).equals(before)).toBe(true)
  })

  test('[CLI-5] settings that are wrong or not supported are named before anything is touched', async () => {
    for (const [name, value] of [
      ['PORT', '99999'],
      ['LOG_LEVEL', 'loud'],
      ['PUBLIC_URL', 'notes'],
      ['DATABASE_URL', 'postgres://x'],
    ]) {
      const parent = makeTempDir()
      const data = join(parent, 'data')
      const outcome = await run(['serve', '--data', data], { env: { [name!]: value! } })
      expect(outcome.code).toBe(1)
      expect(outcome.stderr).toContain(name)
      expect(readdirSync(parent)).toEqual([])
    }
  })

  test('[CLI-6] a backup taken while people type is consistent and restores; check names what is damaged', async () => {
    const server = await ServerProcess.start()
    try {
      const organiser = await signUpOrganiser(server.url, server.setupLink)
      const event: EventDetail = await makeEvent(organiser)
      const { noteId, secret } = {
        noteId: event.sessions[0]!.notesId,
        secret: (
          await run(['token', 'create', '--name', 't', '--role', 'scribe', '--data', server.dataDir])
        ).stdout.trim(),
      }
      const ada = await new NoteClient({ url: server.url, noteId, secret }).synced()
      const typing = setInterval(() => ada.type('x'), 2)
      const folder = makeTempDir()
      const file = join(folder, 'backup.sqlite')
      expect(await run(['backup', file, '--data', server.dataDir])).toMatchObject({ code: 0 })
      expect((await run(['restore', file, '--data', server.dataDir])).stderr).toContain('stop it first')
      clearInterval(typing)
      ada.destroy()

      const restored = join(folder, 'restored')
      mkdirSync(restored)
      expect(await run(['restore', file, '--data', restored])).toMatchObject({ code: 0 })
      expect((await run(['check', '--data', restored])).stdout).toMatch(
        /[1-9]\d* updates \(\d+ bytes\), \d+ checkpoints: all intact\n$/,
      )
      const database = new Sqlite(databaseFile(restored))
      database.prepare("update updates set bytes = x'0102' where seq = 1").run()
      database.close()
      const damaged = await run(['check', '--data', restored])
      expect(damaged.code).toBe(1)
      expect(damaged.stdout).toMatch(
        new RegExp(`^${noteId} \\(notes of “[^”]+”, [^)]+\\): update 1 does not match its checksum$`, 'm'),
      )
    } finally {
      await server.dispose()
    }
  })

  test('[CLI-7] what a command imports into a note arrives at people who have it open', async () => {
    const server = await ServerProcess.start()
    try {
      const organiser = await signUpOrganiser(server.url, server.setupLink)
      const event = await makeEvent(organiser)
      const noteId = event.sessions[0]!.notesId
      const secret = (
        await run(['token', 'create', '--name', 't', '--role', 'reader', '--data', server.dataDir])
      ).stdout.trim()
      const reader = await new NoteClient({ url: server.url, noteId, secret }).synced()
      const file = join(makeTempDir(), 'points.md')
      writeFileSync(file, '# Points\n\n- from a file\n')
      expect(await run(['import', 'notes', file, '--note', noteId, '--data', server.dataDir])).toMatchObject({
        code: 0,
      })
      await eventually(() => reader.doc.getXmlFragment('default').toJSON().includes('from a file'))
      reader.destroy()
    } finally {
      await server.dispose()
    }
  })
})

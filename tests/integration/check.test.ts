/** `rapporteur check` on databases that were damaged in every way that a disk or a bug can. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { checkDatabase } from '../../server/cli/check.ts'
import { summariseUpdate } from '../../server/lib/summarise-update.ts'
import { checksumOf } from '../../server/storage/checksum.ts'
import { databaseFile } from '../../server/storage/database.ts'
import { fillDatabase, keystrokes, type FilledDatabase } from '../support/filled-database.ts'
import { CONTRADICTION, forwardReference } from '../support/hostile-updates.ts'
import { run } from '../support/run-command.ts'
import { ServerProcess } from '../support/server-process.ts'
import { makeTempDir } from '../support/temp-dir.ts'

/** The lines that `check` prints, without the name of the note; the last one is the summary. */
async function check({ dir, noteId }: FilledDatabase) {
  const lines: string[] = []
  const code = await checkDatabase(dir, (line) => lines.push(line))
  const named = `${noteId} (notes of “Scheduling”, Conf): `
  return { code, lines: lines.map((line) => line.replace(named, '')) }
}

/** Stores a checkpoint whose checksum holds, whatever else does not. */
function plant(filled: FilledDatabase, seq: number, bytes: Uint8Array, told = summariseUpdate(bytes)): void {
  const { stateVector, rest } = told
  filled.tamper(
    'insert or replace into checkpoints (note_id, seq, bytes, checksum, created_at, state_vector, rest) values (?, ?, ?, ?, 1, ?, ?)',
    filled.noteId,
    seq,
    bytes,
    checksumOf(filled.noteId, seq, bytes, stateVector, rest),
    stateVector,
    rest,
  )
}

function stateOf(updates: readonly Uint8Array[]): Uint8Array {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return Y.encodeStateAsUpdate(doc)
}

describe('check', () => {
  test('[CHECK-1] rows that changed, are missing or belong to no note are named with note and place', async () => {
    const filled = await fillDatabase()
    await filled.append(keystrokes(60))
    await filled.checkpoint(20)
    expect(await check(filled)).toMatchObject({
      code: 0,
      lines: [expect.stringMatching(/^2 notes, 60 updates \(\d+ bytes\), 1 checkpoints: all intact$/)],
    })
    filled.tamper("update updates set bytes = bytes || x'00' where seq = 30")
    filled.tamper("update updates set clocks = '[]' where seq = 31")
    filled.tamper('delete from updates where seq = 33')
    filled.tamper('delete from updates where seq between 40 and 42')
    filled.tamper(
      "insert into updates (note_id, seq, bytes, checksum, received_at, clocks) values ('stray', 1, x'0000', ?, 1, '[]')",
      checksumOf('stray', 1, new Uint8Array([0, 0])),
    )
    const { code, lines } = await check(filled)
    expect(code).toBe(1)
    expect(lines).toEqual([
      'update 30 does not match its checksum',
      'update 31 does not hold the clocks that are stored with it',
      'update 33 is missing',
      'updates 40 to 42 are missing',
      'stray: has a log but is not listed as a note',
      expect.stringMatching(/^2 notes, 55 updates \(\d+ bytes\), 1 checkpoints: 5 problems$/),
    ])
  })

  test('[CHECK-2] a checkpoint that does not hold what the log before it does is named, with what differs', async () => {
    const filled = await fillDatabase()
    const updates = keystrokes(60)
    await filled.append(updates)
    const problemsOf = async (seq: number, bytes: Uint8Array, told?: ReturnType<typeof summariseUpdate>) => {
      filled.tamper('delete from checkpoints')
      plant(filled, seq, bytes, told)
      return (await check(filled)).lines.slice(0, -1)
    }
    const [all, less] = [stateOf(updates), stateOf(updates.slice(0, 50))]
    expect(await problemsOf(60, all)).toEqual([])
    expect(await problemsOf(60, less)).toContain(
      'checkpoint at 60 does not hold the same updates as the log before it',
    )
    expect(await problemsOf(50, all)).toContain(
      'checkpoint at 50 does not give the same text as the log before it',
    )
    expect(
      await problemsOf(60, stateOf(updates.filter((update) => Y.decodeUpdate(update).structs.length > 0))),
    ).toEqual([
      'checkpoint at 60 does not hold the same deletions as the log before it',
      'checkpoint at 60 does not give the same text as the log before it',
    ])
    expect(await problemsOf(60, all, summariseUpdate(less))).toEqual([
      'checkpoint at 60 does not have the state vector that is stored with it',
      'checkpoint at 60 does not have the deletions that are stored with it',
    ])
    expect(await problemsOf(61, all)).toEqual(['checkpoint at 61 is beyond the end of the log at 60'])
    expect(await problemsOf(60, new Uint8Array([9, 9, 9]), summariseUpdate(all))).toEqual([
      'checkpoint at 60 does not decode',
    ])
    filled.tamper("update checkpoints set state_vector = x'00'")
    expect((await check(filled)).lines[0]).toBe('checkpoint at 60 does not match its checksum')
  })

  test('[CHECK-3] updates that are left out are named with the reason', async () => {
    const filled = await fillDatabase()
    await filled.append([...keystrokes(3), forwardReference(5)], [])
    await filled.append(CONTRADICTION)
    await filled.checkpoint(12)
    const { code, lines } = await check(filled)
    expect(code).toBe(1)
    expect(lines).toContain('update 4 is left out: it is none that a document could have made')
    expect(lines).toContainEqual(
      expect.stringMatching(/^update 12 is left out: it cannot be integrated \(.+\)$/),
    )
    expect(lines.filter((line) => line.startsWith('checkpoint'))).toEqual([])
  })

  test('[CHECK-4] nothing is written; other versions are refused, and none is migrated', async () => {
    const filled = await fillDatabase()
    await filled.append(keystrokes(10))
    const file = databaseFile(filled.dir)
    const before = readFileSync(file)
    await check(filled)
    expect(readFileSync(file).equals(before)).toBe(true)

    filled.tamper("delete from kysely_migration where name like '0002-%'")
    const older = readFileSync(file)
    await expect(check(filled)).rejects.toThrow(/older version[^\n]*0002-[^\n]*nothing was changed\.$/)
    expect(readFileSync(file).equals(older)).toBe(true)
    filled.tamper("insert into kysely_migration (name, timestamp) values ('9999-future', '2099')")
    await expect(check(filled)).rejects.toThrow(/newer version[^\n]*9999-future/)

    const empty = makeTempDir()
    expect((await run(['check', '--data', join(empty, 'none')])).stderr).toMatch(
      /^rapporteur check: There is no [^\n]+\n$/,
    )
    expect(readdirSync(empty)).toEqual([])
  })

  test('[CHECK-4] it runs beside a server', async () => {
    const server = await ServerProcess.start()
    try {
      expect(await run(['check', '--data', server.dataDir])).toMatchObject({ code: 0, stderr: '' })
      expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    } finally {
      await server.dispose()
    }
  })

  test('[CHECK-5] ten times the rows take about ten times as long', async () => {
    const time = async (rows: number) => {
      const filled = await fillDatabase()
      await filled.append(keystrokes(rows))
      await filled.checkpoint(rows)
      const start = performance.now()
      expect((await check(filled)).code).toBe(0)
      return performance.now() - start
    }
    const tenth = await time(5_000)
    expect(await time(50_000)).toBeLessThan(tenth * 20)
  })
})

/** Backups of a server that people type into. */
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { checkDatabase } from '../../server/cli/check.ts'
import { systemClock } from '../../server/lib/clock.ts'
import { databaseFile } from '../../server/storage/database.ts'
import { openSqliteNoteLog } from '../../server/storage/sqlite/sqlite-note-log.ts'
import type { LinkCreated } from '../../shared/contracts/people.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { makeEvent, signUpOrganiser } from '../support/api-client.ts'
import { NoteClient } from '../support/note-client.ts'
import { run } from '../support/run-command.ts'
import { ServerProcess } from '../support/server-process.ts'
import { makeTempDir } from '../support/temp-dir.ts'

async function readNote(dataDir: string, noteId: NoteId): Promise<Y.Doc> {
  const log = openSqliteNoteLog({ file: databaseFile(dataDir), clock: systemClock })
  const doc = new Y.Doc()
  for (const { bytes } of await log.read({ noteId, after: 0 })) Y.applyUpdate(doc, bytes)
  await log.close()
  return doc
}

test('[CLI-8] a backup made while people type is intact and holds everything that was confirmed before it began', async () => {
  const server = await ServerProcess.start()
  const organiser = await signUpOrganiser(server.url, server.setupLink)
  const event = await makeEvent(organiser)
  const noteId = event.sessions[0]!.notesId as NoteId
  const scope = { type: 'note', id: noteId }
  const { secret } = await organiser.expect<LinkCreated>('POST', '/links', { scope, role: 'scribe' })
  const people = Array.from({ length: 4 }, () => new NoteClient({ url: server.url, noteId, secret }))
  let typing: NodeJS.Timeout | null = null
  try {
    await Promise.all(people.map((person) => person.synced()))
    typing = setInterval(() => {
      for (const person of people) person.type('word ')
    }, 2)
    for (let round = 0; round < 3; round++) {
      const before = people.map(({ doc }) => [doc.clientID, Y.getState(doc.store, doc.clientID)] as const)
      const answers = await Promise.all(people.map((person) => person.save({ within: 30_000 })))
      expect(answers).toEqual(people.map(() => 'saved'))
      const copy = makeTempDir()
      expect(await run(['backup', databaseFile(copy), '--data', server.dataDir])).toMatchObject({ code: 0 })
      expect(readdirSync(copy)).toEqual(['rapporteur.sqlite'])
      const lines: string[] = []
      expect(await checkDatabase(copy, (line) => lines.push(line))).toBe(0)
      expect(lines).toEqual([expect.stringMatching(/all intact$/)])
      const { store } = await readNote(copy, noteId)
      for (const [client, clock] of before) expect(Y.getState(store, client)).toBeGreaterThanOrEqual(clock)
    }

    const copy = databaseFile(makeTempDir())
    await run(['backup', copy, '--data', server.dataDir])
    const refused = await run(['restore', copy, '--data', server.dataDir])
    expect(refused).toMatchObject({ code: 1, stdout: '' })
    expect(refused.stderr).toMatch(/^rapporteur restore: [^\n]*stop it first\.\n$/)
    expect(readdirSync(server.dataDir).filter((name) => /restored|before/.test(name))).toEqual([])
    expect(await people[0]!.save({ within: 30_000 })).toBe('saved')
  } finally {
    if (typing) clearInterval(typing)
    for (const person of people) person.destroy()
    await server.dispose()
  }
}, 180_000)

test('[CLI-9] a restored backup takes the place of the database, which is kept; typing goes on from there', async () => {
  const server = await ServerProcess.start()
  try {
    const organiser = await signUpOrganiser(server.url, server.setupLink)
    const event = await makeEvent(organiser)
    const noteId = event.sessions[0]!.notesId as NoteId
    const scope = { type: 'note', id: noteId }
    const { secret } = await organiser.expect<LinkCreated>('POST', '/links', { scope, role: 'scribe' })
    const write = async (text: string) => {
      const ada = await new NoteClient({ url: server.url, noteId, secret }).synced()
      ada.type(text)
      expect(await ada.save()).toBe('saved')
      ada.destroy()
      return ada.text
    }
    await write('kept. ')
    const copy = databaseFile(makeTempDir())
    await run(['backup', copy, '--data', server.dataDir])
    await write('after the backup. ')
    await server.kill()
    const restored = await run(['restore', copy, '--data', server.dataDir])
    expect(restored.code).toBe(0)
    const kept = /kept as (\S+)\n$/.exec(restored.stdout)?.[1]
    expect(kept).toBeDefined()
    await server.restart()
    expect(await write('and on. ')).toBe('kept. and on. ')
    // What was committed after the backup is still there: also what the killed server had not yet moved out of its log.
    const old = makeTempDir()
    expect(await run(['restore', kept!, '--data', old])).toMatchObject({ code: 0 })
    expect((await readNote(old, noteId)).getText('test').toJSON()).toBe('kept. after the backup. ')
  } finally {
    await server.dispose()
  }
}, 180_000)

import Sqlite from 'better-sqlite3'
import { closeSync, openSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { Indexer } from '../../server/search/indexer.ts'
import type { SearchIndex } from '../../server/search/search-index.ts'
import { openSqliteSearchIndex, searchFile } from '../../server/search/sqlite/sqlite-search-index.ts'
import { databaseFile } from '../../server/storage/database.ts'
import { startProgrammeApp, type ProgrammeApp } from '../support/programme-app.ts'
import { registerSearchIndexContract } from './search-index.ts'

registerSearchIndexContract('sqlite', ({ context }) => context.searchIndex)

const SITE = { site: true, events: [], tracks: [], sessions: [], notes: [] } as const
const EVERYTHING = {
  filters: { kinds: null, event: null, track: null, person: null, day: null },
  rights: SITE,
  named: SITE,
  limit: 20,
  offset: 0,
} as const

async function openApp(): Promise<ProgrammeApp> {
  const app = await startProgrammeApp()
  onTestFinished(() => app[Symbol.asyncDispose]())
  await app.organizer.json('POST', '/events', { title: 'Plumbing Days', slug: 'days' })
  const { notesId } = await app.organizer.json<{ notesId: string }>('POST', '/events/days/sessions', {
    title: 'Boot',
  })
  await app.organizer.json('POST', `/notes/${notesId}/import?format=md`, 'Half a second is gone.')
  app.clock.advance(5_000)
  return app
}

function openIndex(app: ProgrammeApp): SearchIndex {
  const { dataDir } = app.context.config
  const index = openSqliteSearchIndex({ file: searchFile(dataDir), database: databaseFile(dataDir) })
  onTestFinished(() => index.close())
  return index
}

const keepUp = (app: ProgrammeApp, searchIndex: SearchIndex) =>
  new Indexer({ ...app.context, searchIndex }).look()

/** All in one file, as after some time without a change. */
function putTogether(file: string): void {
  const database = new Sqlite(file)
  database.pragma('wal_checkpoint(truncate)')
  database.close()
}

const DAMAGES: readonly (readonly [string, (file: string) => void])[] = [
  ['no index file', (file) => writeFileSync(file, 'this is no database, and never was one '.repeat(100))],
  ['cut short', (file) => truncateSync(file, statSync(file).size - 5_000)],
  [
    'garbage in its middle',
    (file) => {
      const handle = openSync(file, 'r+')
      const garbage = Buffer.alloc(statSync(file).size - 8_192, 0x5a)
      writeSync(handle, garbage, 0, garbage.length, 4_096)
      closeSync(handle)
    },
  ],
  [
    'of another version',
    (file) => {
      const database = new Sqlite(file)
      database.prepare("update meta set value = '0' where name = 'version'").run()
      database.close()
    },
  ],
  [
    'of another program',
    (file) => {
      const database = new Sqlite(file)
      database.exec('drop table meta; create table other (id)')
      database.close()
    },
  ],
]

test.each(DAMAGES)(
  '[SEARCH-11] an index that is damaged is made anew, and nobody gets an error: %s',
  async (_what, damage) => {
    const app = await openApp()
    const before = openIndex(app)
    await keepUp(app, before)
    expect(await before.search({ query: 'gone', ...EVERYTHING })).toMatchObject({ total: 1 })
    await before.close()
    const file = searchFile(app.context.config.dataDir)
    putTogether(file)
    damage(file)
    const after = openIndex(app)
    expect((await after.search({ query: 'gone', ...EVERYTHING })).total).toBe(0)
    await keepUp(app, after)
    expect(await after.search({ query: 'gone', ...EVERYTHING })).toMatchObject({ total: 1 })
  },
)

test('[SEARCH-11] one that is damaged while it is used is made anew by the next look', async () => {
  const app = await openApp()
  const index = openIndex(app)
  await keepUp(app, index)
  const file = searchFile(app.context.config.dataDir)
  const database = new Sqlite(file)
  database.unsafeMode(true)
  database.exec("update words_data set block = x'5a5a5a5a5a5a5a5a5a5a5a5a'")
  database.close()
  await index.search({ query: 'gone', ...EVERYTHING })
  await app.organizer.json('POST', '/events/days/sessions', { title: 'Another' })
  await keepUp(app, index)
  expect((await index.search({ query: 'gone', ...EVERYTHING })).total).toBe(1)
})

test('[SEARCH-12] neither looking nor finding nor writing waits for who writes to the database, or keeps them waiting', async () => {
  const app = await openApp()
  const index = openIndex(app)
  const database = new Sqlite(databaseFile(app.context.config.dataDir))
  onTestFinished(() => void database.close())
  database.exec('begin immediate')
  const startedAt = performance.now()
  await keepUp(app, index)
  expect((await index.search({ query: 'gone', ...EVERYTHING })).total).toBe(1)
  // Its own wait for a lock would be 5 seconds.
  expect(performance.now() - startedAt).toBeLessThan(4_000)
  database.exec('commit')
})

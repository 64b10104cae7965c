/** The search of a real server in an event that takes out names: for those who only read, and for those who write. */
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Role } from '../../shared/domain/access.ts'
import type { EventDetail, SessionDetail } from '../../shared/contracts/programme.ts'
import type { SearchResults } from '../../shared/contracts/search.ts'
import { BLANK_TEMPLATES, makeLink, signUpOrganiser, ApiClient } from '../support/api-client.ts'
import { Indexer } from '../../server/search/indexer.ts'
import type { SearchRights } from '../../server/search/search-index.ts'
import { eventually } from '../support/eventually.ts'
import { startProgrammeApp } from '../support/programme-app.ts'
import { ServerProcess } from '../support/server-process.ts'

const SOON = { within: 15_000 }
const SLUG = 'ada-lovelace-days'
const NAMED = /lovelace/i

let server: ServerProcess
let organiser: ApiClient
let event: EventDetail
let engines: SessionDetail

beforeAll(async () => {
  server = await ServerProcess.start()
  organiser = await signUpOrganiser(server.url, server.setupLink)
  await organiser.expect('POST', '/events', { title: 'Ada Lovelace Days', slug: SLUG, ...BLANK_TEMPLATES })
  const track = await organiser.expect<{ id: string }>('POST', `/events/${SLUG}/tracks`, {
    title: 'Around Ada Lovelace',
    leads: [{ name: 'Ada Lovelace', affiliation: 'Friends of Ada Lovelace' }],
    topics: [{ text: 'What Ada Lovelace wrote of mills', level: 0 }],
  })
  engines = await organiser.expect<SessionDetail>('POST', `/events/${SLUG}/sessions`, {
    title: 'Engines with Ada Lovelace',
    trackId: track.id,
    speakers: [{ name: 'Ada Lovelace' }, { name: 'Charles Babbage' }],
  })
  // The name stands where a long line is cut in two for the search.
  const long = `${'gears and wheels, '.repeat(66)}said Ada Lovelace, then Babbage.`
  await write(engines.notesId, `# On Ada Lovelace\n\nThe engine of **Ada** Lovelace turned.\n\n${long}`)
  await write(engines.summaryId, 'The engine turned.')
  event = await organiser.expect('GET', `/events/${SLUG}`)
  await until(organiser, 'lovelace engine turned', 2)
}, 60_000)
afterAll(() => server.dispose())

const write = (note: string, text: string) =>
  organiser.expect('POST', `/notes/${note}/import?format=md`, text)
const takeOut = (...redactedNames: readonly string[]) =>
  organiser.expect('PATCH', `/events/${event.id}`, { redactedNames })
const search = (asker: ApiClient, query: string, more = '') =>
  asker.expect<SearchResults>('GET', `/search?q=${encodeURIComponent(query)}${more}`)
const until = (asker: ApiClient, query: string, total: number) =>
  eventually(async () => (await search(asker, query)).total === total, {
    ...SOON,
    message: `${total} results for ${query}`,
  })
const shown = ({ results }: SearchResults) => JSON.stringify(results).replaceAll(/"hit":\w+|[{}":,]/g, '')

async function invite(
  role: Role,
  scope: { type: 'event' | 'session'; id: string } = { type: 'event', id: event.id },
): Promise<ApiClient> {
  const link = await makeLink(organiser, { scope, role })
  const client = new ApiClient(server.url)
  await client.request('GET', new URL(link.url).pathname)
  return client
}

const QUERIES = ['lovelace', 'ada', 'Ada Lovelace', 'engine lovelace', '"of ada"', SLUG, 'lovelace friends']

test('[SEARCH-17] who only reads finds nothing by a name that is taken out, from the moment when it is', async () => {
  const reader = await invite('reader')
  await until(reader, 'lovelace', 4)
  await takeOut('Ada Lovelace')
  // Until the index is without it, and after that.
  const startedAt = performance.now()
  for (let isAnew = false; !isAnew;) {
    for (const query of ['engine turned', 'gears', 'babbage']) {
      const answer = await search(reader, query)
      expect([query, JSON.stringify(answer)]).toEqual([query, expect.not.stringMatching(NAMED)])
    }
    expect((await search(reader, 'lovelace')).total).toBe(0)
    isAnew = (await search(reader, 'engine turned')).total === 2
    if (performance.now() - startedAt > SOON.within) throw new Error('the index does not follow')
  }
  for (const query of QUERIES) {
    const { results, total, kinds } = await search(reader, query)
    expect({ query, total, kinds }).toMatchObject({ total: 0, kinds: { event: 0, track: 0, session: 0 } })
    expect(results).toEqual([])
  }
  expect((await search(reader, 'engines', '&person=Ada+Lovelace')).total).toBe(0)
  expect((await search(reader, 'engines', '&person=Charles+Babbage')).total).toBe(1)
})

test('[SEARCH-17] what else stands there is found and shown without it, in passages, titles, people and addresses', async () => {
  const reader = await invite('reader')
  const { results } = await search(reader, 'engine', '&kind=session,notes')
  expect(results.map(({ kind }) => kind).toSorted()).toEqual(['notes', 'session'])
  for (const query of ['engine', 'engine turned', 'wheels', 'mills', 'days', 'around', 'babbage']) {
    const answer = await search(reader, query)
    expect(answer.total).toBeGreaterThan(0)
    expect([query, JSON.stringify(answer)]).toEqual([query, expect.not.stringMatching(NAMED)])
    for (const { eventSlug, path } of answer.results)
      expect([eventSlug, path]).toEqual([event.id, expect.stringContaining(`/e/${event.id}`)])
  }
  expect(shown(await search(reader, 'turned'))).toContain('The engine of [name removed] ')
  const [notes] = (await search(reader, 'turned', '&kind=notes')).results
  expect(notes?.passages[0]?.path).toBe(`/e/${event.id}/s/${engines.id}?note=notes`)
  expect(shown(await search(reader, 'wheels'))).not.toMatch(/Ada/)
})

test('[SEARCH-17] those who work on the text find it, there and nowhere else', async () => {
  for (const role of ['reviewer', 'scribe', 'lead', 'organizer'] as const) {
    const asker = await invite(role)
    expect((await search(asker, 'lovelace')).total).toBe(4)
    const answer = await search(asker, 'engine lovelace turned')
    expect(shown(answer)).toMatch(NAMED)
    expect(answer.results[0]).toMatchObject({ eventSlug: SLUG, eventTitle: 'Ada Lovelace Days' })
  }
  // One who writes in one session and reads the rest.
  const other = await organiser.expect<SessionDetail>('POST', `/events/${SLUG}/sessions`, {
    title: 'Looms of Ada Lovelace',
  })
  await until(organiser, 'looms', 1)
  const both = await invite('scribe', { type: 'session', id: other.id })
  const link = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role: 'reader' })
  await both.request('GET', new URL(link.url).pathname)
  expect((await search(both, 'lovelace')).results.map(({ sessionId }) => sessionId)).toEqual([other.id])
  expect(shown(await search(both, 'engines'))).not.toMatch(NAMED)
})

test('[SEARCH-17] a changed list reaches the index, and so does what is written later', async () => {
  const reader = await invite('reader')
  await write(engines.summaryId, 'Later Ada Lovelace and Charles Babbage met.')
  await until(organiser, 'later met', 1)
  await until(reader, 'later met', 1)
  expect((await search(reader, 'later lovelace')).total).toBe(0)
  await takeOut('Charles Babbage')
  expect(shown(await search(reader, 'met'))).not.toMatch(/Babbage/)
  await until(reader, 'later lovelace', 1)
  expect((await search(reader, 'babbage')).results.map(({ kind }) => kind)).toEqual(['notes'])
  await takeOut()
  await until(reader, 'later babbage', 1)
  await until(reader, 'lovelace', 6)
  await takeOut('Ada Lovelace')
  await until(reader, 'engine turned', 2)
})

test('[SEARCH-17] an index that was made anew keeps it', async () => {
  await server.kill()
  for (const name of readdirSync(server.dataDir).filter((name) => name.startsWith('search.sqlite')))
    rmSync(join(server.dataDir, name))
  await server.restart()
  const reader = await invite('reader')
  await until(reader, 'engine turned', 2)
  expect((await search(reader, 'lovelace')).total).toBe(0)
  expect((await search(organiser, 'lovelace')).total).toBe(6)
})

test('[SEARCH-17] who only reads gets the same answers in the same order whatever the name is', async () => {
  const SITE: SearchRights = { site: true, events: [], tracks: [], sessions: [], notes: [] }
  const queries = ['ada engine', 'grace engine', 'engine', 'hopper', 'lovelace', '[name removed]', 'gear ada']
  const answersWith = async (name: string) => {
    const app = await startProgrammeApp()
    onTestFinished(() => app[Symbol.asyncDispose]())
    const { searchIndex } = app.context
    await app.organizer.json('POST', '/events', { title: 'Days', slug: 'days', redactedNames: [name] })
    const texts = [
      'The language Ada, and Ada again, for one engine and a gear.',
      'The engine of an engine, an engine in Ada with a gear, and Grace.',
      ...Array.from({ length: 12 }, (_, index) => `A gear, ${index}, said ${name}. ${name} sat down.`),
    ]
    for (const [index, text] of texts.entries()) {
      const session = { title: `Session ${index}`, speakers: index > 5 ? [{ name }] : [] }
      const { notesId } = await app.organizer.json<SessionDetail>('POST', '/events/days/sessions', session)
      await app.organizer.json('POST', `/notes/${notesId}/import?format=md`, text)
    }
    app.clock.advance(5_000)
    await new Indexer(app.context).look()
    const filters = { kinds: null, event: null, track: null, person: null, day: null }
    return async (named: SearchRights) => {
      const answers: unknown[] = []
      for (const query of queries) {
        const asked = { query, filters, rights: SITE, named, limit: 50, offset: 0 }
        const { results, total, kinds } = await searchIndex.search(asked)
        const shown = results.map(({ kind, title, people, passages }) => ({ kind, title, people, passages }))
        answers.push({ query, total, kinds, shown })
      }
      return answers
    }
  }
  const one = await answersWith('Ada Lovelace')
  const other = await answersWith('Grace Hopper')
  const reader = { ...SITE, site: false }
  expect(await one(reader)).toEqual(await other(reader))
  expect(JSON.stringify(await one(reader))).toContain('[name removed]')
  expect(await one(SITE)).not.toEqual(await other(SITE))
})

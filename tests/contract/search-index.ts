/** What every search index promises (docs/SPEC.md SEARCH-n), on a real database. */
import { beforeAll, afterAll, describe, expect, test } from 'vitest'
import type { SearchKind } from '../../shared/contracts/search.ts'
import type { EventDetail, SessionDetail, TrackDetail } from '../../shared/contracts/programme.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { Indexer } from '../../server/search/indexer.ts'
import type { Found, SearchFilters, SearchIndex, SearchRights } from '../../server/search/search-index.ts'
import { eventually } from '../support/eventually.ts'
import { startProgrammeApp, type ProgrammeApp } from '../support/programme-app.ts'
import { createRandom } from '../support/random-doc.ts'

const SITE: SearchRights = { site: true, events: [], tracks: [], sessions: [], notes: [] }
const NOBODY: SearchRights = { ...SITE, site: false }
const ANY: SearchFilters = { kinds: null, event: null, track: null, person: null, day: null }

const NOTES = `## Scheduling

Paul asked why sched_setattr() gives -EAGAIN, and nobody knew.

- read /proc/self/maps first
- set CONFIG_PREEMPT_RT in v5.4-rc1

\`\`\`
#pragma once
sltrhd_images = 3
\`\`\`

Jérémie will write to ada@example.org about Ångström.

会議の記録です。`

const titleOf = ({ title }: Found): string => title.map(({ text }) => text).join('')
const nameOf = (found: Found): string => `${found.kind}: ${titleOf(found)}`

export function registerSearchIndexContract(name: string, indexOf: (app: ProgrammeApp) => SearchIndex): void {
  describe(`search index: ${name}`, () => {
    let app: ProgrammeApp
    let index: SearchIndex
    let indexer: Indexer
    let event: EventDetail
    let tracing: TrackDetail
    let boot: SessionDetail
    let closing: SessionDetail

    beforeAll(async () => {
      app = await startProgrammeApp()
      const { organizer } = app
      index = indexOf(app)
      indexer = new Indexer({ ...app.context, searchIndex: index })
      await organizer.json('POST', '/events', {
        title: 'Plumbing Days',
        slug: 'days',
        timeZone: 'Europe/Lisbon',
      })
      tracing = await organizer.json('POST', '/events/days/tracks', {
        title: 'Tracing',
        leads: [{ name: 'Lea Lead', email: 'lea@example.org' }],
        topics: [{ text: 'Ring buffers', level: 0 }],
      })
      boot = await organizer.json('POST', '/events/days/sessions', {
        title: 'Boot-time tracing',
        trackId: tracing.id,
        speakers: [{ name: 'Masami Hiramatsu', email: 'masami@example.org' }],
        hall: 'Floriana',
        start: '2019-09-09T09:00:00Z',
      })
      closing = await organizer.json('POST', '/events/days/sessions', { title: 'Closing words' })
      await organizer.json('POST', '/events', { title: 'Other Days', slug: 'other' })
      await organizer.json('POST', '/events/other/sessions', { title: 'Boot elsewhere' })
      event = await organizer.json('GET', '/events/days')
      await write(boot.notesId, NOTES)
      await write(boot.summaryId, 'Half a second of boot is gone, says Jeremie.')
      await write(closing.notesId, 'sched setattr, as two words. The boot took Half a second.')
      await keepUp()
    })
    afterAll(() => app[Symbol.asyncDispose]())

    const write = (note: string, text: string) =>
      app.organizer.json('POST', `/notes/${note}/import?format=md`, text)
    /** Until everything that was written is taken over; the clock moves past the wait for more. */
    async function keepUp(): Promise<void> {
      app.clock.advance(5_000)
      await indexer.look()
    }
    /** Programmes are not compared at every look. */
    const lookUntil = (condition: () => Promise<boolean>) =>
      eventually(async () => {
        await indexer.look()
        return condition()
      })
    const search = (
      query: string,
      {
        rights = SITE,
        named = rights,
        limit = 20,
        offset = 0,
        ...filters
      }: Partial<SearchFilters> & {
        rights?: SearchRights
        named?: SearchRights
        limit?: number
        offset?: number
      } = {},
    ) => index.search({ query, rights, named, limit, offset, filters: { ...ANY, ...filters } })
    const names = async (...asked: Parameters<typeof search>) => (await search(...asked)).results.map(nameOf)

    test('[SEARCH-1] all words have to be there, in any order, whatever their case and accents', async () => {
      expect(await names('NOBODY jeremie paul ')).toEqual(['notes: Boot-time tracing'])
      expect(await names('nobody everybody ')).toEqual([])
      expect(await names('angstrom ')).toEqual(['notes: Boot-time tracing'])
      // A word of what it belongs to counts, but is not enough.
      expect(await names('masami nobody ')).toEqual(['notes: Boot-time tracing'])
      expect(await names('floriana ')).toEqual([])
    })

    test('[SEARCH-1] of the last word the beginning is enough; words in quotes stand side by side', async () => {
      expect(await names('nobod')).toEqual(['notes: Boot-time tracing'])
      expect(await names('nobod ')).toEqual([])
      expect(await names('"half a second"')).toHaveLength(2)
      expect(await names('"second half"')).toEqual([])
    })

    test('[SEARCH-2] names with signs are found, those of the same spelling first', async () => {
      for (const query of ['sched_setattr', 'sched_seta', 'sched_setattr()']) {
        expect({ query, found: await names(query) }).toEqual({
          query,
          found: ['notes: Boot-time tracing', 'notes: Closing words'],
        })
      }
      for (const query of [
        'sltrhd_images',
        '-EAGAIN',
        '/proc/self/maps',
        'CONFIG_PREEMPT_RT',
        '#pragma',
        'v5.4-rc1',
      ]) {
        const found = ['notes: Boot-time tracing']
        expect({ query, found: await names(query) }).toEqual({ query, found })
        expect({ query, found: await names(`${query} `) }).toEqual({ query, found })
      }
    })

    test('[SEARCH-3] scripts without spaces are found by any part', async () => {
      for (const query of ['会議', '議の', '記録です', '会', 'す', '会議 記録']) {
        expect({ query, found: await names(query) }).toEqual({ query, found: ['notes: Boot-time tracing'] })
      }
      expect(await names('会録')).toEqual([])
    })

    test('[SEARCH-5] titles come before text, summaries before notes', async () => {
      expect(await names('boot ', { event: 'days' })).toEqual([
        'session: Boot-time tracing',
        'summary: Boot-time tracing',
        'notes: Closing words',
      ])
      expect((await names('tracing ')).slice(0, 2).toSorted()).toEqual([
        'session: Boot-time tracing',
        'track: Tracing',
      ])
    })

    test('[SEARCH-6] a result shows its best passages, with their heading', async () => {
      const [found] = (await search('sched_setattr')).results
      expect(found?.passages[0]).toMatchObject({
        heading: 'Scheduling',
        find: 'Paul asked why sched_setattr() gives -EAGAIN, and nobody knew.',
      })
      expect(found?.passages[0]?.words).toContainEqual({ text: 'sched_setattr', hit: true })
      const [session] = (await search('hiramatsu')).results
      expect(session?.people).toContainEqual({ text: 'Hiramatsu', hit: true })
      expect(await names('"ring buffers"')).toEqual(['track: Tracing'])
    })

    test('[SEARCH-7] addresses are neither found nor shown', async () => {
      for (const query of [
        'ada@example.org',
        'lea@example.org',
        'masami@example.org',
        '"example org"',
        'example.org',
      ]) {
        expect({ query, total: (await search(query)).total }).toEqual({ query, total: 0 })
      }
      expect(JSON.stringify(await search('jérémie'))).not.toContain('@')
    })

    test('[SEARCH-8] what one may not read is neither found nor counted', async () => {
      expect(await search('boot', { rights: NOBODY })).toMatchObject({
        results: [],
        total: 0,
        kinds: { session: 0 },
      })
      const ofSession = { ...NOBODY, sessions: [boot.id] }
      expect(await names('boot', { rights: ofSession })).toEqual([
        'session: Boot-time tracing',
        'summary: Boot-time tracing',
      ])
      expect((await search('boot', { rights: ofSession, limit: 1 })).total).toBe(2)
      expect(await names('boot', { rights: { ...NOBODY, events: [event.id] }, kinds: ['session'] })).toEqual([
        'session: Boot-time tracing',
      ])
      expect(await names('tracing', { rights: { ...NOBODY, tracks: [tracing.id] } })).toHaveLength(2)
      // Who may read one note sees the head of what it belongs to, and not its other note.
      expect(await names('boot', { rights: { ...NOBODY, notes: [boot.notesId] } })).toEqual([
        'session: Boot-time tracing',
      ])
      expect(await names('sched_setattr', { rights: { ...NOBODY, notes: [boot.notesId] } })).toEqual([
        'notes: Boot-time tracing',
      ])
    })

    test('[SEARCH-9] by kind, event, track, person and day', async () => {
      const boots = (filters: Partial<SearchFilters>) => names('boot ', filters)
      expect(await boots({ kinds: ['notes'] })).toEqual(['notes: Closing words'])
      expect((await search('boot ', { kinds: ['notes'] })).kinds).toMatchObject({
        session: 2,
        summary: 1,
        notes: 1,
      })
      expect(await boots({ event: 'other' })).toEqual(['session: Boot elsewhere'])
      expect(await boots({ track: tracing.id })).toEqual([
        'session: Boot-time tracing',
        'summary: Boot-time tracing',
      ])
      expect(await boots({ person: 'masami hiramatsu' })).toEqual([
        'session: Boot-time tracing',
        'summary: Boot-time tracing',
      ])
      expect(await boots({ person: 'masami' })).toEqual([])
      expect(await names('ring ', { person: 'Léa Lead' })).toEqual(['track: Tracing'])
      expect(await boots({ day: '2019-09-09' })).toHaveLength(2)
      expect(await boots({ day: '2019-09-10' })).toEqual([])
      expect(await boots({ event: 'nowhere' })).toEqual([])
    })

    test('[SEARCH-13] results come in parts that neither overlap nor leave anything out', async () => {
      const all = await names('boot ')
      const parts: string[] = []
      for (let offset = 0; offset < all.length; offset++) {
        const [name = ''] = await names('boot ', { limit: 1, offset })
        parts.push(name)
      }
      expect(parts).toEqual(all)
      expect(await search('boot ', { offset: 99 })).toMatchObject({ results: [], total: all.length })
    })

    test('[SEARCH-4] whatever is typed, nothing fails, and what is found has it', async () => {
      const seed = 4_711
      const random = createRandom(seed)
      const signs = [...'"\'*^():-+{}\\\0\n  “…%_;']
      const words = 'AND OR NOT NEAR( title: boot sched setattr 会 議 👩‍🚀 é ﷺ ½'.split(' ')
      const pieces = [...signs, ...words, '\uD83D']
      for (let round = 0; round < 400; round++) {
        const length = 1 + Math.floor(random() * (round % 50 === 0 ? 3_000 : 12))
        const query = Array.from({ length }, () => pieces[Math.floor(random() * pieces.length)]).join('')
        const why = `seed ${seed}, query ${JSON.stringify(query.slice(0, 400))}`
        const { results } = await search(query).catch((error: unknown) => {
          throw new Error(why, { cause: error })
        })
        for (const { title, people, passages, count } of results) {
          const shown = [...title, ...people, ...passages.flatMap(({ words }) => words)]
          const hasHit = count > 0 || shown.some(({ hit }) => hit)
          expect({ why, hasHit }).toEqual({ why, hasHit: true })
        }
      }
    }, 120_000)

    test('[SEARCH-10] what changed is found after the next look: text, titles, people', async () => {
      await write(closing.summaryId, 'A brandnew thought.')
      expect(await names('brandnew')).toEqual([])
      await indexer.look()
      expect(await names('brandnew')).toEqual([])
      expect(indexer.lagSeconds).toBe(0)
      app.clock.advance(1_000)
      await indexer.look()
      expect(await names('brandnew')).toEqual(['summary: Closing words'])
      await app.organizer.json('PATCH', `/sessions/${closing.id}`, {
        title: 'Farewell',
        speakers: [{ name: 'Grace Hopper' }],
      })
      await lookUntil(async () => (await names('farewell')).length > 0)
      expect(await names('farewell')).toEqual(['session: Farewell'])
      expect(await names('closing')).toEqual([])
      expect(await names('brandnew grace')).toEqual(['summary: Farewell'])
    })

    test('[SEARCH-10] somebody who goes on typing is found after some seconds all the same', async () => {
      const { notesId } = closing
      for (let second = 0; second < 6; second++) {
        await write(notesId, `unceasing${second}`)
        await indexer.look()
        app.clock.advance(900)
      }
      expect(await names('unceasing0')).toEqual(['notes: Farewell'])
    })

    test('[SEARCH-8] what was moved or deleted is judged at once as it is now', async () => {
      const other = await app.organizer.json<TrackDetail>('POST', '/events/days/tracks', {
        title: 'Elsewhere',
      })
      await app.organizer.json('PATCH', `/sessions/${boot.id}`, { trackId: other.id })
      expect(await names('hiramatsu', { rights: { ...NOBODY, tracks: [tracing.id] } })).toEqual([])
      expect(await names('hiramatsu', { rights: { ...NOBODY, tracks: [other.id] } })).toEqual([
        'session: Boot-time tracing',
      ])
      const send = await app.organizer.send('DELETE', `/sessions/${boot.id}`)
      expect(send.status).toBe(204)
      expect(await names('hiramatsu')).toEqual([])
      expect(await names('-EAGAIN')).toEqual([])
      const before = await index.size()
      await lookUntil(async () => (await index.size()).entries < before.entries)
      // Text that comes late for a note that is gone goes nowhere.
      await index.putNote({
        noteId: boot.notesId as NoteId,
        seq: 9,
        redactedNames: null,
        passages: '{"passages":[{"heading":null,"text":"late"}],"withoutNames":null}',
      })
      expect(await names('late')).toEqual([])
    })

    test('[SEARCH-8] with an event everything of it goes', async () => {
      await app.organizer.send('DELETE', '/events/days')
      const kinds: readonly SearchKind[] = ['event', 'track', 'session', 'notes', 'summary']
      expect(await names('plumbing', { kinds })).toEqual([])
      await keepUp()
      expect(await names('boot')).toEqual(['session: Boot elsewhere'])
    })
  })
}

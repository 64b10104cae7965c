/** Servers that end while a suggestion is accepted: the change is made or it is not, and the suggestion says which. */
import Database from 'better-sqlite3'
import type * as Y from 'yjs'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { SessionDetail } from '../../shared/contracts/programme.ts'
import type { ReviewThread, ThreadList } from '../../shared/contracts/review.ts'
import type { NoteId, ThreadId } from '../../shared/domain/ids.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { anchorsOf, anchorToText, readText, wordsOf } from '../../shared/schema/text-places.ts'
import { databaseFile } from '../../server/storage/database.ts'
import { moveThread } from '../../server/storage/review-rows.ts'
import { createNoteWorld } from '../support/note-world.ts'
import { addBlock, NoteWriter } from '../support/note-writer.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'

/** The words between two places of the first block, as a page names them. */
function passageIn(doc: Y.Doc, from: number, to: number) {
  const text = readText(doc.getXmlFragment(FRAGMENT))
  const range = { from: { block: 0, offset: from }, to: { block: 0, offset: to } }
  const { start, end } = anchorsOf(text, range)!
  return { start: anchorToText(start), end: anchorToText(end), quote: wordsOf(text, range) }
}

describe('between two steps', () => {
  let app: ProgrammeApp
  let lead: Asker
  let summary: NoteId
  let events = 0

  beforeAll(async () => (app = await startProgrammeApp()))
  afterAll(() => app[Symbol.asyncDispose]())
  beforeEach(async () => {
    const slug = `crash-${++events}`
    const { id } = await app.organizer.json<{ id: string }>('POST', '/events', { title: 'Days', slug })
    const path = `/events/${slug}/sessions`
    summary = (await app.organizer.json<SessionDetail>('POST', path, { title: 'A talk' })).summaryId as NoteId
    lead = await app.invite('lead', { type: 'event', id }, id)
    await write((root) => addBlock(root, 'The brown fox jumps'))
  })

  const write = (change: (root: Y.XmlFragment) => void) =>
    new NoteWriter({ ...app.context, noteId: summary, name: 'Ada' }).edit(change)
  const textOf = async () => (await app.organizer.send('GET', `/notes/${summary}/content?format=txt`)).text()
  const threads = async () => (await lead.json<ThreadList>('GET', `/notes/${summary}/threads`)).threads
  const accept = (thread: ReviewThread) => lead.send('POST', `/threads/${thread.id}/accept`)

  async function suggest(proposed: string): Promise<ReviewThread> {
    const reader = new NoteWriter({ ...app.context, noteId: summary, name: 'Ada' })
    await reader.sync()
    const passage = passageIn(reader.doc, 4, 13)
    return lead.json('POST', `/notes/${summary}/threads`, { kind: 'suggestion', ...passage, proposed })
  }

  /** Puts the thread where a server leaves it that ends after the claim. */
  const leaveClaimed = (thread: ReviewThread, from: 'open' | 'accepted') =>
    moveThread(app.context.db, {
      id: thread.id as ThreadId,
      from,
      to: 'accepting',
      closing: { closed_at: 7, closed_actor: null, closed_name: 'Lea' },
    })

  test.each(['red fox', ''])(
    '[REVIEW-15] before “%s” is written: it is open, and can be accepted',
    async (proposed) => {
      const thread = await suggest(proposed)
      await leaveClaimed(thread, 'open')
      expect(await threads()).toMatchObject([{ state: 'open', closedAt: null, closedBy: null }])
      expect(await textOf()).toContain('The brown fox jumps')
      await leaveClaimed(thread, 'open')
      expect((await accept(thread)).status).toBe(200)
      expect(await textOf()).toContain(`The ${proposed} jumps`)
      expect(await threads()).toMatchObject([{ state: 'accepted' }])
    },
  )

  test.each(['red fox', ''])(
    '[REVIEW-15] after “%s” is written: it is accepted, whatever the text reads by then',
    async (proposed) => {
      const thread = await suggest(proposed)
      expect((await accept(thread)).status).toBe(200)
      // The words that it was about are there once more, where it would look for them.
      await write((root) => addBlock(root, 'A brown fox'))
      await leaveClaimed(thread, 'accepted')
      const before = await app.context.noteLog.heads([summary])
      expect((await accept(thread)).status).toBe(409)
      expect(await threads()).toMatchObject([{ state: 'accepted', closedBy: 'Lea', next: [] }])
      expect(await app.context.noteLog.heads([summary])).toEqual(before)
      expect(await textOf()).toContain('A brown fox')
    },
  )

  test('[REVIEW-15] it is settled once by all who ask', async () => {
    const thread = await suggest('red fox')
    await leaveClaimed(thread, 'open')
    await Promise.all([threads(), accept(thread), threads(), accept(thread)])
    const [{ state } = { state: null }] = await threads()
    expect((await textOf()).match(/red fox/g) ?? []).toHaveLength(state === 'accepted' ? 1 : 0)
    expect(['accepted', 'open']).toContain(state)
  })
})

test('[REVIEW-15] a server that is killed when a suggestion is claimed leaves none accepted without its change, nor the reverse', async () => {
  const world = await createNoteWorld()
  onTestFinished(() => world.dispose())
  const { organiser, server } = world
  for (let round = 0; round < 3; round++) {
    const noteId = await world.freshNote()
    const client = await world.connect(noteId).synced()
    client.addParagraph('The brown fox jumps')
    expect(await client.save()).toBe('saved')
    const { id } = await organiser.expect<ReviewThread>('POST', `/notes/${noteId}/threads`, {
      kind: 'suggestion',
      ...passageIn(client.doc, 4, 13),
      proposed: 'red fox',
    })
    world.leave()
    const accepting = organiser.request('POST', `/api/v1/threads/${id}/accept`).catch(() => null)
    await untilClaimed(databaseFile(server.dataDir), id)
    await server.kill()
    await accepting
    await server.restart()
    const { threads } = await organiser.expect<ThreadList>('GET', `/notes/${noteId}/threads`)
    const text = JSON.stringify(await world.readContent(noteId))
    expect([round, threads[0]?.state]).toEqual([round, text.includes('red fox') ? 'accepted' : 'open'])
  }
})

/** Looks as often as it can: the claim stands for some milliseconds. */
async function untilClaimed(file: string, thread: string): Promise<void> {
  const database = new Database(file, { readonly: true })
  const read = database.prepare<[string], string>('select state from threads where id = ?').pluck()
  while (read.get(thread) === 'open') await new Promise((resolve) => setImmediate(resolve))
  database.close()
}

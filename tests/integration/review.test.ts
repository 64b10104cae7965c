/** Comments and suggestions over HTTP, on a real database. */
import { toBase64 } from 'lib0/buffer'
import * as Y from 'yjs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SummaryBoard } from '../../shared/contracts/board.ts'
import type { Problem } from '../../shared/contracts/errors.ts'
import type { SessionDetail, EventDetail } from '../../shared/contracts/programme.ts'
import type { ReviewThread, ThreadList } from '../../shared/contracts/review.ts'
import {
  MAX_COMMENT_CHARS,
  MAX_COMMENTS,
  MAX_SUGGESTED_CHARS,
  MAX_THREADS,
} from '../../shared/domain/review.ts'
import { newId, type NoteId, type ThreadId } from '../../shared/domain/ids.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { anchorsOf, anchorToText, readText, wordsOf } from '../../shared/schema/text-places.ts'
import { NOT_CLOSED } from '../../server/storage/review-rows.ts'
import { addBlock, blockText, NoteWriter } from '../support/note-writer.ts'
import { startProgrammeApp, type Asker, type ProgrammeApp } from '../support/programme-app.ts'

let app: ProgrammeApp
let organizer: Asker
let event: EventDetail
let session: SessionDetail
let summary: NoteId
let lead: Asker
let scribe: Asker
let reviewer: Asker
let reader: Asker
let events = 0

beforeAll(async () => {
  app = await startProgrammeApp()
  organizer = app.organizer
})
afterAll(() => app[Symbol.asyncDispose]())
beforeEach(async () => {
  const slug = `review-${++events}`
  await organizer.json('POST', '/events', { title: 'Plumbing Days', slug })
  session = await organizer.json('POST', `/events/${slug}/sessions`, { title: 'Boot faster' })
  event = await organizer.json('GET', `/events/${slug}`)
  summary = session.summaryId as NoteId
  const scope = { type: 'event', id: event.id } as const
  lead = await app.invite('lead', scope, event.id)
  scribe = await app.invite('scribe', scope, event.id)
  reviewer = await app.invite('reviewer', scope, event.id)
  reader = await app.invite('reader', scope, event.id)
  await write((root) => {
    addBlock(root, 'The brown fox jumps')
    addBlock(root, 'over the dog')
  })
})

const writer = (noteId = summary) => new NoteWriter({ ...app.context, noteId, name: 'Ada' })
const write = (change: (root: Y.XmlFragment) => void, noteId = summary) => writer(noteId).edit(change)
const contentOf = async (format = 'txt', noteId: string = summary) =>
  (await organizer.send('GET', `/notes/${noteId}/content?format=${format}`)).text()
const textOf = async (noteId: string = summary) => (await contentOf('txt', noteId)).trim()

/** The anchors of what stands in a block between two places, as a page makes them. */
async function passage(
  block: number,
  from: number,
  to: number,
  { lastBlock = block, noteId = summary } = {},
) {
  const one = writer(noteId)
  await one.sync()
  const text = readText(one.doc.getXmlFragment(FRAGMENT))
  const range = { from: { block, offset: from }, to: { block: lastBlock, offset: to } }
  const { start, end } = anchorsOf(text, range)!
  return { start: anchorToText(start), end: anchorToText(end), quote: wordsOf(text, range) }
}

async function comment(text = 'Which fox?', asker = reviewer, noteId = summary): Promise<ReviewThread> {
  const { start, end } = await passage(0, 4, 13, { noteId })
  return asker.json('POST', `/notes/${noteId}/threads`, { kind: 'comment', start, end, text })
}

async function suggest(proposed = 'red fox', asker = reviewer, noteId = summary): Promise<ReviewThread> {
  const at = await passage(0, 4, 13, { noteId })
  return asker.json('POST', `/notes/${noteId}/threads`, { kind: 'suggestion', ...at, proposed })
}

const threads = async (asker = reviewer) =>
  (await asker.json<ThreadList>('GET', `/notes/${summary}/threads`)).threads

async function refusal(method: string, path: string, asker: Asker, body?: unknown) {
  const answer = await asker.send(method, path, body)
  const { code, place, found } = (await answer.json()) as Problem
  return { status: answer.status, code, ...(place ? { place } : {}), ...(found ? { found } : {}) }
}
const codeOf = async (...asked: Parameters<typeof refusal>) => (await refusal(...asked)).code

const accept = (thread: ReviewThread, asker = lead) =>
  asker.json<ReviewThread>('POST', `/threads/${thread.id}/accept`)
const setState = (thread: ReviewThread, state: string, asker: Asker, from: string = thread.state) =>
  asker.json<ReviewThread>('PUT', `/threads/${thread.id}/state`, { state, from })

test('[BOARD-6] the board of summaries tells how many comments and suggestions nobody has closed', async () => {
  const findings = async () => {
    const { rows } = await lead.json<SummaryBoard>('GET', `/events/${event.slug}/board`)
    return rows.flatMap((row) => row.findings).filter(({ kind }) => kind === 'open_comments')
  }
  expect(await findings()).toEqual([])
  await comment()
  const suggestion = await suggest()
  expect(await findings()).toEqual([{ kind: 'open_comments', quote: '2' }])
  await accept(suggestion)
  expect(await findings()).toEqual([{ kind: 'open_comments', quote: '1' }])
})

describe('comments', () => {
  test('[REVIEW-3] whoever may comment sees and makes them; readers and strangers know of none', async () => {
    const { id, comments } = await comment()
    for (const asker of [organizer, lead, scribe, reviewer]) {
      expect((await threads(asker)).map((thread) => thread.id)).toEqual([id])
      await asker.json('POST', `/threads/${id}/comments`, { text: 'Yes.' })
    }
    const at = await passage(0, 0, 3)
    const asked: [string, string, unknown?][] = [
      ['GET', `/notes/${summary}/threads`],
      ['POST', `/notes/${summary}/threads`, { kind: 'comment', start: at.start, end: at.end, text: 'x' }],
      ['POST', `/threads/${id}/comments`, { text: 'x' }],
      ['PUT', `/threads/${id}/state`, { state: 'resolved', from: 'open' }],
      ['POST', `/threads/${id}/accept`],
      ['PATCH', `/comments/${comments[0]!.id}`, { text: 'x' }],
      ['DELETE', `/comments/${comments[0]!.id}`],
    ]
    const elsewhere = await app.invite('lead', { type: 'event', id: 'another' }, event.id)
    for (const [method, path, body] of asked) {
      expect([method, path, await codeOf(method, path, reader, body)]).toEqual([method, path, 'forbidden'])
      expect(await codeOf(method, path, elsewhere, body)).toBe('forbidden')
      expect(await codeOf(method, path, app.anonymous, body)).toBe('not_signed_in')
    }
    expect(await codeOf('POST', '/threads/none/comments', lead, { text: 'x' })).toBe('not_found')
    expect(await codeOf('DELETE', '/comments/none', lead)).toBe('not_found')
  })

  test('[REVIEW-3] a thread tells who, when, about what, and what the asker may do', async () => {
    const thread = await comment()
    const at = new Date(app.clock.now()).toISOString()
    const said = { text: 'Which fox?', writtenAt: at, editedAt: null, by: null }
    expect(thread).toMatchObject({
      kind: 'comment',
      quote: 'brown fox',
      proposed: null,
      state: 'open',
      createdAt: at,
      next: ['resolved'],
      comments: [{ ...said, mayEdit: true, mayDelete: true }],
    })
    const [byLead] = await threads(lead)
    expect(byLead?.comments).toMatchObject([{ ...said, mayEdit: false, mayDelete: true }])
    const [byScribe] = await threads(scribe)
    expect(byScribe?.comments).toMatchObject([{ ...said, mayEdit: false, mayDelete: false }])
  })

  test('[REVIEW-2] they are in no text: neither content, export nor reading page has them', async () => {
    const before = await Promise.all(['md', 'html', 'txt', 'json'].map((format) => contentOf(format)))
    await comment('A remark of the reviewer')
    await suggest('a proposal of the reviewer')
    expect(await Promise.all(['md', 'html', 'txt', 'json'].map((format) => contentOf(format)))).toEqual(
      before,
    )
    for (const format of ['md', 'html', 'txt']) {
      const file = await (await lead.send('GET', `/events/${event.slug}/export?format=${format}`)).text()
      expect(file).toContain('brown fox')
      expect(file).not.toMatch(/of the reviewer/)
    }
    const state = await lead.json('GET', `/notes/${summary}/states/1`)
    expect(JSON.stringify(state)).not.toMatch(/of the reviewer/)
  })

  test('[REVIEW-4] one changes and deletes the own ones, a lead deletes any; nothing is left of the words', async () => {
    const thread = await comment('Frist words')
    const [first] = thread.comments
    const path = `/comments/${first!.id}`
    app.clock.advance(60_000)
    const edited = await reviewer.json<ReviewThread>('PATCH', path, { text: 'First words' })
    expect(edited.comments).toMatchObject([
      { text: 'First words', editedAt: new Date(app.clock.now()).toISOString() },
    ])
    for (const asker of [scribe, lead])
      expect(await codeOf('PATCH', path, asker, { text: 'x' })).toBe('forbidden')
    expect(await codeOf('DELETE', path, scribe)).toBe('forbidden')
    await scribe.json('POST', `/threads/${thread.id}/comments`, { text: 'An answer' })
    expect((await lead.send('DELETE', path)).status).toBe(204)
    const [left] = await threads()
    expect(left?.comments).toMatchObject([
      { text: null, mayEdit: false, mayDelete: false },
      { text: 'An answer' },
    ])
    expect(await app.dump()).not.toMatch(/First words/)
    expect(await codeOf('PATCH', path, reviewer, { text: 'x' })).toBe('not_found')
  })

  test('[REVIEW-4] a thread in which nobody says anything any more is gone; a suggestion stays', async () => {
    const thread = await comment()
    await reviewer.send('DELETE', `/comments/${thread.comments[0]!.id}`)
    expect(await threads()).toEqual([])
    const at = await passage(0, 4, 13)
    const body = { kind: 'suggestion', ...at, proposed: 'cat', text: 'It was a cat.' }
    const suggestion = await reviewer.json<ReviewThread>('POST', `/notes/${summary}/threads`, body)
    await reviewer.send('DELETE', `/comments/${suggestion.comments[0]!.id}`)
    expect(await threads()).toMatchObject([{ id: suggestion.id, proposed: 'cat' }])
  })

  test('[REVIEW-5] whoever may comment resolves and opens again; of two at once one does, and the other is told', async () => {
    const thread = await comment()
    const answers = await Promise.all(
      [scribe, lead].map((asker) =>
        asker.send('PUT', `/threads/${thread.id}/state`, { state: 'resolved', from: 'open' }),
      ),
    )
    expect(answers.some(({ status }) => status === 200)).toBe(true)
    const [resolved] = await threads()
    expect(resolved).toMatchObject({ state: 'resolved', next: ['open'] })
    expect(resolved?.closedAt).not.toBeNull()
    // Seen before it was resolved, opened meanwhile: nobody's decision is undone unseen.
    expect(
      await codeOf('PUT', `/threads/${thread.id}/state`, lead, { state: 'rejected', from: 'open' }),
    ).toBe('conflict')
    expect(await setState(resolved!, 'open', reviewer)).toMatchObject({
      state: 'open',
      closedAt: null,
      closedBy: null,
    })
    expect(
      await codeOf('PUT', `/threads/${thread.id}/state`, lead, { state: 'open', from: 'resolved' }),
    ).toBeUndefined()
    for (const state of ['rejected', 'accepted'])
      expect(['conflict', 'bad_request']).toContain(
        await codeOf('PUT', `/threads/${thread.id}/state`, lead, { state, from: 'open' }),
      )
  })

  test('[REVIEW-9] what is deleted from the text keeps its comments, and their threads go with the note', async () => {
    const thread = await comment()
    await write((root) => root.delete(0, 2))
    expect(await threads()).toMatchObject([{ quote: 'brown fox', comments: [{ text: 'Which fox?' }] }])
    await organizer.send('DELETE', `/sessions/${session.id}`)
    const { db } = app.context
    expect(await db.selectFrom('threads').select('id').where('note_id', '=', summary).execute()).toEqual([])
    const left = db
      .selectFrom('comments')
      .select('id')
      .where('thread_id', '=', thread.id as ThreadId)
    expect(await left.execute()).toEqual([])
    expect(await codeOf('GET', `/notes/${summary}/threads`, lead)).toBe('not_found')
  })
})

describe('limits', () => {
  test('[REVIEW-8] a passage that is none is refused with its place; one that has not arrived yet is asked for again', async () => {
    const { start, end, quote } = await passage(0, 4, 13)
    const ask = (body: object) => refusal('POST', `/notes/${summary}/threads`, reviewer, body)
    const about = (ends: object) => ask({ kind: 'comment', start, end, text: 'x', ...ends })
    const bad = (place: string) => ({ status: 400, code: 'bad_request', place })
    expect(await about({ start: end, end: start })).toEqual(bad('start'))
    expect(await about({ start: '////' })).toEqual(bad('start'))
    expect(await about({ start: 'no base64' })).toEqual(bad('start'))
    expect(await about({ end: 'A'.repeat(100) })).toEqual(bad('end'))
    expect(await about({ text: ' ' })).toEqual(bad('text'))
    expect(await about({ text: 'x'.repeat(MAX_COMMENT_CHARS + 1) })).toEqual(bad('text'))
    const other = writer()
    await other.sync()
    other.change((root) => addBlock(root, 'Not sent yet'))
    const text = readText(other.doc.getXmlFragment(FRAGMENT))
    const unsent = anchorsOf(text, { from: { block: 2, offset: 0 }, to: { block: 2, offset: 3 } })!
    expect(await about({ start: anchorToText(unsent.start), end: anchorToText(unsent.end) })).toEqual({
      status: 409,
      code: 'conflict',
    })
    const root = Y.createRelativePositionFromTypeIndex(other.doc.getXmlFragment(FRAGMENT), 9)
    expect(await about({ start: toBase64(Y.encodeRelativePosition(root)) })).toEqual(bad('start'))

    const suggestAt = (body: object) =>
      ask({ kind: 'suggestion', start, end, quote, proposed: 'cat', ...body })
    expect(await suggestAt(await passage(0, 4, 4, { lastBlock: 1 }))).toEqual(bad('end'))
    expect(await suggestAt({ proposed: 'a\ncat' })).toEqual(bad('proposed'))
    expect(await suggestAt({ proposed: quote })).toEqual(bad('proposed'))
    expect(await suggestAt({ proposed: 'x'.repeat(MAX_SUGGESTED_CHARS + 1) })).toEqual(bad('proposed'))
    expect(await suggestAt({ quote: 'green fox' })).toEqual({
      status: 409,
      code: 'suggestion_changed',
      found: 'brown fox',
    })
    expect(await threads()).toEqual([])
  })

  test('[REVIEW-8] a note takes so many threads and a thread so many comments', async () => {
    const thread = await comment()
    const { db } = app.context
    const row = await db
      .selectFrom('threads')
      .selectAll()
      .where('id', '=', thread.id as ThreadId)
      .executeTakeFirstOrThrow()
    for (let count = 1; count < MAX_COMMENTS; count++)
      await reviewer.json('POST', `/threads/${thread.id}/comments`, { text: 'And?' })
    expect(await codeOf('POST', `/threads/${thread.id}/comments`, reviewer, { text: 'x' })).toBe(
      'too_many_comments',
    )
    const others = Array.from({ length: MAX_THREADS - 1 }, () => ({
      ...row,
      id: newId<ThreadId>(),
      ...NOT_CLOSED,
    }))
    for (let at = 0; at < others.length; at += 50)
      await db
        .insertInto('threads')
        .values(others.slice(at, at + 50))
        .execute()
    const { start, end } = await passage(0, 0, 3)
    const body = { kind: 'comment', start, end, text: 'One more' }
    expect(await codeOf('POST', `/notes/${summary}/threads`, reviewer, body)).toBe('too_many_comments')
    expect(await threads()).toHaveLength(MAX_THREADS)
  })
})

describe('suggestions', () => {
  test('[REVIEW-6] accepting one puts its words in place, as a change of who accepts', async () => {
    const thread = await suggest()
    expect(thread).toMatchObject({
      kind: 'suggestion',
      quote: 'brown fox',
      proposed: 'red fox',
      next: ['rejected'],
    })
    expect(await accept(thread)).toMatchObject({ state: 'accepted', next: [] })
    expect(await textOf()).toBe('The red fox jumps\n\nover the dog')
    const rows = await app.context.noteLog.list({ noteId: summary, after: 1, upTo: 2 })
    expect(rows.map(({ actor }) => actor)).toMatchObject([expect.stringMatching(/^link:/)])
    expect(
      await codeOf('PUT', `/threads/${thread.id}/state`, lead, { state: 'open', from: 'accepted' }),
    ).toBe('conflict')
  })

  test('[REVIEW-6] of a summary leads and organisers decide, of notes those who write; who made one may take it back', async () => {
    const thread = await suggest()
    for (const asker of [scribe, reviewer]) {
      expect(await codeOf('POST', `/threads/${thread.id}/accept`, asker)).toBe('forbidden')
    }
    expect(
      await codeOf('PUT', `/threads/${thread.id}/state`, scribe, { state: 'rejected', from: 'open' }),
    ).toBe('forbidden')
    expect(await setState(thread, 'rejected', reviewer)).toMatchObject({ state: 'rejected', next: ['open'] })
    expect(await codeOf('POST', `/threads/${thread.id}/accept`, lead)).toBe('conflict')
    expect(await setState(thread, 'open', lead, 'rejected')).toMatchObject({ next: ['accepted', 'rejected'] })
    expect(await setState(thread, 'rejected', lead)).toMatchObject({ state: 'rejected' })
    expect(await textOf()).toContain('brown fox')

    const notes = session.notesId as NoteId
    await write((root) => addBlock(root, 'The brown fox jumps'), notes)
    const inNotes = await suggest('red fox', reviewer, notes)
    expect(await codeOf('POST', `/threads/${inNotes.id}/accept`, reviewer)).toBe('forbidden')
    await accept(inNotes, scribe)
    expect(await textOf(notes)).toBe('The red fox jumps')
    expect(await codeOf('POST', `/threads/${(await comment('Which?', lead, notes)).id}/accept`, lead)).toBe(
      'bad_request',
    )
  })

  test('[REVIEW-7] a passage that reads otherwise by now is left as it is, told, and the suggestion stays open', async () => {
    const thread = await suggest()
    await write((root) => blockText(root, 0).insert(9, ' old'))
    const path = `/threads/${thread.id}/accept`
    expect(await refusal('POST', path, lead)).toEqual({
      status: 409,
      code: 'suggestion_changed',
      found: 'brown old fox',
    })
    expect(await threads(lead)).toMatchObject([
      { state: 'open', closedAt: null, next: ['accepted', 'rejected'] },
    ])
    expect(await textOf()).toContain('The brown old fox jumps')
    await write((root) => root.delete(0, 1))
    expect(await refusal('POST', path, lead)).toEqual({ status: 409, code: 'suggestion_changed' })
    expect(await textOf()).toBe('over the dog')
  })

  test('[REVIEW-7] one whose line was made anew is accepted where its words are', async () => {
    const thread = await suggest()
    await write((root) => {
      root.delete(0, 1)
      addBlock(root, 'A heading now: the brown fox', 0)
    })
    await accept(thread)
    expect(await textOf()).toContain('A heading now: the red fox')
  })

  test('[REVIEW-10] two who accept at once make the change once', async () => {
    const second = await app.invite('lead', { type: 'event', id: event.id }, event.id)
    for (let round = 0; round < 5; round++) {
      const thread = await suggest(`fox no. ${round}`)
      const before = await app.context.noteLog.heads([summary])
      const answers = await Promise.all(
        [lead, second, organizer].map((asker) => asker.send('POST', `/threads/${thread.id}/accept`)),
      )
      expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409])
      expect(await app.context.noteLog.heads([summary])).toEqual([(before[0] ?? 0) + 1])
    }
  })

  test('[REVIEW-10] one that cannot be written is as it was; a final summary takes comments and no suggestion', async () => {
    const thread = await suggest()
    const path = `/threads/${thread.id}/accept`
    await app.context.rooms.freeze(summary)
    expect(await codeOf('POST', path, lead)).toBe('summary_final')
    expect(await threads(lead)).toMatchObject([{ state: 'open', closedAt: null }])
    app.context.rooms.thaw(summary)
    await lead.json('PUT', `/notes/${summary}/stage`, { stage: 'final', from: 'draft' })
    expect(await codeOf('POST', path, lead)).toBe('summary_final')
    expect(await threads(lead)).toMatchObject([{ state: 'open', next: ['rejected'] }])
    expect(await comment('Please correct this.')).toMatchObject({ state: 'open' })
    expect(await suggest('green fox')).toMatchObject({ state: 'open' })
    await lead.json('PUT', `/notes/${summary}/stage`, { stage: 'draft', from: 'final' })
    await accept(thread)
    expect(await textOf()).toContain('red fox')
  })
})

/** Comments and those who have the note open: over real sockets, on a real server. */
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { EventDetail } from '../../shared/contracts/programme.ts'
import type { ReviewThread } from '../../shared/contracts/review.ts'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { encodeReview } from '../../shared/protocol/codec.ts'
import { FRAGMENT, MESSAGE } from '../../shared/protocol/messages.ts'
import { anchorsOf, anchorToText, readText, wordsOf } from '../../shared/schema/text-places.ts'
import { type ApiClient, makeEvent, makeLink, signUpOrganiser } from '../support/api-client.ts'
import { eventually } from '../support/eventually.ts'
import { NoteClient } from '../support/note-client.ts'
import { ServerProcess } from '../support/server-process.ts'

let server: ServerProcess
let organiser: ApiClient
let event: EventDetail

beforeAll(async () => {
  server = await ServerProcess.start()
  organiser = await signUpOrganiser(server.url, server.setupLink)
  event = await makeEvent(organiser)
})
afterAll(() => server.dispose())

/** Somebody with the note open, who may ask to be told of comments. */
async function open(noteId: string, role: 'lead' | 'reviewer' | 'reader') {
  const { secret } = await makeLink(organiser, { scope: { type: 'event', id: event.id }, role })
  const client = new NoteClient({ url: server.url, noteId, secret })
  onTestFinished(() => client.destroy())
  const news = { count: 0 }
  client.provider.messageHandlers[MESSAGE.review] = () => void news.count++
  await client.synced()
  return { client, news, ask: () => client.provider.ws?.send(new Uint8Array(encodeReview())) }
}

test('[REVIEW-11] those who have the note open, and asked, are told of every change of its comments', async () => {
  const noteId = event.sessions[0]!.summaryId
  const lead = await open(noteId, 'lead')
  const reviewer = await open(noteId, 'reviewer')
  const quiet = await open(noteId, 'reviewer')
  const other = await open(event.sessions[0]!.notesId, 'reviewer')
  lead.client.addParagraph('The brown fox')
  await lead.client.save()
  for (const { ask } of [lead, reviewer, other]) ask()
  // The server takes frames of one connection in order: with the answer to this it has read the question.
  for (const { client } of [lead, reviewer, other]) await client.save()

  const text = readText(lead.client.doc.getXmlFragment(FRAGMENT))
  const range = { from: { block: 0, offset: 4 }, to: { block: 0, offset: 13 } }
  const { start, end } = anchorsOf(text, range)!
  const thread = await organiser.expect<ReviewThread>('POST', `/notes/${noteId}/threads`, {
    kind: 'suggestion',
    start: anchorToText(start),
    end: anchorToText(end),
    quote: wordsOf(text, range),
    proposed: 'red fox',
    text: 'It was red.',
  })
  const told = (count: number) =>
    eventually(() => lead.news.count === count && reviewer.news.count === count, { message: `news ${count}` })
  await told(1)
  await organiser.expect('POST', `/threads/${thread.id}/comments`, { text: 'Was it?' })
  await told(2)
  await organiser.expect('POST', `/threads/${thread.id}/accept`)
  await told(3)
  await eventually(() => reviewer.client.blocks.includes('The red fox'), { message: 'the accepted words' })
  expect([quiet.news.count, other.news.count]).toEqual([0, 0])
})

test('[REVIEW-12] a reviewer sees what others write and cannot write: an edit ends the connection, and nothing is stored', async () => {
  const noteId = event.sessions[0]!.notesId
  const lead = await open(noteId, 'lead')
  const reviewer = await open(noteId, 'reviewer')
  lead.client.addParagraph('Only leads wrote this')
  await eventually(() => reviewer.client.blocks.includes('Only leads wrote this'), { message: 'the text' })
  reviewer.client.addParagraph('and a reviewer')
  await eventually(() => reviewer.client.closes.includes(CLOSE.readOnly.code), { message: 'the close' })
  await lead.client.save()
  expect(lead.client.blocks).not.toContain('reviewer')
})

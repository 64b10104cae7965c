/** Reading pages and live streams of an event that takes names out. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { OPERATOR } from '../../server/auth/operator.ts'
import { addErratum } from '../../server/notes/add-erratum.ts'
import { NoteContents } from '../../server/notes/note-contents.ts'
import { setStage } from '../../server/notes/set-stage.ts'
import { createSession } from '../../server/programme/create-session.ts'
import { editEvent } from '../../server/programme/edit-event.ts'
import { editTrack } from '../../server/programme/edit-track.ts'
import { findNoteTarget } from '../../server/storage/targets.ts'
import type { SessionDetail } from '../../shared/contracts/programme.ts'
import type { NoteId, TrackId } from '../../shared/domain/ids.ts'
import { docOf, paragraphOf, textOf } from '../../shared/schema/doc-json.ts'
import { eventually } from '../support/eventually.ts'
import { bearer, startReadingServer, type ReadingServer } from '../support/reading-server.ts'

const NAME = 'Sam Speaker'
const REMOVED = '[name removed]'

let served: ReadingServer

beforeAll(async () => {
  served = await startReadingServer()
})
afterAll(() => served.close())
afterEach(() => takeOut())

const takeOut = (...redactedNames: readonly string[]) =>
  editEvent(served.context, {
    event: served.eventId,
    patch: { redactedNames: [...redactedNames] },
    principal: OPERATOR,
  })

/** A session about the person, with the name in every part of it that pages show. */
async function sessionAbout(): Promise<SessionDetail> {
  const person = { name: NAME, affiliation: `Friends of ${NAME}` }
  const doc = { type: 'doc' as const, content: [paragraphOf(`Found by ${NAME}.`)] }
  const session = await createSession(served.context, {
    event: served.eventId,
    input: {
      title: `The worms of ${NAME}`,
      trackId: served.session.trackId,
      speakers: [person],
      hall: `${NAME} Hall`,
      url: 'https://example.org/sam-speaker',
      links: [{ kind: 'slides', title: `By ${NAME}`, url: 'https://example.org/~sam.speaker/worms' }],
      abstract: doc,
    },
    principal: OPERATOR,
  })
  await editTrack(served.context, {
    target: { event: served.eventId, track: served.session.trackId as TrackId },
    patch: { leads: [person], topics: [{ text: `What ${NAME} does`, level: 1 }], description: doc },
    principal: OPERATOR,
  })
  const { documents, rooms } = served.context
  for (const note of [session.notesId, session.summaryId] as NoteId[]) {
    const text = docOf([
      { type: 'heading', attrs: { level: 1 }, content: [textOf(`On ${NAME}`)] },
      { type: 'paragraph', content: [textOf('So Sam', [{ type: 'bold' }]), textOf(' Speaker said.')] },
    ])
    await rooms.write(note, await documents.append([], text), { actor: null, name: null })
  }
  const target = await findNoteTarget(served.context.db, session.summaryId)
  if (!target) throw new Error('expected a summary')
  const asked = { target, principal: OPERATOR }
  await setStage(
    { ...served.context, contents: new NoteContents(served.context) },
    { ...asked, stage: 'final', from: 'draft' },
  )
  const final = { ...target, isFinal: true }
  await addErratum(served.context, { target: final, principal: OPERATOR, text: `It was not ${NAME}.` })
  return session
}

test('[REDACT-6] no page has a name that the event takes out, whoever asks', async () => {
  const session = await sessionAbout()
  const organizer = await served.makeLink('event', served.eventId, { role: 'organizer' })
  const paths = [
    '/r/gardeners',
    `/r/gardeners/t/${session.trackId}`,
    `/r/gardeners/s/${session.id}`,
    `/r/gardeners/s/${served.session.id}`,
    `/r/n/${session.notesId}`,
    `/r/n/${session.summaryId}`,
  ]
  const isNamed = /Sam(?:<[^>]*>|\s)*Speaker|sam.speaker/i
  for (const path of paths)
    expect([path, (await served.get(path)).text]).toEqual([path, expect.stringMatching(isNamed)])
  await takeOut(NAME)
  for (const headers of [bearer(served.reader), bearer(organizer)]) {
    for (const path of paths) {
      const { status, text } = await served.get(path, headers)
      expect([path, status, isNamed.test(text)]).toEqual([path, 200, false])
      expect([path, text]).toEqual([path, expect.stringContaining(REMOVED)])
    }
  }
  expect((await served.get(`/r/gardeners/s/${session.id}`)).text).toContain(`It was not ${REMOVED}.`)
  await takeOut()
  expect((await served.get(`/r/n/${session.notesId}`)).text).toMatch(isNamed)
})

test('[REDACT-6] where the slug spells a name links lead on by the id', async () => {
  await takeOut('Gardeners')
  const { text } = await served.get('/r/gardeners')
  expect(text).not.toMatch(/\/r\/gardeners\//)
  const path = /href="(\/r\/[^"]+\/s\/[^"]+)"/.exec(text)?.[1] ?? ''
  expect((await served.get(path)).status).toBe(200)
})

test('[REDACT-7] live updates have no such name, and those who follow get other texts as soon as names change', async () => {
  const { notesId } = await served.makeSession()
  const long = 'x'.repeat(2_000)
  await served.write(notesId, long, `${NAME} came.`)
  const streams = [await served.follow(`notes=${notesId}&patches=1`), await served.follow(`notes=${notesId}`)]
  const allHave = (words: string, { not = '' } = {}) =>
    eventually(
      () =>
        streams.every(({ contents }) => {
          const html = contents.get(notesId)?.html ?? ''
          return html.includes(words) && html.includes(long) && (not === '' || !html.includes(not))
        }),
      { message: `“${words}” for all` },
    )
  await allHave(`${NAME} came.`)
  await takeOut(NAME)
  await allHave(`${REMOVED} came.`, { not: NAME })
  await served.write(notesId, `Then ${NAME} went.`)
  await allHave(`Then ${REMOVED} went.`, { not: NAME })
  const newcomer = await served.follow(`notes=${notesId}`)
  await eventually(() => newcomer.contents.has(notesId))
  expect(newcomer.text).not.toContain(NAME)
  await takeOut()
  await allHave(`Then ${NAME} went.`)
  await served.write(notesId, 'The end.')
  await allHave('The end.')
  const [patched, plain] = streams.map(({ contents }) => contents.get(notesId)?.html)
  expect(patched).toBe(plain)
})

test('[REDACT-7] a text that nobody follows is without the names when it is next read', async () => {
  const { id, notesId } = await served.makeSession()
  const seq = await served.write(notesId, `${NAME} came.`)
  expect((await served.get(`/r/gardeners/s/${id}`)).text).toContain(`${NAME} came.`)
  await takeOut(NAME)
  const stream = await served.follow(`notes=${notesId}&after=${notesId}=${seq - 1}`)
  await eventually(() => stream.contents.has(notesId))
  expect(stream.text).toContain(`${REMOVED} came.`)
  expect(stream.text).not.toContain(NAME)
})

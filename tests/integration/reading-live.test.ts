/** The live stream over real connections: what readers get, how often it is made, and when it ends. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { OPERATOR } from '../../server/auth/operator.ts'
import { revokeLink } from '../../server/auth/revoke-link.ts'
import { LIVE_HEARTBEAT_MS } from '../../server/routes/live.ts'
import type { LinkId, NoteId } from '../../shared/domain/ids.ts'
import { MINUTE_MS } from '../../shared/domain/time.ts'
import { MAX_LINK_CONNECTIONS } from '../../shared/protocol/limits.ts'
import { eventually } from '../support/eventually.ts'
import { bearer, startReadingServer, type ReadingServer } from '../support/reading-server.ts'

let served: ReadingServer

beforeAll(async () => {
  served = await startReadingServer()
})
afterAll(() => served.close())

test('[READ-11] each change arrives with its place, its time and its HTML, for both notes of a page', async () => {
  const { notesId, summaryId } = await served.makeSession()
  const stream = await served.follow(`notes=${summaryId},${notesId}`)
  await eventually(() => stream.contents.size === 2)
  expect(stream.contents.get(notesId)).toMatchObject({ seq: 0, at: null, html: '' })
  const seq = await served.write(notesId, 'They make tunnels.')
  await eventually(() => stream.contents.get(notesId)?.seq === seq)
  const content = stream.contents.get(notesId)
  expect(content?.html).toMatch(/^<p id="b[\w-]{10}">They make tunnels\.<\/p>$/)
  expect(Date.now() - Date.parse(content?.at ?? '')).toBeLessThan(60_000)
  expect(stream.events.every(({ name }) => name === 'content')).toBe(true)
})

test('[READ-12] whoever has the newest text gets nothing until it changes', async () => {
  const { notesId } = await served.makeSession()
  const seq = await served.write(notesId, 'One.')
  const [byQuery, byHeader, behind] = await Promise.all([
    served.follow(`notes=${notesId}&after=${notesId}=${seq}`),
    served.follow(`notes=${notesId}`, { 'last-event-id': `${notesId}=${seq}` }),
    served.follow(`notes=${notesId}&after=${notesId}=0`),
  ])
  await eventually(() => behind.events.length === 1)
  expect([byQuery.events, byHeader.events]).toEqual([[], []])
  const next = await served.write(notesId, 'Two.')
  await eventually(() =>
    [byQuery, byHeader, behind].every(({ contents }) => contents.get(notesId)?.seq === next),
  )
  expect(byQuery.text).toContain(`id: ${notesId}=${next}\n`)
})

test('[READ-18] readers who ask for patches get them, and come to the same text as those who do not', async () => {
  const { notesId } = await served.makeSession()
  await served.write(notesId, 'x'.repeat(5_000))
  const patched = await served.follow(`notes=${notesId}&patches=1`)
  const plain = await served.follow(`notes=${notesId}`)
  await eventually(() => patched.contents.size === 1 && plain.contents.size === 1)
  for (const text of ['Two.', 'Three 🐛.']) {
    const seq = await served.write(notesId, text)
    await eventually(() => [patched, plain].every(({ contents }) => contents.get(notesId)?.seq === seq))
  }
  expect(patched.events.map(({ name }) => name)).toEqual(['content', 'patch', 'patch'])
  expect(patched.contents.get(notesId)?.html).toBe(plain.contents.get(notesId)?.html)
  expect(patched.events.at(-1)?.data.length).toBeLessThan(200)
})

test('[READ-13] 200 readers cause one render per change, and one follower of the room', async () => {
  const { notesId } = await served.makeSession()
  const render = vi.spyOn(served.context.documents, 'render')
  const follow = vi.spyOn(served.context.rooms, 'follow')
  const readers = await Promise.all(Array.from({ length: 200 }, () => served.follow(`notes=${notesId}`)))
  expect(served.liveNotes.countReaders(notesId as NoteId)).toBe(200)
  for (let change = 1; change <= 3; change++) {
    const seq = await served.write(notesId, `Change ${change}.`)
    await eventually(() => readers.every(({ contents }) => contents.get(notesId)?.seq === seq))
    expect(render).toHaveBeenCalledTimes(change)
  }
  expect(follow).toHaveBeenCalledTimes(1)
  for (const gone of readers) gone.close()
  await eventually(() => served.liveNotes.countReaders(notesId as NoteId) === 0)
})

test('[READ-13] many changes in a second cause few renders, and the last one arrives', async () => {
  const { notesId } = await served.makeSession()
  const stream = await served.follow(`notes=${notesId}`)
  const render = vi.spyOn(served.context.documents, 'render')
  const begun = performance.now()
  let seq = 0
  for (let change = 0; change < 40; change++) seq = await served.write(notesId, `Change ${change}.`)
  await eventually(() => stream.contents.get(notesId)?.seq === seq)
  const seconds = (performance.now() - begun) / 1_000
  expect(render.mock.calls.length).toBeLessThanOrEqual(Math.ceil(seconds * 2) + 1)
})

test('[READ-14] a reader who is slow gets the newest text and not every one on the way', async () => {
  const { notesId } = await served.makeSession()
  const writeText = served.makeTextWriter(notesId)
  // Socket buffers grow with what is sent, so a few of these texts may fit into them; all ten do not.
  await writeText('z'.repeat(7_000_000))
  const slow = await served.follow(`notes=${notesId}`)
  await eventually(() => slow.contents.size === 1)
  slow.pauseReading()
  const quick = await served.follow(`notes=${notesId}&patches=1`)
  await eventually(() => quick.contents.size === 1)
  let seq = 0
  for (let change = 0; change < 10; change++) {
    seq = await writeText(`change ${change}`)
    await eventually(() => quick.contents.get(notesId)?.seq === seq)
  }
  slow.resumeReading()
  await eventually(() => slow.contents.get(notesId)?.seq === seq)
  expect(slow.contents.get(notesId)?.html).toBe(quick.contents.get(notesId)?.html)
  expect(slow.events.length).toBeLessThan(quick.events.length)
})

test('[READ-15] a revoked link ends its streams at once, and says why; others go on', async () => {
  const { id, notesId } = await served.makeSession()
  const link = await served.makeLink('session', id)
  const [stream, other] = await Promise.all([
    served.follow(`notes=${notesId}`, bearer(link)),
    served.follow(`notes=${notesId}`),
  ])
  await revokeLink(served.context, { principal: OPERATOR, id: link.id })
  await eventually(() => stream.ended, { within: 2_000, message: 'the end of the stream' })
  expect(stream.events.at(-1)).toMatchObject({
    name: 'end',
    data: expect.stringContaining('"code":"forbidden"'),
  })
  const seq = await served.write(notesId, 'After.')
  await eventually(() => other.contents.get(notesId)?.seq === seq)
  expect(stream.text).not.toContain('After.')
  const again = await served.follow(`notes=${notesId}`, bearer(link))
  expect(again.status).toBe(401)
})

test('[READ-15] a link that expires ends its streams then', async () => {
  const { id, notesId } = await served.makeSession()
  const expiresAt = new Date(served.clock.now() + 3_600_000).toISOString()
  const link = await served.makeLink('session', id, { expiresAt })
  const stream = await served.follow(`notes=${notesId}`, bearer(link))
  served.clock.move(3_500_000)
  await served.write(notesId, 'Still allowed.')
  await eventually(() => stream.text.includes('Still allowed.'))
  expect(stream.ended).toBe(false)
  served.clock.move(110_000)
  await eventually(() => stream.ended, { within: 2_000, message: 'the end of the stream' })
  expect(stream.events.at(-1)?.name).toBe('end')
})

test('[READ-15] a stream is only given to those who may read all its notes', async () => {
  const { notesId, summaryId } = await served.makeSession()
  const link = await served.makeLink('note', notesId)
  const statusOf = async (query: string, headers: Record<string, string>) =>
    (await served.get(`/api/v1/live?${query}`, headers)).status
  expect(await statusOf(`notes=${notesId}`, {})).toBe(401)
  expect(await statusOf(`notes=${notesId},${summaryId}`, bearer(link))).toBe(403)
  expect(await statusOf('notes=nothing', bearer(link))).toBe(404)
  expect(await statusOf('notes=', bearer(link))).toBe(400)
  expect(
    await statusOf(`notes=${Array.from({ length: 9 }, (_, n) => `n${n}`).join(',')}`, bearer(link)),
  ).toBe(400)
})

test('[READ-16] a quiet stream says every 15 seconds that it is alive', async () => {
  const { notesId } = await served.makeSession()
  const stream = await served.follow(`notes=${notesId}`)
  await eventually(() => stream.events.length === 1)
  const before = stream.text.length
  served.clock.move(LIVE_HEARTBEAT_MS)
  await eventually(() => stream.text.length > before)
  expect(stream.text.slice(before)).toBe(': still here\n\n')
})

test('[READ-17] when the last reader has gone, the note is no longer followed, and its room closes', async () => {
  const { notesId } = await served.makeSession()
  const first = await served.follow(`notes=${notesId}`)
  const second = await served.follow(`notes=${notesId}`)
  first.close()
  await eventually(() => served.liveNotes.countReaders(notesId as NoteId) === 1)
  const seq = await served.write(notesId, 'One.')
  await eventually(() => second.contents.get(notesId)?.seq === seq)
  // An empty room stays open for a while: those of other tests have to go before this one can be counted.
  const roomsAfterAWhile = async (count: number) =>
    eventually(
      () => {
        served.clock.move(MINUTE_MS)
        return served.context.rooms.size === count
      },
      { message: `only ${count} open rooms` },
    )
  await roomsAfterAWhile(1)
  second.close()
  await eventually(() => served.liveNotes.countReaders() === 0 && served.live.countStreams() === 0)
  await roomsAfterAWhile(0)
  expect(served.liveNotes.countReaders(notesId as NoteId)).toBe(0)
})

test('[SAFE-13, READ-28] streams count as connections of their link; beyond its share the page itself can still be asked for', async () => {
  const { id, notesId } = await served.makeSession()
  const reader = await served.makeLink('session', id)
  const link = reader.id as LinkId
  const guest = { principal: { actor: 'guest:1', kind: 'token' }, link } as const
  for (let count = 1; count < MAX_LINK_CONNECTIONS; count++)
    served.participants.enter(guest, served.clock.now())
  const last = await served.follow(`notes=${notesId}`, bearer(reader))
  expect(last.status).toBe(200)
  const refused = await served.get(`/api/v1/live?notes=${notesId}`, bearer(reader))
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30'])
  expect((await served.get(`/r/gardeners/s/${id}`, bearer(reader))).status).toBe(200)
  // Another link is not meant.
  expect((await served.follow(`notes=${notesId}`)).status).toBe(200)
  last.close()
  await eventually(async () => (await served.follow(`notes=${notesId}`, bearer(reader))).status === 200)
})

/** Many in one note at once: a whole hall behind one address, and one of them on a line that hardly carries anything. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { CLOSE } from '../../shared/protocol/close-codes.ts'
import { eventually } from '../support/eventually.ts'
import { FaultProxy } from '../support/fault-proxy.ts'
import type { NoteClient, Over } from '../support/note-client.ts'
import { createNoteWorld, type NoteWorld } from '../support/note-world.ts'

const HALL = 50
const KEYS_EACH = 10
const TYPISTS = 20
const TYPING_MS = 100
/** Long enough texts that a slow line falls behind by megabytes. */
const PARAGRAPH = 'x'.repeat(4_000)
const PARAGRAPHS = 800
const PROMPTLY_MS = 5_000
const MAX_GROWTH_BYTES = 250 * 1024 * 1024

let world: NoteWorld

beforeAll(async () => (world = await createNoteWorld()))
afterEach(() => world.leave())
afterAll(() => world.dispose())

const countIn = ({ doc }: NoteClient): number => doc.getXmlFragment('default').length

const WAYS: readonly Over[] = ['WebSocket', 'HTTP']

test.each(WAYS)(
  '[GATE-12, LANE-1] fifty people behind one address and with one link write at once over %s, and all of it arrives',
  async (over) => {
    const noteId = await world.freshNote()
    const hall = Array.from({ length: HALL }, () => world.connect(noteId, { over }))
    await Promise.all(hall.map((client) => client.synced()))
    for (let key = 0; key < KEYS_EACH; key++) {
      hall.forEach((client, index) => client.addParagraph(`p${index} key ${key};`))
    }
    expect(new Set(await Promise.all(hall.map((client) => client.save())))).toEqual(new Set(['saved']))
    await eventually(() => hall.every((client) => countIn(client) === HALL * KEYS_EACH), {
      within: 20_000,
      message: 'everybody has what everybody wrote',
    })
    expect(new Set(hall.map(({ blocks }) => blocks)).size).toBe(1)
    expect(hall.flatMap(({ closes }) => closes)).toEqual([])
  },
)

test.each(WAYS)(
  '[GATE-14, LANE-7] one on a line of 1 KB a second over %s delays nobody, costs little, and has everything when the line is better',
  async (over) => {
    const noteId = await world.freshNote()
    const line = await FaultProxy.start(world.server.url)
    const slow = await world.connect(noteId, { url: line.url, maxBackoffMs: 200, over }).synced()
    const typists = Array.from({ length: TYPISTS }, () => world.connect(noteId))
    await Promise.all(typists.map((client) => client.synced()))
    const before = await world.server.memoryBytes()
    for (const link of line.links) link.fall({ bytesPerSecond: 1_024 }, ['down'])

    let written = 0
    const typing = setInterval(() => {
      for (const client of typists) if (written++ < PARAGRAPHS) client.addParagraph(`${PARAGRAPH}${written}`)
    }, TYPING_MS)
    await eventually(() => written >= PARAGRAPHS, { within: 30_000, message: 'all was typed' })
    clearInterval(typing)
    await eventually(() => typists.every((client) => countIn(client) === PARAGRAPHS), {
      within: PROMPTLY_MS,
      message: 'the others have everything at once',
    })
    expect(countIn(slow)).toBeLessThan(PARAGRAPHS)
    expect((await world.server.memoryBytes()) - before).toBeLessThan(MAX_GROWTH_BYTES)
    expect(typists.flatMap(({ closes }) => closes)).toEqual([])

    line.heal()
    await eventually(() => slow.blocks === typists[0]?.blocks, {
      within: 20_000,
      message: 'the slow one has everything',
    })
    expect(slow.closes.every((code) => code === CLOSE.tooSlow.code)).toBe(true)
    slow.destroy()
    await line.close()
  },
)

/**
 * The process is killed at random moments while several people type fast enough for commits and checkpoints to be under
 * way. KILL_ROUNDS=300 makes it long, KILL_SEED repeats one that failed.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import type { NoteClient } from '../support/note-client.ts'
import { createNoteWorld, type NoteWorld } from '../support/note-world.ts'
import { createRandom } from '../support/random-doc.ts'

const SEED = Number(process.env['KILL_SEED'] ?? 4_711)
const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 3)
/** A note gets long enough for checkpoints, not for clients to become slow. */
const ROUNDS_PER_NOTE = 10
const WRITERS = 4
const TYPING_MS = 3

let world: NoteWorld

beforeAll(async () => (world = await createNoteWorld()))
afterEach(() => world.leave())
afterAll(() => world.dispose())

/** Types numbered tokens of its own, and remembers which of them it was told are saved. */
class Scribe {
  readonly client: NoteClient
  readonly #letter: string
  readonly #asked = new Map<number, number>()
  #typed = 0

  constructor(client: NoteClient, letter: string) {
    this.client = client
    this.#letter = letter
  }

  type(): void {
    this.client.type(`${this.#letter}${++this.#typed};`)
    if (this.#typed % 5 === 0) this.#asked.set(this.client.askToSave(), this.#typed)
  }

  /** All tokens that it may rely on: others' that it saw, and its own that it was told are saved. */
  get relied(): readonly string[] {
    const saved = Math.max(
      0,
      ...[...this.#asked].map(([seq, typed]) => (this.client.barriers.get(seq) === 'saved' ? typed : 0)),
    )
    const own = Array.from({ length: saved }, (_, index) => `${this.#letter}${index + 1};`)
    return [...own, ...tokensOf(this.client).filter((token) => !token.startsWith(this.#letter))]
  }

  get last(): string {
    return `${this.#letter}${this.#typed};`
  }
}

const tokensOf = ({ text }: NoteClient): readonly string[] => text.match(/[a-z]\d+;/g) ?? []

test(
  `[KILL-1, KILL-2] killed at any moment, the server has all that anybody saw or was told is saved (seed ${SEED})`,
  async () => {
    const random = createRandom(SEED)
    const below = (limit: number) => Math.floor(random() * limit)
    let scribes: readonly Scribe[] = []
    let noteId = ''
    for (let round = 0; round < ROUNDS; round++) {
      if (round % ROUNDS_PER_NOTE === 0) {
        world.leave()
        noteId = await world.freshNote()
        const note = noteId
        scribes = Array.from(
          { length: WRITERS },
          (_, index) => new Scribe(world.connect(note, { maxBackoffMs: 200 }), 'abcdef'[index] ?? 'z'),
        )
        await Promise.all(scribes.map(({ client }) => client.synced()))
      }
      await killWhileTyping(scribes, { atKey: random() < 0.5, count: 20 + below(500) })
      const relied = new Set(scribes.flatMap((scribe) => scribe.relied))
      scribes.forEach((scribe) => scribe.type())
      const { output } = await world.server.check()
      expect(`round ${round}: ${output}`).toContain('all intact')

      await world.server.restart()
      const fresh = await world.connect(noteId).synced()
      const kept = new Set(tokensOf(fresh))
      expect({ round, lost: [...relied].filter((token) => !kept.has(token)) }).toEqual({ round, lost: [] })

      for (const { client } of scribes) client.provider.connect()
      const everyone = [fresh, ...scribes.map(({ client }) => client)]
      await eventually(
        () => {
          const { text } = fresh
          return (
            everyone.every((client) => client.text === text) &&
            scribes.every(({ last }) => text.includes(last))
          )
        },
        { within: 20_000, message: `round ${round}: what was typed while the server was away` },
      )
      fresh.destroy()
    }
    expect((await world.server.check()).output).toMatch(/[1-9]\d* checkpoints/)
  },
  60_000 + ROUNDS * 10_000,
)

/** Kills the server in the moment of the nth key or sight of others' text; then keeps everybody away from it. */
async function killWhileTyping(
  scribes: readonly Scribe[],
  { atKey, count }: { readonly atKey: boolean; readonly count: number },
): Promise<void> {
  const { server } = world
  const watched = scribes[0]?.client.doc
  let events = 0
  const killed = new Promise<void>((resolve) => {
    const happened = (isKey: boolean) => {
      if (isKey === atKey && ++events === count) void server.kill().then(resolve)
    }
    // Sights come in batches; each key counts, each batch of others counts as some.
    watched?.on('update', (_update: Uint8Array, _origin: unknown, _doc: unknown, { local }) => {
      if (!local) for (let some = 0; some < 5; some++) happened(false)
    })
    const typing = setInterval(() => {
      for (const scribe of scribes) {
        scribe.type()
        happened(true)
      }
    }, TYPING_MS)
    void killedOrLate(() => server.pid === undefined).finally(() => clearInterval(typing))
  })
  await killed
  for (const { client } of scribes) client.provider.disconnect()
}

const killedOrLate = (isKilled: () => boolean): Promise<unknown> =>
  eventually(isKilled, { within: 30_000, message: 'the kill' })

test('[KILL-3] a process that stands still while people type and then goes on has lost nothing', async () => {
  const noteId = await world.freshNote()
  const scribes = ['a', 'b', 'c'].map((letter) => new Scribe(world.connect(noteId), letter))
  const clients = scribes.map(({ client }) => client)
  await Promise.all(clients.map((client) => client.synced()))
  for (let pause = 0; pause < 3; pause++) {
    scribes.forEach((scribe) => scribe.type())
    world.server.pause()
    const typing = setInterval(() => scribes.forEach((scribe) => scribe.type()), TYPING_MS)
    const before = tokensOf(clients[0] as NoteClient).length
    await eventually(() => tokensOf(clients[0] as NoteClient).length > before + 200)
    clearInterval(typing)
    world.server.resume()
    expect(await Promise.all(clients.map((client) => client.save()))).toEqual(['saved', 'saved', 'saved'])
  }
  const fresh = await world.connect(noteId).synced()
  await eventually(() => clients.every(({ text }) => text === fresh.text), { message: 'the same text' })
  for (const { last } of scribes) expect(fresh.text).toContain(last)
  expect(clients.flatMap(({ closes }) => closes)).toEqual([])
})

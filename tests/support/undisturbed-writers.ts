/** Two people who keep typing into a note while others misbehave, and what must be true of them and of it afterwards. */
import { eventually } from './eventually.ts'
import type { NoteClient } from './note-client.ts'
import type { NoteWorld } from './note-world.ts'

const TYPING_MS = 25
/** What a process may grow by that was asked for some hundred megabytes of nonsense; a leak of it all is far above. */
const MAX_GROWTH_BYTES = 250 * 1024 * 1024

export class UndisturbedWriters {
  readonly #world: NoteWorld
  readonly noteId: string
  readonly #ada: NoteClient
  readonly #ben: NoteClient
  readonly #typing: NodeJS.Timeout
  readonly #pid: number | undefined
  readonly #memoryBefore: number
  readonly #outputBefore: number
  #typed = 0

  private constructor(
    world: NoteWorld,
    noteId: string,
    [ada, ben]: readonly [NoteClient, NoteClient],
    memory: number,
  ) {
    this.#world = world
    this.noteId = noteId
    this.#ada = ada
    this.#ben = ben
    this.#pid = world.server.pid
    this.#outputBefore = world.server.output.length
    this.#memoryBefore = memory
    this.#typing = setInterval(() => {
      const number = ++this.#typed
      ada.addParagraph(`a${number};`)
      ben.addParagraph(`b${number};`)
    }, TYPING_MS)
  }

  static async start(world: NoteWorld): Promise<UndisturbedWriters> {
    const noteId = await world.freshNote()
    const [ada, ben] = await Promise.all([world.connect(noteId).synced(), world.connect(noteId).synced()])
    // An entry that was never set is not shown by y-protocols.
    for (const { provider } of [ada, ben]) provider.awareness.setLocalStateField('cursor', null)
    return new UndisturbedWriters(world, noteId, [ada, ben], await world.server.memoryBytes())
  }

  /** Client ids that wrote something into the note, as its writers know it. */
  get authors(): readonly number[] {
    return [...this.#ada.doc.store.clients.keys()]
  }

  get clients(): readonly [NoteClient, NoteClient] {
    return [this.#ada, this.#ben]
  }

  /**
   * Ends the typing and tells what is not as it must be: the process lives, both writers were never disconnected and have
   * all of each other's text, one who comes now gets the same, the log is intact, memory is bounded. `onlyTheirs`:
   * nothing of anybody else is in the note; `quiet`: the server has nothing to complain about.
   */
  async findHarm({
    onlyTheirs = true,
    quiet = true,
  }: { readonly onlyTheirs?: boolean; readonly quiet?: boolean } = {}): Promise<readonly string[]> {
    await eventually(() => this.#typed > 0, { message: 'the first key' })
    clearInterval(this.#typing)
    const { server } = this.#world
    const harm: string[] = []
    const mustBe = (is: boolean, what: string) => is || harm.push(what)

    mustBe(server.pid === this.#pid, 'the process is another one')
    mustBe((await fetch(`${server.url}/healthz`)).status === 200, 'the process is not healthy')
    const complaints = server.output.slice(this.#outputBefore)
    mustBe(!quiet || complaints === '', `the server complains: ${complaints}`)
    const answers = await Promise.all(this.clients.map((client) => client.save()))
    mustBe(
      answers.every((answer) => answer === 'saved'),
      `writers are told ${answers.join()}`,
    )
    const fresh = await this.#world.connect(this.noteId).synced()
    const everyone = [...this.clients, fresh]
    const tokens = Array.from({ length: this.#typed }, (_, index) => [
      `a${index + 1};`,
      `b${index + 1};`,
    ]).flat()
    await eventually(
      () =>
        everyone.every(({ blocks }) => {
          const there = new Set(blocks.match(/[ab]\d+;/g))
          return tokens.every((token) => there.has(token))
        }),
      { message: 'everybody has what the two wrote' },
    )
    await eventually(() => new Set(everyone.map(({ blocks }) => blocks)).size === 1, {
      message: 'everybody has the same text',
    })
    const authors = fresh.doc.store.clients.size
    mustBe(!onlyTheirs || authors === this.clients.length, `${authors} wrote into the note`)
    mustBe(!onlyTheirs || fresh.blocks.length === tokens.join('').length, 'there is more text than was typed')
    const closes = this.clients.flatMap((client) => client.closes)
    mustBe(closes.length === 0, `writers were closed with ${closes.join()}`)
    const { output } = await server.check()
    const problems = output.trim().split('\n').slice(0, -1)
    const serious = problems.filter((line) => !isContested(line, this.#world.contested))
    mustBe(serious.length === 0, serious.join('\n'))
    mustBe(output.includes(' updates'), output)
    const growth = (await server.memoryBytes()) - this.#memoryBefore
    mustBe(growth < MAX_GROWTH_BYTES, `memory grew by ${growth} bytes`)
    fresh.destroy()
    return harm
  }
}

/** Forged neighbours of an item can make its place depend on the order of updates; `check` tells, and nobody can help it. */
function isContested(line: string, notes: ReadonlySet<string>): boolean {
  const noteId = line.slice(0, line.indexOf(' '))
  return notes.has(noteId) && line.endsWith('does not give the same text as the log before it')
}

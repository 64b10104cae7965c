/** All simulated clients of a run, on one server. */
import type { BenchServer } from '../servers/bench-server.ts'
import { LoadClient, type LoadClientOptions } from './load-client.ts'
import { Observation } from './observation.ts'
import { PayloadTable, readRanges, type Ranges } from './payload-table.ts'
import { settle, until } from './quiescence.ts'
import type { SeedDocument } from './seed-documents.ts'
import { Wire } from './wire.ts'

/** How many come in at a time where a scenario is not about coming in. */
const JOINING_AT_ONCE = 50
const JOIN_TIMEOUT_MS = 60_000
/** Hocuspocus closes a connection that said nothing for a minute. */
const SIGN_OF_LIFE_MS = 20_000

export type Access = 'write' | 'read'
type JoinOptions = Partial<Pick<LoadClientOptions, 'stateVector' | 'answer' | 'arrival' | 'onBarrier'>>

export class Fleet {
  readonly payloads = new PayloadTable()
  readonly #server: BenchServer
  readonly #wires = new Map<string, Wire>()
  readonly #clients = new Set<LoadClient>()
  readonly #signOfLife: NodeJS.Timeout

  constructor(server: BenchServer) {
    this.#server = server
    this.#signOfLife = setInterval(() => {
      for (const client of this.#clients) client.stayAlive()
    }, SIGN_OF_LIFE_MS)
  }

  wire(room: string): Wire {
    const known = this.#wires.get(room)
    if (known) return known
    const wire = new Wire(this.#server.dialect, room)
    this.#wires.set(room, wire)
    return wire
  }

  /** Begins to join; what arrives is noted from now on. */
  open(room: string, access: Access, options: JoinOptions = {}): LoadClient {
    const client = new LoadClient({
      ...options,
      address: this.#server.address(room, access),
      wire: this.wire(room),
      payloads: this.payloads,
    })
    this.#clients.add(client)
    return client
  }

  /** Opens many, some at a time, and waits until each has the document. Throws when one does not get it. */
  async joinAll(
    joins: readonly { readonly room: string; readonly access: Access; readonly options?: JoinOptions }[],
    awaited: Ranges,
  ): Promise<Observation[]> {
    const all: Observation[] = []
    for (let first = 0; first < joins.length; first += JOINING_AT_ONCE) {
      const some = joins
        .slice(first, first + JOINING_AT_ONCE)
        .map(
          ({ room, access, options }) =>
            new Observation(this.open(room, access, options), this.payloads, awaited),
        )
      await until(() => some.every((one) => isThere(one.advance())), {
        timeoutMs: JOIN_TIMEOUT_MS,
        everyMs: 5,
      })
      const absent = some.find(({ completeAt }) => completeAt === null)
      if (absent) throw new Error(`a client could not join: ${absent.client.dropped ?? 'no content arrived'}`)
      all.push(...some)
    }
    return all
  }

  /** Writes a document into empty rooms and makes sure that whoever comes gets it. */
  async seed(rooms: readonly string[], { update }: SeedDocument): Promise<void> {
    const awaited = readRanges(update)
    for (let first = 0; first < rooms.length; first += JOINING_AT_ONCE) {
      const some = rooms.slice(first, first + JOINING_AT_ONCE)
      const writers = some.map((room) => this.open(room, 'write'))
      await Promise.all(writers.map((writer) => writer.joined()))
      writers.forEach((writer, i) => writer.send(this.wire(some[i] as string).update(update)))
      await this.joinAll(
        some.map((room) => ({ room, access: 'write' as const })),
        awaited,
      ).then((seen) => seen.forEach(({ client }) => this.leave(client)))
      writers.forEach((writer) => this.leave(writer))
    }
  }

  /** Waits until everything that is asked for has arrived; false at the deadline. */
  settle(observations: readonly Observation[], complete: () => boolean, timeoutMs: number): Promise<boolean> {
    return settle({
      counter: () => observations.reduce((sum, { client }) => sum + client.timeline.length, 0),
      complete,
      quietMs: 1_000,
      timeoutMs,
    })
  }

  leave(client: LoadClient): void {
    this.#clients.delete(client)
    client.leave()
  }

  cut(client: LoadClient): void {
    this.#clients.delete(client)
    client.cut()
  }

  /** Cuts everybody off. */
  end(): void {
    clearInterval(this.#signOfLife)
    for (const client of this.#clients) client.cut()
    this.#clients.clear()
  }
}

function isThere({ completeAt, client }: Observation): boolean {
  return completeAt !== null || client.dropped !== null
}

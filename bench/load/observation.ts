/** What a client's notes mean: which clocks it had seen when. */
import { Coverage } from './coverage.ts'
import type { LoadClient } from './load-client.ts'
import type { PayloadTable, Ranges } from './payload-table.ts'

/** Hears of clocks that a client sees for the first time. */
export type OnSeen = (client: number, from: number, to: number, time: number) => void

export class Observation {
  readonly client: LoadClient
  readonly coverage = new Coverage()
  /** When it had what `awaited` asks for; null: not yet. */
  completeAt: number | null = null
  readonly #payloads: PayloadTable
  readonly #awaited: Ranges | null
  #cursor = 0

  constructor(client: LoadClient, payloads: PayloadTable, awaited: Ranges | null = null) {
    this.client = client
    this.#payloads = payloads
    this.#awaited = awaited
  }

  /** Works out what came since the last call. */
  advance(onSeen?: OnSeen): this {
    const { timeline } = this.client
    for (; this.#cursor < timeline.length; this.#cursor++) {
      const time = timeline.time(this.#cursor)
      this.coverage.addAll(
        this.#payloads.ranges(timeline.id(this.#cursor)),
        onSeen && ((client, from, to) => onSeen(client, from, to, time)),
      )
      if (this.#awaited && this.completeAt === null && this.coverage.coversAll(this.#awaited)) {
        this.completeAt = time
      }
    }
    return this
  }
}

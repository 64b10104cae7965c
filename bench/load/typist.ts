/** Sends what the writers type, each character at its time, and notes when it really went out. */
import { Histogram } from './histogram.ts'
import type { LoadClient } from './load-client.ts'
import { editsPerWriter, planTyping, type TypingPlan } from './typing-plan.ts'
import type { Random } from './random.ts'
import type { WriterScript } from './writer-script.ts'

const NOT_SENT = -1

export interface Writer {
  readonly client: LoadClient
  readonly script: WriterScript
}

export class Typist {
  readonly writers: readonly Writer[]
  /** How much later than planned characters went out. */
  readonly lateness = new Histogram()
  readonly #plan: TypingPlan
  readonly #perWriter: number
  readonly #sentAt: Float64Array
  readonly #sent: Uint32Array
  readonly #indexOf: ReadonlyMap<number, number>
  readonly #onSent: ((writer: number, edit: number) => void) | undefined
  #stopped = false

  constructor({
    writers,
    durationMs,
    random,
    onSent,
  }: {
    readonly writers: readonly Writer[]
    readonly durationMs: number
    readonly random: Random
    readonly onSent?: (writer: number, edit: number) => void
  }) {
    this.writers = writers
    this.#plan = planTyping({ writers: writers.length, durationMs, random })
    this.#perWriter = editsPerWriter(durationMs)
    this.#sentAt = new Float64Array(writers.length * this.#perWriter).fill(NOT_SENT)
    this.#sent = new Uint32Array(writers.length)
    this.#indexOf = new Map(writers.map(({ script }, index) => [script.clientId, index]))
    this.#onSent = onSent
  }

  /** Types to the end of the plan or until it is stopped. */
  run(): Promise<void> {
    const { times, writers, edits } = this.#plan
    const start = performance.now()
    let next = 0
    return new Promise((resolve) => {
      const tick = (): void => {
        const now = performance.now() - start
        while (!this.#stopped && next < times.length && (times[next] as number) <= now) {
          this.lateness.add(now - (times[next] as number))
          this.#send(writers[next] as number, edits[next] as number)
          next++
        }
        if (this.#stopped || next >= times.length) resolve()
        else setTimeout(tick, 1)
      }
      tick()
    })
  }

  stop(): void {
    this.#stopped = true
  }

  /** Which writer has this Yjs client id; undefined: none. */
  indexOf(clientId: number): number | undefined {
    return this.#indexOf.get(clientId)
  }

  /** How many edits a writer has sent; their clocks count from 0. */
  sent(writer: number): number {
    return this.#sent[writer] as number
  }

  sentAt(writer: number, edit: number): number {
    return this.#sentAt[writer * this.#perWriter + edit] as number
  }

  /** Edits that went out between two times. */
  countBetween(from: number, to: number): number {
    let count = 0
    for (const time of this.#sentAt) if (time >= from && time < to) count++
    return count
  }

  #send(writer: number, edit: number): void {
    const { client, script } = this.writers[writer] as Writer
    this.#sentAt[writer * this.#perWriter + edit] = performance.now()
    client.write(script.edits[edit] as Buffer)
    this.#sent[writer] = edit + 1
    this.#onSent?.(writer, edit)
  }
}

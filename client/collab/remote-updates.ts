/**
 * Brings others' changes into the document, in turns. Each costs the editor a pass over its text and the browser a
 * layout of the page, so in a full room one at a time would leave no time for the keys of who writes here (rule TOG-15).
 * The first after a pause comes at once; those that arrive too soon after a turn come together in the next one.
 */
import type * as Y from 'yjs'

/** The screen shows no more often. */
const SHORTEST_TURN_MS = 16
/** From the start of one turn to the next, in times of what it cost; what it costs to paint is not known here and comes on top. */
const COSTS_PER_TURN = 4
/** Nobody waits longer to see what others write, however slow the device is. */
const LONGEST_TURN_MS = 500

export class RemoteUpdates {
  readonly #doc: Y.Doc
  readonly #origin: () => unknown
  #waiting: (() => void)[] = []
  #isHeld = false
  #nextAt = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  /** `origin` is what the transactions of others' changes carry. */
  constructor(doc: Y.Doc, origin: () => unknown) {
    this.#doc = doc
    this.#origin = origin
  }

  /** Takes a change: what applies it to the document. */
  take(apply: () => void): void {
    this.#waiting.push(apply)
    this.#schedule()
  }

  /** Holds back what others change, or lets it through. */
  hold(isHeld: boolean): void {
    this.#isHeld = isHeld
    if (!isHeld) return this.#schedule()
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  /** What waits is dropped. */
  dispose(): void {
    this.#waiting = []
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  #schedule(): void {
    if (this.#isHeld || this.#timer !== undefined || this.#waiting.length === 0) return
    const wait = this.#nextAt - performance.now()
    if (wait <= 0) return this.#turn()
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      this.#turn()
    }, wait)
  }

  #turn(): void {
    const began = performance.now()
    const waiting = this.#waiting
    this.#waiting = []
    this.#doc.transact(() => {
      for (const apply of waiting) apply()
    }, this.#origin())
    const cost = performance.now() - began
    this.#nextAt = began + Math.min(LONGEST_TURN_MS, Math.max(SHORTEST_TURN_MS, cost * COSTS_PER_TURN))
  }
}

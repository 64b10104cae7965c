/**
 * Writes a note's updates to this device, a few at a time and in order, and tells whether that works. An update is
 * only forgotten here once it is kept, so a write that fails is tried again with the next one.
 */
import * as Y from 'yjs'
import type { LocalCopy } from './local-copy.ts'

/** Own changes wait this long for more; other people's can be had again and wait longer. */
const OWN_DELAY_MS = 50
const OTHERS_DELAY_MS = 1_000

export class CopyWriter {
  readonly #copy: LocalCopy
  readonly #onKept: (kept: boolean) => void
  #waiting: Uint8Array[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  #dueAt = Infinity
  #writing: Promise<void> = Promise.resolve()

  constructor(copy: LocalCopy, onKept: (kept: boolean) => void) {
    this.#copy = copy
    this.#onKept = onKept
  }

  add(update: Uint8Array, isOwn: boolean): void {
    this.#waiting.push(update)
    const dueAt = Date.now() + (isOwn ? OWN_DELAY_MS : OTHERS_DELAY_MS)
    if (dueAt >= this.#dueAt) return
    this.#dueAt = dueAt
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), dueAt - Date.now())
  }

  /** Writes what waits; resolves when it is kept or was refused. */
  flush(): Promise<void> {
    clearTimeout(this.#timer)
    this.#dueAt = Infinity
    this.#writing = this.#writing.then(() => this.#writeWaiting())
    return this.#writing
  }

  async #writeWaiting(): Promise<void> {
    if (this.#waiting.length === 0) return
    const update = Y.mergeUpdates(this.#waiting)
    this.#waiting = []
    try {
      await this.#copy.append(update)
      this.#onKept(true)
    } catch {
      this.#waiting = [update, ...this.#waiting]
      this.#onKept(false)
    }
  }
}

/**
 * Counts own changes and asks the server when they are on disk. A barrier is a numbered question that the server
 * answers once everything sent before it on the same connection is committed; at most one is on its way. It knows no
 * socket: whoever owns it sends what `send` is given and reports answers and the line.
 */
import * as encoding from 'lib0/encoding'
import { MESSAGE } from '../../shared/protocol/messages.ts'

/** Changes of the same moment share one question. */
const ASK_AFTER_MS = 25
/** How long a question may stay open without a word from the server before the line is taken for dead. */
const SILENCE_LIMIT_MS = 12_000

export interface BarrierOptions {
  readonly send: (frame: Uint8Array) => void
  /** All but the last `pending` changes are on disk. */
  readonly onConfirmed: (pending: number) => void
  /** The server did not take the changes; `pending` of them. */
  readonly onRefused: (pending: number) => void
  /** Nothing was heard although a question is open. */
  readonly onSilence: () => void
  /** When the server was last heard (ms since the epoch). */
  readonly lastHeardAt: () => number
  readonly now: () => number
}

export class Barrier {
  readonly #options: BarrierOptions
  #edits = 0
  #confirmed = 0
  #isLineUp = false
  #nextSeq = 1
  #open: { readonly seq: number; readonly covers: number } | null = null
  #askTimer: ReturnType<typeof setTimeout> | undefined
  #silenceTimer: ReturnType<typeof setTimeout> | undefined

  constructor(options: BarrierOptions) {
    this.#options = options
  }

  /** Own changes that no answer covers yet. */
  get pending(): number {
    return this.#edits - this.#confirmed
  }

  /** An own change was made (and sent, if the line is up). */
  countEdit(): void {
    this.#edits += 1
    this.#askSoon()
  }

  /** The line is up and everything that was pending has been sent on it. */
  lineUp(): void {
    this.#isLineUp = true
    this.ask()
  }

  /** Answers to open questions cannot come any more. */
  lineDown(): void {
    this.#isLineUp = false
    this.#forgetQuestion()
  }

  /** Asks now, unless a question is open already. */
  ask(): void {
    clearTimeout(this.#askTimer)
    this.#askTimer = undefined
    if (!this.#isLineUp || this.#open) return
    const seq = this.#nextSeq++
    this.#open = { seq, covers: this.#edits }
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, MESSAGE.barrier)
    encoding.writeVarUint(encoder, seq)
    this.#options.send(encoding.toUint8Array(encoder))
    this.#watchSilence(this.#options.now())
  }

  /** The server's answer. Answers to questions of an earlier connection are ignored. */
  answer(seq: number, isRefused: boolean): void {
    if (this.#open?.seq !== seq) return
    const { covers } = this.#open
    this.#forgetQuestion()
    if (isRefused) return this.#options.onRefused(this.pending)
    this.#confirmed = covers
    this.#options.onConfirmed(this.pending)
    if (this.pending > 0) this.#askSoon()
  }

  dispose(): void {
    this.lineDown()
  }

  #askSoon(): void {
    if (!this.#isLineUp || this.#open || this.#askTimer !== undefined) return
    this.#askTimer = setTimeout(() => this.ask(), ASK_AFTER_MS)
  }

  #watchSilence(since: number): void {
    this.#silenceTimer = setTimeout(
      () => {
        const heardAt = this.#options.lastHeardAt()
        if (heardAt > since) this.#watchSilence(heardAt)
        else this.#options.onSilence()
      },
      Math.max(0, since + SILENCE_LIMIT_MS - this.#options.now()),
    )
  }

  #forgetQuestion(): void {
    this.#open = null
    clearTimeout(this.#askTimer)
    clearTimeout(this.#silenceTimer)
    this.#askTimer = undefined
    this.#silenceTimer = undefined
  }
}

import { SECOND_MS } from '../../shared/domain/time.ts'

/** A limit on average with room for bursts: fills by `perSecond` up to `burst`, and is emptied by what is taken. */
export class TokenBucket {
  readonly #perSecond: number
  readonly #burst: number
  #tokens: number
  #at: number

  /** `now` in ms since the epoch. */
  constructor(options: { readonly perSecond: number; readonly burst: number; readonly now: number }) {
    this.#perSecond = options.perSecond
    this.#burst = options.burst
    this.#tokens = options.burst
    this.#at = options.now
  }

  /** Whether there is as much; nothing is taken. */
  has(amount: number, now: number): boolean {
    const earned = (Math.max(0, now - this.#at) / SECOND_MS) * this.#perSecond
    return Math.min(this.#burst, this.#tokens + earned) >= amount
  }

  /** Whether there was as much; it is taken either way, so that one who goes on past the limit stays past it. */
  take(amount: number, now: number): boolean {
    const earned = (Math.max(0, now - this.#at) / SECOND_MS) * this.#perSecond
    this.#tokens = Math.max(-this.#burst, Math.min(this.#burst, this.#tokens + earned) - amount)
    this.#at = now
    return this.#tokens >= 0
  }
}

/**
 * All who came by one access link, so that one that got into the wrong hands cannot fill the server with guests. Those who
 * are in stay in, and find their place again when their line breaks; only who comes new has to wait.
 */
import {
  KEPT_PLACE_MS,
  MAX_LINK_CONNECTIONS,
  MAX_LINK_JOIN_BURST,
  MAX_LINK_JOINS_PER_SECOND,
} from '../../shared/protocol/limits.ts'
import { TokenBucket } from '../lib/token-bucket.ts'

export class LinkCrowd {
  readonly #joins: TokenBucket
  /** Connections, and places that are kept. */
  #places = 0
  /** By actor: until when places are kept, the first to end in front. */
  readonly #kept = new Map<string, number[]>()
  #lastSeen: number

  constructor(now: number) {
    this.#joins = new TokenBucket({ perSecond: MAX_LINK_JOINS_PER_SECOND, burst: MAX_LINK_JOIN_BURST, now })
    this.#lastSeen = now
  }

  /** Whether one more may join by now. Who may not is not counted: knocking keeps nobody else out. */
  mayCome(now: number): boolean {
    this.#lastSeen = now
    return this.#joins.has(1, now) && this.#joins.take(1, now)
  }

  /** Whether there is a place; it is taken then. */
  enter(actor: string, now: number): boolean {
    this.#lastSeen = now
    if (this.#kept.has(actor) || this.#places >= MAX_LINK_CONNECTIONS) this.#giveUpKept(now)
    const own = this.#kept.get(actor)
    if (own) {
      own.pop()
      if (own.length === 0) this.#kept.delete(actor)
      return true
    }
    if (this.#places >= MAX_LINK_CONNECTIONS) return false
    this.#places++
    return true
  }

  leave(actor: string, now: number): void {
    this.#lastSeen = now
    const own = this.#kept.get(actor)
    if (own) own.push(now + KEPT_PLACE_MS)
    else this.#kept.set(actor, [now + KEPT_PLACE_MS])
  }

  /** Whether nothing that counts is known any more. */
  isForgotten(now: number): boolean {
    this.#giveUpKept(now)
    return this.#places === 0 && now - this.#lastSeen > KEPT_PLACE_MS
  }

  #giveUpKept(now: number): void {
    for (const [actor, own] of this.#kept) {
      const over = own.filter((until) => until <= now).length
      this.#places -= over
      own.splice(0, over)
      if (own.length === 0) this.#kept.delete(actor)
    }
  }
}

/**
 * Which way a page reaches the server: a WebSocket, or HTTP where the network lets no WebSocket through. One for all
 * notes of a page, since they share its network. Pure: whoever makes the attempts reports how they went.
 *
 * An attempt that fails says little: the server may be away. So HTTP is only used when a WebSocket failed although the
 * server had just answered a plain request.
 */
export type Way = 'socket' | 'http'

/** How many WebSockets have to fail before the server is asked: on a page where one has opened before, it is often away. */
const DOUBT_AFTER_FAILURES = 1
const DOUBT_AFTER_FAILURES_ONCE_OPENED = 3
/** How long HTTP is used before the next reconnect tries a WebSocket again: people change networks. */
export const SOCKET_AGAIN_MS = 5 * 60_000

export class Ways {
  /** What was found out about answers over HTTP on this network (http-socket.ts). */
  readonly streams = { areHeldBack: false }
  /** Attempts since a WebSocket was open. */
  #failures = 0
  #hasSocketOpened = false
  #hasHttpOpened = false
  /** Whether the server answered after a WebSocket had failed. */
  #isServerThere = false
  /** While HTTP is used: when a WebSocket is tried again (ms since the epoch). */
  #socketAgainAt: number | null = null

  /** Whether a WebSocket has ever opened on this page; where none has, an attempt need not be waited for so long. */
  get hasSocketOpened(): boolean {
    return this.#hasSocketOpened
  }

  /** Whether the server should be asked over HTTP before the next attempt; see {@link answered}. */
  get isInDoubt(): boolean {
    const enough = this.#hasSocketOpened ? DOUBT_AFTER_FAILURES_ONCE_OPENED : DOUBT_AFTER_FAILURES
    return this.#socketAgainAt === null && !this.#isServerThere && this.#failures >= enough
  }

  /** The way of the attempt that is made now. */
  choose(now: number): Way {
    if (this.#socketAgainAt === null) return 'socket'
    if (now < this.#socketAgainAt) return 'http'
    this.#socketAgainAt = now + SOCKET_AGAIN_MS
    return 'socket'
  }

  /** The server has answered a plain request. */
  answered(): void {
    this.#isServerThere = true
  }

  /** An attempt has reached the server. */
  opened(way: Way): void {
    if (way === 'http') {
      this.#hasHttpOpened = true
      return
    }
    this.#hasSocketOpened = true
    this.streams.areHeldBack = false
    this.#startOver()
  }

  /** An attempt has ended without having reached the server. Tells whether the other way is worth a try at once. */
  failed(way: Way, now: number): boolean {
    if (way === 'http') {
      if (!this.#hasHttpOpened) this.#startOver()
      return false
    }
    if (this.#socketAgainAt !== null) return true
    this.#failures++
    if (!this.#isServerThere) return false
    this.#socketAgainAt = now + SOCKET_AGAIN_MS
    return true
  }

  #startOver(): void {
    this.#failures = 0
    this.#isServerThere = false
    this.#socketAgainAt = null
  }
}

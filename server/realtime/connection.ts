/**
 * One client as a room's peer: ordered frames in and out, heartbeat, rate. It knows nothing of notes, and not what it
 * runs over: a WebSocket (socket-wire.ts), or HTTP where the network lets no WebSocket through (http-wire.ts).
 */
import { newId, type ConnectionId } from '../../shared/domain/ids.ts'
import { CLOSE, type CloseCode } from '../../shared/protocol/close-codes.ts'
import {
  MAX_BYTES_BURST,
  MAX_BYTES_PER_SECOND,
  MAX_FRAME_BURST,
  MAX_FRAMES_PER_SECOND,
  PING_MS,
} from '../../shared/protocol/limits.ts'
import type { Packet } from '../collab/packet.ts'
import type { Peer } from '../collab/peer.ts'
import type { Clock } from '../lib/clock.ts'
import { TokenBucket } from '../lib/token-bucket.ts'
import type { Allowance } from '../auth/participants.ts'

/** How long a client has to answer a close before its wire is cut. */
const CLOSE_TIMEOUT_MS = 5_000

/** What a connection runs over. */
export interface Wire {
  /** Tells from here on what comes in. */
  listen(listener: WireListener): void
  /** Sends a packet's frames in order; nothing once the client is leaving. */
  send(packet: Packet): void
  /** Bytes handed over that the network has not taken yet. */
  bufferedBytes(): number
  /** Asks the client for a sign of life. */
  ping(): void
  /** Tells the client why, then ends. */
  close(close: CloseCode): void
  /** Ends without a word. */
  cut(): void
}

export interface WireListener {
  readonly received: (frame: Uint8Array) => void
  /** What came in is no frame that could be taken. */
  readonly refused: (close: CloseCode) => void
  /** The client has shown that it is there. */
  readonly heard: () => void
  /** The wire is gone; may be called more than once. */
  readonly ended: () => void
}

export class Connection implements Peer {
  readonly id = newId<ConnectionId>()
  readonly #wire: Wire
  readonly #clock: Clock
  readonly #onClose: (close: CloseCode | null) => void
  readonly #stopPing: () => void
  #alive = true
  #closed = false
  // Rates are per connection and participant, never per address, since a whole hall shares one address.
  readonly #frames: TokenBucket
  readonly #bytes: TokenBucket

  /**
   * `onFrame` gets every frame; `onClose` is called once, however the connection ends, with the server's reason if it
   * was the server that ended it.
   */
  constructor(options: {
    readonly wire: Wire
    readonly clock: Clock
    /** What all connections of the participant may send together. */
    readonly allowance: Allowance
    readonly onFrame: (frame: Uint8Array) => void
    readonly onClose: (close: CloseCode | null) => void
  }) {
    const { wire, clock, allowance, onFrame, onClose } = options
    this.#wire = wire
    this.#clock = clock
    this.#onClose = onClose
    const now = clock.now()
    this.#frames = new TokenBucket({ perSecond: MAX_FRAMES_PER_SECOND, burst: MAX_FRAME_BURST, now })
    this.#bytes = new TokenBucket({ perSecond: MAX_BYTES_PER_SECOND, burst: MAX_BYTES_BURST, now })
    this.#stopPing = clock.every(PING_MS, () => this.#ping())
    wire.listen({
      received: (frame) => {
        this.#alive = true
        if (this.#closed) return
        const at = clock.now()
        const size = frame.byteLength
        if (!this.#frames.take(1, at) || !this.#bytes.take(size, at) || !allowance.take(size, at))
          return this.close(CLOSE.tooFast)
        onFrame(frame)
      },
      refused: (close) => this.close(close),
      heard: () => (this.#alive = true),
      ended: () => this.#end(),
    })
  }

  send(packet: Packet): void {
    if (!this.#closed) this.#wire.send(packet)
  }

  bufferedBytes(): number {
    return this.#wire.bufferedBytes()
  }

  close(close: CloseCode): void {
    if (this.#closed) return
    this.#end(close)
    this.#wire.close(close)
    this.#clock.after(CLOSE_TIMEOUT_MS, () => this.#wire.cut())
  }

  #end(close: CloseCode | null = null): void {
    if (this.#closed) return
    this.#closed = true
    this.#stopPing()
    this.#onClose(close)
  }

  /** Finds half-open connections: one that said nothing since the last ping is dead. */
  #ping(): void {
    if (!this.#alive) {
      this.#end()
      this.#wire.cut()
      return
    }
    this.#alive = false
    this.#wire.ping()
  }
}

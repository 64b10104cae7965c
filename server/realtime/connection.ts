/**
 * One WebSocket as a room's peer: ordered frames in and out, heartbeat, rate. It knows nothing of notes.
 *
 * Incoming frames, pings and closes are ws's work. Outgoing packets are written past it, straight to the socket, already
 * framed: hundreds get the same buffer. That is in order, since ws without compression writes whole frames at once.
 */
import type { Duplex } from 'node:stream'
import type { WebSocket, RawData } from 'ws'
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
import { wireOf } from './wire.ts'

/** How long a client has to answer a close before its socket is cut. */
const CLOSE_TIMEOUT_MS = 5_000

export class Connection implements Peer {
  readonly id = newId<ConnectionId>()
  readonly #socket: WebSocket
  readonly #stream: Duplex
  readonly #clock: Clock
  readonly #onClose: (close: CloseCode | null) => void
  readonly #stopPing: () => void
  #alive = true
  #closed = false
  // Rates are per connection, never per address, since a whole hall shares one address.
  readonly #frames: TokenBucket
  readonly #bytes: TokenBucket

  /**
   * `stream` is the socket under the WebSocket. `onFrame` gets every binary frame; `onClose` is called once, however the
   * connection ends, with the server's reason if it was the server that ended it.
   */
  constructor(options: {
    readonly socket: WebSocket
    readonly stream: Duplex
    readonly clock: Clock
    readonly onFrame: (frame: Uint8Array) => void
    readonly onClose: (close: CloseCode | null) => void
  }) {
    const { socket, stream, clock, onFrame, onClose } = options
    this.#socket = socket
    this.#stream = stream
    this.#clock = clock
    this.#onClose = onClose
    const now = clock.now()
    this.#frames = new TokenBucket({ perSecond: MAX_FRAMES_PER_SECOND, burst: MAX_FRAME_BURST, now })
    this.#bytes = new TokenBucket({ perSecond: MAX_BYTES_PER_SECOND, burst: MAX_BYTES_BURST, now })
    this.#stopPing = clock.every(PING_MS, () => this.#ping())
    socket.on('message', (data, isBinary) => {
      this.#alive = true
      if (this.#closed) return
      if (!isBinary) return this.close(CLOSE.badFrame)
      const frame = toBytes(data)
      const at = clock.now()
      if (!this.#frames.take(1, at) || !this.#bytes.take(frame.byteLength, at))
        return this.close(CLOSE.tooFast)
      onFrame(frame)
    })
    socket.on('pong', () => (this.#alive = true))
    // ws closes the socket itself after an error (a frame above its limit, invalid framing).
    socket.on('error', () => this.#end())
    socket.on('close', () => this.#end())
  }

  send(packet: Packet): void {
    // A socket that the client is closing takes no more.
    if (this.#closed || this.#socket.readyState !== this.#socket.OPEN) return
    this.#stream.write(wireOf(packet))
  }

  bufferedBytes(): number {
    return this.#stream.writableLength
  }

  close(close: CloseCode): void {
    if (this.#closed) return
    this.#end(close)
    this.#socket.close(close.code, close.reason)
    this.#clock.after(CLOSE_TIMEOUT_MS, () => this.#socket.terminate())
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
      this.#socket.terminate()
      return
    }
    this.#alive = false
    this.#socket.ping()
  }
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}

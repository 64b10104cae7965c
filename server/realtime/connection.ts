/**
 * One WebSocket as a room's peer: ordered frames in and out, heartbeat, rate. It knows nothing of notes.
 */
import type { WebSocket, RawData } from 'ws'
import { newId, type ConnectionId } from '../../shared/domain/ids.ts'
import { CLOSE, type CloseCode } from '../../shared/protocol/close-codes.ts'
import { MAX_FRAME_BURST, MAX_FRAMES_PER_SECOND, PING_MS } from '../../shared/protocol/limits.ts'
import { SECOND_MS } from '../../shared/domain/time.ts'
import type { Peer } from '../collab/peer.ts'
import type { Clock } from '../lib/clock.ts'

/** How long a client has to answer a close before its socket is cut. */
const CLOSE_TIMEOUT_MS = 5_000

export class Connection implements Peer {
  readonly id = newId<ConnectionId>()
  readonly #socket: WebSocket
  readonly #clock: Clock
  readonly #onClose: () => void
  readonly #stopPing: () => void
  #alive = true
  #closed = false
  #credit = MAX_FRAME_BURST
  #creditAt: number

  /** `onFrame` gets every binary frame; `onClose` is called once, however the connection ends. */
  constructor(options: {
    readonly socket: WebSocket
    readonly clock: Clock
    readonly onFrame: (frame: Uint8Array) => void
    readonly onClose: () => void
  }) {
    const { socket, clock, onFrame, onClose } = options
    this.#socket = socket
    this.#clock = clock
    this.#onClose = onClose
    this.#creditAt = clock.now()
    this.#stopPing = clock.every(PING_MS, () => this.#ping())
    socket.on('message', (data, isBinary) => {
      this.#alive = true
      if (this.#closed) return
      if (!isBinary) return this.close(CLOSE.badFrame)
      if (!this.#takeCredit()) return this.close(CLOSE.tooFast)
      onFrame(toBytes(data))
    })
    socket.on('pong', () => (this.#alive = true))
    // ws closes the socket itself after an error (a frame above its limit, invalid framing).
    socket.on('error', () => this.#end())
    socket.on('close', () => this.#end())
  }

  send(frame: Uint8Array): void {
    if (this.#closed) return
    this.#socket.send(frame, { binary: true, compress: false })
  }

  bufferedBytes(): number {
    return this.#socket.bufferedAmount
  }

  close({ code, reason }: CloseCode): void {
    if (this.#closed) return
    this.#end()
    this.#socket.close(code, reason)
    this.#clock.after(CLOSE_TIMEOUT_MS, () => this.#socket.terminate())
  }

  #end(): void {
    if (this.#closed) return
    this.#closed = true
    this.#stopPing()
    this.#onClose()
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

  /** A token bucket: the rate is per connection, never per address, since a whole hall shares one address. */
  #takeCredit(): boolean {
    const now = this.#clock.now()
    const earned = ((now - this.#creditAt) / SECOND_MS) * MAX_FRAMES_PER_SECOND
    this.#credit = Math.min(MAX_FRAME_BURST, this.#credit + Math.max(0, earned)) - 1
    this.#creditAt = now
    return this.#credit >= 0
  }
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}

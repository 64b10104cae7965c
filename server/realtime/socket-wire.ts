/**
 * A WebSocket as a connection's wire. Incoming frames, pings and closes are ws's work. Outgoing packets are written past
 * it, straight to the socket, already framed: hundreds get the same buffer. That is in order, since ws without
 * compression writes whole frames at once.
 */
import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import { CLOSE, type CloseCode } from '../../shared/protocol/close-codes.ts'
import type { Packet } from '../collab/packet.ts'
import type { Wire, WireListener } from './connection.ts'
import { wireOf } from './wire.ts'

export class SocketWire implements Wire {
  readonly #socket: WebSocket
  readonly #stream: Duplex

  /** `stream` is the socket under the WebSocket. */
  constructor({ socket, stream }: { readonly socket: WebSocket; readonly stream: Duplex }) {
    this.#socket = socket
    this.#stream = stream
    // ws closes the socket itself after an error (a frame above its limit, invalid framing).
    socket.on('error', () => {})
  }

  listen({ received, refused, heard, ended }: WireListener): void {
    this.#socket.on('message', (data, isBinary) =>
      isBinary ? received(toBytes(data)) : refused(CLOSE.badFrame),
    )
    this.#socket.on('pong', heard)
    this.#socket.on('error', ended)
    this.#socket.on('close', ended)
  }

  send(packet: Packet): void {
    // A socket that the client is closing takes no more.
    if (this.#socket.readyState === this.#socket.OPEN) this.#stream.write(wireOf(packet))
  }

  bufferedBytes(): number {
    return this.#stream.writableLength
  }

  ping(): void {
    this.#socket.ping()
  }

  close({ code, reason }: CloseCode): void {
    this.#socket.close(code, reason)
  }

  cut(): void {
    this.#socket.terminate()
  }
}

function toBytes(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data)
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data
}

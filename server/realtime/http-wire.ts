/**
 * A connection's wire where the network lets no WebSocket through: an answer that goes on for ever brings frames down as
 * server-sent events; what comes up in requests is handed to `take` (http-door.ts).
 */
import type { ServerResponse } from 'node:http'
import type { CloseCode } from '../../shared/protocol/close-codes.ts'
import { EVENT } from '../../shared/protocol/over-http.ts'
import type { Packet } from '../collab/packet.ts'
import type { Wire, WireListener } from './connection.ts'

export const STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // no-transform keeps proxies from compressing, which would hold events back.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const

export class HttpWire implements Wire {
  readonly #response: ServerResponse
  readonly #secret: string
  #listener: WireListener | null = null
  #pings = 0

  /** `secret` is told to the client, who proves with it that frames are of this connection. */
  constructor({ response, secret }: { readonly response: ServerResponse; readonly secret: string }) {
    this.#response = response
    this.#secret = secret
    response.on('error', () => {})
  }

  listen(listener: WireListener): void {
    this.#listener = listener
    if (this.#response.closed) return void setImmediate(listener.ended)
    this.#response.on('close', listener.ended)
    this.#write(namedEvent(EVENT.open, this.#secret))
  }

  /** Frames that the client sent, in order. */
  take(frames: readonly Uint8Array[]): void {
    this.#listener?.heard()
    for (const frame of frames) this.#listener?.received(frame)
  }

  /** What the client sent cannot be taken. */
  refuse(close: CloseCode): void {
    this.#listener?.refused(close)
  }

  /** A part of what the client sends has come in. */
  hear(): void {
    this.#listener?.heard()
  }

  send(packet: Packet): void {
    this.#write(eventOf(packet))
  }

  bufferedBytes(): number {
    return this.#response.writableLength
  }

  ping(): void {
    this.#write(namedEvent(EVENT.ping, String(++this.#pings)))
  }

  close(close: CloseCode): void {
    this.#write(namedEvent(EVENT.close, JSON.stringify(close)))
    this.#response.end()
  }

  cut(): void {
    this.#response.destroy()
  }

  #write(event: string | Uint8Array): void {
    const response = this.#response
    if (response.closed || response.writableEnded) return
    if (!response.headersSent) response.writeHead(200, STREAM_HEADERS)
    response.write(event)
  }
}

/** Made once per packet and shared by everybody who gets it. */
export function eventOf(packet: Packet): Uint8Array {
  packet.event ??= Buffer.from(`${packet.frames.map(lineOf).join('')}\n`, 'latin1')
  return packet.event
}

function lineOf({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return `data: ${Buffer.from(buffer, byteOffset, byteLength).toString('base64')}\n`
}

function namedEvent(name: string, data: string): string {
  return `event: ${name}\ndata: ${data}\n\n`
}

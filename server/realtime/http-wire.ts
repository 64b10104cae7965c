/**
 * A connection's wire where the network lets no WebSocket through: frames go down as server-sent events, in one answer
 * that goes on for ever or in many short ones; what comes up in requests is handed to `take` (http-door.ts). What has no
 * answer to go in waits for the next one.
 */
import type { ServerResponse } from 'node:http'
import type { CloseCode } from '../../shared/protocol/close-codes.ts'
import { ASK_AGAIN_MS } from '../../shared/protocol/limits.ts'
import { EVENT, type Answering } from '../../shared/protocol/over-http.ts'
import type { Packet } from '../collab/packet.ts'
import type { Wire, WireListener } from './connection.ts'

export const STREAM_HEADERS = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // no-transform keeps proxies from compressing, which would hold events back.
  'Cache-Control': 'no-store, no-transform',
  'X-Accel-Buffering': 'no',
} as const

/** A comment: it only shows that what is written arrives. */
const SIGN = ':\n\n'

interface Answer {
  readonly response: ServerResponse
  readonly kind: Answering
  /** Whether the last event of all is in it. */
  isLast: boolean
}

export class HttpWire implements Wire {
  readonly #secret: string
  readonly #onGone: () => void
  #listener: WireListener | null = null
  #answer: Answer | null = null
  #queue: (string | Uint8Array)[] = []
  #queuedBytes = 0
  #pings = 0
  /** The last event is written, or waits to be. */
  #isClosing = false
  #isGone = false

  /**
   * `secret` is told to the client, who proves with it that requests are of this connection; `onGone` is called once, when
   * there is nothing more to ask for.
   */
  constructor({ secret, onGone }: { readonly secret: string; readonly onGone: () => void }) {
    this.#secret = secret
    this.#onGone = onGone
  }

  listen(listener: WireListener): void {
    this.#listener = listener
    if (this.#isGone) return void setImmediate(listener.ended)
    this.#write(namedEvent(EVENT.open, this.#secret))
  }

  /** Writes into this answer from here on; an earlier one that is still open ends. */
  answer(response: ServerResponse, kind: Answering): void {
    this.#endAnswer()
    if (this.#isGone) return void response.destroy()
    if (response.closed) return this.#end()
    const answer: Answer = { response, kind, isLast: this.#isClosing }
    this.#answer = answer
    response.on('error', () => {})
    response.once('close', () => {
      if (this.#answer === answer) this.#answer = null
      // What was in an answer that broke off is lost: the client has to begin anew.
      if (answer.isLast || !response.writableFinished) this.#end()
    })
    const queue = this.#queue
    this.#queue = []
    this.#queuedBytes = 0
    if (kind === 'lasting' && queue.length === 0 && this.#listener) queue.push(SIGN)
    for (const piece of queue) put(response, piece)
    if (answer.isLast) response.end()
    else if (kind === 'immediate' || (kind === 'waiting' && queue.length > 0)) this.#endSoon(answer)
  }

  /** Ends the answer that is open, if it is a lasting one; the client asks again. */
  handBack(): void {
    if (this.#answer?.kind === 'lasting') this.#endAnswer()
  }

  /** Frames that the client sent, in order. */
  take(frames: readonly Uint8Array[]): void {
    this.#listener?.heard()
    for (const frame of frames) this.#listener?.received(frame)
    // So a client notices that a lasting answer is held back on its way.
    if (this.#answer?.kind === 'lasting') this.#write(SIGN)
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
    return this.#queuedBytes + (this.#answer?.response.writableLength ?? 0)
  }

  ping(): void {
    this.#write(namedEvent(EVENT.ping, String(++this.#pings)))
  }

  close(close: CloseCode): void {
    this.#write(namedEvent(EVENT.close, JSON.stringify(close)))
    this.#isClosing = true
    if (!this.#answer) return
    this.#answer.isLast = true
    this.#answer.response.end()
  }

  cut(): void {
    this.#answer?.response.destroy()
    this.#end()
  }

  #write(event: string | Uint8Array): void {
    if (this.#isGone || this.#isClosing) return
    const answer = this.#answer
    if (!answer) {
      this.#queue.push(event)
      this.#queuedBytes += event.length
      return
    }
    put(answer.response, event)
    if (answer.kind === 'waiting') this.#endSoon(answer)
  }

  /** What is said in the same moment goes together. */
  #endSoon(answer: Answer): void {
    setImmediate(() => {
      if (this.#answer === answer && !this.#isClosing) this.#endAnswer()
    })
  }

  #endAnswer(): void {
    const answer = this.#answer
    if (!answer || answer.response.closed || answer.response.writableEnded) return
    this.#answer = null
    put(answer.response, namedEvent(EVENT.again, answer.kind === 'waiting' ? '0' : String(ASK_AGAIN_MS)))
    answer.response.end()
  }

  #end(): void {
    if (this.#isGone) return
    this.#isGone = true
    this.#queue = []
    this.#queuedBytes = 0
    this.#onGone()
    this.#listener?.ended()
  }
}

function put(response: ServerResponse, event: string | Uint8Array): void {
  if (response.closed || response.writableEnded) return
  if (!response.headersSent) response.writeHead(200, STREAM_HEADERS)
  response.write(event)
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

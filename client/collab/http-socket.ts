/**
 * What y-websocket needs of a WebSocket, for networks that let none through: frames come as server-sent events and go up
 * in numbered requests, one at a time (docs/PROTOCOL.md). Loaded only where it is needed.
 */
import { fromBase64 } from 'lib0/buffer'
import type { CloseCode } from '../../shared/protocol/close-codes.ts'
import {
  CONNECTION_HEADER,
  encodeFrames,
  EVENT,
  EVENTS_PATH,
  FRAMES_PATH,
  MULTIPLEXED_PARAM,
  NUMBER_PARAM,
} from '../../shared/protocol/over-http.ts'
import { readEvents, type ServerEvent } from '../reading/event-stream.ts'
import { reconnectDelay } from './reconnect-delay.ts'

/** From the start of one request to the start of the next: what is said meanwhile goes together. */
const REQUEST_GAP_MS = 50
/** A request takes further frames up to here; a larger frame goes alone. */
const MAX_REQUEST_BYTES = 1024 * 1024
/** How long a request may take; a large one gets more, for lines that carry little. */
const REQUEST_LIMIT_MS = 15_000
const SLOWEST_BYTES_PER_MS = 32
/** A request that does not get through is sent again so often before the line is given up. */
const MAX_TRIES = 4
/** How long the stream has to say why a request was refused. */
const LAST_WORD_MS = 3_000

/** As a WebSocket has it when a line just breaks. */
const BROKEN: CloseCode = { code: 1006, reason: '' }

export class HttpSocket {
  readonly OPEN = 1
  binaryType = 'arraybuffer'
  readyState: 0 | 1 | 3 = 0
  onopen: (() => void) | null = null
  onmessage: ((event: { readonly data: Uint8Array }) => void) | null = null
  onerror: ((event: unknown) => void) | null = null
  onclose: ((event: CloseCode) => void) | null = null

  readonly #address: URL
  readonly #headers: Readonly<Record<string, string>>
  readonly #abort = new AbortController()
  #secret = ''
  #number = 0
  #queue: Uint8Array[] = []
  /** A sign of life was asked for. */
  #owesSign = false
  #isSending = false
  #lastWordTimer: ReturnType<typeof setTimeout> | undefined

  /** `address` is that of the note's WebSocket; `headers` are for programs, which have no cookie. */
  constructor(
    address: string | URL,
    _protocols?: string | string[],
    headers: Readonly<Record<string, string>> = {},
  ) {
    this.#address = new URL(String(address).replace(/^ws/, 'http'))
    this.#headers = headers
    void this.#listen()
  }

  send(frame: Uint8Array): void {
    if (this.readyState !== this.OPEN) return
    this.#queue.push(frame)
    void this.#sendAll()
  }

  close(): void {
    this.readyState = 3
    clearTimeout(this.#lastWordTimer)
    this.#abort.abort()
  }

  async #listen(): Promise<void> {
    let close = BROKEN
    try {
      const events = new URL(this.#address)
      events.pathname += EVENTS_PATH
      if (isMultiplexed()) events.searchParams.set(MULTIPLEXED_PARAM, '1')
      const { signal } = this.#abort
      const { ok, body } = await fetch(events, { headers: this.#headers, cache: 'no-store', signal })
      if (ok && body) {
        await readEvents(body, (event) => {
          if (event?.name === EVENT.close) close = JSON.parse(event.data) as CloseCode
          else if (event) this.#take(event)
        })
      }
    } catch {
      // A line that broke, or was closed from here.
    }
    this.#end(close)
  }

  #take({ name, data }: ServerEvent): void {
    if (name === EVENT.open) {
      this.#secret = data
      this.readyState = 1
      this.onopen?.()
    } else if (name === EVENT.ping) {
      this.#owesSign = true
      void this.#sendAll()
    } else {
      for (const line of data.split('\n')) this.onmessage?.({ data: fromBase64(line) })
    }
  }

  /** Sends what waits until nothing waits any more; what is said while a request is on its way goes in the next one. */
  async #sendAll(): Promise<void> {
    if (this.#isSending) return
    this.#isSending = true
    // What is said in the same moment goes together.
    await Promise.resolve()
    while (this.readyState === this.OPEN && (this.#queue.length > 0 || this.#owesSign)) {
      const startedAt = performance.now()
      this.#owesSign = false
      await this.#post(++this.#number, encodeFrames(this.#takeBatch()))
      await pass(startedAt + REQUEST_GAP_MS - performance.now())
    }
    this.#isSending = false
  }

  #takeBatch(): readonly Uint8Array[] {
    let bytes = 0
    const tooMuch = this.#queue.findIndex((frame, index) => {
      bytes += frame.byteLength
      return index > 0 && bytes > MAX_REQUEST_BYTES
    })
    return this.#queue.splice(0, tooMuch < 0 ? this.#queue.length : tooMuch)
  }

  /** Sends a request, again under the same number while it does not get through: the server takes it once. */
  async #post(number: number, body: Uint8Array<ArrayBuffer>): Promise<void> {
    for (let attempt = 0; attempt < MAX_TRIES && this.readyState === this.OPEN; attempt++) {
      if (attempt > 0) await pass(reconnectDelay(attempt - 1))
      const status = await this.#try(number, body)
      if (status < 300) return
      // The stream tells why, if it is still there.
      if (status < 500) return this.#awaitLastWord()
    }
    this.#end(BROKEN)
  }

  /** The status of the answer; 599 when there is none. */
  async #try(number: number, body: Uint8Array<ArrayBuffer>): Promise<number> {
    const abort = new AbortController()
    const giveUp = (): void => abort.abort()
    const timer = setTimeout(giveUp, REQUEST_LIMIT_MS + body.byteLength / SLOWEST_BYTES_PER_MS)
    this.#abort.signal.addEventListener('abort', giveUp)
    const frames = new URL(this.#address.pathname + FRAMES_PATH, this.#address)
    frames.searchParams.set(NUMBER_PARAM, String(number))
    try {
      const { status } = await fetch(frames, {
        method: 'POST',
        headers: {
          ...this.#headers,
          'content-type': 'application/octet-stream',
          [CONNECTION_HEADER]: this.#secret,
        },
        body,
        signal: abort.signal,
      })
      return status
    } catch {
      return 599
    } finally {
      clearTimeout(timer)
      this.#abort.signal.removeEventListener('abort', giveUp)
    }
  }

  #awaitLastWord(): void {
    this.#queue = []
    this.#lastWordTimer ??= setTimeout(() => this.#end(BROKEN), LAST_WORD_MS)
  }

  #end(close: CloseCode): void {
    if (this.readyState === 3) return
    this.close()
    this.onclose?.(close)
  }
}

/** Whether the browser asks this server many things over one connection; else it opens six, and a stream takes one of them. */
function isMultiplexed(): boolean {
  const [page] = performance.getEntriesByType('navigation')
  const { nextHopProtocol = '' } = (page ?? {}) as Partial<PerformanceResourceTiming>
  return /^h[23]/.test(nextHopProtocol)
}

const pass = (ms: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, Math.max(0, ms)))

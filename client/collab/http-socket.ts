/**
 * What y-websocket needs of a WebSocket, for networks that let none through: frames come as server-sent events and go up
 * in numbered requests, one at a time (docs/PROTOCOL.md). Loaded only where it is needed.
 *
 * Events come in one answer that goes on, as long as the network passes on what is in it at once and the browser has a
 * request to spare for it. Else they come in many short answers, each asked for when the one before has ended.
 */
import { fromBase64 } from 'lib0/buffer'
import type { CloseCode } from '../../shared/protocol/close-codes.ts'
import {
  ANSWER_PARAM,
  CONNECTION_HEADER,
  encodeFrames,
  EVENT,
  EVENTS_PATH,
  FRAMES_PATH,
  MULTIPLEXED_PARAM,
  NUMBER_PARAM,
  type Answering,
} from '../../shared/protocol/over-http.ts'
import { readEvents, type ServerEvent } from '../reading/event-stream.ts'
import { isPageHidden, watchHiding } from './page-hiding.ts'
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
/** Something of a lasting answer has to come within this time: of its beginning, and after a request with frames. */
const SIGN_LIMIT_MS = 4_000
/** Between short answers: what was just sent is soon answered; a page out of sight has time. */
const ANSWERED_SOON_MS = 100
const HIDDEN_GAP_MS = 5_000

/** As a WebSocket has it when a line just breaks. */
const BROKEN: CloseCode = { code: 1006, reason: '' }

export interface HttpSocketOptions {
  /** For programs, which have no cookie. */
  readonly headers?: Readonly<Record<string, string>>
  /** What is known of the network, for all notes of a page: whether something on the way holds back what does not end. */
  readonly streams?: { areHeldBack: boolean }
}

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
  readonly #streams: { areHeldBack: boolean }
  readonly #abort = new AbortController()
  #secret = ''
  #number = 0
  #queue: Uint8Array[] = []
  /** Something has to be said, if only that we are there. */
  #owesSign = false
  #isSending = false
  /** How the answer that is read was asked for. */
  #answering: Answering = 'lasting'
  #isReading = false
  #heardAt = 0
  /** A lasting answer did not begin in time; whether that is the network's way, the next one shows. */
  #isInDoubt = false
  #signTimer: ReturnType<typeof setTimeout> | undefined
  #lastWordTimer: ReturnType<typeof setTimeout> | undefined
  #askTimer: ReturnType<typeof setTimeout> | undefined
  #ask: () => void = () => {}
  readonly #stopWatching: () => void

  /** `address` is that of the note's WebSocket. */
  constructor(
    address: string | URL,
    _protocols?: string | string[],
    { headers = {}, streams = { areHeldBack: false } }: HttpSocketOptions = {},
  ) {
    this.#address = new URL(String(address).replace(/^ws/, 'http'))
    this.#headers = headers
    this.#streams = streams
    this.#stopWatching = isMultiplexed() ? () => {} : watchHiding(() => this.#hidingChanged())
    void this.#listen()
  }

  send(frame: Uint8Array): void {
    if (this.readyState !== this.OPEN) return
    this.#queue.push(frame)
    void this.#sendAll()
  }

  close(): void {
    this.readyState = 3
    for (const timer of [this.#signTimer, this.#lastWordTimer, this.#askTimer]) clearTimeout(timer)
    this.#stopWatching()
    this.#abort.abort()
  }

  async #listen(): Promise<void> {
    let close: CloseCode | null = null
    try {
      while (close === null) {
        const end = await this.#readAnswer()
        if ('code' in end) close = end
        else await this.#untilAsking(end.again)
      }
    } catch {
      // A line that broke, or was closed from here.
    }
    this.#end(close ?? BROKEN)
  }

  /** Reads one answer to its end: why it was the last one, or in how many ms to ask for the next. */
  async #readAnswer(): Promise<CloseCode | { readonly again: number }> {
    const isHeldBack = this.#isInDoubt || this.#streams.areHeldBack
    this.#answering = isPutAside() ? 'immediate' : isHeldBack ? 'waiting' : 'lasting'
    const events = new URL(this.#address)
    events.pathname += EVENTS_PATH
    events.searchParams.set(ANSWER_PARAM, this.#answering)
    if (isMultiplexed()) events.searchParams.set(MULTIPLEXED_PARAM, '1')
    const headers = this.#secret ? { ...this.#headers, [CONNECTION_HEADER]: this.#secret } : this.#headers
    const abort = new AbortController()
    const giveUp = (): void => abort.abort()
    this.#abort.signal.addEventListener('abort', giveUp)
    this.#isReading = true
    this.#expectSign(() => {
      this.#isInDoubt = true
      giveUp()
    })
    let end: CloseCode | { readonly again: number } = BROKEN
    try {
      const { ok, body } = await fetch(events, { headers, cache: 'no-store', signal: abort.signal })
      if (!ok || !body) return BROKEN
      await readEvents(body, (event) => {
        this.#hear()
        if (event?.name === EVENT.close) end = JSON.parse(event.data) as CloseCode
        else if (event?.name === EVENT.again) end = { again: Number(event.data) }
        else if (event) this.#take(event)
      })
      return end
    } catch (error) {
      // Nothing is lost yet: the same once more, asked for in another way.
      if (this.#isInDoubt && this.readyState === 0 && this.#answering === 'lasting') return { again: 0 }
      throw error
    } finally {
      this.#isReading = false
      this.#hear()
      this.#abort.signal.removeEventListener('abort', giveUp)
    }
  }

  /** Calls back when nothing comes in a lasting answer. */
  #expectSign(onNone: () => void): void {
    if (this.#answering === 'lasting' && this.#isReading)
      this.#signTimer ??= setTimeout(onNone, SIGN_LIMIT_MS)
  }

  #hear(): void {
    this.#heardAt = performance.now()
    clearTimeout(this.#signTimer)
    this.#signTimer = undefined
  }

  #untilAsking(again: number): Promise<void> {
    const delay = isPutAside() ? Math.max(again, HIDDEN_GAP_MS) : again
    if (delay === 0) return Promise.resolve()
    return new Promise((resolve) => {
      this.#ask = resolve
      this.#askAfter(delay)
    })
  }

  #askAfter(delay: number): void {
    clearTimeout(this.#askTimer)
    this.#askTimer = setTimeout(() => this.#ask(), delay)
  }

  #hidingChanged(): void {
    if (this.readyState !== this.OPEN) return
    if (!isPageHidden()) return this.#ask()
    // The request tells how events are to be answered from here on.
    this.#owesSign = true
    void this.#sendAll()
  }

  #take({ name, data }: ServerEvent): void {
    if (name === EVENT.open) {
      if (this.#answering === 'waiting') this.#streams.areHeldBack = true
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
      const startedAt = performance.now()
      const status = await this.#try(number, body)
      if (status < 300) return this.#taken(startedAt)
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
    if (isPutAside()) frames.searchParams.set(ANSWER_PARAM, 'immediate')
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

  /** The server has taken a request that began at `startedAt`, and says so in the events too. */
  #taken(startedAt: number): void {
    if (!this.#isReading) return this.#askAfter(ANSWERED_SOON_MS)
    if (this.#heardAt >= startedAt) return
    this.#expectSign(() => {
      this.#streams.areHeldBack = true
      // What is held back would be lost: all begins anew.
      this.#end(BROKEN)
    })
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

/** The same with these options for every socket, as a class of its own. */
export function httpSocketOf(options: HttpSocketOptions): typeof HttpSocket {
  return class extends HttpSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, options)
    }
  }
}

/** Whether the page leaves the few requests that a browser has at a time to those in front. */
function isPutAside(): boolean {
  return isPageHidden() && !isMultiplexed()
}

/** Whether the browser asks this server many things over one connection; else it opens six, and an answer that lasts takes one of them. */
function isMultiplexed(): boolean {
  const [page] = performance.getEntriesByType('navigation')
  const { nextHopProtocol = '' } = (page ?? {}) as Partial<PerformanceResourceTiming>
  return /^h[23]/.test(nextHopProtocol)
}

const pass = (ms: number): Promise<void> =>
  new Promise((resolve) => void setTimeout(resolve, Math.max(0, ms)))

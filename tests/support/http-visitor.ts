/** One who opens a note over HTTP by hand, without any client's cleverness. */
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { onTestFinished } from 'vitest'
import { createEventParser } from '../../client/reading/event-stream.ts'
import { CONNECTION_HEADER, encodeFrames, EVENT } from '../../shared/protocol/over-http.ts'
import type { CloseCode } from '../../shared/protocol/close-codes.ts'
import { eventually } from './eventually.ts'

type Headers = Readonly<Record<string, string>>

export class HttpVisitor {
  /** Empty until the stream has said it. */
  secret = ''
  readonly frames: Uint8Array[] = []
  pings = 0
  /** What the last event said. */
  close: CloseCode | null = null
  /** After how many ms the answer that has ended says to ask again; null: it did not say so. */
  again: number | null = null
  /** Whether the last answer that was asked for has ended. */
  ended = false
  response: IncomingMessage | null = null
  readonly #address: string
  readonly #headers: Headers
  #cut = (): void => {}

  constructor(options: {
    readonly url: string
    readonly noteId: string
    readonly headers?: Headers
    readonly query?: string
  }) {
    const { url, noteId, headers = {}, query = '' } = options
    this.#address = `${url}/collab/${noteId}`
    this.#headers = headers
    this.#ask(query, headers)
    onTestFinished(() => this.cut())
  }

  /** Asks for the next answer of this connection. */
  askAgain(query = '', headers: Headers = {}): this {
    this.#ask(query, { ...this.#headers, [CONNECTION_HEADER]: this.secret, ...headers })
    return this
  }

  #ask(query: string, headers: Headers): void {
    this.ended = false
    this.again = null
    this.close = null
    const parse = createEventParser()
    const request = httpRequest(`${this.#address}/events${query}`, { headers }, (response) => {
      this.response = response
      response.setEncoding('utf8')
      response.on('data', (piece: string) => {
        for (const { name, data } of parse(piece)) this.#take(name, data)
      })
      response.on('error', () => {})
      response.on('close', () => (this.ended = true))
    })
    request.on('error', () => (this.ended = true))
    request.end()
    this.#cut = () => void request.destroy()
  }

  async opened(): Promise<this> {
    await eventually(() => this.secret !== '' || this.ended, { message: 'the first event' })
    return this
  }

  /** How it ended: the code of the last event, the status of a refusal, or 0 when it just broke. */
  async outcome(): Promise<number> {
    await eventually(() => this.ended, { message: 'the end of the stream' })
    const status = this.response?.statusCode ?? 0
    return this.close?.code ?? (status >= 400 ? status : 0)
  }

  /** Sends frames in one request; resolves with the status of the answer. */
  async post(
    number: number,
    frames: readonly Uint8Array[] | Uint8Array<ArrayBuffer>,
    headers: Headers = {},
    query = '',
  ): Promise<number> {
    const { status } = await fetch(`${this.#address}/frames?n=${number}${query}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/octet-stream',
        [CONNECTION_HEADER]: this.secret,
        ...this.#headers,
        ...headers,
      },
      body: frames instanceof Uint8Array ? frames : encodeFrames(frames),
    })
    return status
  }

  /** Breaks the stream without a word. */
  cut(): void {
    this.#cut()
  }

  #take(name: string, data: string): void {
    if (name === EVENT.open) this.secret = data
    else if (name === EVENT.ping) this.pings++
    else if (name === EVENT.again) this.again = Number(data)
    else if (name === EVENT.close) this.close = JSON.parse(data) as CloseCode
    else for (const line of data.split('\n')) this.frames.push(Buffer.from(line, 'base64'))
  }
}

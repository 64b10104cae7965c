/**
 * One simulated client: joins as a real one does, answers what it must, and notes which update came when. It holds no
 * document; what the notes mean is worked out after the run (observation.ts).
 */
import type { PayloadTable } from './payload-table.ts'
import { RawSocket, type Address } from './raw-socket.ts'
import { Timeline } from './timeline.ts'
import { KIND, type Wire } from './wire.ts'

const EMPTY_STATE_VECTOR = new Uint8Array([0])
const EMPTY_UPDATE = new Uint8Array([0, 0])
/** A presence message without entries: a sign of life for servers that close idle connections. */
const SIGN_OF_LIFE = new Uint8Array([0])

export interface LoadClientOptions {
  readonly address: Address
  readonly wire: Wire
  readonly payloads: PayloadTable
  /** What it has already. */
  readonly stateVector?: Uint8Array
  /** Its answer to the server's step 1. */
  readonly answer?: Uint8Array
  /** What it says about itself when it joins. */
  readonly arrival?: Uint8Array
  readonly onBarrier?: (seq: number) => void
}

export class LoadClient {
  readonly timeline = new Timeline()
  /** How the server ended the connection; null while it is open. */
  dropped: string | null = null
  /** Bytes of document messages and of presence messages that came. */
  documentBytes = 0
  presenceBytes = 0
  presenceFrames = 0
  readonly #options: LoadClientOptions
  readonly #socket: RawSocket
  #joined: (() => void) | null = null

  constructor(options: LoadClientOptions) {
    this.#options = options
    this.#socket = new RawSocket(options.address, {
      onOpen: () => this.#open(),
      onMessage: (_opcode, bytes, start, end) => this.#receive(bytes, start, end),
      onClose: (code, reason) => {
        this.dropped = reason ? `${code} ${reason}` : String(code)
        this.#joined?.()
      },
    })
  }

  /** Resolves with the first document message, or when the connection ends. */
  joined(): Promise<void> {
    if (this.timeline.length > 0 || this.dropped) return Promise.resolve()
    return new Promise((resolve) => (this.#joined = resolve))
  }

  /** Sends ready-made frames. */
  write(frames: Buffer): void {
    this.#socket.write(frames)
  }

  send(payload: Uint8Array): void {
    this.#socket.send(payload)
  }

  stayAlive(): void {
    this.send(this.#options.wire.presence(SIGN_OF_LIFE))
  }

  leave(): void {
    this.#socket.end()
  }

  cut(): void {
    this.#socket.cut()
  }

  #open(): void {
    const { greeting } = this.#options.wire
    if (greeting) this.send(greeting)
    else this.#join()
  }

  #join(): void {
    const { wire, stateVector = EMPTY_STATE_VECTOR, arrival } = this.#options
    this.send(wire.step1(stateVector))
    if (arrival) this.send(wire.presence(arrival))
  }

  #receive(bytes: Buffer, start: number, end: number): void {
    const now = performance.now()
    const { wire, payloads, answer = EMPTY_UPDATE, onBarrier } = this.#options
    const message = wire.read(bytes, start, end)
    switch (message.kind) {
      case KIND.document:
      case KIND.deflated:
        this.documentBytes += message.end - message.start
        this.timeline.add(
          payloads.intern(bytes, message.start, message.end, message.kind === KIND.deflated),
          now,
        )
        this.#joined?.()
        return
      case KIND.presence:
        this.presenceBytes += message.end - message.start
        this.presenceFrames++
        return
      case KIND.step1:
        return this.send(wire.step2(answer))
      case KIND.welcome:
        return this.#join()
      case KIND.denied:
        this.dropped ??= 'the server refused to let the client in or to take what it wrote'
        return
      case KIND.barrier:
        return onBarrier?.(message.seq)
    }
  }
}

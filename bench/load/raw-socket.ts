/**
 * A WebSocket client that costs little: one read buffer for all sockets of the process, frames handed over in place,
 * no events, no compression.
 */
import { createHash, randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { encodeClientFrame } from './client-frame.ts'
import { FrameParser, OPCODE, type OnMessage } from './frame-parser.ts'

/** Read callbacks run at once, one after the other, so that all sockets can share what they read into. */
const READ_BUFFER = Buffer.allocUnsafeSlow(256 * 1024)
const HEADERS_END = '\r\n\r\n'
const LONGEST_ANSWER_BYTES = 16 * 1024
/** RFC 6455 §1.3. */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'
/** The codes that the protocol has for a connection that ended without a close frame. */
const ABNORMAL_CLOSE = 1006
const NO_CODE = 1005

export interface Address {
  readonly port: number
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

export interface SocketHandlers {
  readonly onOpen: () => void
  /** Whole data messages. */
  readonly onMessage: OnMessage
  /** Called once, however the connection ends, unless `end` was called. */
  readonly onClose: (code: number, reason: string) => void
}

export class RawSocket {
  readonly #socket: Socket
  readonly #handlers: SocketHandlers
  readonly #parser: FrameParser
  readonly #key = randomBytes(16).toString('base64')
  /** What came of the answer to the upgrade so far; null once it is whole. */
  #answer: Buffer | null = Buffer.alloc(0)
  #closed = false

  constructor({ port, path, headers }: Address, handlers: SocketHandlers) {
    this.#handlers = handlers
    this.#parser = new FrameParser((opcode, bytes, start, end) => this.#receive(opcode, bytes, start, end))
    this.#socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer: READ_BUFFER,
        callback: (length) => {
          this.#read(length)
          return true
        },
      },
    })
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    this.#socket.write(
      `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${this.#key}\r\nSec-WebSocket-Version: 13\r\n${lines.join('')}\r\n`,
    )
    this.#socket.on('error', (error) => this.#close(ABNORMAL_CLOSE, error.message))
    this.#socket.on('close', () => this.#close(ABNORMAL_CLOSE, 'the connection ended without a close frame'))
  }

  /** Sends bytes that are frames already. */
  write(frames: Buffer): void {
    if (!this.#closed) this.#socket.write(frames)
  }

  send(payload: Uint8Array): void {
    this.write(encodeClientFrame(payload))
  }

  /** Leaves as a closed tab does. */
  end(): void {
    this.#closed = true
    this.#socket.end(encodeClientFrame(Buffer.from([0x03, 0xe8]), OPCODE.close))
    this.#socket.destroySoon()
  }

  /** Cuts the line. */
  cut(): void {
    this.#closed = true
    this.#socket.resetAndDestroy()
  }

  #read(length: number): void {
    if (this.#closed) return
    try {
      if (this.#answer) this.#readAnswer(this.#answer, length)
      else this.#parser.push(READ_BUFFER, 0, length)
    } catch (error) {
      this.#close(ABNORMAL_CLOSE, error instanceof Error ? error.message : String(error))
      this.#socket.destroy()
    }
  }

  #readAnswer(before: Buffer, length: number): void {
    const answer = Buffer.concat([before, READ_BUFFER.subarray(0, length)])
    const end = answer.indexOf(HEADERS_END)
    if (end < 0) {
      if (answer.length > LONGEST_ANSWER_BYTES) throw new Error('the answer to the upgrade does not end')
      this.#answer = answer
      return
    }
    const head = answer.toString('latin1', 0, end)
    const accept = createHash('sha1')
      .update(this.#key + HANDSHAKE_GUID)
      .digest('base64')
    if (!head.startsWith('HTTP/1.1 101') || !head.includes(accept)) {
      throw new Error(`the upgrade was refused: ${head.split('\r\n')[0]}`)
    }
    this.#answer = null
    this.#handlers.onOpen()
    const rest = answer.subarray(end + HEADERS_END.length)
    if (rest.length > 0) this.#parser.push(rest)
  }

  #receive(opcode: number, bytes: Buffer, start: number, end: number): void {
    if (opcode === OPCODE.ping) {
      this.write(encodeClientFrame(bytes.subarray(start, end), OPCODE.pong))
    } else if (opcode === OPCODE.close) {
      const code = end - start >= 2 ? bytes.readUInt16BE(start) : NO_CODE
      this.#close(code, end - start > 2 ? bytes.toString('utf8', start + 2, end) : '')
      this.#socket.end(encodeClientFrame(bytes.subarray(start, end), OPCODE.close))
    } else if (opcode !== OPCODE.pong && !this.#closed) {
      this.#handlers.onMessage(opcode, bytes, start, end)
    }
  }

  #close(code: number, reason: string): void {
    if (this.#closed) return
    this.#closed = true
    this.#handlers.onClose(code, reason)
  }
}

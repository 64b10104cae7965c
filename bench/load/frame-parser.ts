/**
 * Reads WebSocket frames (RFC 6455 §5) that a server sends, from chunks cut anywhere. A message that lies whole in a
 * chunk is handed over in place, without a copy: with thousands of sockets in one process, copies would be most of the
 * work, and the latencies would be this program's.
 */
export const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const

/** A whole message; the bytes from `start` to `end` are only valid during the call. */
export type OnMessage = (opcode: number, bytes: Buffer, start: number, end: number) => void

const LONGEST_HEADER_BYTES = 10
const FIN_BIT = 0x80
const MASK_BIT = 0x80

export class FrameParser {
  readonly #onMessage: OnMessage
  /** A header that began in an earlier chunk. */
  readonly #header = Buffer.alloc(LONGEST_HEADER_BYTES)
  #headerBytes = 0
  /** A payload that began in an earlier chunk. */
  #body: Buffer | null = null
  #bodyBytes = 0
  #fin = true
  #opcode = 0
  /** Parts of a message that was sent in several frames. */
  #parts: Buffer[] = []
  #partsOpcode = 0

  constructor(onMessage: OnMessage) {
    this.#onMessage = onMessage
  }

  /** Throws when the bytes are no frames that a server may send. */
  push(chunk: Buffer, start = 0, end = chunk.length): void {
    let at = start
    while (at < end) {
      if (this.#body) {
        at = this.#fillBody(this.#body, chunk, at, end)
      } else if (this.#headerBytes === 0 && end - at >= 2 && end - at >= headerLength(chunk, at)) {
        const payloadAt = at + headerLength(chunk, at)
        at = this.#begin(chunk, at, payloadAt, end)
      } else {
        this.#header[this.#headerBytes++] = chunk[at++] as number
        if (this.#headerBytes < 2 || this.#headerBytes < headerLength(this.#header, 0)) continue
        this.#headerBytes = 0
        at = this.#begin(chunk, at, at, end, this.#header)
      }
    }
  }

  /** Takes a header that is whole; returns where the next unread byte is. */
  #begin(chunk: Buffer, headerAt: number, payloadAt: number, end: number, separate?: Buffer): number {
    const header = separate ?? chunk
    const at = separate ? 0 : headerAt
    const first = header[at] as number
    this.#fin = (first & FIN_BIT) !== 0
    this.#opcode = first & 0x0f
    const length = payloadLength(header, at)
    if (end - payloadAt >= length) {
      this.#deliver(chunk, payloadAt, payloadAt + length)
      return payloadAt + length
    }
    this.#body = Buffer.allocUnsafe(length)
    this.#bodyBytes = 0
    return payloadAt
  }

  #fillBody(body: Buffer, chunk: Buffer, at: number, end: number): number {
    const taken = Math.min(end - at, body.length - this.#bodyBytes)
    chunk.copy(body, this.#bodyBytes, at, at + taken)
    this.#bodyBytes += taken
    if (this.#bodyBytes === body.length) {
      this.#body = null
      this.#deliver(body, 0, body.length)
    }
    return at + taken
  }

  #deliver(bytes: Buffer, start: number, end: number): void {
    // Control frames may stand between the frames of a message.
    if (this.#opcode >= OPCODE.close) return this.#onMessage(this.#opcode, bytes, start, end)
    if (this.#fin && this.#parts.length === 0) return this.#onMessage(this.#opcode, bytes, start, end)
    if (this.#parts.length === 0) this.#partsOpcode = this.#opcode
    this.#parts.push(Buffer.from(bytes.subarray(start, end)))
    if (!this.#fin) return
    const whole = Buffer.concat(this.#parts)
    this.#parts = []
    this.#onMessage(this.#partsOpcode, whole, 0, whole.length)
  }
}

function headerLength(bytes: Buffer, at: number): number {
  const second = bytes[at + 1] as number
  if (second & MASK_BIT) throw new Error('the server sent a masked frame')
  return second === 127 ? 10 : second === 126 ? 4 : 2
}

function payloadLength(bytes: Buffer, at: number): number {
  const second = bytes[at + 1] as number
  if (second < 126) return second
  return second === 126 ? bytes.readUInt16BE(at + 2) : Number(bytes.readBigUInt64BE(at + 2))
}

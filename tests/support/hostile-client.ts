/** One who sends anything at all to a note, and tells how the server took it. */
import * as decoding from 'lib0/decoding'
import { connect, type Socket } from 'node:net'
import WebSocket from 'ws'
import { encodeBarrier } from '../../shared/protocol/codec.ts'
import { MESSAGE } from '../../shared/protocol/messages.ts'
import { eventually } from './eventually.ts'

/** A close code, or that the server took or ignored everything and answers on. */
export type Outcome = number | 'answered'

export interface Target {
  readonly url: string
  readonly noteId: string
  readonly secret: string
}

const DEADLINE_MS = 30_000

export class HostileClient {
  readonly #target: Target
  #socket: WebSocket | null = null
  #closed: number | null = null
  #answered = 0
  /** Not a number that a hostile frame asks for. */
  #seq = 1_000_000_000
  /** Looks again whether what is waited for has happened. */
  #look = () => {}

  constructor(target: Target) {
    this.#target = target
  }

  /** Sends frames over one connection, a new one when the last was closed, and asks for a sign of life behind them. */
  async say(...frames: readonly (Uint8Array | string)[]): Promise<Outcome> {
    const socket = await this.open()
    for (const frame of frames) socket.send(frame)
    return this.outcome(socket)
  }

  /** How the server took what was sent over this connection. */
  async outcome(socket: WebSocket): Promise<Outcome> {
    const seq = ++this.#seq
    socket.send(encodeBarrier(seq))
    await this.#until(() => this.#closed !== null || this.#answered === seq, 'a close or an answer')
    return this.#closed ?? 'answered'
  }

  async open(): Promise<WebSocket> {
    if (this.#socket?.readyState === WebSocket.OPEN && this.#closed === null) return this.#socket
    const { url, noteId, secret } = this.#target
    const socket = new WebSocket(`${url.replace('http', 'ws')}/collab/${noteId}`, {
      headers: { authorization: `Bearer ${secret}` },
    })
    this.#socket = socket
    this.#closed = null
    socket.on('open', () => this.#look())
    socket.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(data)
      if (decoding.readVarUint(decoder) !== MESSAGE.barrier) return
      this.#answered = decoding.readVarUint(decoder)
      this.#look()
    })
    socket.on('error', () => {})
    socket.on('close', (code) => {
      if (socket !== this.#socket) return
      this.#closed ??= code
      this.#look()
    })
    await this.#until(() => socket.readyState === WebSocket.OPEN || this.#closed !== null, 'an open socket')
    return socket
  }

  close(): void {
    this.#socket?.terminate()
  }

  /** Thousands of frames are waited for one by one: told by events, not by asking again. */
  async #until(condition: () => boolean, what: string): Promise<void> {
    if (condition()) return
    await new Promise<void>((resolve, reject) => {
      const deadline = setTimeout(() => reject(new Error(`${what} did not come in time`)), DEADLINE_MS)
      this.#look = () => {
        if (!condition()) return
        clearTimeout(deadline)
        this.#look = () => {}
        resolve()
      }
    })
  }
}

/** Says each of the frames to the note over a few connections at once; the outcomes are in the order of the frames. */
export async function sayEach(
  target: Target,
  frames: readonly (Uint8Array | string)[],
  { connections = 16 } = {},
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  let next = 0
  await Promise.all(
    Array.from({ length: Math.min(connections, frames.length) }, async () => {
      const client = new HostileClient(target)
      while (next < frames.length) {
        const index = next++
        outcomes[index] = await client.say(frames[index] ?? '')
      }
      client.close()
    }),
  )
  return outcomes
}

/** Opens a WebSocket by hand, sends bytes that need not be frames at all, and tells the code of the close frame. */
export async function sendRaw({ url, noteId, secret }: Target, bytes: Uint8Array): Promise<number | 'cut'> {
  const { hostname, port } = new URL(url)
  const socket: Socket = connect(Number(port), hostname)
  const head = [
    `GET /collab/${noteId} HTTP/1.1`,
    `Host: ${hostname}:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Authorization: Bearer ${secret}`,
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  let received = Buffer.alloc(0)
  let ended = false
  let sent = false
  socket.on('error', () => {})
  socket.on('close', () => (ended = true))
  socket.on('data', (data) => {
    received = Buffer.concat([received, data])
    const start = received.indexOf('\r\n\r\n')
    if (start < 0) return
    if (sent) return
    sent = true
    received = received.subarray(start + 4)
    socket.write(bytes)
  })
  const code = await eventually(() => closeCodeIn(received) ?? (ended ? 'cut' : null), {
    message: 'the end of a raw connection',
  })
  socket.destroy()
  return code
}

/** The code in the close frame among the server's frames, which are never masked. */
function closeCodeIn(bytes: Buffer): number | null {
  for (let at = 0; at + 2 <= bytes.length;) {
    const opcode = (bytes[at] ?? 0) & 0x0f
    const short = (bytes[at + 1] ?? 0) & 0x7f
    const [length, head] =
      short < 126
        ? [short, 2]
        : short === 126
          ? [bytes.readUInt16BE(at + 2), 4]
          : [Number(bytes.readBigUInt64BE(at + 2)), 10]
    if (opcode === 8 && at + head + 2 <= bytes.length) return bytes.readUInt16BE(at + head)
    at += head + length
  }
  return null
}

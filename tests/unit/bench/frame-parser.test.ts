import { describe, expect, it } from 'vitest'
import { encodeClientFrame } from '../../../bench/load/client-frame.ts'
import { FrameParser, OPCODE } from '../../../bench/load/frame-parser.ts'

/** A frame as a server sends it: without a mask. */
function serverFrame(
  payload: Buffer,
  { opcode = OPCODE.binary, fin = true }: { opcode?: number; fin?: boolean } = {},
): Buffer {
  const header =
    payload.length < 126
      ? Buffer.from([0, payload.length])
      : payload.length < 65_536
        ? Buffer.from([0, 126, payload.length >> 8, payload.length & 0xff])
        : Buffer.concat([Buffer.from([0, 127, 0, 0, 0, 0]), uint32(payload.length)])
  header[0] = (fin ? 0x80 : 0) | opcode
  return Buffer.concat([header, payload])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const bytesOf = (length: number, first = 0) =>
  Buffer.from(Array.from({ length }, (_, i) => (first + i * 7) & 0xff))

function parse(chunks: readonly Buffer[]): { opcode: number; payload: string }[] {
  const messages: { opcode: number; payload: string }[] = []
  const parser = new FrameParser((opcode, bytes, start, end) =>
    messages.push({ opcode, payload: bytes.toString('hex', start, end) }),
  )
  for (const chunk of chunks) parser.push(chunk)
  return messages
}

describe('WebSocket frames from a server', () => {
  const payloads = [bytesOf(0), bytesOf(1), bytesOf(125, 3), bytesOf(126, 4), bytesOf(700, 5)]
  const stream = Buffer.concat([
    ...payloads.map((payload) => serverFrame(payload)),
    serverFrame(bytesOf(2), { opcode: OPCODE.ping }),
    serverFrame(bytesOf(3, 9)),
  ])
  const expected = [
    ...payloads.map((payload) => ({ opcode: OPCODE.binary as number, payload: payload.toString('hex') })),
    { opcode: OPCODE.ping, payload: bytesOf(2).toString('hex') },
    { opcode: OPCODE.binary, payload: bytesOf(3, 9).toString('hex') },
  ]

  it('are read from one chunk', () => {
    expect(parse([stream])).toEqual(expected)
  })

  it('are read when the stream is cut at any byte', () => {
    for (let cut = 0; cut <= stream.length; cut++) {
      expect(parse([stream.subarray(0, cut), stream.subarray(cut)])).toEqual(expected)
    }
  })

  it('are read byte by byte', () => {
    expect(parse(Array.from(stream, (_, i) => stream.subarray(i, i + 1)))).toEqual(expected)
  })

  it('are put together when a message comes in several frames with a ping between', () => {
    const [a, b, c] = [bytesOf(5), bytesOf(300, 1), bytesOf(7, 2)]
    const parts = Buffer.concat([
      serverFrame(a, { fin: false }),
      serverFrame(b, { opcode: OPCODE.continuation, fin: false }),
      serverFrame(Buffer.alloc(0), { opcode: OPCODE.ping }),
      serverFrame(c, { opcode: OPCODE.continuation }),
    ])
    const whole = [
      { opcode: OPCODE.ping, payload: '' },
      { opcode: OPCODE.binary, payload: Buffer.concat([a, b, c]).toString('hex') },
    ]
    for (let cut = 0; cut <= parts.length; cut++) {
      expect(parse([parts.subarray(0, cut), parts.subarray(cut)])).toEqual(whole)
    }
  })

  it('may be longer than 64 KiB', () => {
    const payload = bytesOf(70_000)
    const frame = serverFrame(payload)
    for (const cut of [1, 2, 9, 10, 11, 65_000]) {
      expect(parse([frame.subarray(0, cut), frame.subarray(cut)])).toEqual([
        { opcode: OPCODE.binary, payload: payload.toString('hex') },
      ])
    }
  })

  it('may not be masked', () => {
    expect(() => parse([encodeClientFrame(bytesOf(3))])).toThrow('masked')
  })
})

describe('a WebSocket frame of a client', () => {
  it.each([0, 125, 126, 65_535, 65_536])('of %i bytes has its length and a zero mask', (length) => {
    const frame = encodeClientFrame(bytesOf(length))
    const headerBytes = frame.length - length
    expect(frame[0]).toBe(0x82)
    expect((frame[1] ?? 0) & 0x80).toBe(0x80)
    expect(headerBytes).toBe(length < 126 ? 6 : length < 65_536 ? 8 : 14)
    expect(frame.subarray(headerBytes - 4, headerBytes)).toEqual(Buffer.alloc(4))
    expect(frame.subarray(headerBytes).equals(bytesOf(length))).toBe(true)
  })
})

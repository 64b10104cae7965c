import { PassThrough, type Writable } from 'node:stream'
import { expect, test } from 'vitest'
import * as ws from 'ws'
import { Packet } from '../../../../server/collab/packet.ts'
import { wireOf } from '../../../../server/realtime/wire.ts'

test('[GATE-7] a packet on the wire is what a WebSocket library reads as its frames, at every size of length', async () => {
  const frames = [0, 1, 125, 126, 65_535, 65_536, 200_000].map((size) => Buffer.alloc(size, size % 251))
  const packet = new Packet(...frames)
  // Not in the types of ws.
  const { Receiver } = ws as unknown as { Receiver: new (options: object) => NodeJS.EventEmitter & Writable }
  const receiver = new Receiver({ isServer: false })
  const received: Buffer[] = []
  receiver.on('message', (data: Buffer, isBinary: boolean) => {
    expect(isBinary).toBe(true)
    received.push(data)
  })
  const stream = new PassThrough()
  stream.pipe(receiver)
  stream.end(wireOf(packet))
  await new Promise((resolve) => receiver.once('finish', resolve))
  expect(received.map((data) => data.length)).toEqual(frames.map((frame) => frame.length))
  expect(Buffer.compare(Buffer.concat(received), Buffer.concat(frames))).toBe(0)
  expect(wireOf(packet)).toBe(wireOf(packet))
})

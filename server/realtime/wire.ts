/**
 * A packet as the bytes that a server sends over a WebSocket (RFC 6455 §5.2): each frame one unmasked, uncompressed
 * binary message. Written once per packet and shared by everybody who gets it.
 */
import type { Packet } from '../collab/packet.ts'

const FINAL_BINARY = 0x82

export function wireOf(packet: Packet): Uint8Array {
  packet.wire ??= Buffer.concat(packet.frames.flatMap((frame) => [headOf(frame.byteLength), frame]))
  return packet.wire
}

function headOf(length: number): Buffer {
  if (length < 126) return Buffer.from([FINAL_BINARY, length])
  if (length < 65_536) {
    const head = Buffer.from([FINAL_BINARY, 126, 0, 0])
    head.writeUInt16BE(length, 2)
    return head
  }
  const head = Buffer.alloc(10)
  head[0] = FINAL_BINARY
  head[1] = 127
  head.writeBigUInt64BE(BigInt(length), 2)
  return head
}

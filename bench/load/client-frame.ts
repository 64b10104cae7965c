/**
 * A WebSocket frame as a client sends it. The masking key is zero, so that the payload needs no masking; the protocol
 * allows any key, and servers skip the work too, every one of them alike.
 */
import { OPCODE } from './frame-parser.ts'

const FIN_BIT = 0x80
const MASK_BIT = 0x80
const MASK_BYTES = 4

export function encodeClientFrame(payload: Uint8Array, opcode: number = OPCODE.binary): Buffer {
  const { length } = payload
  const extended = length < 126 ? 0 : length < 65_536 ? 2 : 8
  const frame = Buffer.alloc(2 + extended + MASK_BYTES + length)
  frame[0] = FIN_BIT | opcode
  frame[1] = MASK_BIT | (extended === 0 ? length : extended === 2 ? 126 : 127)
  if (extended === 2) frame.writeUInt16BE(length, 2)
  if (extended === 8) frame.writeBigUInt64BE(BigInt(length), 2)
  frame.set(payload, 2 + extended + MASK_BYTES)
  return frame
}

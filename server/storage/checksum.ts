import { crc32 } from 'node:zlib'

/**
 * The checksum of a stored record: CRC-32 over where it belongs and what it holds, so that a flipped bit, a torn row and
 * a row in the wrong place are all found. (Most single-bit flips in a Yjs update decode without an error.)
 */
export function checksumOf(noteId: string, seq: number, bytes: Uint8Array): number {
  return crc32(bytes, crc32(`${noteId}:${seq}:`))
}

import { crc32 } from 'node:zlib'
import type { CheckpointRow } from './tables.ts'

/**
 * The checksum of a stored record: CRC-32 over where it belongs and what it holds, so that a flipped bit, a torn row and
 * a row in the wrong place are all found. (Most single-bit flips in a Yjs update decode without an error.)
 */
export function checksumOf(noteId: string, seq: number, ...parts: readonly Uint8Array[]): number {
  let checksum = crc32(`${noteId}:${seq}:`)
  for (const part of parts) checksum = crc32(part, checksum)
  return checksum
}

/** The checksum that a checkpoint's row must have; rows of the first schema have no summary to cover. */
export function checkpointChecksumOf(
  row: Pick<CheckpointRow, 'note_id' | 'seq' | 'bytes' | 'state_vector' | 'rest'>,
): number {
  const summary = [row.state_vector, row.rest].filter((part) => part !== null)
  return checksumOf(row.note_id, row.seq, row.bytes, ...summary)
}

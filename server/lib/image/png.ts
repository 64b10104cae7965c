/** PNG: a list of chunks. Left out are texts, times and Exif, and whatever follows the end. */
import { countPiece, textAt, type KeptParts } from './bytes.ts'

const SIGNATURE_BYTES = 8
/** Length, type and checksum of a chunk. */
const FRAME_BYTES = 12
const LEFT_OUT: ReadonlySet<string> = new Set(['eXIf', 'tEXt', 'zTXt', 'iTXt', 'tIME'])

export function readPng(bytes: Uint8Array, view: DataView): KeptParts | null {
  if (textAt(bytes, SIGNATURE_BYTES + 4, 4) !== 'IHDR') return null
  const parts: Uint8Array[] = [bytes.subarray(0, SIGNATURE_BYTES)]
  let count = 0
  for (let at = SIGNATURE_BYTES; at + FRAME_BYTES <= bytes.length;) {
    count = countPiece(count)
    const type = textAt(bytes, at + 4, 4)
    // A file that was cut off ends inside a chunk.
    const end = Math.min(at + FRAME_BYTES + view.getUint32(at), bytes.length)
    if (!LEFT_OUT.has(type)) parts.push(bytes.subarray(at, end))
    if (type === 'IEND') break
    at = end
  }
  return { width: view.getUint32(16), height: view.getUint32(20), parts }
}

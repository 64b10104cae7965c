/** What the readers of the kinds of pictures share. */

/** What one of them finds. */
export interface KeptParts {
  readonly width: number
  readonly height: number
  /** The file to keep, in parts. */
  readonly parts: readonly Uint8Array[]
}

/** Chunks, segments or boxes of one file: real ones have hundreds, hostile ones a million. */
const MAX_PIECES = 20_000

/** Throws RangeError for a file of more pieces than any real one has; call it for each. */
export function countPiece(count: number): number {
  if (count >= MAX_PIECES) throw new RangeError('expected fewer pieces')
  return count + 1
}

/** Some bytes as text, one character each; shorter where the file ends. */
export function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length))
}

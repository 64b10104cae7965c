/**
 * Many small updates as one buffer, to hand them to a thread: cloning ten thousand arrays would hold up the socket loop
 * for tens of milliseconds, copying their bytes takes one.
 */
export interface PackedUpdates {
  /** All updates, one behind the other, in memory of its own. */
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly lengths: Uint32Array<ArrayBuffer>
}

export function packUpdates(updates: readonly Uint8Array[]): PackedUpdates {
  const lengths = Uint32Array.from(updates, ({ byteLength }) => byteLength)
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0))
  let at = 0
  for (const update of updates) {
    bytes.set(update, at)
    at += update.byteLength
  }
  return { bytes, lengths }
}

/** The updates again, as views of the buffer. */
export function unpackUpdates({ bytes, lengths }: PackedUpdates): Uint8Array[] {
  let at = 0
  return Array.from(lengths, (length) => bytes.subarray(at, (at += length)))
}

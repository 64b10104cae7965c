/** Undoes the server's compression of what a note begins with (docs/PROTOCOL.md, `deflated`). */

/** Browsers older than 2023 may lack it; they get the note as it is. */
export const canInflate = typeof DecompressionStream === 'function'

/** Bytes in the zlib format (RFC 1950). Rejects when they are not. */
export async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))
  return new Uint8Array(await new Response(inflated).arrayBuffer())
}

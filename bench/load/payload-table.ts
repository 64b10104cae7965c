/**
 * The distinct updates that were received. A server sends the same bytes to everybody, so each is kept and decoded
 * once, and a client only notes which one came when.
 */
import { inflateSync } from 'node:zlib'
import * as Y from 'yjs'

/** Clock ranges that an update holds, one after the other: client, first clock, clock after the last. */
export type Ranges = readonly number[]

/** How many bytes of a payload its hash looks at; equal hashes are compared in full. */
const HASHED_BYTES = 48

export class PayloadTable {
  readonly #payloads: Buffer[] = []
  readonly #deflated = new Set<number>()
  readonly #ranges: (Ranges | undefined)[] = []
  readonly #byHash = new Map<number, number>()
  /** The next payload with the same hash, or -1. */
  readonly #next: number[] = []

  get size(): number {
    return this.#payloads.length
  }

  /** The number of a payload; copies the bytes when they are new. `isDeflated`: it is in the zlib format. */
  intern(bytes: Buffer, start: number, end: number, isDeflated = false): number {
    const hash = hashOf(bytes, start, end)
    const first = this.#byHash.get(hash) ?? -1
    for (let id = first; id >= 0; id = this.#next[id] as number) {
      const known = this.#payloads[id] as Buffer
      if (known.length === end - start && known.compare(bytes, start, end) === 0) return id
    }
    const id = this.#payloads.push(Buffer.from(bytes.subarray(start, end))) - 1
    if (isDeflated) this.#deflated.add(id)
    this.#next.push(first)
    this.#byHash.set(hash, id)
    return id
  }

  /** The update that a payload is. */
  bytes(id: number): Buffer {
    const payload = this.#payloads[id] as Buffer
    return this.#deflated.has(id) ? inflateSync(payload) : payload
  }

  /** What a payload holds; decoded at the first call. */
  ranges(id: number): Ranges {
    return (this.#ranges[id] ??= readRanges(this.bytes(id)))
  }
}

/** The clock ranges of an update, neighbours joined. Throws when it does not decode. */
export function readRanges(update: Uint8Array): Ranges {
  const ranges: number[] = []
  for (const struct of Y.decodeUpdate(update).structs) {
    if (struct instanceof Y.Skip) continue
    const { client, clock } = struct.id
    const last = ranges.length - 3
    if (last >= 0 && ranges[last] === client && ranges[last + 2] === clock) {
      ranges[last + 2] = clock + struct.length
    } else {
      ranges.push(client, clock, clock + struct.length)
    }
  }
  return ranges
}

function hashOf(bytes: Buffer, start: number, end: number): number {
  const step = Math.max(1, (end - start) / HASHED_BYTES)
  let hash = end - start
  for (let at = start; at < end; at += step) hash = Math.imul(hash ^ (bytes[at | 0] as number), 0x01000193)
  return hash
}

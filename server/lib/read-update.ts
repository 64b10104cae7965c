/**
 * What an update holds, read without applying it. `Y.decodeUpdate` throws without side effects; applying the same bytes
 * to a document would integrate their intact part first.
 */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import type { ClockRange } from '../../shared/domain/item-runs.ts'
import { canBeIntegrated } from './check-update.ts'

export type { ClockRange }
/** A run of items of one client: `from` is in it, `to` is not. */
export type Run = readonly [from: number, to: number]
/** Deleted items by Yjs client, in the order in which the update has them. */
export type Deletes = ReadonlyMap<number, readonly Run[]>

export interface ReadUpdate {
  /** Items that the update adds, in its order; a client may come up several times. */
  readonly clocks: readonly ClockRange[]
  readonly deletes: Deletes
  /** Where the update's items end and its deletions begin; null when there are no deletions. */
  readonly itemsEnd: number | null
}

/** Notes where the deletions begin, which Yjs does not tell. */
class SplittingDecoder extends Y.UpdateDecoderV1 {
  /** Yjs makes the instance itself and in one go, so the last one made is the one just used. */
  static last: SplittingDecoder | null = null
  deletesAt: number | null = null

  constructor(decoder: ConstructorParameters<typeof Y.UpdateDecoderV1>[0]) {
    super(decoder)
    SplittingDecoder.last = this
  }

  /** Called before each client of the deletions; the first time only the number of clients was read. */
  override resetDsCurVal(): void {
    this.deletesAt ??= this.restDecoder.pos
  }
}

/** Reads an update in Yjs's first encoding; null when it does not decode, or not to one that documents can take. */
export function readUpdate(update: Uint8Array): ReadUpdate | null {
  let decoded: ReturnType<typeof Y.decodeUpdate>
  try {
    decoded = Y.decodeUpdateV2(update, SplittingDecoder)
  } catch {
    return null
  }
  if (!canBeIntegrated(update, decoded)) return null
  const deletes = new Map<number, Run[]>()
  for (const [client, items] of decoded.ds.clients) {
    deletes.set(
      client,
      items.map(({ clock, len }) => [clock, clock + len]),
    )
  }
  const deletesAt = SplittingDecoder.last?.deletesAt ?? null
  return {
    clocks: clocksOf(decoded.structs),
    deletes,
    itemsEnd: deletesAt === null ? null : deletesAt - encodeCount(deletes.size).byteLength,
  }
}

/** The update with other deletions; null when it cannot be taken apart (its numbers are not in their shortest form). */
export function replaceDeletes(update: Uint8Array, read: ReadUpdate, deletes: Deletes): Uint8Array | null {
  if (read.itemsEnd === null) return deletes.size === 0 ? update : null
  const replaced = Buffer.concat([update.subarray(0, read.itemsEnd), encodeDeletes(deletes)])
  const again = readUpdate(replaced)
  const isSame =
    again &&
    JSON.stringify([again.clocks, [...again.deletes]]) === JSON.stringify([read.clocks, [...deletes]])
  return isSame ? replaced : null
}

/** Deletions as the end of an update; behind a 0 (no items) they are an update of their own. */
function encodeDeletes(deletes: Deletes): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, deletes.size)
    for (const [client, runs] of deletes) {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, runs.length)
      for (const [from, to] of runs) {
        encoding.writeVarUint(encoder, from)
        encoding.writeVarUint(encoder, to - from)
      }
    }
  })
}

/** An update that only deletes. */
export function encodeDeletesUpdate(deletes: Deletes): Uint8Array {
  return Buffer.concat([encodeCount(0), encodeDeletes(deletes)])
}

const encodeCount = (count: number): Uint8Array =>
  encoding.encode((encoder) => encoding.writeVarUint(encoder, count))

function clocksOf(structs: ReturnType<typeof Y.decodeUpdate>['structs']): ClockRange[] {
  const ranges: [client: number, from: number, to: number][] = []
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue
    const { client, clock } = struct.id
    const last = ranges.at(-1)
    if (last && last[0] === client && last[2] === clock) last[2] = clock + struct.length
    else ranges.push([client, clock, clock + struct.length])
  }
  return ranges
}

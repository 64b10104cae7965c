/** What a whole document's update says about itself, without a Y.Doc: shared by the log and the documents worker. */
import { createEncoder, toUint8Array, writeVarUint } from 'lib0/encoding'
import * as Y from 'yjs'

export interface UpdateSummary {
  /** What the update holds of each client, up to the client's first gap, encoded as Yjs does. */
  readonly stateVector: Uint8Array
  /** An update without structs that holds the whole delete set; `[0, 0]` when nothing was deleted. */
  readonly deletes: Uint8Array
}

/** Throws when the bytes do not decode. */
export function summariseUpdate(update: Uint8Array): UpdateSummary {
  const { ds } = Y.decodeUpdate(update)
  const encoder = createEncoder()
  writeVarUint(encoder, 0)
  writeVarUint(encoder, ds.clients.size)
  // The order in which Yjs writes them: equal sets are equal bytes.
  for (const [client, ranges] of [...ds.clients].sort(([a], [b]) => b - a)) {
    writeVarUint(encoder, client)
    writeVarUint(encoder, ranges.length)
    for (const { clock, len } of ranges) {
      writeVarUint(encoder, clock)
      writeVarUint(encoder, len)
    }
  }
  return { stateVector: Y.encodeStateVectorFromUpdate(update), deletes: toUint8Array(encoder) }
}

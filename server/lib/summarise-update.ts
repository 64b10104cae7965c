/** What a whole document's update says about itself, without a Y.Doc: shared by the log and the documents worker. */
import * as Y from 'yjs'

export interface UpdateSummary {
  /** What the update holds of each client, up to the client's first gap, encoded as Yjs does. */
  readonly stateVector: Uint8Array
  /**
   * What the state vector does not tell, as an update: all deletions, and items that come after a gap. With it somebody
   * who has the items that the state vector counts has everything. `[0, 0]` when there is nothing.
   */
  readonly rest: Uint8Array
}

/** Throws when the bytes do not decode. */
export function summariseUpdate(update: Uint8Array): UpdateSummary {
  const stateVector = Y.encodeStateVectorFromUpdate(update)
  return { stateVector, rest: Y.diffUpdate(update, stateVector) }
}

/** Does for rooms what the documents worker does, in this thread. */
import * as Y from 'yjs'
import type { Documents } from '../../server/documents/documents.ts'
import { readUpdate } from '../../server/lib/read-update.ts'
import { summariseUpdate } from '../../server/lib/summarise-update.ts'

export const documentsInThread: Pick<Documents, 'compact' | 'diff' | 'readUpdate'> = {
  async compact(updates) {
    const doc = new Y.Doc()
    for (const update of updates) Y.applyUpdate(doc, update)
    const bytes = Y.encodeStateAsUpdate(doc)
    return { bytes, ...summariseUpdate(bytes), refused: [] }
  },
  async diff(update, stateVector) {
    return Y.diffUpdate(update, Y.encodeStateVector(new Map(stateVector)))
  },
  async readUpdate(update) {
    return readUpdate(update)
  },
}

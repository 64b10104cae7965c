/**
 * What this device keeps of a note, so that changes survive a lost line, a reload or a crash of the browser. The
 * server stays the writer of record: the copy is Yjs updates, merged with the server's state like anybody's.
 */
import * as Y from 'yjs'

/** One note's copy. A rejected promise means that the device did not keep it. */
export interface LocalCopy {
  /** Everything kept, as one update; null when nothing is. */
  load(): Promise<Uint8Array | null>
  /** Resolves once the update is on the device. */
  append(update: Uint8Array): Promise<void>
  clear(): Promise<void>
  close(): void
}

/** Where copies are. */
export interface LocalCopies {
  open(noteId: string): Promise<LocalCopy>
}

/** Updates in any order, as one. Goes through a document: merging update by update is superlinear. */
export function mergeIntoOne(updates: readonly Uint8Array[]): Uint8Array | null {
  const [first] = updates
  if (first === undefined) return null
  if (updates.length === 1) return first
  const doc = new Y.Doc()
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update)
  })
  const merged = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return merged
}

/** Copies that live as long as the object: for processes without a browser's storage. */
export class MemoryCopies implements LocalCopies {
  readonly #updates = new Map<string, readonly Uint8Array[]>()

  open(noteId: string): Promise<LocalCopy> {
    const read = (): readonly Uint8Array[] => this.#updates.get(noteId) ?? []
    return Promise.resolve({
      load: () => Promise.resolve(mergeIntoOne(read())),
      append: (update) => {
        this.#updates.set(noteId, [...read(), update])
        return Promise.resolve()
      },
      clear: () => {
        this.#updates.delete(noteId)
        return Promise.resolve()
      },
      close: () => undefined,
    })
  }
}

/** Somebody who writes in a note of a server in this process: each edit is one row of its log. */
import * as Y from 'yjs'
import type { Context } from '../../server/context.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { FRAGMENT } from '../../shared/protocol/messages.ts'

export class NoteWriter {
  readonly doc = new Y.Doc()
  readonly name: string | null
  readonly #rooms: Context['rooms']
  readonly #noteId: NoteId

  /** Without a name it is the server itself. */
  constructor({ rooms, noteId, name }: Pick<Context, 'rooms'> & { noteId: NoteId; name: string | null }) {
    this.#rooms = rooms
    this.#noteId = noteId
    this.name = name
  }

  /** Takes over what others wrote. */
  async sync(): Promise<void> {
    const { updates } = await this.#rooms.state(this.#noteId)
    for (const update of updates) Y.applyUpdate(this.doc, update)
  }

  /** Resolves with the place of the edit. */
  async edit(change: (root: Y.XmlFragment) => void): Promise<number> {
    await this.sync()
    return this.send(this.change(change))
  }

  /** What the edit makes of the own document, as an update that nobody has yet. */
  change(change: (root: Y.XmlFragment) => void): Uint8Array {
    const made: Uint8Array[] = []
    const keep = (update: Uint8Array) => made.push(update)
    this.doc.on('update', keep)
    this.doc.transact(() => change(this.doc.getXmlFragment(FRAGMENT)))
    this.doc.off('update', keep)
    return Y.mergeUpdates(made)
  }

  send(update: Uint8Array): Promise<number> {
    const { name } = this
    return this.#rooms.write(this.#noteId, update, { actor: name === null ? null : `user:${name}`, name })
  }
}

export function addBlock(root: Y.XmlFragment, text: string, index = root.length): void {
  const block = new Y.XmlElement('paragraph')
  block.insert(0, [new Y.XmlText(text)])
  root.insert(index, [block])
}

/** The text of a block. */
export const blockText = (root: Y.XmlFragment, index: number): Y.XmlText =>
  (root.get(index) as Y.XmlElement).get(0) as Y.XmlText

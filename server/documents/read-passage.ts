/** What stands between two anchors that a client has sent: they may be of any document, or of none. */
import * as Y from 'yjs'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { decodeAnchor, findPassage, readText, wordsOf } from '../../shared/schema/text-places.ts'

/** Relative positions as Yjs encodes them. */
export interface PassageEnds {
  readonly start: Uint8Array
  readonly end: Uint8Array
}

export type ReadPassage =
  | {
      readonly kind: 'words'
      readonly words: string
      /** How many blocks of text it is in. */
      readonly blocks: number
      /** Whether it is in a block of code, where lines may end. */
      readonly isCode: boolean
    }
  /** An end of it is of text that this document does not have yet. */
  | { readonly kind: 'unknown' }
  /** No text is between them. */
  | { readonly kind: 'none' }

export function readPassage(doc: Y.Doc, ends: PassageEnds): ReadPassage {
  const [start, end] = [decodeAnchor(ends.start), decodeAnchor(ends.end)]
  if (!start || !end) return { kind: 'none' }
  if (![start, end].every((position) => isKnown(position, doc))) return { kind: 'unknown' }
  const text = readText(doc.getXmlFragment(FRAGMENT))
  const range = findPassage(text, { start, end }, null)
  if (!range) return { kind: 'none' }
  return {
    kind: 'words',
    words: wordsOf(text, range),
    blocks: range.to.block - range.from.block + 1,
    isCode: text.blocks[range.from.block]?.element.nodeName === 'codeBlock',
  }
}

function isKnown({ item, type }: Y.RelativePosition, { store }: Y.Doc): boolean {
  const id = item ?? type
  return id !== null && id.clock < Y.getState(store, id.client)
}

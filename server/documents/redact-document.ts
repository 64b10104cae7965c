/** Finds names in a document and its past, and takes them out of what it says now. */
import { updateYFragment } from '@tiptap/y-tiptap'
import * as Y from 'yjs'
import { FRAGMENT } from '../../shared/protocol/messages.ts'
import { documentSchema } from '../../shared/schema/extensions.ts'
import { createNameRedactor, type NameRedactor } from '../export/redact.ts'
import { readFragment } from './read-fragment.ts'
import { walkItems, walkTexts } from './walk-texts.ts'

/** Where the names are. */
export interface NamesInNote {
  readonly inText: boolean
  /** In what was deleted, or in what was there at some time beside it. */
  readonly inPast: boolean
}

/** The change that takes the names out of the text, or null when they are not in it. The document is changed. */
export function redactDocument(doc: Y.Doc, names: readonly string[]): Uint8Array | null {
  const redactor = createNameRedactor(names)
  const fragment = doc.getXmlFragment(FRAGMENT)
  const before = readFragment(fragment)
  if (!redactor.isInDoc(before)) return null
  const updates: Uint8Array[] = []
  doc.on('update', (bytes: Uint8Array) => updates.push(bytes))
  const blocks = documentSchema.nodeFromJSON(redactor.doc(before))
  doc.transact(() => updateYFragment(doc, fragment, blocks, { mapping: new Map(), isOMark: new Map() }))
  return updates.length > 0 ? Y.mergeUpdates(updates) : null
}

/** For a document that keeps what was deleted. */
export function findNames(doc: Y.Doc, names: readonly string[]): NamesInNote {
  const redactor = createNameRedactor(names)
  const fragment = doc.getXmlFragment(FRAGMENT)
  return { inText: redactor.isInDoc(readFragment(fragment)), inPast: isInPast(doc, fragment, redactor) }
}

function isInPast(doc: Y.Doc, fragment: Y.XmlFragment, redactor: NameRedactor): boolean {
  for (const text of walkTexts(fragment)) {
    const [whole, deleted]: [string[], string[]] = [[], []]
    for (const { content, deleted: isDeleted } of walkItems(text)) {
      if (!(content instanceof Y.ContentString)) continue
      whole.push(content.str)
      if (isDeleted) deleted.push(content.str)
    }
    if (redactor.isNamedIn(whole.join('')) || redactor.isNamedIn(deleted.join(''))) return true
  }
  for (const struct of [...doc.store.clients.values()].flat()) {
    if (struct instanceof Y.Item && wordsOf(struct).some((words) => redactor.isNamedIn(words))) return true
  }
  return false
}

/** What an item says by itself: a piece of text, an attribute, where a link leads. */
function wordsOf({ content }: Y.Item): readonly string[] {
  if (content instanceof Y.ContentString) return [content.str]
  if (content instanceof Y.ContentAny) return content.arr.map((value) => JSON.stringify(value) ?? '')
  if (content instanceof Y.ContentFormat) return [JSON.stringify(content.value) ?? '']
  if (content instanceof Y.ContentEmbed) return [JSON.stringify(content.embed) ?? '']
  return []
}

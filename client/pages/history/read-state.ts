/** A state of a note as the server sends it, made ready to be shown and compared. */
import type { Author, NoteState } from '../../../shared/contracts/history.ts'
import { docOf, type DocJson, type DocMark, type DocNode } from '../../../shared/schema/doc-json.ts'
import { plainMinutes } from '../../../shared/schema/plain-minutes.ts'
import { readDoc } from '../../components/read-doc.ts'
import { matchAuthors } from '../../components/author-looks.ts'

/** What a note says before anybody wrote. */
export const EMPTY_DOC: DocJson = docOf([])

/** The document with minutes as text, and with the time line's authors in its `written` marks. */
export function readState(state: NoteState, authors: readonly Author[]): DocJson {
  const places = matchAuthors(state.authors, authors)
  const readMark = (mark: DocMark): DocMark => {
    if (mark.type !== 'written') return mark
    const { author, at } = mark.attrs ?? {}
    const place = typeof author === 'number' ? (places[author] ?? -1) : -1
    return { type: 'written', attrs: { author: place, at: typeof at === 'string' ? at : null } }
  }
  return plainMinutes(
    mapMarks(contentOf(state.doc), (marks) => marks.map(readMark)),
    { keepOffRecord: true },
  )
}

/** The same text without who wrote it, as a document that can leave this page. */
export function withoutAuthors(doc: DocJson): DocJson {
  // Making minutes plain again changes nothing but texts that were cut where the author changes: they become one.
  return plainMinutes(
    mapMarks(doc, (marks) => marks.filter(({ type }) => type !== 'written')),
    { keepOffRecord: true },
  )
}

function contentOf(doc: unknown): DocJson {
  const content = typeof doc === 'object' && doc !== null ? (doc as { content?: unknown }).content : null
  return docOf(readDoc({ type: 'doc', content: Array.isArray(content) ? content : [] })?.content ?? [])
}

function mapMarks<Node extends DocNode>(
  node: Node,
  change: (marks: readonly DocMark[]) => readonly DocMark[],
): Node {
  return {
    ...node,
    ...(node.marks && { marks: change(node.marks) }),
    ...(node.content && { content: node.content.map((child) => mapMarks(child, change)) }),
  }
}

/**
 * A document as ProseMirror JSON: what importers produce, exporters read and the database keeps for abstracts and
 * descriptions. Markup never travels in any other form, so the schema is the only sanitiser.
 */

/** A mark on a text node, e.g. `{type: 'link', attrs: {href}}`. */
export interface DocMark {
  readonly type: string
  readonly attrs?: Readonly<Record<string, unknown>>
}

/** A node. Only `text` nodes have `text` and `marks`; a text is never empty. */
export interface DocNode {
  readonly type: string
  readonly attrs?: Readonly<Record<string, unknown>>
  readonly content?: readonly DocNode[]
  readonly marks?: readonly DocMark[]
  readonly text?: string
}

/** A whole document; its content is a list of blocks (at least one paragraph in a valid document). */
export interface DocJson extends DocNode {
  readonly type: 'doc'
  readonly content: readonly DocNode[]
}

/** A document of the given blocks; one empty paragraph when there are none, since the schema wants a block. */
export function docOf(blocks: readonly DocNode[]): DocJson {
  return { type: 'doc', content: blocks.length > 0 ? blocks : [{ type: 'paragraph' }] }
}

/** A text node. */
export function textOf(text: string, marks?: readonly DocMark[]): DocNode {
  return marks && marks.length > 0 ? { type: 'text', text, marks } : { type: 'text', text }
}

/** A paragraph of plain text; empty text gives an empty paragraph. */
export function paragraphOf(text: string): DocNode {
  return text === '' ? { type: 'paragraph' } : { type: 'paragraph', content: [textOf(text)] }
}

/** Nodes that say something without any text of their own (minutes.ts, image.ts). */
const TELLING_ATOMS: ReadonlySet<string> = new Set(['timeStamp', 'missed', 'personName', 'image'])
const INLINE_NODES: ReadonlySet<string> = new Set(['text', 'hardBreak', 'timeStamp', 'missed', 'personName'])

/** Whether a node stands in a line of text. */
export function isInline({ type }: DocNode): boolean {
  return INLINE_NODES.has(type)
}

/**
 * The text of a node without any markup; blocks and hard breaks end a line. Names, times and gaps have none before
 * `plainMinutes` has made text of them.
 */
export function plainTextOf(node: DocNode): string {
  if (node.type === 'text') return node.text ?? ''
  if (node.type === 'hardBreak') return '\n'
  const children = node.content ?? []
  return children.map(plainTextOf).join(children.every(isInline) ? '' : '\n')
}

/** True when a document has no text at all, and nothing else that says something. */
export function isEmptyDoc(doc: DocNode | null): boolean {
  return doc === null || (plainTextOf(doc).trim() === '' && !hasTellingAtom(doc))
}

function hasTellingAtom(node: DocNode): boolean {
  return TELLING_ATOMS.has(node.type) || (node.content ?? []).some(hasTellingAtom)
}

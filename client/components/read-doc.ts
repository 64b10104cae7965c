import type { DocNode } from '../../shared/schema/doc-json.ts'

/** The contract leaves the inside of a document open; {@link DocView} takes anything that has the outer shape of nodes. */
export function readDoc(
  doc: { readonly type: 'doc'; readonly content: readonly unknown[] } | null,
): DocNode | null {
  if (doc === null) return null
  return { type: 'doc', content: doc.content.flatMap(readNode) }
}

function readNode(value: unknown): readonly DocNode[] {
  if (typeof value !== 'object' || value === null) return []
  const { type, text, attrs, content, marks } = value as Readonly<Record<string, unknown>>
  if (typeof type !== 'string') return []
  return [
    {
      type,
      ...(typeof text === 'string' && { text }),
      ...(isRecord(attrs) && { attrs }),
      ...(Array.isArray(content) && { content: content.flatMap(readNode) }),
      ...(Array.isArray(marks) && { marks: marks.flatMap(readMark) }),
    },
  ]
}

function readMark(value: unknown): NonNullable<DocNode['marks']> {
  if (!isRecord(value) || typeof value['type'] !== 'string') return []
  return [{ type: value['type'], ...(isRecord(value['attrs']) && { attrs: value['attrs'] }) }]
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

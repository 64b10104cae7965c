/** Numbers the changes of a compared document from its beginning: what stands together without anything kept is one. */
import type { DocJson, DocNode } from '../../../shared/schema/doc-json.ts'

/** What one change added and took away. */
export interface DocChange {
  readonly inserted: string
  readonly deleted: string
}

type KeptOrChanged = 'inserted' | 'deleted' | 'changed' | null

export function numberChanges(doc: DocJson): {
  readonly doc: DocJson
  readonly changes: readonly DocChange[]
} {
  const changes: { inserted: string; deleted: string }[] = []
  let open = false

  /** The number of the change that something belongs to. */
  const numberOf = (kind: Exclude<KeptOrChanged, null>, text: string): number => {
    if (!open) changes.push({ inserted: '', deleted: '' })
    open = true
    const change = changes.at(-1)
    if (change && kind !== 'changed') change[kind] += text
    return changes.length
  }

  const visit = (node: DocNode): DocNode => {
    const kind = changeOf(node)
    if (node.type === 'text') {
      if (kind === null) {
        open = false
        return node
      }
      const number = numberOf(kind, node.text ?? '')
      return {
        ...node,
        marks: (node.marks ?? []).map((mark) => (mark.type === kind ? { ...mark, attrs: { number } } : mark)),
      }
    }
    const isLeaf = (node.content ?? []).length === 0
    if (kind === null && isLeaf) open = false
    // A block whose kind changed begins a change of its own, whatever happened in it.
    if (kind === 'changed') open = false
    // What a block that came or went holds has the number; one that holds nothing has it itself.
    const number = kind === 'changed' || (kind !== null && isLeaf) ? numberOf(kind, '') : null
    const content = node.content?.map(visit)
    return {
      ...node,
      ...(number !== null && { attrs: { ...node.attrs, changeNumber: number } }),
      ...(content && { content }),
    }
  }

  return { doc: { ...doc, content: doc.content.map(visit) }, changes }
}

function changeOf(node: DocNode): KeptOrChanged {
  if (node.type === 'text') {
    const mark = node.marks?.find(({ type }) => type === 'inserted' || type === 'deleted')
    return (mark?.type as 'inserted' | 'deleted' | undefined) ?? null
  }
  const change = node.attrs?.['change']
  return change === 'inserted' || change === 'deleted' || change === 'changed' ? change : null
}

/**
 * A template as the document that one note begins with. What stands in for a name is text, whatever it looks like:
 * names are replaced in the document, not in its Markdown.
 */
import type { TemplateWord } from '../../shared/domain/note-templates.ts'
import { docOf, paragraphOf, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'

/** What is known about the note's session or track; empty for what is not. */
export type TemplateValues = Readonly<Record<TemplateWord, string>>

export function fillTemplate(template: DocJson, values: TemplateValues): DocJson {
  return docOf(template.content.map((block) => fillNode(block, values)).flatMap(withRoomBelow))
}

function fillNode(node: DocNode, values: TemplateValues): DocNode {
  if (!node.content) return node
  const content = node.content.flatMap((child) =>
    child.type === 'text' ? fillText(child, values) : [fillNode(child, values)],
  )
  return { ...node, content }
}

function fillText(node: DocNode, values: TemplateValues): readonly DocNode[] {
  const text = (node.text ?? '').replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name as TemplateWord] : whole,
  )
  // A text is never empty.
  return text === '' ? [] : [{ ...node, text }]
}

/** A heading with nothing below it gets a line to write on, which Markdown cannot say. */
function withRoomBelow(block: DocNode, index: number, blocks: readonly DocNode[]): readonly DocNode[] {
  const next = blocks[index + 1]
  const isBare = block.type === 'heading' && (next === undefined || next.type === 'heading')
  return isBare ? [block, paragraphOf('')] : [block]
}

/**
 * What is left of a document when everything is taken away that Markdown cannot hold: paragraphs without text, bold and
 * italic on blanks, blanks at the ends of lines, line ends that are not breaks. Two documents with the same form are the
 * same to Markdown.
 */
import type { DocNode } from '../../shared/schema/doc-json.ts'

/** A value to compare with `toEqual`; not a document any more. */
export function markdownForm(node: DocNode): unknown {
  if (node.type === 'paragraph' || node.type === 'heading') return textBlockForm(node)
  if (node.type === 'codeBlock') return node
  const children = (node.content ?? []).map(markdownForm)
  const texts = (node.content ?? []).map((child) => child.type !== 'paragraph' || hasText(child))
  // An item begins with a paragraph, even an empty one, and the box of a task needs one.
  const keepsFirst =
    node.type === 'taskItem' || (node.type === 'listItem' && node.content?.[1]?.type !== 'paragraph')
  let kept = children.filter((_, index) => texts[index] || (index === 0 && keepsFirst))
  if (kept.length === 0 && children.length > 0) kept = [textBlockForm({ type: 'paragraph' })]
  return { type: node.type, attrs: node.attrs, children: kept }
}

function textBlockForm(node: DocNode): unknown {
  return { type: node.type, attrs: node.attrs, characters: hasText(node) ? linesOf(node) : [] }
}

function hasText(node: DocNode): boolean {
  return linesOf(node).some((line) => line.length > 0)
}

/** The characters of each line, so that it does not matter how texts are cut, without the blanks at its ends. */
function linesOf({ content = [] }: DocNode): string[][] {
  const lines: Character[][] = [[]]
  for (const { type, text = '', marks = [] } of content) {
    for (const sign of type === 'hardBreak' ? '\n' : text) {
      if (sign === '\n') lines.push([])
      else lines.at(-1)?.push({ sign, marks })
    }
  }
  return lines.map((line) => {
    const first = line.findIndex((character) => !isBlank(character))
    const last = line.findLastIndex((character) => !isBlank(character))
    return line.slice(Math.max(0, first), last + 1).map(({ sign, marks }) => {
      const shown = marks.filter(
        (mark) => !(/\s/.test(sign) && (mark.type === 'bold' || mark.type === 'italic')),
      )
      return `${sign} ${JSON.stringify(shown)}`
    })
  })
}

interface Character {
  readonly sign: string
  readonly marks: NonNullable<DocNode['marks']>
}

const isBlank = ({ sign, marks }: Character): boolean =>
  (sign === ' ' || sign === '\t') && !marks.some(({ type }) => type === 'code')

/**
 * What is left of a document when everything is taken away that Markdown cannot hold: paragraphs without text, bold and
 * italic on blanks, line ends that are not breaks. Two documents with the same form are the same to Markdown.
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
  const blankTask = node.content?.length === 1 && node.content[0]?.text === ' '
  return {
    type: node.type,
    attrs: node.attrs,
    characters: hasText(node) && !blankTask ? characters(node) : [],
  }
}

function hasText(node: DocNode): boolean {
  return (node.content ?? []).some(({ text }) => text !== undefined && text.replaceAll('\n', '') !== '')
}

/** One entry a character, so that it does not matter how texts are cut. */
function characters({ content = [] }: DocNode): string[] {
  return content.flatMap(({ type, text = '', marks = [] }) => {
    if (type === 'hardBreak') return ['break']
    return [...text].map((character) => {
      if (character === '\n') return 'break'
      const shown = marks.filter(
        (mark) => !(/\s/.test(character) && (mark.type === 'bold' || mark.type === 'italic')),
      )
      return `${character} ${JSON.stringify(shown)}`
    })
  })
}

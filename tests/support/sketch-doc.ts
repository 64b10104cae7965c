/** A document in one short line, so that a test can say what it expects: `ul(li(p(a {bold|b})) li(p(c)))`. */
import type { DocMark, DocNode } from '../../shared/schema/doc-json.ts'

const NAMES: Readonly<Record<string, string>> = {
  paragraph: 'p',
  bulletList: 'ul',
  listItem: 'li',
  taskList: 'tasks',
  blockquote: 'quote',
  horizontalRule: 'hr',
  tableRow: 'tr',
}

/** The blocks of a document, or one node. Attributes are shown where they differ from the schema's defaults. */
export function sketchDoc(node: DocNode): string {
  const content = node.content ?? []
  switch (node.type) {
    case 'text':
      return node.marks?.length ? `{${node.marks.map(sketchMark).join(' ')}|${node.text}}` : (node.text ?? '')
    case 'hardBreak':
      return '⏎'
    case 'doc':
      return content.map(sketchDoc).join(' ')
    default: {
      const isInline = content.every(({ type }) => type === 'text' || type === 'hardBreak')
      const inner = content.map(sketchDoc).join(isInline ? '' : ' ')
      return `${nameOf(node)}${inner === '' ? '' : `(${inner})`}`
    }
  }
}

function nameOf({ type, attrs }: DocNode): string {
  const align = attrs?.['align'] ? `:${String(attrs['align'])}` : ''
  switch (type) {
    case 'heading':
      return `h${String(attrs?.['level'])}`
    case 'orderedList':
      return attrs?.['start'] === 1 ? 'ol' : `ol${String(attrs?.['start'])}`
    case 'taskItem':
      return attrs?.['checked'] ? 'done' : 'open'
    case 'codeBlock':
      return attrs?.['language'] ? `code:${String(attrs['language'])}` : 'code'
    case 'tableHeader':
      return `th${align}`
    case 'tableCell':
      return `td${align}`
    default:
      return NAMES[type] ?? type
  }
}

function sketchMark({ type, attrs }: DocMark): string {
  if (type !== 'link') return type
  const title = attrs?.['title'] ? ` “${String(attrs['title'])}”` : ''
  return `${String(attrs?.['href'])}${title}`
}

/** From a document to a Markdown syntax tree: the reverse of import/mdast-to-doc.ts. */
import type { BlockContent, Html, ListItem, PhrasingContent, Root, RootContent, TableRow } from 'mdast'
import { plainTextOf, type DocMark, type DocNode } from '../../shared/schema/doc-json.ts'

export function docToMdast(doc: DocNode, headingShift: number): Root {
  return { type: 'root', children: blocks(doc.content, headingShift) }
}

function blocks(nodes: readonly DocNode[] = [], shift: number): BlockContent[] {
  return nodes.flatMap((node) => block(node, shift))
}

function block(node: DocNode, shift: number): BlockContent[] {
  const inner = () => blocks(node.content, shift)
  switch (node.type) {
    case 'paragraph': {
      const children = inline(node.content)
      // Markdown has no empty paragraph.
      return children.length > 0 ? [{ type: 'paragraph', children }] : []
    }
    case 'heading': {
      const depth = Math.min(6, Math.max(1, Number(node.attrs?.['level'] ?? 1) + shift)) as
        1 | 2 | 3 | 4 | 5 | 6
      return [{ type: 'heading', depth, children: inline(node.content) }]
    }
    case 'bulletList':
    case 'taskList':
      return [{ type: 'list', ordered: false, spread: false, children: items(node, shift) }]
    case 'orderedList': {
      const start = Number(node.attrs?.['start'] ?? 1)
      return [{ type: 'list', ordered: true, start, spread: false, children: items(node, shift) }]
    }
    case 'blockquote':
      return [{ type: 'blockquote', children: inner() }]
    case 'codeBlock': {
      const lang = node.attrs?.['language']
      return [
        { type: 'code', lang: typeof lang === 'string' && lang ? lang : null, value: plainTextOf(node) },
      ]
    }
    case 'horizontalRule':
      return [{ type: 'thematicBreak' }]
    case 'table':
      return [table(node)]
    default:
      return node.content ? inner() : []
  }
}

function items(list: DocNode, shift: number): ListItem[] {
  return (list.content ?? []).map((item) => {
    const children = blocks(item.content, shift)
    return {
      type: 'listItem',
      spread: children.filter(({ type }) => type === 'paragraph').length > 1,
      ...(item.type === 'taskItem' ? { checked: Boolean(item.attrs?.['checked']) } : {}),
      children,
    }
  })
}

function table(node: DocNode): BlockContent {
  const rows = node.content ?? []
  const align = (rows[0]?.content ?? []).map((cell) => {
    const value = cell.attrs?.['align']
    return value === 'left' || value === 'right' || value === 'center' ? value : null
  })
  return {
    type: 'table',
    align,
    children: rows.map((row): TableRow => ({
      type: 'tableRow',
      children: (row.content ?? []).map((cell) => ({ type: 'tableCell', children: cellContent(cell) })),
    })),
  }
}

const LINE_BREAK: Html = { type: 'html', value: '<br>' }

/** A cell is one line in Markdown: blocks and breaks become `<br>`. */
function cellContent(cell: DocNode): PhrasingContent[] {
  const lines = (cell.content ?? []).map((child) =>
    child.content?.every(({ type }) => type === 'text' || type === 'hardBreak')
      ? inline(child.content)
      : inline([{ type: 'text', text: plainTextOf(child) }]),
  )
  return lines
    .flatMap((line, index) => (index === 0 ? line : [LINE_BREAK, ...line]))
    .map((child) => (child.type === 'break' ? LINE_BREAK : child))
}

/** From outside to inside; a text's marks are nested in this order, so that equal runs share an element. */
const MARK_ORDER = ['link', 'bold', 'italic', 'strike', 'underline', 'highlight', 'code']

function inline(nodes: readonly DocNode[] = []): PhrasingContent[] {
  return nest(
    nodes.flatMap((node) => {
      if (node.type === 'hardBreak') return [{ node, marks: [] }]
      if (node.type !== 'text' || !node.text) return []
      const marks = [...(node.marks ?? [])].sort(
        (a, b) => MARK_ORDER.indexOf(a.type) - MARK_ORDER.indexOf(b.type),
      )
      return [{ node, marks }]
    }),
  )
}

interface Run {
  readonly node: DocNode
  readonly marks: readonly DocMark[]
}

/** Groups neighbours that share their outermost mark under one element. */
function nest(runs: readonly Run[]): PhrasingContent[] {
  const out: RootContent[] = []
  for (let i = 0; i < runs.length;) {
    const [outer] = runs[i]?.marks ?? []
    if (!outer) {
      out.push(leaf(runs[i] as Run))
      i++
      continue
    }
    let end = i
    while (end < runs.length && isSameMark(runs[end]?.marks[0], outer)) end++
    const inside = runs.slice(i, end).map(({ node, marks }) => ({ node, marks: marks.slice(1) }))
    out.push(...element(outer, inside))
    i = end
  }
  return out as PhrasingContent[]
}

function leaf({ node }: Run): PhrasingContent {
  return node.type === 'hardBreak' ? { type: 'break' } : { type: 'text', value: node.text ?? '' }
}

function element(mark: DocMark, inside: readonly Run[]): PhrasingContent[] {
  switch (mark.type) {
    case 'link':
      return [{ type: 'link', url: String(mark.attrs?.['href'] ?? ''), children: nest(inside) }]
    case 'bold':
      return [{ type: 'strong', children: nest(inside) }]
    case 'italic':
      return [{ type: 'emphasis', children: nest(inside) }]
    case 'strike':
      return [{ type: 'delete', children: nest(inside) }]
    case 'underline':
    case 'highlight':
      return [{ type: mark.type, children: nest(inside) }]
    case 'code':
      return [{ type: 'inlineCode', value: inside.map(({ node }) => node.text ?? '').join('') }]
    default:
      return nest(inside)
  }
}

function isSameMark(a: DocMark | undefined, b: DocMark): boolean {
  return a !== undefined && a.type === b.type && a.attrs?.['href'] === b.attrs?.['href']
}

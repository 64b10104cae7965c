/**
 * A document in the Markdown that minutes in Indico are (indico/modules/events/notes/util.py): Python-Markdown with its
 * rules of 2004 and one extension, by which every line end is a line break. It knows no fences, no tables, no tasks and no
 * struck text, nests lists by four columns, joins lists that follow each other, and takes what stands between two dollar
 * signs for a formula. So code is indented, and tables are lists of their rows.
 */
import { plainTextOf, textOf, type DocNode } from '../../shared/schema/doc-json.ts'
import { imageSource } from '../../shared/schema/image-source.ts'
import { plainMinutes } from '../../shared/schema/plain-minutes.ts'
import { imageText } from './image-text.ts'
import { cleanCharacters, escapeIndico, indicoAddress, indicoLines } from './indico-inline.ts'

export interface IndicoMarkdownOptions {
  /** What addresses of pictures begin with; none: a picture is its description, since Indico does not have it. */
  readonly baseUrl?: string
}

/** What belongs to an item steps in by this. */
const INDENT = '    '

/** A paragraph that shows nothing: keeps apart what would become one. */
const GAP = '&nbsp;'

/** Ends with a line break unless the document is empty. */
export function docToIndicoMarkdown(doc: DocNode, options: IndicoMarkdownOptions = {}): string {
  const lines = blocksOf(plainMinutes(doc).content, options)
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

type Kind = 'list' | 'code' | 'quote' | 'other'

function kindOf({ type }: DocNode): Kind {
  if (type.endsWith('List') || type === 'table') return 'list'
  return type === 'codeBlock' ? 'code' : type === 'blockquote' ? 'quote' : 'other'
}

function blocksOf(nodes: readonly DocNode[] = [], options: IndicoMarkdownOptions): readonly string[] {
  const lines: string[] = []
  let last: Kind = 'other'
  for (const node of nodes) {
    const block = blockOf(node, options)
    if (block.length === 0) continue
    const kind = kindOf(node)
    // Indented text after a list would belong to its last item.
    const isJoined = kind !== 'other' && (kind === last || (last === 'list' && kind === 'code'))
    if (lines.length > 0) lines.push('', ...(isJoined ? [GAP, ''] : []))
    lines.push(...block)
    last = kind
  }
  return lines
}

function blockOf(node: DocNode, options: IndicoMarkdownOptions): readonly string[] {
  switch (node.type) {
    case 'paragraph':
      return indicoLines(node.content)
    case 'heading': {
      const level = Math.min(6, Math.max(1, Number(node.attrs?.['level'] ?? 1)))
      const text = indicoLines(node.content).join(' ')
      return text === '' ? [] : [`${'#'.repeat(level)} ${text}`]
    }
    case 'bulletList':
    case 'orderedList':
    case 'taskList':
      return listLines(node, options)
    case 'blockquote':
      return blocksOf(node.content, options).map((line) => (line === '' ? '>' : `> ${line}`))
    case 'codeBlock':
      return codeLines(plainTextOf(node))
    case 'image':
      return [imageLine(node, options)]
    case 'horizontalRule':
      return ['* * *']
    case 'table':
      return tableLines(node)
    default:
      // A node of a newer schema: its text is worth more than its form.
      return node.content ? blocksOf(node.content, options) : []
  }
}

function listLines(list: DocNode, options: IndicoMarkdownOptions): readonly string[] {
  const lines = (list.content ?? []).flatMap((item, index) => {
    const [first, ...rest] = item.content ?? []
    const isText = first?.type === 'paragraph'
    const [text = GAP, ...more] = isText ? indicoLines(first.content) : []
    const others = isText || !first ? rest : [first, ...rest]
    const inner = blocksOf(others, options).map((line) => (line === '' ? '' : `${INDENT}${line}`))
    // Further lines do not step in: a list below them would be taken for text.
    const own = [`${markerOf(list, { item, index })}${text}`, ...more]
    if (inner.length === 0) return own
    const isTight = others.every((node) => kindOf(node) === 'list')
    return isTight ? [...own, ...inner] : [...own, '', ...inner, '']
  })
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

/** A list that does not begin at 1 has its numbers as text, since Indico counts from 1 whatever is written. */
function markerOf(
  list: DocNode,
  { item, index }: { readonly item: DocNode; readonly index: number },
): string {
  if (item.type === 'taskItem') return `-   \\[${item.attrs?.['checked'] ? 'x' : ' '}\\] `
  if (list.type !== 'orderedList') return '-   '
  const start = Number(list.attrs?.['start'] ?? 1)
  return start === 1 ? `${`${index + 1}.`.padEnd(INDENT.length - 1)} ` : `-   ${start + index}\\. `
}

/** Every row an item, every cell a line behind the name of its column. */
function tableLines(table: DocNode): readonly string[] {
  const rows = (table.content ?? []).map(({ content = [] }) => content.map(cellText))
  const isHead = (table.content?.[0]?.content ?? []).every(({ type }) => type === 'tableHeader')
  const [head = [], ...others] = rows
  // A name that no cell would stand behind is not lost: then the names are a row of their own.
  const hasNames = isHead && head.every((name, column) => name === '' || others.some((row) => row[column]))
  return (hasNames ? others : rows).flatMap((row) => {
    const cells = row.map((text, column) =>
      hasNames && text !== '' && head[column] ? `${head[column]}: ${text}` : text,
    )
    const [first = GAP, ...rest] = cells.filter((text) => text !== '')
    return [`-   ${first}`, ...rest]
  })
}

function cellText(cell: DocNode): string {
  return textBlocksIn(cell)
    .map(({ content }) => indicoLines(content).join(' '))
    .filter((text) => text !== '')
    .join('; ')
}

/** Blocks that hold text, pictures as their description. */
function textBlocksIn({ content = [] }: DocNode): readonly DocNode[] {
  return content.flatMap((child): readonly DocNode[] => {
    if (child.type === 'image') return [{ type: 'paragraph', content: [textOf(imageText(child))] }]
    const holdsText = ['paragraph', 'heading', 'codeBlock'].includes(child.type)
    return holdsText ? [child] : textBlocksIn(child)
  })
}

function imageLine(node: DocNode, { baseUrl }: IndicoMarkdownOptions): string {
  const source = imageSource(node.attrs?.['id'])
  const alt = String(node.attrs?.['alt'] ?? '').replace(/\s+/g, ' ')
  return source === null || baseUrl === undefined
    ? escapeIndico(imageText(node).replace(/\s+/g, ' '))
    : `![${escapeIndico(alt)}](${indicoAddress(`${baseUrl}${source}`)})`
}

/** Code with a dollar sign is lines of text: a formula would begin in it, and no reference is read there. */
function codeLines(code: string): readonly string[] {
  const lines = cleanCharacters(code).split(/\r\n?|\n/)
  if (code.trim() === '') return []
  if (!code.includes('$')) return lines.map((line) => `${INDENT}${line}`.trimEnd() || INDENT)
  return lines.map((line) => {
    const spaced = line.replaceAll('\t', INDENT)
    const blanks = spaced.length - spaced.trimStart().length
    return `${GAP.repeat(blanks)}${escapeIndico(spaced.trim())}` || GAP
  })
}

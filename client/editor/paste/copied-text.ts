/**
 * What is copied as plain text, for everything that takes no more: lists with their markers, minutes with their labels,
 * code as it is. A part of a line is its text and nothing else; cells of a table come as a spreadsheet takes them.
 */
import type { Slice } from '@tiptap/pm/model'
import type { DocNode } from '../../../shared/schema/doc-json.ts'
import { plainMinutes } from '../../../shared/schema/plain-minutes.ts'

export function copiedText({ content, openStart, openEnd }: Slice): string {
  const nodes = (content.toJSON() ?? []) as readonly DocNode[]
  const line = partOfLine(nodes, Math.min(openStart, openEnd))
  const { content: blocks } = plainMinutes(
    { type: 'doc', content: line ? [line] : nodes },
    { keepOffRecord: true },
  )
  const rows = rowsOf(blocks)
  if (rows) return rows.map(rowText).join('\n')
  return line ? blocks.map(inlineText).join('\n') : blocksText(blocks)
}

/** The one block of text that a copy is inside of, as a paragraph; null when there are several. */
function partOfLine(nodes: readonly DocNode[], open: number): DocNode | null {
  let level = nodes
  for (let depth = 1; depth <= open && level.length === 1; depth++) {
    const [node] = level
    const content = node?.content ?? []
    if (content.every(({ type, text }) => text !== undefined || INLINE.has(type))) {
      return { type: node?.type === 'codeBlock' ? 'codeBlock' : 'paragraph', content }
    }
    level = content
  }
  return null
}

const INLINE: ReadonlySet<string> = new Set(['text', 'hardBreak', 'timeStamp', 'missed', 'personName'])

function rowsOf(blocks: readonly DocNode[]): readonly DocNode[] | null {
  const [first] = blocks
  const rows = blocks.length === 1 && first?.type === 'table' ? (first.content ?? []) : blocks
  return rows.length > 0 && rows.every(({ type }) => type === 'tableRow') ? rows : null
}

function rowText(row: DocNode): string {
  return (row.content ?? [])
    .map((cell) => blocksText(cell.content ?? []).replace(/\s*\n\s*/g, ' '))
    .join('\t')
}

function blocksText(blocks: readonly DocNode[]): string {
  return blocks.map(blockText).join('\n\n')
}

function blockText(node: DocNode): string {
  const content = node.content ?? []
  switch (node.type) {
    case 'heading':
      return `${'#'.repeat(Number(node.attrs?.['level'] ?? 1))} ${inlineText(node)}`
    case 'bulletList':
      return listText(node, () => '- ')
    case 'orderedList':
      return listText(node, (index) => `${Number(node.attrs?.['start'] ?? 1) + index}. `)
    case 'taskList':
      return listText(node, (_index, item) => (item.attrs?.['checked'] === true ? '- [x] ' : '- [ ] '))
    case 'listItem':
    case 'taskItem':
      return content.map(blockText).join('\n')
    case 'blockquote':
      return indent(blocksText(content), '> ')
    case 'codeBlock':
      return codeText(node)
    case 'horizontalRule':
      return '---'
    case 'table':
      return tableText(content)
    case 'image':
      return `[image${node.attrs?.['alt'] ? `: ${String(node.attrs['alt'])}` : ''}]`
    default:
      return inlineText(node)
  }
}

function listText(list: DocNode, markerOf: (index: number, item: DocNode) => string): string {
  return (list.content ?? [])
    .map((item, index) => {
      const marker = markerOf(index, item)
      const width = list.type === 'taskList' ? 2 : marker.length
      return marker + indent(blockText(item), ' '.repeat(width)).trimStart()
    })
    .join('\n')
}

function codeText(node: DocNode): string {
  const code = inlineText(node)
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const language = node.attrs?.['language']
  return `${fence}${typeof language === 'string' ? language : ''}\n${code}\n${fence}`
}

function tableText(rows: readonly DocNode[]): string {
  const cells = rows.map((row) =>
    (row.content ?? []).map((cell) =>
      blocksText(cell.content ?? [])
        .replace(/\s*\n\s*/g, ' ')
        .replaceAll('|', '\\|'),
    ),
  )
  const width = Math.max(0, ...cells.map((row) => row.length))
  const lines = cells.map(
    (row) => `| ${Array.from({ length: width }, (_, at) => row[at] ?? '').join(' | ')} |`,
  )
  lines.splice(1, 0, `|${' --- |'.repeat(width)}`)
  return lines.join('\n')
}

/** A link keeps its address, unless that is what stands there already. */
function inlineText(node: DocNode): string {
  if (node.type === 'hardBreak') return '\n'
  if (node.type !== 'text') return (node.content ?? []).map(inlineText).join('')
  const text = node.text ?? ''
  const href = node.marks?.find((mark) => mark.type === 'link')?.attrs?.['href']
  return typeof href === 'string' && href !== text && href !== `mailto:${text}` ? `[${text}](${href})` : text
}

function indent(text: string, prefix: string): string {
  return text.replace(/^/gm, prefix).replace(/[ \t]+$/gm, '')
}

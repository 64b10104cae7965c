/**
 * From a document to a Markdown tree: the reverse of shared/markdown/mdast-to-doc.ts. What Markdown cannot hold is written as
 * the nearest thing that it can: a cell's blocks as lines of the cell, merged cells as empty ones; paragraphs
 * without text are left out, and so are blanks at the ends of lines.
 */
import type { AlignType, BlockContent, ListItem, Paragraph, Root, Table, TableRow } from 'mdast'
import { plainTextOf, textOf, type DocNode } from '../../shared/schema/doc-json.ts'
import { imageSource } from '../../shared/schema/image-source.ts'
import { imageText } from './image-text.ts'
import { inlineToMdast, trimmedRuns } from './inline-to-mdast.ts'

/** Largest number that Markdown takes before an item. */
const MAX_LIST_NUMBER = 999_999_999

/** `headingShift` moves headings down by so many levels; 6 is the lowest. */
export function docToMdast(doc: DocNode, headingShift: number): Root {
  return { type: 'root', children: blocksToMdast(doc.content, headingShift) }
}

function blocksToMdast(nodes: readonly DocNode[] = [], shift: number): BlockContent[] {
  return nodes.flatMap((node) => blockToMdast(node, shift))
}

function blockToMdast(node: DocNode, shift: number): BlockContent[] {
  switch (node.type) {
    case 'paragraph': {
      return isEmpty(node) ? [] : [{ type: 'paragraph', children: inlineToMdast(node.content, 'paragraph') }]
    }
    case 'heading':
      return [
        {
          type: 'heading',
          depth: headingDepth(node, shift),
          children: inlineToMdast(node.content, 'heading'),
        },
      ]
    case 'bulletList':
    case 'taskList':
      return [{ type: 'list', ordered: false, spread: false, children: itemsToMdast(node, shift) }]
    case 'orderedList':
      return [
        {
          type: 'list',
          ordered: true,
          start: startOf(node),
          spread: false,
          children: itemsToMdast(node, shift),
        },
      ]
    case 'blockquote':
      return [{ type: 'blockquote', children: blocksToMdast(node.content, shift) }]
    case 'codeBlock': {
      const [lang = '', ...meta] = ((node.attrs?.['language'] as string | null | undefined) ?? '')
        .trim()
        .split(/\s+/)
      return [{ type: 'code', lang: lang || null, meta: meta.join(' ') || null, value: codeOf(node) }]
    }
    case 'image': {
      const url = imageSource(node.attrs?.['id'])
      const alt = String(node.attrs?.['alt'] ?? '')
      return url ? [{ type: 'paragraph', children: [{ type: 'image', url, alt }] }] : []
    }
    case 'horizontalRule':
      return [{ type: 'thematicBreak' }]
    case 'table':
      return (node.content ?? []).length > 0 ? [tableToMdast(node)] : []
    default:
      // A node of a newer schema: its text is worth more than its form.
      return node.content ? blocksToMdast(node.content, shift) : []
  }
}

function headingDepth(node: DocNode, shift: number): 1 | 2 | 3 | 4 | 5 | 6 {
  const level = Number(node.attrs?.['level'] ?? 1) + shift
  return Math.min(6, Math.max(1, level)) as 1 | 2 | 3 | 4 | 5 | 6
}

function startOf(list: DocNode): number {
  const start = Number(list.attrs?.['start'] ?? 1)
  return Number.isInteger(start) ? Math.min(MAX_LIST_NUMBER, Math.max(0, start)) : 1
}

function codeOf(node: DocNode): string {
  return plainTextOf(node)
    .replace(/\0|\p{Surrogate}/gu, '\uFFFD')
    .replace(/\r\n?/g, '\n')
}

function itemsToMdast(list: DocNode, shift: number): ListItem[] {
  return (list.content ?? []).map((item): ListItem => {
    const children = blocksToMdast(item.content, shift)
    const isTask = item.type === 'taskItem'
    // The box of a task needs a paragraph to stand in.
    const boxed: BlockContent[] =
      isTask && item.content?.[0]?.type === 'paragraph' && isEmpty(item.content[0])
        ? [emptyParagraph(), ...children]
        : children
    return {
      type: 'listItem',
      // Blank lines only where blocks other than lists follow the text.
      spread: boxed.slice(1).some(({ type }) => type !== 'list'),
      ...(isTask ? { checked: Boolean(item.attrs?.['checked']) } : {}),
      children: boxed,
    }
  })
}

/** Breaks and blanks alone are no text either. */
function isEmpty(paragraph: DocNode): boolean {
  return trimmedRuns(paragraph.content).every(({ text }) => text === null)
}

function emptyParagraph(): Paragraph {
  return { type: 'paragraph', children: [] }
}

function tableToMdast(table: DocNode): Table {
  const rows = (table.content ?? []).map((row) => (row.content ?? []).flatMap(cellAndCovered))
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 1)
  return {
    type: 'table',
    align: Array.from({ length: width }, (_, column) => alignOf(rows[0]?.[column])),
    children: rows.map((row): TableRow => ({
      type: 'tableRow',
      children: Array.from({ length: width }, (_, column) => ({
        type: 'tableCell',
        children: inlineToMdast(cellContent(row[column]?.content), 'cell'),
      })),
    })),
  }
}

/** A cell over several columns, and nothing in the columns that it covers. */
function cellAndCovered(cell: DocNode): (DocNode | null)[] {
  const span = Number(cell.attrs?.['colspan'] ?? 1)
  return [cell, ...Array.from({ length: Math.min(100, Math.max(1, span || 1)) - 1 }, () => null)]
}

function alignOf(cell: DocNode | null | undefined): AlignType {
  const align = cell?.attrs?.['align']
  return align === 'left' || align === 'right' || align === 'center' ? align : null
}

/** A cell is one line in Markdown, so its blocks become lines between `<br>`. */
function cellContent(blocks: readonly DocNode[] = []): DocNode[] {
  return cellLines(blocks, '').flatMap((line, index) =>
    index === 0 ? line : [{ type: 'hardBreak' }, ...line],
  )
}

function cellLines(blocks: readonly DocNode[] = [], prefix: string): DocNode[][] {
  const start: DocNode[] = prefix === '' ? [] : [textOf(prefix)]
  return blocks.flatMap((block): DocNode[][] => {
    switch (block.type) {
      case 'codeBlock':
        return codeOf(block)
          .split('\n')
          .map((line) => (line === '' ? [] : [textOf(line, [{ type: 'code' }])]))
      case 'paragraph':
      case 'heading':
        return [[...start, ...(block.content ?? [])]]
      case 'bulletList':
      case 'taskList':
      case 'orderedList':
        return (block.content ?? []).flatMap((item, index) => {
          const box = item.type === 'taskItem' ? `[${item.attrs?.['checked'] ? 'x' : ' '}] ` : ''
          const marker = block.type === 'orderedList' ? `${startOf(block) + index}. ` : `• ${box}`
          return [...cellLines(item.content?.slice(0, 1), marker), ...cellLines(item.content?.slice(1), '')]
        })
      case 'image':
        return [[...start, textOf(imageText(block))]]
      default:
        return cellLines(block.content, prefix)
    }
  })
}

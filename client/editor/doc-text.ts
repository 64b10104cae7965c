/**
 * A document as Markdown text, made in the browser. It is the way out when the server cannot be reached: people copy
 * or download what is on their screen. Faithful for everything that notes hold; the server's own export is the one
 * for publishing.
 */
import type { DocMark, DocNode } from '../../shared/schema/doc-json.ts'
import { imageSource } from '../../shared/schema/image-source.ts'
import { plainMinutes } from '../../shared/schema/plain-minutes.ts'

/** A document as Markdown, ending in a line break; empty for an empty document. */
export function markdownOf(doc: DocNode): string {
  const text = blocksOf(plainMinutes(doc, { keepOffRecord: true }))
  return text === '' ? '' : `${text}\n`
}

function blocksOf(node: DocNode): string {
  return (node.content ?? [])
    .map(blockOf)
    .filter((block) => block !== '')
    .join('\n\n')
}

function blockOf(node: DocNode): string {
  switch (node.type) {
    case 'heading':
      return `${'#'.repeat(Number(node.attrs?.['level'] ?? 1))} ${inlineOf(node)}`
    case 'bulletList':
      return listOf(node, () => '- ')
    case 'orderedList':
      return listOf(node, (index) => `${Number(node.attrs?.['start'] ?? 1) + index}. `)
    case 'taskList':
      return listOf(node, (_index, item) => (item.attrs?.['checked'] === true ? '- [x] ' : '- [ ] '))
    case 'blockquote':
      return prefixLines(blocksOf(node), '> ')
    case 'codeBlock':
      return codeBlockOf(node)
    case 'image':
      return imageOf(node)
    case 'horizontalRule':
      return '---'
    case 'table':
      return tableOf(node)
    default:
      return escapeLineStart(inlineOf(node))
  }
}

function listOf(list: DocNode, markerOf: (index: number, item: DocNode) => string): string {
  return (list.content ?? [])
    .map((item, index) => {
      const marker = markerOf(index, item)
      const width = list.type === 'taskList' ? 2 : marker.length
      // Paragraphs and lists of one item follow each other without a gap: notes are lists of lists.
      const blocks = (item.content ?? []).map(blockOf).join('\n')
      return marker + prefixLines(blocks, ' '.repeat(width)).trimStart()
    })
    .join('\n')
}

function codeBlockOf(node: DocNode): string {
  const code = (node.content ?? []).map((child) => child.text ?? '').join('')
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const language = node.attrs?.['language']
  return `${fence}${typeof language === 'string' ? language : ''}\n${code}\n${fence}`
}

/** By an address without a host, as imports of this server read it. */
function imageOf({ attrs }: DocNode): string {
  const source = imageSource(attrs?.['id'])
  return source === null ? '' : `![${escapeText(String(attrs?.['alt'] ?? ''))}](${source})`
}

function tableOf(node: DocNode): string {
  const rows = (node.content ?? []).map((row) => (row.content ?? []).map(cellOf))
  const width = Math.max(0, ...rows.map((row) => row.length))
  const lines = rows.map(
    (row) => `| ${Array.from({ length: width }, (_, at) => row[at] ?? '').join(' | ')} |`,
  )
  lines.splice(1, 0, `|${' --- |'.repeat(width)}`)
  return lines.join('\n')
}

function cellOf(cell: DocNode): string {
  return (cell.content ?? [])
    .map((block) => (block.type === 'image' ? imageOf(block) : inlineOf(block)))
    .join(' ')
    .replaceAll('|', '\\|')
    .replaceAll('\\\n', ' ')
}

function inlineOf(node: DocNode): string {
  if (node.type === 'text') return markedText(node)
  if (node.type === 'hardBreak') return '\\\n'
  return (node.content ?? []).map(inlineOf).join('')
}

const WRAPPERS: Readonly<Record<string, string>> = {
  bold: '**',
  italic: '*',
  strike: '~~',
  highlight: '==',
  underline: '++',
}

function markedText(node: DocNode): string {
  const marks = node.marks ?? []
  const text = node.text ?? ''
  if (marks.some((mark) => mark.type === 'code')) return wrapLink(codeSpan(text), marks)
  // Markers must touch the words that they wrap.
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? []
  if (words === '') return text
  const wrapped = marks.reduce((inner, mark) => {
    const wrapper = WRAPPERS[mark.type] ?? ''
    return wrapper + inner + wrapper
  }, escapeText(words))
  return before + wrapLink(wrapped, marks) + after
}

function wrapLink(text: string, marks: readonly DocMark[]): string {
  const href = marks.find((mark) => mark.type === 'link')?.attrs?.['href']
  return typeof href === 'string' ? `[${text}](<${href}>)` : text
}

function codeSpan(text: string): string {
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1)
  const gap = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return fence + gap + text + gap + fence
}

function escapeText(text: string): string {
  return text.replace(/[\\`*_[\]<~]/g, '\\$&')
}

function escapeLineStart(text: string): string {
  return text.replace(/^(#{1,6}(?=\s)|[-+>](?=\s)|\d+(?=[.)]\s))/gm, (start) =>
    /^\d/.test(start) ? `${start}\\` : `\\${start}`,
  )
}

function prefixLines(text: string, prefix: string): string {
  return text.replace(/^/gm, prefix).replace(/[ \t]+$/gm, '')
}

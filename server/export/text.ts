/**
 * A document as plain text, as mailing lists take it: UTF-8, `•` bullets with two spaces a level, numbers kept since
 * prose refers to them, links as numbered footnotes. Unwrapped, or wrapped to a width; then no line is longer than mail
 * allows. The text import reads the structure of lists back.
 */
import { plainTextOf, type DocNode } from '../../shared/schema/doc-json.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import { displayWidth } from './display-width.ts'
import { imageText } from './image-text.ts'
import { alignTable, listTable, type CellAlign, type TextTable } from './text-table.ts'
import { splitToBytes, wrapLine } from './wrap-line.ts'

export interface TextOptions {
  /** Columns to wrap at; absent: lines are as long as their paragraphs. */
  readonly width?: number
  /** Moves headings down by so many levels: the first three are underlined with `=`, `-` and `~`. */
  readonly headingShift?: number
  /** What stands before the items of a list without numbers; `•` when absent. */
  readonly bullet?: '•' | '*'
}

/** Ends with a line break unless the document is empty. */
export function docToText(doc: DocNode, { width, headingShift = 0, bullet = '•' }: TextOptions = {}): string {
  const writer = new TextWriter({ width: width ?? null, headingShift, bullet })
  writer.writeBlocks(doc.content, '')
  // Only blank lines: a first line of code keeps its indentation.
  const body = writer.lines.join('\n').replace(/^\n+/, '').trimEnd()
  if (body === '') return ''
  const links = writer.links.flatMap((url, index) => {
    const line = `[${index + 1}] ${url}`
    return width === undefined ? [line] : splitToBytes(line, '')
  })
  return links.length > 0 ? `${body}\n\n${links.join('\n')}\n` : `${body}\n`
}

const RULES: Readonly<Record<number, string>> = { 1: '=', 2: '-', 3: '~' }

/** Columns of a rule, and of the line under a long heading. */
const LONGEST_RULE = 72

class TextWriter {
  readonly lines: string[] = []
  /** Targets of footnotes, in order. */
  readonly links: string[] = []
  readonly #footnotes = new Map<string, number>()
  readonly #width: number | null
  readonly #headingShift: number
  readonly #bullet: string

  constructor(options: {
    readonly width: number | null
    readonly headingShift: number
    readonly bullet: string
  }) {
    this.#width = options.width
    this.#headingShift = options.headingShift
    this.#bullet = options.bullet
  }

  /** Each block with a blank line after it. */
  writeBlocks(nodes: readonly DocNode[] = [], indent: string): void {
    for (const node of nodes) {
      if (node.type === 'paragraph' && plainTextOf(node).trim() === '') continue
      this.#writeBlock(node, indent)
      this.#endBlock(indent)
    }
  }

  /** One blank line, as a quote has it inside. */
  #endBlock(indent: string): void {
    const blank = indent.trimEnd()
    if (this.lines.at(-1) !== blank) this.lines.push(blank)
  }

  #writeBlock(node: DocNode, indent: string): void {
    switch (node.type) {
      case 'paragraph':
        return this.#writeText(this.#inline(node.content), indent, indent)
      case 'heading':
        return this.#writeHeading(node, indent)
      case 'bulletList':
      case 'orderedList':
      case 'taskList':
        return this.#writeList(node, `${indent}  `)
      case 'blockquote':
        return this.#writeInner(node, `${indent}> `)
      case 'codeBlock':
        for (const line of plainTextOf(node).split('\n')) this.#writeFixed(line, `${indent}    `)
        return
      case 'image':
        return this.#writeText(imageText(node), indent, indent)
      case 'horizontalRule':
        return this.#writeFixed('-'.repeat(Math.min(LONGEST_RULE, this.#width ?? LONGEST_RULE)), indent)
      case 'table':
        return this.#writeTable(node, indent)
      default:
        // A node of a newer schema: its text is worth more than its form.
        if (node.content) this.#writeInner(node, indent)
    }
  }

  #writeInner(node: DocNode, indent: string): void {
    const start = this.lines.length
    this.writeBlocks(node.content, indent)
    if (this.lines.length > start) this.lines.pop()
  }

  #writeHeading(node: DocNode, indent: string): void {
    const text = this.#inline(node.content)
    this.#writeText(text, indent, indent)
    const rule = RULES[Number(node.attrs?.['level'] ?? 1) + this.#headingShift]
    const columns = Math.min(
      displayWidth(text.split('\n')[0] ?? ''),
      this.#width ?? LONGEST_RULE,
      LONGEST_RULE,
    )
    if (rule && columns > 0) this.lines.push(`${indent}${rule.repeat(columns)}`)
  }

  #writeList(list: DocNode, indent: string): void {
    let number = Number(list.attrs?.['start'] ?? 1)
    for (const item of list.content ?? []) {
      const box = item.attrs?.['checked'] ? '[x]' : '[ ]'
      const marker =
        item.type === 'taskItem' ? box : list.type === 'orderedList' ? `${number++}.` : this.#bullet
      this.#writeItem(item, indent, marker)
    }
  }

  #writeItem({ content = [] }: DocNode, indent: string, marker: string): void {
    const deeper = indent + ' '.repeat(marker.length + 1)
    const hasText = content[0]?.type === 'paragraph'
    this.#writeText(hasText ? this.#inline(content[0]?.content) : '', `${indent}${marker} `, deeper)
    for (const child of content.slice(hasText ? 1 : 0)) {
      // Nested lists step in by two, however wide the number before them is.
      if (child.type.endsWith('List')) this.#writeList(child, `${indent}  `)
      else {
        this.#endBlock(indent)
        this.#writeBlock(child, deeper)
        this.#endBlock(indent)
      }
    }
  }

  #writeTable(node: DocNode, indent: string): void {
    const rows = node.content ?? []
    const table: TextTable = {
      rows: rows.map((row) => (row.content ?? []).map((cell) => this.#cellLines(cell.content, ''))),
      aligns: (rows[0]?.content ?? []).map(alignOf),
      hasHeader: rows[0]?.content?.every(({ type }) => type === 'tableHeader') ?? false,
    }
    const aligned = alignTable(table, this.#width === null ? null : this.#width - indent.length)
    if (aligned) for (const line of aligned) this.#writeFixed(line, indent)
    else for (const line of listTable(table)) this.#writeText(line, indent, `${indent}  `)
  }

  #cellLines(blocks: readonly DocNode[] = [], prefix: string): string[] {
    return blocks.flatMap((block) => {
      if (block.type === 'codeBlock') return plainTextOf(block).split('\n')
      if (block.type === 'image') return [`${prefix}${imageText(block)}`]
      if (block.type === 'paragraph' || block.type === 'heading') {
        return `${prefix}${this.#inline(block.content)}`.split('\n')
      }
      if (!block.type.endsWith('List')) return this.#cellLines(block.content, prefix)
      const start = Number(block.attrs?.['start'] ?? 1)
      return (block.content ?? []).flatMap((item, index) => {
        const box = item.attrs?.['checked'] ? '[x] ' : '[ ] '
        const marker =
          block.type === 'orderedList'
            ? `${start + index}. `
            : block.type === 'taskList'
              ? box
              : `${this.#bullet} `
        return [
          ...this.#cellLines(item.content?.slice(0, 1), marker),
          ...this.#cellLines(item.content?.slice(1), '  '),
        ]
      })
    })
  }

  /** Running text, of several lines where it has breaks. */
  #writeText(text: string, first: string, rest: string): void {
    for (const [index, line] of text.split('\n').entries()) {
      const prefix = index === 0 ? first : rest
      if (this.#width === null) this.lines.push(`${prefix}${line}`.trimEnd())
      else this.lines.push(...wrapLine(line, { first: prefix, rest, width: this.#width }))
    }
  }

  /** A line whose blanks matter. */
  #writeFixed(line: string, indent: string): void {
    if (this.#width === null) this.lines.push(`${indent}${line}`.trimEnd())
    else this.lines.push(...splitToBytes(line, indent).map((part) => part.trimEnd()))
  }

  #inline(nodes: readonly DocNode[] = []): string {
    let text = ''
    let linkText = ''
    for (const [index, node] of nodes.entries()) {
      const href = hrefOf(node)
      text += plainTextOf(node)
      linkText += plainTextOf(node)
      if (href === null) linkText = ''
      else if (hrefOf(nodes[index + 1]) !== href) {
        if (!namesItself(linkText, href)) text += ` [${this.#footnote(href)}]`
        linkText = ''
      }
    }
    return text
  }

  #footnote(url: string): number {
    const known = this.#footnotes.get(url)
    if (known !== undefined) return known
    const number = this.links.push(url)
    this.#footnotes.set(url, number)
    return number
  }
}

/** True for a link whose text already says where it leads. */
function namesItself(text: string, href: string): boolean {
  return text === href || `mailto:${text}` === href || `http://${text}` === href || `https://${text}` === href
}

function hrefOf(node: DocNode | undefined): string | null {
  const href = node?.marks?.find(({ type }) => type === 'link')?.attrs?.['href']
  return typeof href === 'string' && isSafeHref(href) ? href : null
}

function alignOf({ attrs }: DocNode): CellAlign {
  const align = attrs?.['align']
  return align === 'right' || align === 'center' ? align : 'left'
}

/**
 * A document as plain text, as mailing lists take it: UTF-8, `•` bullets with two spaces a level, numbers kept since
 * prose refers to them, links as numbered footnotes. Unwrapped, or wrapped to a width.
 */
import { plainTextOf, type DocNode } from '../../shared/schema/doc-json.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import { wrapLine } from './wrap-line.ts'

export interface TextOptions {
  /** Columns to wrap at; absent: lines are as long as their paragraphs. */
  readonly width?: number
}

export function docToText(doc: DocNode, options: TextOptions = {}): string {
  const writer = new TextWriter(options.width ?? null)
  writer.blocks(doc.content, '')
  const body = writer.lines.join('\n').trim()
  const links = writer.links.map((url, index) => `[${index + 1}] ${url}`)
  if (body === '') return ''
  return links.length > 0 ? `${body}\n\n${links.join('\n')}\n` : `${body}\n`
}

class TextWriter {
  readonly lines: string[] = []
  readonly links: string[] = []
  readonly #width: number | null

  constructor(width: number | null) {
    this.#width = width
  }

  blocks(nodes: readonly DocNode[] = [], indent: string): void {
    for (const node of nodes) {
      this.#block(node, indent)
      this.lines.push('')
    }
  }

  #block(node: DocNode, indent: string): void {
    switch (node.type) {
      case 'paragraph':
        return this.#paragraph(this.#inline(node.content), { first: indent, rest: indent })
      case 'heading':
        return this.#heading(node, indent)
      case 'bulletList':
      case 'orderedList':
      case 'taskList':
        return this.#list(node, `${indent}  `)
      case 'blockquote':
        return this.#dropLastBlank(() => this.blocks(node.content, `${indent}> `))
      case 'codeBlock':
        for (const line of plainTextOf(node).split('\n')) this.lines.push(`${indent}    ${line}`)
        return
      case 'horizontalRule':
        this.lines.push(`${indent}----`)
        return
      case 'table':
        return this.#table(node, indent)
      default:
        if (node.content) this.#dropLastBlank(() => this.blocks(node.content, indent))
    }
  }

  #heading(node: DocNode, indent: string): void {
    const text = this.#inline(node.content)
    const rule = { 1: '=', 2: '-' }[Number(node.attrs?.['level'] ?? 1)]
    this.#paragraph(text, { first: indent, rest: indent })
    const columns = Math.min([...text].length, this.#width ?? 72)
    if (rule && columns > 0) this.lines.push(`${indent}${rule.repeat(columns)}`)
  }

  #list(node: DocNode, indent: string): void {
    let number = Number(node.attrs?.['start'] ?? 1)
    for (const item of node.content ?? []) {
      const bullet =
        item.type === 'taskItem'
          ? item.attrs?.['checked']
            ? '[x]'
            : '[ ]'
          : node.type === 'orderedList'
            ? `${number++}.`
            : '•'
      const [first, ...rest] = item.content ?? []
      const deeper = indent + ' '.repeat(bullet.length + 1)
      const isText = first?.type === 'paragraph'
      this.#paragraph(isText ? this.#inline(first.content) : '', {
        first: `${indent}${bullet} `,
        rest: deeper,
      })
      for (const child of isText ? rest : (item.content ?? [])) {
        // Nested lists step in by two, however wide the number before them is.
        if (child.type.endsWith('List')) this.#list(child, `${indent}  `)
        else this.#block(child, deeper)
      }
    }
  }

  #table(node: DocNode, indent: string): void {
    const rows = (node.content ?? []).map((row) =>
      (row.content ?? []).map((cell) => plainTextOf(cell).replaceAll('\n', ' ').trim()),
    )
    const widths: number[] = []
    for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, [...cell].length)))
    for (const row of rows) {
      const cells = row.map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - [...cell].length))
      this.lines.push(`${indent}${cells.join('  ')}`.trimEnd())
    }
  }

  #paragraph(text: string, { first, rest }: { readonly first: string; readonly rest: string }): void {
    text.split('\n').forEach((line, index) => {
      const prefix = index === 0 ? first : rest
      if (this.#width === null) this.lines.push(`${prefix}${line}`.trimEnd())
      else this.lines.push(...wrapLine(line, { first: prefix, rest, width: this.#width }))
    })
  }

  #inline(nodes: readonly DocNode[] = []): string {
    let text = ''
    nodes.forEach((node, index) => {
      text += plainTextOf(node)
      const href = hrefOf(node)
      if (href === null || hrefOf(nodes[index + 1]) === href) return
      if (!text.endsWith(href.replace(/^mailto:/, ''))) text += ` [${this.#footnote(href)}]`
    })
    return text
  }

  #footnote(url: string): number {
    const known = this.links.indexOf(url)
    return known >= 0 ? known + 1 : this.links.push(url)
  }

  #dropLastBlank(write: () => void): void {
    write()
    if (this.lines.at(-1) === '') this.lines.pop()
  }
}

function hrefOf(node: DocNode | undefined): string | null {
  const href = node?.marks?.find(({ type }) => type === 'link')?.attrs?.['href']
  return typeof href === 'string' && isSafeHref(href) ? href : null
}

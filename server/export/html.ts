/**
 * A document as an HTML fragment. Every text is escaped and every element is written here, so nothing that people wrote
 * can become markup; links only lead to http, https and mailto.
 */
import { plainTextOf, type DocMark, type DocNode } from '../../shared/schema/doc-json.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import type { AnchorNames } from './anchor-names.ts'

export interface HtmlOptions {
  /** Moves headings down by so many levels; level 6 is the lowest. */
  readonly headingShift?: number
  /** Gives every heading an id made from its text. */
  readonly anchors?: AnchorNames
}

export function docToHtml(doc: DocNode, options: HtmlOptions = {}): string {
  return blocks(doc.content, options)
}

/** Text for inside an element or a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

function blocks(nodes: readonly DocNode[] | undefined, options: HtmlOptions): string {
  return (nodes ?? []).map((node) => block(node, options)).join('\n')
}

function block(node: DocNode, options: HtmlOptions): string {
  const inner = () => blocks(node.content, options)
  switch (node.type) {
    case 'paragraph':
      return `<p>${inline(node.content)}</p>`
    case 'heading':
      return heading(node, options)
    case 'bulletList':
      return `<ul>\n${inner()}\n</ul>`
    case 'orderedList':
      return `<ol${startAttribute(node)}>\n${inner()}\n</ol>`
    case 'listItem':
      return `<li>${item(node, options)}</li>`
    case 'taskList':
      return `<ul class="tasks">\n${inner()}\n</ul>`
    case 'taskItem':
      return `<li><input type="checkbox" disabled${node.attrs?.['checked'] ? ' checked' : ''}> ${item(node, options)}</li>`
    case 'blockquote':
      return `<blockquote>\n${inner()}\n</blockquote>`
    case 'codeBlock':
      return codeBlock(node)
    case 'horizontalRule':
      return '<hr>'
    case 'table':
      return `<table>\n${inner()}\n</table>`
    case 'tableRow':
      return `<tr>${(node.content ?? []).map((cell) => block(cell, options)).join('')}</tr>`
    case 'tableHeader':
      return `<th${cellAttributes(node)}>${item(node, options)}</th>`
    case 'tableCell':
      return `<td${cellAttributes(node)}>${item(node, options)}</td>`
    default:
      // A node of a newer schema: its text is worth more than its form.
      return node.content ? inner() : inline([node])
  }
}

/** The content of an item or cell; one paragraph alone needs no element of its own. */
function item({ content = [] }: DocNode, options: HtmlOptions): string {
  const [first, ...rest] = content
  if (first?.type !== 'paragraph') return blocks(content, options)
  const more = rest.length > 0 ? `\n${blocks(rest, options)}` : ''
  const isTight = rest.every(({ type }) => type.endsWith('List'))
  return `${isTight ? inline(first.content) : block(first, options)}${more}`
}

function heading(node: DocNode, { headingShift = 0, anchors }: HtmlOptions): string {
  const level = Math.min(6, Math.max(1, Number(node.attrs?.['level'] ?? 1) + headingShift))
  const id = anchors ? ` id="${escapeHtml(anchors.nameFor(plainTextOf(node)))}"` : ''
  return `<h${level}${id}>${inline(node.content)}</h${level}>`
}

function startAttribute(node: DocNode): string {
  const start = Number(node.attrs?.['start'] ?? 1)
  return Number.isInteger(start) && start !== 1 ? ` start="${start}"` : ''
}

function cellAttributes({ attrs }: DocNode): string {
  const span = (name: 'colspan' | 'rowspan') => {
    const count = Number(attrs?.[name] ?? 1)
    return Number.isInteger(count) && count > 1 ? ` ${name}="${count}"` : ''
  }
  const align = attrs?.['align']
  const style =
    align === 'left' || align === 'right' || align === 'center' ? ` style="text-align:${align}"` : ''
  return `${span('colspan')}${span('rowspan')}${style}`
}

function codeBlock(node: DocNode): string {
  const language = node.attrs?.['language']
  const attribute =
    typeof language === 'string' && language ? ` class="language-${escapeHtml(language)}"` : ''
  return `<pre><code${attribute}>${escapeHtml(plainTextOf(node))}</code></pre>`
}

function inline(nodes: readonly DocNode[] | undefined): string {
  return (nodes ?? [])
    .map((node) => {
      if (node.type === 'hardBreak') return '<br>'
      if (node.type !== 'text') return inline(node.content)
      return (node.marks ?? []).reduceRight(wrapInMark, escapeHtml(node.text ?? ''))
    })
    .join('')
}

const ELEMENTS: Readonly<Record<string, string>> = {
  bold: 'strong',
  italic: 'em',
  strike: 's',
  underline: 'u',
  code: 'code',
  highlight: 'mark',
}

function wrapInMark(inner: string, mark: DocMark): string {
  if (mark.type === 'link') {
    const href = mark.attrs?.['href']
    if (typeof href !== 'string' || !isSafeHref(href)) return inner
    return `<a href="${escapeHtml(href)}" rel="noopener noreferrer nofollow">${inner}</a>`
  }
  const element = ELEMENTS[mark.type]
  return element ? `<${element}>${inner}</${element}>` : inner
}

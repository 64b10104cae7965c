/**
 * A document as an HTML fragment. Every text is escaped and every element is written here, so nothing that people wrote
 * can become markup; links only lead to http, https and mailto. The HTML import reads it back.
 */
import { plainTextOf, type DocMark, type DocNode } from '../../shared/schema/doc-json.ts'
import { imageSource } from '../../shared/schema/image-source.ts'
import type { AnchorNames } from './anchor-names.ts'
import { missingPictureText } from './image-text.ts'
import { inlineRuns, nestRuns, type InlineTree } from './inline-tree.ts'

export interface HtmlOptions {
  /** Moves headings down by so many levels; level 6 is the lowest. */
  readonly headingShift?: number
  /** Gives every heading an id made from its text. */
  readonly anchors?: AnchorNames
  /** What addresses of pictures begin with; none: they are addresses of the site that shows them. */
  readonly baseUrl?: string
  /** Writes some nodes otherwise; null leaves a node to this module. */
  readonly writeBlock?: (node: DocNode) => string | null
  /** `xml` for files that have to be well-formed XML too; boxes are signs then, since books have no controls. */
  readonly syntax?: 'html' | 'xml'
  /** Where the pictures of a file are that has them itself; null: it has not, which the text says in the picture's place. */
  readonly pictureOf?: (image: DocNode) => Picture | null
  /** Cells are aligned by classes (`to-right`): for pages that may hold no styles. */
  readonly alignsByClass?: boolean
  /** What may be wider than the screen can be scrolled from the keyboard. */
  readonly scrollsWide?: boolean
}

/** A picture that comes with the file. */
export interface Picture {
  readonly source: string
  /** Pixels. */
  readonly width: number
  readonly height: number
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
  const own = options.writeBlock?.(node) ?? null
  if (own !== null) return own
  const inner = () => blocks(node.content, options)
  switch (node.type) {
    case 'paragraph':
      return `<p${anchorOf(node)}${direction(node)}>${line(node, options)}</p>`
    case 'heading':
      return heading(node, options)
    case 'bulletList':
      return `<ul>\n${inner()}\n</ul>`
    case 'orderedList':
      return `<ol${listAttributes(node)}>\n${inner()}\n</ol>`
    case 'listItem':
      return `<li${anchorOf(node)}${direction(node.content?.[0])}>${item(node, options)}</li>`
    case 'taskList':
      return `<ul class="tasks">\n${inner()}\n</ul>`
    case 'taskItem':
      return `<li${anchorOf(node)}${direction(node.content?.[0])}>${task(node, options)}</li>`
    case 'blockquote':
      return `<blockquote${anchorOf(node)}>\n${inner()}\n</blockquote>`
    case 'codeBlock':
      return codeBlock(node, options) + sourceBelow(node)
    case 'image':
      return image(node, options) + sourceBelow(node)
    case 'horizontalRule':
      return options.syntax === 'xml' ? '<hr/>' : '<hr>'
    case 'table':
      return table(node, options) + sourceBelow(node)
    default:
      // A node of a newer schema: its text is worth more than its form.
      return node.content ? inner() : inlineToHtml([node], options)
  }
}

function image(node: DocNode, options: HtmlOptions): string {
  const { baseUrl = '', pictureOf } = options
  const { attrs } = node
  if (pictureOf) return ownPicture(node, pictureOf(node), options)
  const source = imageSource(attrs?.['id'])
  if (source === null) return ''
  const size = (['width', 'height'] as const)
    .flatMap((name) => (Number.isInteger(attrs?.[name]) ? [` ${name}="${Number(attrs?.[name])}"`] : []))
    .join('')
  return `<p${anchorOf(node)}><img src="${escapeHtml(baseUrl)}${source}" alt="${escapeHtml(String(attrs?.['alt'] ?? ''))}"${size} loading="lazy"></p>`
}

function ownPicture(node: DocNode, picture: Picture | null, { syntax }: HtmlOptions): string {
  if (picture === null) return `<p class="missing-picture">${escapeHtml(missingPictureText(node))}</p>`
  const alt = escapeHtml(String(node.attrs?.['alt'] ?? ''))
  const { source, width, height } = picture
  const end = syntax === 'xml' ? '/>' : ' loading="lazy">'
  // A picture that is in the page has no address: an import knows it again by its id.
  const id = source.startsWith('data:')
    ? ` data-picture="${escapeHtml(String(node.attrs?.['id'] ?? ''))}"`
    : ''
  return `<p><img src="${escapeHtml(source)}" alt="${alt}" width="${width}" height="${height}"${id}${end}</p>`
}

/** An anchor that was given beforehand (site/prepare-doc.ts, documents/block-ids.ts): no document has any of its own. */
function anchorOf({ attrs }: DocNode): string {
  const anchor = attrs?.['anchor']
  return typeof anchor === 'string' ? ` id="${escapeHtml(anchor)}"` : ''
}

/**
 * A link to the block that this one came from (documents/link-sources.ts). It has no text, as it is no part of what
 * people wrote: the page's style gives it one.
 */
function sourceLink({ attrs }: DocNode): string {
  const source = attrs?.['source']
  if (typeof source !== 'string') return ''
  const id = escapeHtml(source)
  return `<a class="source" href="?passage=${id}#${id}" aria-label="In the notes"></a>`
}

function sourceBelow(node: DocNode): string {
  const link = sourceLink(node)
  return link === '' ? '' : `\n<p>${link}</p>`
}

/** The text of a block that is one line, or several with breaks. */
function line(node: DocNode, options: HtmlOptions): string {
  return `${inlineToHtml(node.content, options)}${sourceLink(node)}`
}

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** Text that may run from right to left is set by what it begins with. */
function direction(node: DocNode | undefined): string {
  return node?.type === 'paragraph' && RIGHT_TO_LEFT.test(plainTextOf(node)) ? ' dir="auto"' : ''
}

/** The content of an item or cell; one paragraph alone, or with lists under it, needs no element of its own. */
function item({ content = [] }: DocNode, options: HtmlOptions, start = ''): string {
  const [first, ...rest] = content
  if (first?.type !== 'paragraph' || first.attrs?.['anchor'] !== undefined)
    return [...(start ? [start] : []), ...content.map((node) => block(node, options))].join('\n')
  const text = `${start}${line(first, options)}`
  const isTight = rest.every(({ type }) => type.endsWith('List'))
  return [
    isTight ? text : `<p${direction(first)}>${text}</p>`,
    ...rest.map((node) => block(node, options)),
  ].join('\n')
}

/** The box shows a state, it is not a control of the page; so it needs a name of its own. */
function task(node: DocNode, options: HtmlOptions): string {
  if (options.syntax === 'xml') {
    const [sign, name] = node.attrs?.['checked'] ? ['☑', 'Done'] : ['☐', 'Not done']
    return item(node, options, `<span role="img" aria-label="${name}">${sign}</span> `)
  }
  const state = node.attrs?.['checked'] ? ' checked aria-label="Done"' : ' aria-label="Not done"'
  return item(node, options, `<input type="checkbox" disabled${state}> `)
}

function heading(node: DocNode, options: HtmlOptions): string {
  const { headingShift = 0, anchors } = options
  const level = Math.min(6, Math.max(1, Number(node.attrs?.['level'] ?? 1) + headingShift))
  const id = anchors ? ` id="${escapeHtml(anchors.nameFor(plainTextOf(node)))}"` : anchorOf(node)
  return `<h${level}${id}>${line(node, options)}</h${level}>`
}

function listAttributes({ attrs }: DocNode): string {
  const start = Number(attrs?.['start'] ?? 1)
  const type = String(attrs?.['type'] ?? '')
  const counting = /^[aAiI]$/.test(type) ? ` type="${type}"` : ''
  return `${Number.isInteger(start) && start !== 1 ? ` start="${start}"` : ''}${counting}`
}

function table(node: DocNode, options: HtmlOptions): string {
  const rows = node.content ?? []
  const isHead = rows[0]?.content?.every(({ type }) => type === 'tableHeader') ?? false
  const write = (from: number, to: number, scope: string): string =>
    rows
      .slice(from, to)
      .map((row) => `<tr>${(row.content ?? []).map((cell) => tableCell(cell, scope, options)).join('')}</tr>`)
      .join('\n')
  const head = isHead ? `<thead>\n${write(0, 1, 'col')}\n</thead>\n` : ''
  const first = isHead ? 1 : 0
  const body = rows.length > first ? `<tbody>\n${write(first, rows.length, 'row')}\n</tbody>\n` : ''
  return `<table${anchorOf(node)}${focusable(options)}>\n${head}${body}</table>`
}

function tableCell(cell: DocNode, scope: string, options: HtmlOptions): string {
  const isHeader = cell.type === 'tableHeader'
  const element = isHeader ? 'th' : 'td'
  const attributes = `${isHeader ? ` scope="${scope}"` : ''}${cellAttributes(cell, options)}`
  return `<${element}${attributes}>${item(cell, options)}</${element}>`
}

function cellAttributes({ attrs }: DocNode, { alignsByClass }: HtmlOptions): string {
  const span = (name: 'colspan' | 'rowspan') => {
    const count = Number(attrs?.[name] ?? 1)
    return Number.isInteger(count) && count > 1 ? ` ${name}="${count}"` : ''
  }
  const align = attrs?.['align']
  const isAligned = align === 'left' || align === 'right' || align === 'center'
  const aligned = !isAligned ? '' : alignsByClass ? ` class="to-${align}"` : ` style="text-align:${align}"`
  return `${span('colspan')}${span('rowspan')}${aligned}`
}

function codeBlock(node: DocNode, options: HtmlOptions): string {
  const [language] = String(node.attrs?.['language'] ?? '')
    .trim()
    .split(/\s/)
  const attribute = language ? ` class="language-${escapeHtml(language)}"` : ''
  return `<pre${anchorOf(node)}${focusable(options)}><code${attribute}>${escapeHtml(plainTextOf(node))}</code></pre>`
}

function focusable({ scrollsWide }: HtmlOptions): string {
  return scrollsWide ? ' tabindex="0"' : ''
}

/** The text of a block, without an element around it. */
export function inlineToHtml(nodes: readonly DocNode[] | undefined, options: HtmlOptions = {}): string {
  const lineBreak = options.syntax === 'xml' ? '<br/>' : '<br>'
  return writeTrees(nestRuns(inlineRuns(nodes)), lineBreak)
}

function writeTrees(trees: readonly InlineTree[], lineBreak: string): string {
  const write = (tree: InlineTree): string => {
    if (tree.kind === 'break') return lineBreak
    if (tree.kind === 'text') return escapeHtml(tree.text)
    return span(tree.mark, tree.children.map(write).join(''))
  }
  return trees.map(write).join('')
}

const ELEMENTS: Readonly<Record<string, string>> = {
  bold: 'strong',
  italic: 'em',
  strike: 's',
  underline: 'u',
  code: 'code',
  highlight: 'mark',
}

function span(mark: DocMark, inner: string): string {
  if (mark.type !== 'link') {
    const element = ELEMENTS[mark.type]
    return element ? `<${element}>${inner}</${element}>` : inner
  }
  // Links in a tree are safe ones.
  const title = mark.attrs?.['title']
  const attribute = typeof title === 'string' && title !== '' ? ` title="${escapeHtml(title)}"` : ''
  return `<a href="${escapeHtml(String(mark.attrs?.['href']))}"${attribute} rel="noopener noreferrer nofollow">${inner}</a>`
}

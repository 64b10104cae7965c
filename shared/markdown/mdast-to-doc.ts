/**
 * From a Markdown syntax tree to a document: the one mapping that Markdown, text and HTML share. It decides what
 * becomes of constructs that documents do not have (raw HTML, footnotes, images of other sites, numbered tasks): they stay as text.
 * The tree is bounded in depth here, since everything after this walks it recursively.
 */
import type { Definition, FootnoteDefinition, List, ListItem, Nodes, Root, Table, TableCell } from 'mdast'
import { textOf, type DocJson, type DocNode } from '../schema/doc-json.ts'
import { checkedDocOf } from '../schema/check-doc.ts'
import { imageIdOf, imageSource, pictureFileId } from '../schema/image-source.ts'
import { ImportError } from './import-error.ts'
import { HTML_LINE_BREAK, inlineToDoc, literalLines, type LinkTargets } from './mdast-inline.ts'

/** Deepest tree that is read. A list in a list counts two, emphasis in emphasis one. */
export const MAX_TREE_DEPTH = 200

const INLINE_TYPES: ReadonlySet<string> = new Set([
  'text', 'emphasis', 'strong', 'delete', 'underline', 'highlight', 'inlineCode', 'break', 'link', 'linkReference',
  'image', 'imageReference', 'footnoteReference',
]) // prettier-ignore

/** The document of a syntax tree, checked by the schema. Throws ImportError when the tree is nested too deeply. */
export function mdastToDoc(root: Root, { baseUrl }: ImportOptions = {}): DocJson {
  const { targets, used } = surveyTree(root)
  return checkedDocOf(blocksToDoc(root.children, { targets, used, baseUrl }))
}

export interface ImportOptions {
  /** Pictures below this address, and those without a host, are the server's own. */
  readonly baseUrl?: string | undefined
}

interface Definitions extends ImportOptions {
  readonly targets: LinkTargets
  /** Identifiers that something refers to; other definitions would be lost if they were not kept as text. */
  readonly used: ReadonlySet<string>
}

/** One walk without recursion: bounds the depth and gathers definitions and what refers to them. */
function surveyTree(root: Root): Omit<Definitions, 'baseUrl'> {
  const targets = new Map<string, Definition>()
  const used = new Set<string>()
  let level: Nodes[] = [root]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_TREE_DEPTH) {
      const line = level[0]?.position?.start.line
      throw new ImportError(
        `lists, quotes and emphasis may be nested at most ${MAX_TREE_DEPTH / 2} deep`,
        line === undefined ? null : `line ${line}`,
      )
    }
    const next: Nodes[] = []
    for (const node of level) {
      if (node.type === 'definition' && !targets.has(node.identifier)) targets.set(node.identifier, node)
      if (node.type === 'linkReference' || node.type === 'imageReference') used.add(node.identifier)
      if ('children' in node) for (const child of node.children) next.push(child)
    }
    level = next
  }
  return { targets, used }
}

/** Blocks; inline nodes that stand between blocks (from HTML) become paragraphs of their own. */
function blocksToDoc(nodes: readonly Nodes[], definitions: Definitions): DocNode[] {
  const blocks: DocNode[] = []
  let loose: Nodes[] = []
  const flush = (): void => {
    const image = ownImage(loose, definitions)
    const content = image ? [] : inlineToDoc(loose, definitions.targets)
    if (image) blocks.push(image)
    if (content.length > 0) blocks.push({ type: 'paragraph', content })
    loose = []
  }
  for (const node of nodes) {
    if (INLINE_TYPES.has(node.type)) loose.push(node)
    else {
      flush()
      blocks.push(...blockToDoc(node, definitions))
    }
  }
  flush()
  return blocks
}

function blockToDoc(node: Nodes, definitions: Definitions): DocNode[] {
  switch (node.type) {
    case 'paragraph':
      return [
        ownImage(node.children, definitions) ??
          withContent({ type: 'paragraph' }, inlineToDoc(node.children, definitions.targets)),
      ]
    case 'heading':
      return [
        withContent(
          { type: 'heading', attrs: { level: node.depth } },
          inlineToDoc(node.children, definitions.targets),
        ),
      ]
    case 'blockquote':
      return [{ type: 'blockquote', content: someBlocks(blocksToDoc(node.children, definitions)) }]
    case 'list':
      return listToDoc(node, definitions)
    case 'code': {
      // The whole info string is kept; readers of `language` look at its first word.
      const language = [node.lang, node.meta].filter(Boolean).join(' ') || null
      return [
        withContent(
          { type: 'codeBlock', attrs: { language } },
          node.value === '' ? [] : [textOf(node.value)],
        ),
      ]
    }
    case 'thematicBreak':
      return [{ type: 'horizontalRule' }]
    case 'table':
      return [tableToDoc(node, definitions)]
    case 'definition':
      return definitions.used.has(node.identifier) && definitions.targets.get(node.identifier) === node
        ? []
        : [definitionText(node)]
    case 'footnoteDefinition':
      return footnoteText(node, definitions)
    case 'html':
      return [literalParagraph(node.value)]
    default:
      return 'value' in node
        ? [literalParagraph(node.value)]
        : 'children' in node
          ? blocksToDoc(node.children, definitions)
          : []
  }
}

/** The picture that stands alone in a paragraph, if it is one of this server; others stay links. */
function ownImage(nodes: readonly Nodes[], { targets, baseUrl = '' }: Definitions): DocNode | null {
  const [image, ...others] = nodes.filter((node) => node.type !== 'text' || node.value.trim() !== '')
  if (others.length > 0 || (image?.type !== 'image' && image?.type !== 'imageReference')) return null
  const url = (image.type === 'image' ? image.url : targets.get(image.identifier)?.url) ?? ''
  const fileId = pictureFileId(url)
  if (fileId !== null) return { type: 'image', attrs: { id: fileId, alt: image.alt ?? '' } }
  const id = imageIdOf(url)
  if (id === null || (url !== imageSource(id) && url !== `${baseUrl}${imageSource(id)}`)) return null
  return { type: 'image', attrs: { id, alt: image.alt ?? '' } }
}

/** Runs of tasks and of plain items are lists of their own, since a document's list holds one kind only. */
function listToDoc(list: List, definitions: Definitions): DocNode[] {
  if (list.ordered) {
    // A numbered task keeps its number; the box stays as text.
    const content = list.children.map((item) => itemToDoc(item, boxOf(item), definitions))
    return content.length > 0 ? [{ type: 'orderedList', attrs: { start: list.start ?? 1 }, content }] : []
  }
  const lists: { type: string; content: DocNode[] }[] = []
  for (const item of list.children) {
    const isTask = typeof item.checked === 'boolean'
    const type = isTask ? 'taskList' : 'bulletList'
    if (lists.at(-1)?.type !== type) lists.push({ type, content: [] })
    const plain = itemToDoc(isTask ? withoutPlaceholder(item) : item, '', definitions)
    lists
      .at(-1)
      ?.content.push(isTask ? { ...plain, type: 'taskItem', attrs: { checked: item.checked } } : plain)
  }
  return lists
}

/** An empty task is written as a box and a blank, since a box alone would be text. */
function withoutPlaceholder(item: ListItem): ListItem {
  const [first, ...rest] = item.children
  const isBlank =
    first?.type === 'paragraph' &&
    first.children.every((child) => child.type === 'text' && child.value === ' ')
  return isBlank ? { ...item, children: [{ ...first, children: [] }, ...rest] } : item
}

function boxOf(item: ListItem): string {
  return typeof item.checked === 'boolean' ? (item.checked ? '[x] ' : '[ ] ') : ''
}

function itemToDoc(item: ListItem, prefix: string, definitions: Definitions): DocNode {
  const content = startWithText(prefix, blocksToDoc(item.children, definitions))
  return { type: 'listItem', content }
}

/** Blocks that open with a paragraph, as items must, and this text in it. */
function startWithText(prefix: string, blocks: readonly DocNode[]): DocNode[] {
  const [first, ...rest] = blocks
  if (first?.type !== 'paragraph')
    return [withContent({ type: 'paragraph' }, prefix === '' ? [] : [textOf(prefix)]), ...blocks]
  if (prefix === '') return [...blocks]
  return [{ ...first, content: joinedPrefix(prefix, first.content ?? []) }, ...rest]
}

function joinedPrefix(prefix: string, content: readonly DocNode[]): DocNode[] {
  const [first, ...rest] = content
  if (first?.type === 'text' && !first.marks?.length) return [textOf(prefix + first.text), ...rest]
  return [textOf(prefix), ...content]
}

/** The first row is the header. Rows are filled up to the widest one, so that no cell is lost or misplaced. */
function tableToDoc(table: Table, definitions: Definitions): DocNode {
  const width = table.children.reduce((widest, row) => Math.max(widest, row.children.length), 1)
  const rows = table.children.map((row, rowIndex) => ({
    type: 'tableRow',
    content: Array.from({ length: width }, (_, column) => ({
      type: rowIndex === 0 ? 'tableHeader' : 'tableCell',
      attrs: { align: table.align?.[column] ?? null },
      content: cellBlocks(row.children[column], definitions),
    })),
  }))
  return { type: 'table', content: rows }
}

/** A cell of a Markdown table is inline content, raw HTML included; one of an HTML table can hold blocks. */
function cellBlocks(cell: TableCell | undefined, definitions: Definitions): DocNode[] {
  const children: readonly Nodes[] = cell?.children ?? []
  const isInline = children.every(({ type }) => INLINE_TYPES.has(type) || type === 'html')
  if (!isInline) return someBlocks(blocksToDoc(children, definitions))
  return [withContent({ type: 'paragraph' }, inlineToDoc(children, definitions.targets))]
}

/** A definition that nothing refers to, as it would be written. */
function definitionText(node: Definition): DocNode {
  const content = inlineToDoc(
    [
      { type: 'text', value: `[${node.label ?? node.identifier}]: ` },
      { type: 'link', url: node.url, children: [{ type: 'text', value: node.url }] },
      { type: 'text', value: node.title ? ` "${node.title}"` : '' },
    ],
    new Map(),
  )
  return { type: 'paragraph', content }
}

function footnoteText(node: FootnoteDefinition, definitions: Definitions): DocNode[] {
  return startWithText(`[^${node.label ?? node.identifier}]: `, blocksToDoc(node.children, definitions))
}

/** Raw HTML as text; a line break that stands alone is one. */
function literalParagraph(html: string): DocNode {
  const content = HTML_LINE_BREAK.test(html) ? [{ type: 'hardBreak' }] : literalLines(html)
  return withContent({ type: 'paragraph' }, content)
}

function someBlocks(blocks: DocNode[]): DocNode[] {
  return blocks.length > 0 ? blocks : [{ type: 'paragraph' }]
}

function withContent(node: DocNode, content: readonly DocNode[]): DocNode {
  return content.length > 0 ? { ...node, content } : node
}

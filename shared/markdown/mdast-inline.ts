/**
 * From the inline part of a Markdown syntax tree to text nodes with marks. Keeps what it cannot express as literal
 * text: raw HTML, footnote references, the targets of images inside links.
 */
import type { Definition, ImageReference, LinkReference, Nodes, PhrasingContent } from 'mdast'
import type {} from './mdast-nodes.ts'
import { textOf, type DocMark, type DocNode } from '../schema/doc-json.ts'
import { documentSchema } from '../schema/extensions.ts'
import { isSafeHref } from '../schema/safe-href.ts'

/** The link definitions of a whole document, by identifier. */
export type LinkTargets = ReadonlyMap<string, Definition>

type Link = { readonly url: string; readonly title?: string | null | undefined }

/** The one element of raw HTML that means something here: table cells can have lines in no other way. */
export const HTML_LINE_BREAK = /^<br\s*\/?>$/i

/** Inline nodes as text and hard breaks; neighbours with equal marks are one text. */
export function inlineToDoc(nodes: readonly Nodes[], targets: LinkTargets): DocNode[] {
  const out: DocNode[] = []
  for (const node of nodes) appendInline(node, [], targets, out)
  return joinTexts(out)
}

function appendInline(node: Nodes, marks: readonly DocMark[], targets: LinkTargets, out: DocNode[]): void {
  const children = (mark: DocMark | null): void => {
    const inner = mark === null ? marks : withMark(marks, mark)
    for (const child of (node as { children: PhrasingContent[] }).children)
      appendInline(child, inner, targets, out)
  }
  switch (node.type) {
    case 'text':
      // A line ending inside a paragraph is a space; the editor would show it as a new line.
      return appendText(node.value.replaceAll('\n', ' '), marks, out)
    case 'emphasis':
      return children({ type: node.data?.spanMark ?? 'italic' })
    case 'strong':
      return children({ type: 'bold' })
    case 'delete':
      return children({ type: 'strike' })
    case 'underline':
    case 'highlight':
      return children({ type: node.type })
    case 'inlineCode':
      return appendText(node.value, withMark(marks, { type: 'code' }), out)
    case 'break':
      // Without marks: the shared type behind a live note keeps marks on text only.
      out.push({ type: 'hardBreak' })
      return
    case 'link':
      return children(linkMark(node))
    case 'linkReference':
      return children(linkMark(targetOf(node, targets)))
    case 'image':
      return appendImage(node, node.alt ?? '', marks, out)
    case 'imageReference':
      return appendImage(targetOf(node, targets), node.alt ?? '', marks, out)
    case 'html':
      if (HTML_LINE_BREAK.test(node.value)) out.push({ type: 'hardBreak' })
      else appendLines(node.value, marks, out)
      return
    case 'footnoteReference':
      return appendText(`[^${node.label ?? node.identifier}]`, marks, out)
    default:
      if ('children' in node) children(null)
      else if ('value' in node) appendLines(node.value, marks, out)
  }
}

/** Literal text of several lines. */
export function literalLines(text: string): DocNode[] {
  const out: DocNode[] = []
  appendLines(text, [], out)
  return out
}

function appendLines(text: string, marks: readonly DocMark[], out: DocNode[]): void {
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) out.push({ type: 'hardBreak' })
    appendText(line, marks, out)
  }
}

function appendText(text: string, marks: readonly DocMark[], out: DocNode[]): void {
  if (text !== '') out.push(textOf(text, marks))
}

/** Text holds no images: what is left is a link to the picture under its description. */
function appendImage(image: Link | null, alt: string, marks: readonly DocMark[], out: DocNode[]): void {
  const url = image?.url ?? ''
  const isData = /^data:/i.test(url)
  const name = alt !== '' ? alt : isData || url === '' ? 'image' : url
  const link = linkMark(image)
  if (link === null) return appendText(name, marks, out)
  if (!marks.some((mark) => mark.type === 'link')) return appendText(name, withMark(marks, link), out)
  // A picture inside a link: the outer link keeps the description, the picture's own address follows it.
  appendText(name, marks, out)
  const unlinked = marks.filter((mark) => mark.type !== 'link')
  appendText(' (', unlinked, out)
  appendText(url, withMark(unlinked, link), out)
  appendText(')', unlinked, out)
}

function linkMark(link: Link | null): DocMark | null {
  const href = link?.url.trim()
  return isSafeHref(href) ? { type: 'link', attrs: { href, title: link?.title || null } } : null
}

function targetOf(node: LinkReference | ImageReference, targets: LinkTargets): Link | null {
  return targets.get(node.identifier) ?? null
}

/** Adds a mark in the schema's order. Code admits no other mark, except that a link wins over code: its target must not be lost. */
function withMark(marks: readonly DocMark[], mark: DocMark): readonly DocMark[] {
  if (marks.some((other) => other.type === mark.type)) return marks
  if (mark.type === 'code') {
    const links = marks.filter((other) => other.type === 'link')
    return links.length > 0 ? links : [mark]
  }
  return [...marks, mark].sort((a, b) => rankOf(a) - rankOf(b))
}

const markRanks = new Map(Object.keys(documentSchema.marks).map((name, rank) => [name, rank]))

function rankOf(mark: DocMark): number {
  return markRanks.get(mark.type) ?? markRanks.size
}

function joinTexts(nodes: readonly DocNode[]): DocNode[] {
  const out: DocNode[] = []
  for (const node of nodes) {
    const last = out.at(-1)
    if (last?.type === 'text' && node.type === 'text' && sameMarks(last.marks, node.marks)) {
      out[out.length - 1] = textOf(`${last.text}${node.text}`, node.marks)
    } else out.push(node)
  }
  return out
}

function sameMarks(a: readonly DocMark[] = [], b: readonly DocMark[] = []): boolean {
  return (
    a.length === b.length &&
    a.every(
      (mark, index) =>
        mark.type === b[index]?.type &&
        mark.attrs?.['href'] === b[index].attrs?.['href'] &&
        mark.attrs?.['title'] === b[index].attrs?.['title'],
    )
  )
}

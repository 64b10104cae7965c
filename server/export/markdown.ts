/**
 * A document as Markdown (CommonMark, GFM, ++underline++, ==highlight==). The Markdown import reads it back as it was,
 * but for blanks at the ends of lines, and other readers of Markdown see the same but for those two marks.
 */
import type { Nodes } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { unified, type Data, type Processor } from 'unified'
import type { DocNode } from '../../shared/schema/doc-json.ts'
import { docToMdast } from './doc-to-mdast.ts'
import type { CharacterReference } from './inline-to-mdast.ts'

type WriterExtension = NonNullable<Data['toMarkdownExtensions']>[number]
type Handler = NonNullable<NonNullable<WriterExtension['handlers']>['emphasis']>
type Unsafe = NonNullable<WriterExtension['unsafe']>[number]

export interface MarkdownOptions {
  /** Moves headings down by so many levels; level 6 is the lowest. */
  readonly headingShift?: number
  /** What addresses of pictures begin with; none: they have no host. */
  readonly baseUrl?: string
  /** Another address for a link or picture: for files that lie beside each other. */
  readonly readdress?: (address: MarkdownAddress) => string
}

export interface MarkdownAddress {
  readonly of: 'link' | 'image'
  readonly url: string
}

/** Ends with a line break unless the document is empty. */
export function docToMarkdown(
  doc: DocNode,
  { headingShift = 0, baseUrl = '', readdress }: MarkdownOptions = {},
): string {
  const tree = docToMdast(doc, headingShift)
  if (baseUrl !== '') addressImages(tree, baseUrl)
  if (readdress) readdressAll(tree, readdress)
  const markdown = writer.stringify(tree)
  // At the start of a file it would be taken for a byte order mark.
  return markdown.replace(/^\uFEFF/, '&#xFEFF;')
}

/** Only pictures of notes are images in a tree of ours, so their addresses are all without a host. */
function addressImages(node: Nodes, baseUrl: string): void {
  if (node.type === 'image') node.url = `${baseUrl}${node.url}`
  if ('children' in node) for (const child of node.children) addressImages(child, baseUrl)
}

function readdressAll(node: Nodes, readdress: (address: MarkdownAddress) => string): void {
  if (node.type === 'image' || node.type === 'link') node.url = readdress({ of: node.type, url: node.url })
  if ('children' in node) for (const child of node.children) readdressAll(child, readdress)
}

/** A span between markers. The writer sees to it that the markers are read as such, whatever stands beside them. */
function spanHandler(construct: string, marker: string): Handler {
  const handler: Handler = (node, _parent, state, info) => {
    const tracker = state.createTracker(info)
    const before = tracker.move(marker)
    const inner = tracker.move(state.containerPhrasing(node, { ...tracker.current(), before, after: marker }))
    return `${before}${inner}${tracker.move(marker)}`
  }
  return Object.assign(handler, {
    attention: () => ({ construct, markers: [marker.charAt(0)], sizes: [marker.length] }),
    peek: () => marker.charAt(0),
  })
}

function writeReference(node: CharacterReference): string {
  return `&#x${(node.value.codePointAt(0) ?? 0xfffd).toString(16).toUpperCase()};`
}

/** Places inside a paragraph where text is no running text. */
const notInConstruct: NonNullable<Unsafe['notInConstruct']> = [
  'autolink',
  'destinationLiteral',
  'destinationRaw',
  'titleQuote',
]
const inText = { inConstruct: 'phrasing', notInConstruct } as const

/** What the import would read as a mark or a link is escaped, once: the second of two markers needs no escape. */
const unsafe: Unsafe[] = [
  { character: '+', after: '(?=\\+)', ...inText },
  { character: '+', before: '(?<=^\\++)', ...inText },
  { character: '=', after: '(?==)', ...inText },
  { character: '=', before: '(?<=^=+)', ...inText },
  { character: ':', before: '[Hh][Tt][Tt][Pp][Ss]?', after: '\\/\\/', ...inText },
  { character: '.', before: '[Ww][Ww][Ww]', after: '[^\\s]', ...inText },
]

/** Leaves out GFM's escapes for addresses, e-mail addresses among them, since the import reads only those above. */
function withoutAddressEscapes(this: Processor): void {
  const keep = (extension: WriterExtension): boolean =>
    !extension.unsafe?.some(({ character }) => character === '@')
  const data = this.data()
  data.toMarkdownExtensions = (data.toMarkdownExtensions ?? []).map((extension) => ({
    ...extension,
    extensions: extension.extensions?.filter(keep) ?? [],
  }))
}

const writer = unified()
  .use(remarkGfm)
  .use(withoutAddressEscapes)
  .use(remarkStringify, {
    bullet: '-',
    rule: '-',
    emphasis: '*',
    strong: '*',
    fence: '`',
    fences: true,
    listItemIndent: 'one',
    incrementListMarker: true,
    handlers: {
      underline: spanHandler('underline', '++'),
      highlight: spanHandler('highlight', '=='),
      characterReference: Object.assign(writeReference, { peek: () => '&' }),
    },
    unsafe,
  })
  .freeze()

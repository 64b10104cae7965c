/**
 * A note's shared type as document JSON. It takes whatever a client may have put there, since one strange element must
 * not keep everybody from reading the rest (rules DOCS-4…6, docs/SPEC.md).
 */
import * as Y from 'yjs'
import { docOf, type DocJson, type DocMark, type DocNode } from '../../shared/schema/doc-json.ts'
import { shownBlockId } from './block-ids.ts'

/** Deeper than any document that people make. Everything that reads a document calls itself once per level. */
const MAX_DEPTH = 100
/** Not cut at: they hold no paragraphs, but elements that do. */
const HOLDS_NO_PARAGRAPHS: ReadonlySet<string> = new Set([
  'bulletList',
  'orderedList',
  'taskList',
  'table',
  'tableRow',
])
/** Names that document JSON keeps for itself. */
const RESERVED_NAMES: ReadonlySet<string> = new Set(['doc', 'text'])
/** Attributes that the server gives blocks on the way to a page. */
const RESERVED_ATTRIBUTES: ReadonlySet<string> = new Set(['anchor', 'source'])

/** A mark's name in Yjs: marks of one type that may overlap have a hash behind it. */
const HASHED_MARK = /^(.*)--[a-zA-Z0-9+/=]{8}$/

interface ReadOptions {
  /** Blocks get an `anchor`, their id on reading pages (block-ids.ts). */
  readonly anchors?: boolean
}

/** Elements below the hundredth level become paragraphs of it; no text is lost. */
export function readFragment(fragment: Y.XmlFragment, options: ReadOptions = {}): DocJson {
  const blocks: DocNode[] = []
  let run: DocNode[] = []
  const endRun = () => {
    if (run.length > 0) blocks.push({ type: 'paragraph', content: run })
    run = []
  }
  for (const child of fragment.toArray() as readonly unknown[]) {
    if (child instanceof Y.XmlElement) {
      endRun()
      blocks.push(readElement(child, 1, options))
    } else {
      run.push(...readText(child))
    }
  }
  endRun()
  return docOf(blocks)
}

function readElement(element: Y.XmlElement, depth: number, options: ReadOptions): DocNode {
  const type = RESERVED_NAMES.has(element.nodeName) ? 'paragraph' : element.nodeName
  const anchor = options.anchors ? shownBlockId(element) : null
  const own = readAttributes(element)
  const attrs = anchor === null ? own : { ...own, anchor }
  const isTooDeep = depth >= MAX_DEPTH && (!HOLDS_NO_PARAGRAPHS.has(type) || depth >= MAX_DEPTH + 3)
  const content = isTooDeep ? flatten(element) : readChildren(element, depth, options)
  return { type, ...(attrs ? { attrs } : {}), ...(content.length > 0 ? { content } : {}) }
}

function readChildren(element: Y.XmlElement, depth: number, options: ReadOptions): readonly DocNode[] {
  return (element.toArray() as readonly unknown[]).flatMap((child) =>
    child instanceof Y.XmlElement ? [readElement(child, depth + 1, options)] : readText(child),
  )
}

/** The texts of all elements inside, each a paragraph; or the element's own text when there are none inside. */
function flatten(element: Y.XmlElement): readonly DocNode[] {
  const own = element.toArray() as readonly unknown[]
  if (!own.some((child) => child instanceof Y.XmlElement && child.nodeName !== 'hardBreak')) {
    return readChildren(element, MAX_DEPTH, {})
  }
  const paragraphs: DocNode[] = []
  let run: DocNode[] = []
  // Not by recursion, which is what this is about. `null` stands for the end of an element.
  const left: unknown[] = own.toReversed()
  while (left.length > 0) {
    const next = left.pop()
    if (next instanceof Y.XmlElement && next.nodeName === 'hardBreak') {
      run.push({ type: 'hardBreak' })
    } else if (next !== null && !(next instanceof Y.XmlElement)) {
      run.push(...readText(next))
    } else {
      if (run.length > 0) paragraphs.push({ type: 'paragraph', content: run })
      run = []
      if (next) left.push(null, ...(next.toArray() as readonly unknown[]).toReversed())
    }
  }
  if (run.length > 0) paragraphs.push({ type: 'paragraph', content: run })
  return paragraphs
}

/** A child that is no element: text in any of the forms that Yjs has for it. Anything else has no place in a document. */
function readText(child: unknown): readonly DocNode[] {
  if (typeof child === 'string') return child === '' ? [] : [{ type: 'text', text: child }]
  if (!(child instanceof Y.Text)) return []
  return (child.toDelta() as readonly { insert: unknown; attributes?: Record<string, unknown> }[]).flatMap(
    ({ insert, attributes = {} }) => {
      if (typeof insert !== 'string' || insert === '') return []
      const marks = Object.entries(attributes).map(([name, value]): DocMark => {
        const type = HASHED_MARK.exec(name)?.[1] ?? name
        return isPlainObject(value) ? { type, attrs: value } : { type }
      })
      return [{ type: 'text', text: insert, ...(marks.length > 0 ? { marks } : {}) }]
    },
  )
}

/** Attributes hold scalars, or lists of them. A shared type or a tree is not from any editor of ours. */
function readAttributes(element: Y.XmlElement): Readonly<Record<string, unknown>> | null {
  const entries = Object.entries(element.getAttributes() as Record<string, unknown>).filter(
    ([name, value]) =>
      !RESERVED_ATTRIBUTES.has(name) && (isScalar(value) || (Array.isArray(value) && value.every(isScalar))),
  )
  return entries.length > 0 ? Object.fromEntries(entries) : null
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

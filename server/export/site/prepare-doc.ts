/**
 * A document of the event made ready for a page: minutes are text, and every heading, action and decision has an anchor
 * that follows from its words, so that a link still works after text was added above it.
 */
import {
  docOf,
  isEmptyDoc,
  plainTextOf,
  type DocJson,
  type DocNode,
} from '../../../shared/schema/doc-json.ts'
import { minuteOf, type MinuteInDoc } from '../../../shared/schema/minutes-in-doc.ts'
import { onTheRecord, plainMinutes } from '../../../shared/schema/plain-minutes.ts'
import { trustedMarkup, type Markup } from '../../lib/html-template.ts'
import { AnchorNames } from '../anchor-names.ts'
import { docToHtml, type Picture } from '../html.ts'

export interface PageHeading {
  readonly anchor: string
  /** As in the document; only the differences matter. */
  readonly level: number
  readonly text: string
}

/** An action or a decision. */
export interface PlacedMinute extends MinuteInDoc {
  readonly anchor: string
}

export interface PreparedDoc {
  /** Headings and the paragraphs and items of minutes have an attribute `anchor`. */
  readonly doc: DocJson
  readonly headings: readonly PageHeading[]
  readonly minutes: readonly PlacedMinute[]
}

/** Null when there is nothing to read. The prefix keeps the anchors of several documents in one page apart. */
export function prepareDoc(source: DocJson | null, prefix: string): PreparedDoc | null {
  if (source === null) return null
  const kept = onTheRecord(source)
  if (isEmptyDoc(kept)) return null
  const names = new AnchorNames(prefix)
  const headings: PageHeading[] = []
  const minutes: PlacedMinute[] = []
  const visit = (node: DocNode): DocNode => {
    const anchor = anchorFor(node)
    const content = node.content?.map(visit)
    if (anchor === null) return content ? { ...node, content } : node
    return { ...node, attrs: { ...node.attrs, anchor }, ...(content ? { content } : {}) }
  }
  const anchorFor = (node: DocNode): string | null => {
    if (node.type === 'heading') {
      const text = oneLine(plainMinutes(docOf([node])))
      if (text === '') return null
      const anchor = names.nameFor(text)
      headings.push({ anchor, level: levelOf(node), text })
      return anchor
    }
    const minute = minuteOf(node)
    if (minute?.kind !== 'action' && minute?.kind !== 'decision') return null
    const anchor = names.nameFor(`${minute.kind} ${minute.text}`)
    minutes.push({ ...minute, anchor })
    return anchor
  }
  const named = docOf(kept.content.map(visit))
  return { doc: plainMinutes(named), headings, minutes }
}

/** The highest of the document's headings comes at the given level, whatever level its writers began with. */
export function preparedMarkup(
  { doc, headings }: PreparedDoc,
  { level, pictureOf }: { readonly level: number; readonly pictureOf: (image: DocNode) => Picture | null },
): Markup {
  const highest = Math.min(...headings.map((heading) => heading.level))
  const headingShift = headings.length > 0 ? level - highest : 0
  const markup = docToHtml(doc, { headingShift, pictureOf, alignsByClass: true, scrollsWide: true })
  return trustedMarkup(markAddresses(markup))
}

/** Links that are written as what they lead to: print does not say that again. */
function markAddresses(markup: string): string {
  return markup.replace(/<a (href="([^"]*)"[^>]*>\2<\/a>)/g, '<a class="address" $1')
}

/** What is written under one heading, to be searched. */
export interface TextSection {
  /** Null: before the first heading. */
  readonly anchor: string | null
  readonly text: string
}

/** The text of a document by its headings, each in one line with the heading itself first. */
export function textSections({ doc }: PreparedDoc): readonly TextSection[] {
  const sections: { readonly anchor: string | null; readonly lines: string[] }[] = [
    { anchor: null, lines: [] },
  ]
  for (const block of doc.content) {
    const anchor = block.type === 'heading' ? block.attrs?.['anchor'] : null
    const text = oneLine(block)
    if (typeof anchor === 'string') sections.push({ anchor, lines: [text] })
    else if (text !== '') sections.at(-1)?.lines.push(text)
  }
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ anchor, lines }) => ({ anchor, text: lines.join(' ') }))
}

/** The beginning of a document as one line without markup; null when it has no text. */
export function firstWords(prepared: PreparedDoc | null, maxChars: number): string | null {
  const prose = prepared?.doc.content.filter(({ type }) => type !== 'heading' && type !== 'codeBlock') ?? []
  let text = ''
  for (const block of prose) {
    text = `${text} ${oneLine(block)}`.trim()
    if (text.length > maxChars) return cutAtWord(text, maxChars)
  }
  return text === '' ? null : text
}

function cutAtWord(text: string, maxChars: number): string {
  const cut = text.slice(0, maxChars)
  const end = cut.lastIndexOf(' ')
  // Without blanks between words, or with a word that long: between characters, and never inside one.
  return `${end > maxChars / 2 ? cut.slice(0, end) : cut.replace(/[\uD800-\uDBFF]$/, '')}…`
}

function levelOf({ attrs }: DocNode): number {
  return Number(attrs?.['level'] ?? 1)
}

function oneLine(node: DocNode): string {
  return plainTextOf(node).replaceAll(/\s+/g, ' ').trim()
}

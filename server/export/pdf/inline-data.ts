/** Running text as spans. */
import type { DocNode } from '../../../shared/schema/doc-json.ts'
import { inlineRuns, nestRuns, type InlineRun, type InlineTree } from '../inline-tree.ts'
import { cleanText, cutPlace, splitLongWords } from './clean-text.ts'
import { MAX_ADDRESS_CHARACTERS, MAX_PARAGRAPH_CHARACTERS, MAX_WORD_CHARACTERS } from './limits.ts'
import type { PdfMark, PdfSpan } from './pdf-data.ts'
import { splitMissing, type MissingTexts } from './missing-glyphs.ts'

export interface SpanOptions {
  readonly missing: MissingTexts
  /** Without a blank; absent: what fits into a line of the page. */
  readonly wordLength?: number
  /** Links keep their text alone: they stand where none can be. */
  readonly withoutLinks?: boolean
}

const MARKS: readonly string[] = ['bold', 'italic', 'strike', 'underline', 'highlight'] satisfies PdfMark[]

export function toSpans(nodes: readonly DocNode[] | undefined, options: SpanOptions): PdfSpan[] {
  return runSpans(inlineRuns(nodes), options)
}

/** The same as one or more paragraphs, each of a length that can be set. */
export function toParagraphs(nodes: readonly DocNode[] | undefined, options: SpanOptions): PdfSpan[][] {
  return splitRuns(inlineRuns(nodes)).map((runs) => runSpans(runs, options))
}

function runSpans(runs: readonly InlineRun[], options: SpanOptions): PdfSpan[] {
  return nestRuns(runs).flatMap((tree) => treeSpans(tree, options))
}

function splitRuns(runs: readonly InlineRun[]): InlineRun[][] {
  let part: InlineRun[] = []
  const parts = [part]
  let room = MAX_PARAGRAPH_CHARACTERS
  for (const { text, marks } of runs) {
    let rest = text ?? ''
    while (rest.length > room) {
      const end = cutPlace(rest, room)
      part.push({ text: rest.slice(0, end), marks })
      rest = rest.slice(end)
      part = []
      parts.push(part)
      room = MAX_PARAGRAPH_CHARACTERS
    }
    if (text === null || rest !== '') part.push({ text: text === null ? null : rest, marks })
    room -= rest.length + 1
  }
  return parts.filter((each) => each.length > 0)
}

/** Plain text; an address in it is a link that says itself. */
export function lineSpans(text: string, options: SpanOptions): PdfSpan[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'])/iu)
    .flatMap((part, index) =>
      index % 2 === 1
        ? [{ type: 'link', href: linkTarget(part), spans: textSpans(part, options) }]
        : textSpans(part, options),
    )
}

export function textSpans(
  text: string,
  { missing, wordLength = MAX_WORD_CHARACTERS }: SpanOptions,
  type: 'text' | 'code' = 'text',
): PdfSpan[] {
  // As in HTML, more than one blank is one; in code each counts.
  const clean = type === 'text' ? cleanText(text).replace(/ {2,}/g, ' ') : cleanText(text)
  if (clean === '') return []
  return splitMissing(clean, missing).flatMap((part): PdfSpan[] => {
    if (part.isMissing) return [{ type: 'missing', codes: codesOf(part.text) }]
    return splitLongWords(part.text, wordLength).flatMap((text, index): PdfSpan[] =>
      index > 0 ? [{ type: 'gap' }, { type, text }] : [{ type, text }],
    )
  })
}

function codesOf(text: string): string[] {
  return Array.from(text, (character) =>
    (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0'),
  )
}

function treeSpans(tree: InlineTree, options: SpanOptions): PdfSpan[] {
  if (tree.kind === 'break') return [{ type: 'break' }]
  if (tree.kind === 'text') return textSpans(tree.text, options)
  const { mark, children } = tree
  if (mark.type === 'code') return codeSpans(children, options)
  const spans = children.flatMap((child) => treeSpans(child, options))
  if (mark.type === 'link') {
    const href = String(mark.attrs?.['href'])
    return options.withoutLinks ? spans : [linkSpan({ href, spans, text: treeText(children) }, options)]
  }
  return MARKS.includes(mark.type) ? [{ type: mark.type as PdfMark, spans }] : spans
}

function codeSpans(children: readonly InlineTree[], options: SpanOptions): PdfSpan[] {
  return children.flatMap((child) =>
    child.kind === 'text' ? textSpans(child.text, options, 'code') : treeSpans(child, options),
  )
}

function linkSpan(
  { href, spans, text }: { href: string; spans: readonly PdfSpan[]; text: string },
  options: SpanOptions,
): PdfSpan {
  const target = linkTarget(href)
  const shown = cleanText(href.trim()).replace(/^mailto:/i, '')
  if (namesItself(text, href)) return { type: 'link', href: target, spans }
  return { type: 'link', href: target, spans, note: textSpans(shown, options) }
}

/** An address as files hold it: ASCII. Empty: too long for one, and only shown. */
function linkTarget(href: string): string {
  const clean = cleanText(href.trim())
  const target = URL.canParse(clean) ? new URL(clean).href : ''
  return target.length > MAX_ADDRESS_CHARACTERS ? '' : target
}

/** True for a link whose text already says where it leads. */
export function namesItself(text: string, href: string): boolean {
  const bare = href.replace(/\/$/, '')
  return [href, bare].some((address) =>
    ['', 'mailto:', 'http://', 'https://'].some((scheme) => `${scheme}${text.trim()}` === address),
  )
}

function treeText(trees: readonly InlineTree[]): string {
  return trees
    .map((tree) =>
      tree.kind === 'text' ? tree.text : tree.kind === 'break' ? '\n' : treeText(tree.children),
    )
    .join('')
}

/**
 * What a lead should look at before a summary is final: gaps, things to do, references to nothing, an end in the middle
 * of a sentence. Each with the words where it stands. Nothing is judged that cannot be seen in the text.
 */
import type { FindingKind } from '../../shared/contracts/board.ts'
import { MISSED_TEXT, personText, timeStampText } from '../../shared/schema/minute-words.ts'
import type { DocNode } from '../../shared/schema/doc-json.ts'

/** What can be wrong with a text, and the words around it, cut to one line. */
export interface DocFinding {
  readonly kind: Extract<FindingKind, 'missed' | 'todo' | 'undefined_reference' | 'cut_off'>
  readonly quote: string
}

/** In upper case only: the word is common. */
const TODO = /\b(?:TODO|FIXME|TBD|XXX)\b/g
const MISSED = /\[missed\]/g
/** As pages number their references: `[3]`. */
const REFERENCE = /\[(\d{1,3})\]/g
/** What a reference leads to: a line that begins with its number, or an address behind it. */
const DEFINITIONS = [/^\s*\[(\d{1,3})\]:?[ \t]*\S/gm, /\[(\d{1,3})\]:?\s+(?=https?:\/\/)/g]
/** What a sentence may end with, in the scripts that end sentences with a sign. */
const SENTENCE_END = /[.!?…:;)\]}"'”’»›。！？।؟۔]$/u
/** A shorter line may be a label. */
const SENTENCE_CHARS = 40
const QUOTE_CHARS = 80
/** More of one kind say nothing new. */
const MAX_OF_A_KIND = 20

/** One text block: its text without code, and what else is known of it. */
interface Line {
  readonly text: string
  /** Its text that leads nowhere: without code and links. */
  readonly plain: string
  readonly isProse: boolean
  readonly endsWithLink: boolean
}

/** In the order of the text, for each kind in turn; of each kind the first ones. */
export function inspectDoc(doc: DocNode): readonly DocFinding[] {
  const lines = (doc.content ?? []).flatMap((block) => linesOf(block, true))
  return [
    ...findAll(lines, 'missed', MISSED),
    ...findAll(lines, 'todo', TODO),
    ...undefinedReferences(lines),
    ...cutOff(lines),
  ]
}

function findAll(lines: readonly Line[], kind: DocFinding['kind'], what: RegExp): readonly DocFinding[] {
  const found: DocFinding[] = []
  for (const { plain } of lines) {
    for (const { index } of plain.matchAll(what)) {
      if (found.length === MAX_OF_A_KIND) return found
      found.push({ kind, quote: around(plain, index) })
    }
  }
  return found
}

function undefinedReferences(lines: readonly Line[]): readonly DocFinding[] {
  const defined = new Set(
    lines.flatMap(({ text }) =>
      DEFINITIONS.flatMap((definition) => [...text.matchAll(definition)].map(([, number]) => number)),
    ),
  )
  const found: DocFinding[] = []
  for (const { plain } of lines) {
    for (const { 1: number, index } of plain.matchAll(REFERENCE)) {
      if (found.length === MAX_OF_A_KIND) return found
      if (defined.has(number)) continue
      defined.add(number)
      found.push({ kind: 'undefined_reference', quote: around(plain, index) })
    }
  }
  return found
}

function cutOff(lines: readonly Line[]): readonly DocFinding[] {
  const last = lines.findLast(({ text }) => text.trim() !== '')
  if (!last?.isProse || last.endsWithLink) return []
  const text = last.text.trim()
  const isReference = /^\[\d{1,3}\]/.test(text)
  if (isReference || text.length < SENTENCE_CHARS || SENTENCE_END.test(text)) return []
  return [{ kind: 'cut_off', quote: `… ${oneLine(text.slice(-QUOTE_CHARS))}` }]
}

/** The text blocks of a node. Prose is what stands as a paragraph of its own: lists and tables need no full stops. */
function linesOf(node: DocNode, isTop: boolean): readonly Line[] {
  const children = node.content ?? []
  if (node.type === 'codeBlock') return []
  const isText = children.some(({ type }) => type === 'text' || type === 'missed')
  if (!isText) return children.flatMap((child) => linesOf(child, false))
  const last = children.findLast((child) => textOf(child).trim() !== '')
  return [
    {
      text: children.map(textOf).join(''),
      plain: children.map((child) => (isPlain(child) ? textOf(child) : ' ')).join(''),
      isProse: isTop && node.type === 'paragraph',
      endsWithLink: (last?.marks ?? []).some(({ type }) => type === 'link'),
    },
  ]
}

function textOf(node: DocNode): string {
  switch (node.type) {
    case 'text':
      return node.text ?? ''
    case 'missed':
      return MISSED_TEXT
    case 'personName':
      return personText(node.attrs)
    case 'timeStamp':
      return timeStampText(node.attrs)
    default:
      return '\n'
  }
}

function isPlain({ marks = [] }: DocNode): boolean {
  return !marks.some(({ type }) => type === 'code' || type === 'link')
}

/** The part of a text around a place, so that the quote shows it. */
function around(text: string, at: number): string {
  const from = Math.max(0, at - QUOTE_CHARS / 2)
  const to = from + QUOTE_CHARS
  return `${from > 0 ? '…' : ''}${oneLine(text.slice(from, to))}${to < text.length ? '…' : ''}`
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

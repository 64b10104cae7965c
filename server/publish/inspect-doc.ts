/**
 * What a lead should look at before a summary is final: gaps, things to do, references to nothing, an end in the middle
 * of a sentence. Each with the words where it stands. Nothing is judged that cannot be seen in the text.
 */
import type { FindingKind } from '../../shared/contracts/board.ts'
import { MISSED_TEXT } from '../../shared/schema/minute-words.ts'
import type { DocNode } from '../../shared/schema/doc-json.ts'

/** What can be wrong with a text, and the words around it, cut to one line. */
export interface DocFinding {
  readonly kind: Extract<FindingKind, 'missed' | 'todo' | 'undefined_reference' | 'cut_off'>
  readonly quote: string
}

/** In upper case only: the word is common. */
const TODO = /\b(?:TODO|FIXME|TBD|XXX)\b/
/** As pages number their references: `[3]`. */
const REFERENCE = /\[(\d{1,3})\]/g
const DEFINITION = /^\s*\[(\d{1,3})\]\s*\S/
/** What a sentence may end with, in the scripts that end sentences with a sign. */
const SENTENCE_END = /[.!?…:;)\]}"'”’»›。！？।؟۔]$/u
/** A shorter line may be a label. */
const SENTENCE_CHARS = 40
const QUOTE_CHARS = 80

/** One text block: its text without code, and what else is known of it. */
interface Line {
  readonly text: string
  /** Its text that leads nowhere: without code and links. */
  readonly plain: string
  readonly isProse: boolean
  readonly missed: number
  readonly endsWithLink: boolean
}

/** In the order of the text, for each kind in turn. */
export function inspectDoc(doc: DocNode): readonly DocFinding[] {
  const lines = (doc.content ?? []).flatMap((block) => linesOf(block, true))
  return [
    ...lines.flatMap((line) => Array.from({ length: line.missed }, () => finding('missed', line.text))),
    ...lines.flatMap((line) => (TODO.test(line.plain) ? [finding('todo', around(line.plain, TODO))] : [])),
    ...undefinedReferences(lines),
    ...cutOff(lines),
  ]
}

function undefinedReferences(lines: readonly Line[]): readonly DocFinding[] {
  const defined = new Set(lines.flatMap(({ text }) => DEFINITION.exec(text)?.[1] ?? []))
  const seen = new Set<string>()
  return lines.flatMap(({ plain }) =>
    [...plain.matchAll(REFERENCE)].flatMap(([, number = '']) => {
      if (defined.has(number) || seen.has(number)) return []
      seen.add(number)
      return [finding('undefined_reference', around(plain, new RegExp(`\\[${number}\\]`)))]
    }),
  )
}

function cutOff(lines: readonly Line[]): readonly DocFinding[] {
  const last = lines.findLast(({ text }) => text.trim() !== '')
  if (!last?.isProse || last.endsWithLink) return []
  const text = last.text.trim()
  if (text.length < SENTENCE_CHARS || SENTENCE_END.test(text)) return []
  return [finding('cut_off', `… ${text.slice(-QUOTE_CHARS)}`)]
}

/** The text blocks of a node. Prose is what stands as a paragraph of its own: lists and tables need no full stops. */
function linesOf(node: DocNode, isTop: boolean): readonly Line[] {
  const children = node.content ?? []
  if (node.type === 'codeBlock') return []
  const isText = children.some(({ type }) => type === 'text' || type === 'missed')
  if (!isText) return children.flatMap((child) => linesOf(child, false))
  const text = children.map((child) => textOf(child)).join('')
  const plain = children.map((child) => (isPlain(child) ? textOf(child) : ' ')).join('')
  const marks = children.at(-1)?.marks ?? []
  return [
    {
      text,
      plain,
      isProse: isTop && node.type === 'paragraph',
      missed: children.filter(({ type }) => type === 'missed').length + plain.split(MISSED_TEXT).length - 1,
      endsWithLink: marks.some(({ type }) => type === 'link'),
    },
  ]
}

function textOf(node: DocNode): string {
  if (node.type === 'text') return node.text ?? ''
  if (node.type === 'missed') return MISSED_TEXT
  return ' '
}

function isPlain({ type, marks = [] }: DocNode): boolean {
  return type === 'text' && !marks.some((mark) => mark.type === 'code' || mark.type === 'link')
}

function finding(kind: DocFinding['kind'], text: string): DocFinding {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return { kind, quote: line.length > QUOTE_CHARS ? `${line.slice(0, QUOTE_CHARS - 1)}…` : line }
}

/** The part of a text around the first match, so that the quote shows it. */
function around(text: string, what: RegExp): string {
  const at = text.search(what)
  const from = Math.max(0, at - QUOTE_CHARS / 2)
  return (from > 0 ? '…' : '') + text.slice(from, from + QUOTE_CHARS)
}

/**
 * The summary of a track as a row of pieces: blocks of text, and the lines that are not text but marks of a session
 * (`Slides`, `Details`, `Speaker: ...`, `Led by ...`), wherever the page put them, even inside a paragraph.
 */
import type { Block } from './blocks.ts'
import type { ImportJournal } from './journal.ts'
import { lineWith, type Line } from './lines.ts'
import { readNames } from './person-names.ts'
import { trimAddress } from './inline-text.ts'

export interface BlockPiece {
  readonly kind: 'block'
  readonly block: Block
}

export interface LinkPiece {
  readonly kind: 'slides' | 'details'
  /** Null when only the text of the link has survived. */
  readonly url: string | null
  readonly title: string
  /** True for `Slides` glued to the end of a sentence; a `Slides` line below says the same again. */
  readonly isFused: boolean
  readonly line: Line
}

export interface SpeakersPiece {
  readonly kind: 'speakers'
  readonly label: string
  /** The names and what follows them, without the label. */
  readonly text: string
  readonly isPlural: boolean
  /** True when the line stays in the text as well. */
  readonly isKept: boolean
  /** Label and names; prose behind them is a piece of its own. */
  readonly line: Line
}

export type SummaryPiece = BlockPiece | LinkPiece | SpeakersPiece

const LINK_LINE = /^(Slides|Details)(?::\s*(https?:\/\/\S{1,2000}))?$/
const FUSED_SLIDES = /[.!?)\]"”’]Slides$/
const SPEAKERS_LABEL = /^(?:Speaker|Presenter)(s|\(s\))?\s{0,8}:\s{0,8}/i
const LED_BY = /^Led by\s{1,8}/i
/** A remainder this short behind "Led by X" ("again.") is no prose of its own. Words. */
const MAX_REMARK_WORDS = 3

/** The pieces of a summary's blocks, in order. */
export function piecesOf(blocks: readonly Block[], journal: ImportJournal): readonly SummaryPiece[] {
  return blocks.flatMap((block): readonly SummaryPiece[] =>
    block.kind === 'paragraph' ? piecesOfParagraph(block.lines, journal) : [{ kind: 'block', block }],
  )
}

function piecesOfParagraph(lines: readonly Line[], journal: ImportJournal): readonly SummaryPiece[] {
  const pieces: SummaryPiece[] = []
  let open: Line[] = []
  const close = (): void => {
    if (open.length > 0) pieces.push({ kind: 'block', block: { kind: 'paragraph', lines: open } })
    open = []
  }
  for (const line of lines) {
    const mark = markOf(line, journal)
    if (mark === null) {
      open.push(line)
      continue
    }
    if (mark.before !== null) open.push(mark.before)
    close()
    pieces.push(mark.piece)
    if (mark.after !== null) open.push(mark.after)
  }
  close()
  return pieces
}

interface Mark {
  readonly before: Line | null
  readonly piece: LinkPiece | SpeakersPiece
  readonly after: Line | null
}

function markOf(line: Line, journal: ImportJournal): Mark | null {
  const link = LINK_LINE.exec(line.text)
  if (link) {
    const [, title = '', url] = link
    const kind = title === 'Slides' ? 'slides' : 'details'
    const address = url === undefined ? null : trimAddress(url)
    return { before: null, after: null, piece: { kind, title, url: address, isFused: false, line } }
  }
  if (FUSED_SLIDES.test(line.text.slice(-8))) {
    const message = '“Slides” directly after a sentence was taken as the link to the slides.'
    journal.warn({ code: 'fused-slides', line: line.number, message })
    const piece: LinkPiece = { kind: 'slides', title: 'Slides', url: null, isFused: true, line }
    return { before: lineWith(line, line.text.slice(0, -'Slides'.length)), piece, after: null }
  }
  return speakersMarkOf(line) ?? ledByMarkOf(line)
}

function speakersMarkOf(line: Line): Mark | null {
  const [label, plural] = SPEAKERS_LABEL.exec(line.text) ?? []
  const text = line.text.slice(label?.length ?? 0)
  if (label === undefined || text === '') return null
  const piece: SpeakersPiece = {
    kind: 'speakers',
    label,
    text,
    isPlural: plural !== undefined,
    isKept: false,
    line,
  }
  return { before: null, after: null, piece }
}

/** "Led by X." alone is a mark; prose behind it stays prose, and a mere remark keeps the whole line as text. */
function ledByMarkOf(line: Line): Mark | null {
  const label = LED_BY.exec(line.text)
  const names = label ? readNames(line.text, label[0].length) : null
  if (!label || !names) return null
  const text = line.text.slice(label[0].length, names.end)
  const rest = line.text.slice(names.end).replace(/^\./, '').trim()
  const isKept = rest !== '' && rest.split(/\s+/, MAX_REMARK_WORDS + 1).length <= MAX_REMARK_WORDS
  const own = lineWith(line, line.text.slice(0, line.text.length - rest.length))
  const piece: SpeakersPiece = { kind: 'speakers', label: label[0], text, isPlural: true, isKept, line: own }
  if (isKept) return { before: null, piece, after: line }
  return { before: null, piece, after: rest === '' ? null : lineWith(line, rest) }
}

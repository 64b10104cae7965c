/**
 * The row of steps that the style of a summary makes out of its pieces: the same pieces, with a step where a session
 * starts and one where the text goes back to the track as a whole.
 */
import type { ImportJournal } from './journal.ts'
import { joinLines } from './doc-nodes.ts'
import type { Line } from './lines.ts'
import { readNames } from './person-names.ts'
import type { SummaryPiece } from './summary-pieces.ts'
import { singleSpaced } from './text-shape.ts'

export interface TitleStep {
  readonly kind: 'title'
  readonly title: string
  /** People named in brackets behind the title. */
  readonly speakers: readonly string[]
  readonly line: Line
}

/** What follows belongs to the track, until the next title. */
export interface TrackStep {
  readonly kind: 'track'
}

export type SummaryStep = SummaryPiece | TitleStep | TrackStep

/** The lines of a piece that is a paragraph; none for any other. */
export function paragraphLinesOf(piece: SummaryPiece | undefined): readonly Line[] {
  return piece?.kind === 'block' && piece.block.kind === 'paragraph' ? piece.block.lines : []
}

/** The text of a piece that is a paragraph of one line; null for any other. */
export function singleLineOf(piece: SummaryPiece | undefined): Line | null {
  const [line, more] = paragraphLinesOf(piece)
  return more === undefined ? (line ?? null) : null
}

/** The text of a piece that is a paragraph, else an empty text. */
export function paragraphTextOf(piece: SummaryPiece | undefined): string {
  return joinLines(paragraphLinesOf(piece))
}

export interface NamedTitle {
  readonly title: string
  readonly names: readonly string[]
  /** Words among the names that became structure. */
  readonly labels: readonly string[]
}

/** "Title (Ann Roe and Bo Li)" in its parts; null when the text does not end with people in brackets. */
export function splitNamedTitle(text: string): NamedTitle | null {
  const open = text.lastIndexOf('(')
  if (open <= 0 || !text.endsWith(')')) return null
  const inside = text.slice(open + 1, -1)
  const list = readNames(inside)
  if (list === null || inside.slice(list.end).trim() !== '') return null
  if (list.names.some((name) => !name.includes(' '))) return null
  return { title: text.slice(0, open).trim(), names: list.names, labels: list.labels }
}

/** The step of a title as it is printed; warns about what looks wrong in it, and changes nothing. */
export function titleStepOf(line: Line, journal: ImportJournal): TitleStep {
  warnAboutTitle(line, journal)
  return { kind: 'title', title: singleSpaced(line.text), speakers: [], line }
}

/** The same for a title with people in brackets, where there are any. */
export function namedTitleStepOf(line: Line, journal: ImportJournal): TitleStep {
  const named = splitNamedTitle(line.text)
  if (named === null) return titleStepOf(line, journal)
  for (const label of named.labels) journal.label(label)
  return { ...titleStepOf({ ...line, text: named.title }, journal), speakers: named.names }
}

function warnAboutTitle(line: Line, journal: ImportJournal): void {
  const title = line.text
  const say = (code: string, what: string): void =>
    journal.warn({
      code,
      line: line.number,
      message: `The title “${title}” ${what}; it was kept as printed.`,
    })
  const quotes = title.split('"').length - 1
  const isStray = quotes % 2 === 1 || title.split('“').length !== title.split('”').length
  if (/^\d{1,3}\.\s/.test(title)) say('title-numbered', 'starts with a number')
  if (isStray) say('title-stray-quote', 'has a quotation mark without its partner')
  if (/\[\d{1,3}\]$/.test(title)) say('title-reference', 'ends with a reference')
  if (title.endsWith('.')) say('title-full-stop', 'ends with a full stop')
}

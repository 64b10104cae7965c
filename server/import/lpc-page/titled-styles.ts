/**
 * The styles of summaries whose sessions have titles. *Marked*: the title stands above a `Details`, `Speaker:` or
 * `Led by` line. *Named*: the title ends with its speakers in brackets. *Bare*: the title is a line without the marks of
 * a sentence. *Dotted*: the same in title case with a full stop.
 */
import { findFusedHeading, findSplitHeading } from './broken-headings.ts'
import type { ImportJournal } from './journal.ts'
import { lineWith, type Line } from './lines.ts'
import {
  namedTitleStepOf,
  paragraphLinesOf,
  singleLineOf,
  splitNamedTitle,
  titleStepOf,
  type SummaryStep,
} from './session-steps.ts'
import type { SummaryPiece } from './summary-pieces.ts'
import { endsSentence, isDottedTitle, isHeadingShaped, isPartName } from './text-shape.ts'

/** A title above a mark may be long: the mark proves that it is one. Characters. */
const MAX_MARKED_TITLE_LENGTH = 250
/** "Slides: none" and its like say something about a session and start none. */
const MARK_LABEL = /^(?:slides|details|speakers?|video|recording|etherpad|link)s?\s*:/i

type Pieces = readonly SummaryPiece[]

/** True when a piece is a title because the next one is a mark. */
export function isMarkedTitle(pieces: Pieces, index: number): boolean {
  const next = pieces[index + 1]
  if (next?.kind !== 'details' && next?.kind !== 'speakers') return false
  const text = titleTextOf(pieces[index])
  const isSentence = endsSentence(text) && !text.endsWith('?') && !isDottedTitle(text)
  return text !== '' && text.length <= MAX_MARKED_TITLE_LENGTH && !isSentence
}

/** True for a line that ends with people in brackets. */
export function isNamedTitle(pieces: Pieces, index: number): boolean {
  const line = singleLineOf(pieces[index])
  return line !== null && line.text.length <= MAX_MARKED_TITLE_LENGTH && splitNamedTitle(line.text) !== null
}

/** True for a line without the marks of a sentence that heads some text and is not the name of a part. */
export function isBareTitle(pieces: Pieces, index: number): boolean {
  const line = singleLineOf(pieces[index])
  if (line === null || line.padded || pieces[index + 1] === undefined) return false
  return isHeadingShaped(line.text) && !isPartName(line.text) && !MARK_LABEL.test(line.text)
}

/** True for a line in title case with a full stop that heads some text. */
export function isDottedHeading(pieces: Pieces, index: number): boolean {
  const line = singleLineOf(pieces[index])
  return line !== null && pieces[index + 1]?.kind === 'block' && isDottedTitle(line.text)
}

/** Steps of a marked summary. */
export function markedSteps(pieces: Pieces, journal: ImportJournal): readonly SummaryStep[] {
  return pieces.map((piece, index) => {
    const [first] = paragraphLinesOf(piece)
    if (first !== undefined && isMarkedTitle(pieces, index)) {
      return titleStepOf(lineWith(first, titleTextOf(piece)), journal)
    }
    warnAboutOther({ pieces, index }, journal)
    return piece
  })
}

/** Steps of a named summary. */
export function namedSteps(pieces: Pieces, journal: ImportJournal): readonly SummaryStep[] {
  return pieces.map((piece, index) => {
    const line = singleLineOf(piece)
    if (line !== null && isNamedTitle(pieces, index)) return namedTitleStepOf(line, journal)
    warnAboutOther({ pieces, index }, journal)
    return piece
  })
}

/** Steps of a dotted summary. */
export function dottedSteps(pieces: Pieces, journal: ImportJournal): readonly SummaryStep[] {
  return pieces.map((piece, index) => {
    const line = singleLineOf(piece)
    return line !== null && isDottedHeading(pieces, index) ? titleStepOf(line, journal) : piece
  })
}

/** Steps of a bare summary, headings that pasting has broken included. */
export function bareSteps(pieces: Pieces, journal: ImportJournal): readonly SummaryStep[] {
  const steps: SummaryStep[] = []
  for (const [index, piece] of pieces.entries()) {
    const line = singleLineOf(piece)
    if (line === null || !isBareTitle(pieces, index)) {
      if (line !== null && isDottedHeading(pieces, index)) warnAboutHeading(line, journal)
      for (const step of unfused(piece, journal)) steps.push(step)
      continue
    }
    const title = withSplitStart({ steps, line }, journal)
    if (title.text.endsWith('?')) {
      const message = `The question “${title.text}” stands alone and was taken as the title of a session.`
      journal.warn({ code: 'title-question', line: title.number, message })
    }
    steps.push(namedTitleStepOf(title, journal))
  }
  return steps
}

/** The whole title of a heading whose first words may stand at the end of the paragraph before, which then loses them. */
function withSplitStart(found: { steps: SummaryStep[]; line: Line }, journal: ImportJournal): Line {
  const { steps, line } = found
  const above = steps.at(-1)
  const lines = above?.kind === 'block' ? paragraphLinesOf(above) : []
  const last = lines.at(-1)
  const split = last === undefined ? null : findSplitHeading(last.text, line.text)
  if (last === undefined || split === null) return line
  const kept = [...lines.slice(0, -1), lineWith(last, split.before)]
  steps.splice(-1, 1, { kind: 'block', block: { kind: 'paragraph', lines: kept } })
  const message = `“${split.title}” was put together from the end of a paragraph and the line below it.`
  journal.warn({ code: 'split-heading', line: last.number, message })
  return { ...line, text: split.title }
}

/** A paragraph cut at every title that it swallowed; any other piece as it is. */
function unfused(piece: SummaryPiece, journal: ImportJournal): readonly SummaryStep[] {
  const steps: SummaryStep[] = []
  let open: Line[] = []
  for (const line of paragraphLinesOf(piece)) {
    let rest = line
    for (let fused = findFusedHeading(rest.text); fused !== null; fused = findFusedHeading(rest.text)) {
      const title = lineWith(line, fused.title)
      steps.push({
        kind: 'block',
        block: { kind: 'paragraph', lines: [...open, lineWith(line, fused.before)] },
      })
      steps.push(namedTitleStepOf(title, journal))
      const message = `The title “${title.text}” stood inside a paragraph; a session was started there.`
      journal.warn({ code: 'fused-heading', line: line.number, message })
      open = []
      rest = lineWith(line, fused.after)
    }
    open.push(rest)
  }
  return steps.length === 0
    ? [piece]
    : [...steps, { kind: 'block', block: { kind: 'paragraph', lines: open } }]
}

/** A bare heading in a summary of another style may be a session that lacks its mark. */
function warnAboutOther(found: { pieces: Pieces; index: number }, journal: ImportJournal): void {
  const line = singleLineOf(found.pieces[found.index])
  if (line === null || line.text.endsWith('?') || !isBareTitle(found.pieces, found.index)) return
  warnAboutHeading(line, journal)
}

function warnAboutHeading(line: Line, journal: ImportJournal): void {
  const message = `“${line.text}” could be the title of a session; it was kept as text.`
  journal.warn({ code: 'possible-heading', line: line.number, message })
}

function titleTextOf(piece: SummaryPiece | undefined): string {
  const lines = paragraphLinesOf(piece)
  return lines.length > 3 ? '' : lines.map((line) => line.text).join(' ')
}

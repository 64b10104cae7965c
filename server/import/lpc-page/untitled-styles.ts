/**
 * The styles of summaries whose sessions have no titles. *Bullets*: nothing but a list of what was talked about.
 * *Paragraphs*: one paragraph per topic, often with a `Slides` line below; its first words serve as a title.
 */
import type { ListItem } from './blocks.ts'
import type { ImportJournal } from './journal.ts'
import { readLinkLine } from './link-lines.ts'
import type { Line } from './lines.ts'
import {
  paragraphLinesOf,
  paragraphTextOf,
  singleLineOf,
  titleStepOf,
  type SummaryStep,
  type TitleStep,
} from './session-steps.ts'
import type { SummaryPiece } from './summary-pieces.ts'
import { isPartName, lastSentenceOf, sentenceStartsOf, singleSpaced, wordsOf } from './text-shape.ts'

const TOPICS_INTRO = /\b(?:topics|sessions|talks|presentations)\b.*:$/i
const THANKS =
  /\b(?:many thanks|thank you|thanks to (?:all|our|every|the)|(?:like|want) to thank)\b|^thanks\b/i
const ABOUT_TRACK = /\bMC\b|\b(?:micro|mini)[- ]?conf/i
/** A guessed title is cut at the last word that fits. Characters. */
const GUESSED_TITLE_LENGTH = 72
/** A shorter first sentence ("Dr." ends one, it seems) says too little for a title. Characters. */
const MIN_SENTENCE_LENGTH = 24
/** A paragraph this short that points to an address says where more is to be found. Words. */
const MAX_POINTER_WORDS = 30
/** A paragraph this short goes on with the one before. Words. */
const MAX_REMARK_WORDS = 12

type Pieces = readonly SummaryPiece[]

/** True when a summary's only list, announced as topics, is all it says about its sessions. */
export function isBulletSummary(pieces: Pieces): boolean {
  const lists = pieces.filter((piece) => piece.kind === 'block' && piece.block.kind === 'list')
  return lists.length === 1 && pieces.some((_, index) => isTopicList(pieces, index))
}

/** One session per outer item of the list; the text around it stays with the track. */
export function bulletSteps(pieces: Pieces, journal: ImportJournal): readonly SummaryStep[] {
  return pieces.flatMap((piece, index): readonly SummaryStep[] => {
    if (piece.kind !== 'block' || piece.block.kind !== 'list' || !isTopicList(pieces, index)) return [piece]
    const groups = groupsOf(piece.block.items)
    const line = groups[0]?.[0]?.lines[0]
    if (line) {
      const message = `${groups.length} sessions were made from the items of a list; they have a title and no text.`
      journal.warn({ code: 'sessions-from-list', line: line.number, message })
    }
    return [...groups.flatMap((group) => stepsOfItem(group, journal)), { kind: 'track' }]
  })
}

function isTopicList(pieces: Pieces, index: number): boolean {
  const piece = pieces[index]
  if (piece?.kind !== 'block' || piece.block.kind !== 'list' || pieces[index + 1]?.kind === 'slides')
    return false
  return TOPICS_INTRO.test(lastSentenceOf(paragraphTextOf(pieces[index - 1])))
}

/** Each outer item with the inner ones below it. */
function groupsOf(items: readonly ListItem[]): readonly (readonly ListItem[])[] {
  const groups: ListItem[][] = []
  for (const item of items) {
    const group = groups.at(-1)
    if (item.level === 0 || group === undefined) groups.push([item])
    else group.push(item)
  }
  return groups
}

function stepsOfItem(group: readonly ListItem[], journal: ImportJournal): readonly SummaryStep[] {
  const [item, ...inner] = group
  const [line] = item?.lines ?? []
  if (item === undefined || line === undefined) return []
  if (item.number !== null) journal.label(String(item.number))
  const step = titleStepOf({ ...line, text: item.lines.map((each) => each.text).join(' ') }, journal)
  return inner.length === 0 ? [step] : [step, { kind: 'block', block: { kind: 'list', items: inner } }]
}

/** One session per paragraph, but for those that introduce, point elsewhere or thank. */
export function paragraphSteps(pieces: Pieces, journal: ImportJournal): readonly SummaryStep[] {
  const steps: SummaryStep[] = []
  let hasSession = false
  for (const [index, piece] of pieces.entries()) {
    const [line] = paragraphLinesOf(piece)
    const text = paragraphTextOf(piece)
    const role = line === undefined ? 'goes-on' : roleOf({ pieces, index, text, hasSession })
    if (line !== undefined && role === 'track') {
      steps.push({ kind: 'track' })
      warnAboutTrackText(line, journal)
    } else if (line !== undefined && role === 'session') {
      hasSession = true
      steps.push(guessedTitleOf({ line, text }, journal))
    }
    steps.push(piece)
  }
  return steps
}

interface Paragraph {
  readonly pieces: Pieces
  readonly index: number
  readonly text: string
  readonly hasSession: boolean
}

function roleOf(paragraph: Paragraph): 'session' | 'track' | 'goes-on' {
  const { pieces, index, text, hasSession } = paragraph
  if (pieces[index + 1]?.kind === 'slides') return 'session'
  if (paragraphTextOf(pieces[index - 1]).endsWith(':') || isPartName(text)) return 'goes-on'
  const line = singleLineOf(pieces[index])
  if (line !== null && readLinkLine(line.text) !== null) return 'goes-on'
  const words = wordsOf(text).length
  const isPointer = words <= MAX_POINTER_WORDS && text.includes('://') && sentenceStartsOf(text).length === 0
  if (isPointer || THANKS.test(text) || (!hasSession && ABOUT_TRACK.test(text))) return 'track'
  return words <= MAX_REMARK_WORDS ? 'goes-on' : 'session'
}

function warnAboutTrackText(line: Line, journal: ImportJournal): void {
  const message =
    'This paragraph introduces, thanks or points elsewhere; it was kept in the summary of the track.'
  journal.warn({ code: 'paragraph-kept-in-track', line: line.number, message })
}

function guessedTitleOf(paragraph: { line: Line; text: string }, journal: ImportJournal): TitleStep {
  const title = beginningOf(paragraph.text)
  journal.echo(title)
  const message = `A session without a title; it is called by its first words, “${title}”.`
  journal.warn({ code: 'untitled-session', line: paragraph.line.number, message })
  return { kind: 'title', title, speakers: [], line: paragraph.line }
}

/** The beginning of a text, cut behind its first sentence or between two words; an ellipsis shows the cut. */
export function beginningOf(text: string): string {
  const head = singleSpaced(text.slice(0, GUESSED_TITLE_LENGTH * 2))
  if (head.length <= GUESSED_TITLE_LENGTH) return head
  const sentence = sentenceStartsOf(head).find((start) => start >= MIN_SENTENCE_LENGTH)
  const space = head.lastIndexOf(' ', GUESSED_TITLE_LENGTH)
  const word = space > 0 ? space : GUESSED_TITLE_LENGTH
  return `${head.slice(0, Math.min(sentence ?? word, word)).replace(/[\s.,;:(–-]+$/, '')}…`
}

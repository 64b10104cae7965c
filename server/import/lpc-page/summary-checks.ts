/** Looks over what was read of a track for signs that its author left something out. Changes nothing, only warns. */
import { linesOf, type Block } from './blocks.ts'
import type { ImportJournal } from './journal.ts'
import type { Line } from './lines.ts'
import type { SummaryReading } from './summary-sessions.ts'
import { endsSentence } from './text-shape.ts'

const NUMBER_WORDS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
]
const COUNT = /\bcovered\s+(\d{1,3}|[a-z]{3,6})\s+(?:topics|sessions|talks)\b/i
const NO_LAST_WORD =
  /(?:[,(–-]|(?:^|\s)(?:and|or|but|the|an?|of|to|in|for|with|by|at|from|that|which)(?:\s\S)?)$/i
const LOST_LINK = /\bthis\s(?:spreadsheet|document|doc|pad)\b|\bwatch\sthe\s(?:video|recording)\b/i

/** Warns about everything that looks unfinished in a track. */
export function checkTrack(
  track: { description: readonly Block[]; summary: SummaryReading },
  journal: ImportJournal,
): void {
  const { description, summary } = track
  const texts = [description, summary.blocks, ...summary.sessions.map((session) => session.blocks)]
  for (const blocks of texts) {
    checkEnd(blocks.at(-1), journal)
    for (const line of blocks.flatMap(linesOf)) checkLink(line, journal)
  }
  for (const line of summary.blocks.flatMap(linesOf))
    checkCount({ line, found: summary.sessions.length }, journal)
  for (const session of summary.sessions) {
    const isFromList =
      session.blocks.length === 0 && session.links.length === 0 && session.speakerLines.length === 0
    if (session.blocks.length > 0 || isFromList) continue
    const message = `“${session.title}” has no text.`
    journal.warn({ code: 'session-without-text', line: session.line.number, message })
  }
}

function checkEnd(block: Block | undefined, journal: ImportJournal): void {
  const line = block === undefined || block.kind === 'code' ? undefined : linesOf(block).at(-1)
  if (line === undefined || endsSentence(line.text) || !NO_LAST_WORD.test(line.text.slice(-40))) return
  const message = `The text breaks off: “…${line.text.slice(-40).replace(/^\S*\s/, '')}”.`
  journal.warn({ code: 'truncated-end', line: line.number, message })
}

function checkLink(line: Line, journal: ImportJournal): void {
  const [words] = LOST_LINK.exec(line.text) ?? []
  if (words === undefined || line.text.includes('://')) return
  const message = `“${words}” was a link, it seems; its address is not on the page.`
  journal.warn({ code: 'lost-link', line: line.number, message })
}

function checkCount(claim: { line: Line; found: number }, journal: ImportJournal): void {
  const [, said = ''] = COUNT.exec(claim.line.text) ?? []
  const word = NUMBER_WORDS.indexOf(said.toLowerCase())
  const count = /^\d/.test(said) ? Number(said) : word
  if (said === '' || count < 0 || count === claim.found) return
  const message = `The text speaks of ${count} sessions; ${claim.found} were found.`
  journal.warn({ code: 'count-mismatch', line: claim.line.number, message })
}

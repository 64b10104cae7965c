/**
 * Cuts the page into its head, one section per track, and its tail. A track starts with a line that stands alone and
 * ends with "microconference" or "MC"; since a session's title may look the same, a leads heading that follows, or the
 * wide gap that pages leave between tracks, must confirm it.
 */
import type { ImportJournal } from './journal.ts'
import type { Line } from './lines.ts'
import { endsSentence, wordsOf } from './text-shape.ts'

export interface TrackSection {
  readonly titleLine: Line
  /** Everything below the title. */
  readonly lines: readonly Line[]
}

export interface PageSections {
  readonly head: readonly Line[]
  readonly tracks: readonly TrackSection[]
  /** Headings of sponsors' logos after the last track. */
  readonly tail: readonly Line[]
}

const TITLE_ENDING = /\s(?:micro-?conference|Micro-?[Cc]onference|MC)$/
const LEADS_HEADING = /^(?:(?:MC|micro-?conference|track)\s)?leads?:?$/i
const MAX_TITLE_LENGTH = 100
const MAX_TITLE_WORDS = 14
/** Blank lines above a title that no text inside a track has. */
const TRACK_GAP = 2
const MAX_SPONSOR_WORDS = 6

/** True for "MC leads", "MC lead" and their like. */
export function isLeadsHeading(line: Line): boolean {
  return line.text.length <= MAX_TITLE_LENGTH && LEADS_HEADING.test(line.text)
}

/** True for a line that has the form of a track's title, whatever surrounds it. */
export function isTrackTitleShaped(line: Line): boolean {
  const { text } = line
  return text.length <= MAX_TITLE_LENGTH && TITLE_ENDING.test(text) && wordsOf(text).length <= MAX_TITLE_WORDS
}

/** The sections of a page; no tracks when it has none. */
export function sectionsOf(lines: readonly Line[], journal: ImportJournal): PageSections {
  const starts = titleIndexesOf(lines, journal)
  const sections = starts.map((start, index) => lines.slice(start, starts[index + 1] ?? lines.length))
  const last = sections.at(-1)
  const tail = last === undefined ? [] : tailOf(last)
  return {
    head: lines.slice(0, starts[0] ?? lines.length),
    tail,
    tracks: sections.flatMap(([titleLine, ...rest]) => {
      if (titleLine === undefined) return []
      return {
        titleLine,
        lines: tail[0] ? rest.filter((line) => line.number < (tail[0]?.number ?? 0)) : rest,
      }
    }),
  }
}

interface TitleCandidate {
  readonly index: number
  readonly line: Line
  readonly hasGap: boolean
  /** A leads heading follows before the next candidate. */
  hasLeads: boolean
}

function titleIndexesOf(lines: readonly Line[], journal: ImportJournal): readonly number[] {
  const candidates: TitleCandidate[] = []
  let blanks = TRACK_GAP
  for (const [index, line] of lines.entries()) {
    const standsAlone = blanks > 0 && (lines[index + 1]?.text ?? '') === ''
    const open = candidates.at(-1)
    if (standsAlone && isTrackTitleShaped(line)) {
      candidates.push({ index, line, hasGap: blanks >= TRACK_GAP, hasLeads: false })
    } else if (open !== undefined && isLeadsHeading(line)) open.hasLeads = true
    blanks = line.text === '' ? blanks + 1 : 0
  }
  const titles: number[] = []
  let openHasLeads = true
  for (const candidate of candidates) {
    if (candidate.hasGap || (candidate.hasLeads && openHasLeads)) {
      titles.push(candidate.index)
      openHasLeads = candidate.hasLeads
      continue
    }
    openHasLeads ||= candidate.hasLeads
    const message = `“${candidate.line.text}” looks like the title of a track; nothing confirms it, so it stays text.`
    journal.warn({ code: 'title-like-line', line: candidate.line.number, message })
  }
  return titles
}

/** From the first sponsor heading on, when nothing but short lines follows. */
function tailOf(lines: readonly Line[]): readonly Line[] {
  let start = lines.length
  for (let index = lines.length - 1; index > 0; index -= 1) {
    const text = lines[index]?.text ?? ''
    if (text === '') continue
    if (text.length > MAX_TITLE_LENGTH || wordsOf(text).length > MAX_SPONSOR_WORDS || endsSentence(text))
      break
    if (LEADS_HEADING.test(text) || text.includes('@') || text.includes('://')) break
    if (/\bsponsors?\b/i.test(text)) start = index
  }
  return lines.slice(start)
}

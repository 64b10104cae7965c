/**
 * Reads the plain text of a conference's "accepted microconferences" page: what the event is, its tracks with leads,
 * topics and links, and the sessions that each track's summary tells of. The page is written by many hands in many
 * styles, so much of the reading is guesswork: every guess is a warning with its line, and nothing is dropped, which
 * the import checks word by word before it returns. It decides nothing about what an event already has.
 */
import type { ImportedProgramme, ImportedSession, ImportedTrack } from './programme.ts'
import { docOfBlocks } from './lpc-page/doc-nodes.ts'
import { eventOf } from './lpc-page/event-head.ts'
import { ImportJournal } from './lpc-page/journal.ts'
import { KeyRegister, slugOf } from './lpc-page/keys.ts'
import { splitLines, type Line } from './lpc-page/lines.ts'
import { noTracksError, refuseForeignInput } from './lpc-page/page-guard.ts'
import {
  isLeadsHeading,
  isTrackTitleShaped,
  sectionsOf,
  type TrackSection,
} from './lpc-page/page-sections.ts'
import { checkReferences } from './lpc-page/references.ts'
import { speakersOf, trackPeopleOf } from './lpc-page/session-speakers.ts'
import { checkTrack } from './lpc-page/summary-checks.ts'
import { readSummary } from './lpc-page/summary-sessions.ts'
import { singleSpaced } from './lpc-page/text-shape.ts'
import { topicsOf, withHeadings } from './lpc-page/topics.ts'
import { bareTrackName } from './lpc-page/track-names.ts'
import { partsOf } from './lpc-page/track-parts.ts'
import { compareWords, type WordLedger } from './lpc-page/word-check.ts'

/** How many lost words a warning quotes. */
const QUOTED_WORDS = 10
const REPLACEMENT_CHARACTER = '\uFFFD'

/** True for a text that has the marks of such a page: a track's title and a leads heading. */
export function looksLikeLpcPage(text: string): boolean {
  if (/^\s*[<{]/.test(text.slice(0, 1000))) return false
  const lines = splitLines(text)
  return lines.some(isTrackTitleShaped) && lines.some(isLeadsHeading)
}

/** The programme of a page. Throws {@link ImportError} for input that is no such page. */
export function importLpcPage(text: string): ImportedProgramme {
  return readLpcPage(text).programme
}

/** The programme together with the ledger that accounts for every word of the page. */
export function readLpcPage(text: string): { programme: ImportedProgramme; ledger: WordLedger } {
  refuseForeignInput(text)
  const lines = splitLines(text)
  const journal = new ImportJournal()
  const page = sectionsOf(lines, journal)
  if (page.tracks.length === 0 || !lines.some(isLeadsHeading)) throw noTracksError(lines)
  warnAboutEncoding(lines, journal)
  const event = eventOf(page, journal)
  const keys = new KeyRegister()
  const read = page.tracks.map((section) => readTrack({ section, keys }, journal))
  journal.about(null)
  const tracks = read.map(({ track }) => track)
  const sessions = read.flatMap((each) => each.sessions)
  const ledger: WordLedger = { labels: journal.labels, echoes: journal.echoes }
  const programme = { format: 'lpc-page', event, tracks, sessions, warnings: journal.warnings } as const
  warnAboutLostWords(compareWords(text, { programme, ledger }).lost, journal)
  return { programme: { ...programme, warnings: journal.warnings }, ledger }
}

interface TrackReading {
  readonly track: ImportedTrack
  readonly sessions: readonly ImportedSession[]
}

function readTrack(
  found: { section: TrackSection; keys: KeyRegister },
  journal: ImportJournal,
): TrackReading {
  const { section, keys } = found
  const title = singleSpaced(section.titleLine.text)
  journal.about(title)
  const key = keys.claim(slugOf(bareTrackName(title)) || 'track')
  const parts = partsOf(section, journal)
  const topics = topicsOf(parts.description, journal)
  const summary = readSummary({ title, blocks: parts.summary ?? [] }, journal)
  checkReferences(section.lines, journal)
  checkTrack({ description: parts.description, summary }, journal)
  const track: ImportedTrack = {
    key,
    title,
    description: docOfBlocks(withHeadings(parts.description)),
    topics,
    leads: parts.leads,
    links: [...parts.references, ...summary.links],
    summary: docOfBlocks(summary.blocks),
  }
  const people = trackPeopleOf({ leads: parts.leads, topics })
  const sessions = summary.sessions.map((session): ImportedSession => ({
    key: keys.claim(`${key}/${slugOf(session.title) || 'session'}`),
    trackKey: key,
    title: session.title,
    abstract: null,
    speakers: speakersOf({ session, track: people }, journal),
    hall: null,
    start: null,
    end: null,
    language: null,
    url: null,
    links: session.links,
    summary: docOfBlocks(session.blocks),
  }))
  return { track, sessions }
}

/** A decoder puts this character where the bytes were not UTF-8; the text goes on, so the import does too. */
function warnAboutEncoding(lines: readonly Line[], journal: ImportJournal): void {
  const first = lines.find((line) => line.text.includes(REPLACEMENT_CHARACTER))
  if (first === undefined) return
  const message =
    'The text has characters that were damaged before it was imported (it was not UTF-8, it seems).'
  journal.warn({ code: 'damaged-characters', line: first.number, message })
}

/** Never seen; if a page with a new irregularity ever brings it about, the organiser learns which words to look for. */
function warnAboutLostWords(lost: readonly string[], journal: ImportJournal): void {
  if (lost.length === 0) return
  const quoted = lost.slice(0, QUOTED_WORDS).join(' ')
  const message = `Words of the page were not placed anywhere (${lost.length}), the first of them: ${quoted}.`
  journal.warn({ code: 'words-lost', message })
}

/**
 * The sessions of a track's summary: chooses the style the summary is written in, and deals its pieces out to the
 * sessions and to the track as a whole.
 */
import type { ImportedLink } from '../programme.ts'
import type { Block } from './blocks.ts'
import type { ImportJournal } from './journal.ts'
import { readLinkLine } from './link-lines.ts'
import type { Line } from './lines.ts'
import { singleLineOf, type SummaryStep } from './session-steps.ts'
import { piecesOf, type LinkPiece, type SpeakersPiece, type SummaryPiece } from './summary-pieces.ts'
import { isPartName } from './text-shape.ts'
import { bareTrackName, compareTrackNames } from './track-names.ts'
import {
  bareSteps,
  dottedSteps,
  isBareTitle,
  isDottedHeading,
  isMarkedTitle,
  isNamedTitle,
  markedSteps,
  namedSteps,
} from './titled-styles.ts'
import { bulletSteps, isBulletSummary, paragraphSteps } from './untitled-styles.ts'

export interface SessionDraft {
  readonly title: string
  readonly line: Line
  /** People named in brackets behind the title. */
  readonly titleSpeakers: readonly string[]
  readonly speakerLines: readonly SpeakersPiece[]
  readonly links: readonly ImportedLink[]
  readonly blocks: readonly Block[]
}

export interface SummaryReading {
  readonly sessions: readonly SessionDraft[]
  /** What belongs to the track as a whole. */
  readonly links: readonly ImportedLink[]
  readonly blocks: readonly Block[]
}

/** Reads the blocks of the summary of the track with that title. */
export function readSummary(
  track: { title: string; blocks: readonly Block[] },
  journal: ImportJournal,
): SummaryReading {
  const pieces = piecesOf(track.blocks, journal)
  warnAboutLostTargets(pieces, journal)
  return deal({ steps: stepsOf(pieces, journal), trackTitle: track.title }, journal)
}

function stepsOf(pieces: readonly SummaryPiece[], journal: ImportJournal): readonly SummaryStep[] {
  const count = (test: (all: readonly SummaryPiece[], index: number) => boolean): number =>
    pieces.filter((_, index) => test(pieces, index)).length
  if (count(isMarkedTitle) > 0) return markedSteps(pieces, journal)
  if (count(isNamedTitle) > 1) return namedSteps(pieces, journal)
  const bare = count(isBareTitle)
  if (bare > 0 && bare >= count(hasSlidesBelow)) return bareSteps(pieces, journal)
  if (count(isDottedHeading) > 1) return dottedSteps(pieces, journal)
  return isBulletSummary(pieces) ? bulletSteps(pieces, journal) : paragraphSteps(pieces, journal)
}

/** A paragraph with `Slides` below it and no title above it. */
function hasSlidesBelow(pieces: readonly SummaryPiece[], index: number): boolean {
  const isFirst = index === 0 || pieces[index - 1]?.kind === 'slides'
  return pieces[index]?.kind === 'block' && pieces[index + 1]?.kind === 'slides' && isFirst
}

interface Owner {
  readonly links: ImportedLink[]
  readonly blocks: Block[]
}

interface OpenSession extends Owner {
  readonly title: string
  readonly line: Line
  readonly titleSpeakers: readonly string[]
  readonly speakerLines: SpeakersPiece[]
}

function deal(
  summary: { steps: readonly SummaryStep[]; trackTitle: string },
  journal: ImportJournal,
): SummaryReading {
  const { steps, trackTitle } = summary
  const sessions: OpenSession[] = []
  const track: Owner = { links: [], blocks: [] }
  let session: OpenSession | null = null
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'title') {
      const { title, line, speakers: titleSpeakers } = step
      session = { title, line, titleSpeakers, speakerLines: [], links: [], blocks: [] }
      sessions.push(session)
    } else if (step.kind === 'track') session = null
    else if (step.kind === 'block')
      addBlock({ owner: session ?? track, block: step.block, trackTitle }, journal)
    else if (step.kind === 'speakers') {
      if (session) session.speakerLines.push(step)
      else if (!step.isKept) track.blocks.push({ kind: 'paragraph', lines: [step.line] })
    } else if (isRepeated(step, steps[index - 1])) journal.label(step.title)
    else (session ?? track).links.push(linkOf(step))
  }
  return { sessions, links: track.links, blocks: track.blocks }
}

function linkOf({ kind, title, url }: LinkPiece): ImportedLink {
  return { kind, title, url }
}

/** A `Slides` line below one that was glued to a sentence. */
function isRepeated(piece: LinkPiece, before: SummaryStep | undefined): boolean {
  return piece.kind === 'slides' && piece.url === null && before?.kind === 'slides' && before.isFused
}

/** Keeps a block; a link line is read once more as data, and the name of a part becomes a heading. */
function addBlock(found: { owner: Owner; block: Block; trackTitle: string }, journal: ImportJournal): void {
  const { owner, block, trackTitle } = found
  const line = singleLineOf({ kind: 'block', block })
  if (line !== null && isPartName(line.text)) {
    const message = `“${line.text}” was kept as a heading inside the text; it starts no session.`
    journal.warn({ code: 'part-heading', line: line.number, message })
    owner.blocks.push({ kind: 'heading', line })
    return
  }
  owner.blocks.push(block)
  const link = line === null ? null : readLinkLine(line.text)
  if (line === null || link === null) return
  owner.links.push(link)
  journal.echo(`${link.title} ${link.url ?? ''}`)
  warnAboutLabel({ trackTitle, link, line }, journal)
}

/** "You, Me, & IoT MC Etherpad" on the page of "You, Me and IoT MC": the same track, written in another way. */
function warnAboutLabel(
  found: { trackTitle: string; link: ImportedLink; line: Line },
  journal: ImportJournal,
): void {
  const { trackTitle, link, line } = found
  const name = link.title.replace(/\s+etherpad$/i, '')
  if (name === link.title || bareTrackName(name) === bareTrackName(trackTitle)) return
  const what =
    compareTrackNames(name, trackTitle) === 'same' ? 'is written differently from' : 'does not name'
  const message = `The label “${link.title}” ${what} the title of this track; the link was kept here.`
  journal.warn({ code: 'etherpad-label-differs', line: line.number, message })
}

/** One warning a track for each kind of link whose address was not copied with its text. */
function warnAboutLostTargets(pieces: readonly SummaryPiece[], journal: ImportJournal): void {
  for (const kind of ['slides', 'details'] as const) {
    const lost = pieces.filter(
      (piece, index): piece is LinkPiece =>
        piece.kind === kind && piece.url === null && !isRepeated(piece, pieces[index - 1]),
    )
    const [first] = lost
    if (first === undefined) continue
    const message = `${lost.length} “${first.title}” ${lost.length === 1 ? 'link' : 'links'} came without an address.`
    journal.warn({ code: `${kind}-target-lost`, line: first.line.number, message })
  }
}

/**
 * Divides a track's section into its parts: description, leads, references and summary. The order on the page is
 * description, leads heading, leads, references, summary heading, summary; each but the description may be missing.
 */
import type { ImportedLink, ImportedPerson } from '../programme.ts'
import { blocksOf, linesOf, type Block } from './blocks.ts'
import type { ImportJournal } from './journal.ts'
import { lineWith, type Line } from './lines.ts'
import { isLeadsHeading, type TrackSection } from './page-sections.ts'
import { readLeads } from './people.ts'
import { isNameList } from './person-names.ts'
import { isReferenceBlock, referenceOf } from './references.ts'
import { MAX_HEADING_LENGTH } from './text-shape.ts'
import { compareTrackNames } from './track-names.ts'

export interface TrackParts {
  readonly description: readonly Block[]
  readonly leads: readonly ImportedPerson[]
  readonly references: readonly ImportedLink[]
  /** Null when the track has no summary heading. */
  readonly summary: readonly Block[] | null
}

const SUMMARY_HEADING = /^(.*?)\s*Summary:?$/

/** The parts of a section; warns about those that are missing or unusual. */
export function partsOf(section: TrackSection, journal: ImportJournal): TrackParts {
  const { lines, titleLine } = section
  const leadsFound = lines.findIndex(isLeadsHeading)
  const summaryAt = findSummaryHeading(section, leadsFound)
  // Below the summary heading everything is summary.
  const leadsAt = summaryAt >= 0 && leadsFound > summaryAt ? -1 : leadsFound
  const bodyEnd = summaryAt < 0 ? lines.length : summaryAt
  const before = blocksOf(lines.slice(0, leadsAt < 0 ? bodyEnd : leadsAt))
  const between = leadsAt < 0 ? [] : blocksOf(lines.slice(leadsAt + 1, bodyEnd))
  const after = summaryAt < 0 ? [] : blocksOf(lines.slice(summaryAt + 1))
  const leadsHeading = lines[leadsAt]
  if (leadsHeading) journal.label(leadsHeading.text)
  const { leads, others } = leadsOf(between, journal)
  warnAboutLeads({ titleLine, leadsHeading, count: leads.length }, journal)
  noteSummaryHeading({ titleLine, heading: lines[summaryAt] }, journal)
  return {
    description: [...before, ...others].filter((block) => !isReferenceBlock(block)),
    leads,
    references: [...before, ...others, ...after].filter(isReferenceBlock).flatMap(referencesOf),
    summary: summaryAt < 0 ? null : after.filter((block) => !isReferenceBlock(block)),
  }
}

/** A line of its own such as "Tracing Microconference Summary": below the leads any, above them only the track's own. */
function findSummaryHeading(section: TrackSection, leadsAt: number): number {
  return section.lines.findIndex((line, index) => {
    const name = summaryNameOf(line)
    const standsAlone =
      (section.lines[index - 1]?.text ?? '') === '' && (section.lines[index + 1]?.text ?? '') === ''
    if (name === null || !standsAlone) return false
    return (
      (leadsAt >= 0 && index > leadsAt) || compareTrackNames(name, section.titleLine.text) !== 'different'
    )
  })
}

/** What a heading says it sums up; null for a line that is no such heading. */
function summaryNameOf(line: Line): string | null {
  return line.text.length > MAX_HEADING_LENGTH ? null : (SUMMARY_HEADING.exec(line.text)?.[1] ?? null)
}

function noteSummaryHeading(
  found: { titleLine: Line; heading: Line | undefined },
  journal: ImportJournal,
): void {
  const { titleLine, heading } = found
  if (heading === undefined) {
    journal.warn({ code: 'summary-missing', line: titleLine.number, message: 'There is no summary.' })
    return
  }
  journal.label(heading.text)
  if (compareTrackNames(summaryNameOf(heading) ?? '', titleLine.text) === 'same') return
  const message = `The summary is headed “${heading.text}”; it was taken as that of this track.`
  journal.warn({ code: 'summary-title-differs', line: heading.number, message })
}

interface Leads {
  readonly leads: readonly ImportedPerson[]
  /** Blocks under the leads heading that name nobody. */
  readonly others: readonly Block[]
}

function leadsOf(blocks: readonly Block[], journal: ImportJournal): Leads {
  const leads: ImportedPerson[] = []
  const others: Block[] = []
  for (const block of blocks) {
    const lines = linesOf(block)
    const [first] = lines
    const text = lines.map((line) => line.text).join(' ')
    if (first === undefined || isReferenceBlock(block)) others.push(block)
    else if (text.includes('@') || (leads.length === 0 && isNameList(text))) {
      const read = readLeads(text)
      for (const person of read.people) leads.push(person)
      for (const label of [...read.labels, ...numbersOf(block)]) journal.label(label)
      for (const echo of read.echoes) journal.echo(echo)
      if (read.doubt !== null) {
        journal.warn({ code: 'lead-unclear', line: first.number, message: `Among the leads ${read.doubt}.` })
      }
      if (read.rest === '') continue
      warnAboutText(first, journal)
      others.push({ kind: 'paragraph', lines: [lineWith(first, read.rest)] })
    } else {
      warnAboutText(first, journal)
      others.push(block)
    }
  }
  return { leads, others }
}

/** The numbers of an ordered list, which the names read from it do not keep. */
function numbersOf(block: Block): readonly string[] {
  return block.kind === 'list'
    ? block.items.flatMap(({ number }) => (number === null ? [] : String(number)))
    : []
}

function warnAboutText(line: Line, journal: ImportJournal): void {
  const message = 'Text below the leads heading that names no lead was kept at the end of the description.'
  journal.warn({ code: 'text-after-leads', line: line.number, message })
}

function warnAboutLeads(
  found: { titleLine: Line; leadsHeading: Line | undefined; count: number },
  journal: ImportJournal,
): void {
  const { titleLine, leadsHeading, count } = found
  if (count > 0) return
  const message = leadsHeading
    ? `Nobody is named under “${leadsHeading.text}”.`
    : 'There is no heading for the leads.'
  journal.warn({ code: 'leads-missing', line: (leadsHeading ?? titleLine).number, message })
}

function referencesOf(block: Block): readonly ImportedLink[] {
  return linesOf(block).flatMap((line) => referenceOf(line) ?? [])
}

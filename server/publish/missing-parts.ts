/** What an event's publication lacks, told before anything is public: a sentence for each kind, with where. */
import type { FindingKind } from '../../shared/contracts/board.ts'
import { isEmptyDoc } from '../../shared/schema/doc-json.ts'
import type { ExportWarning } from '../export/book.ts'
import type { ExportEvent, ExportSession } from '../export/programme.ts'
import { inspectDoc } from './inspect-doc.ts'

/** Titles that a sentence names; more are counted. */
const NAMED = 5

const FOUND: Readonly<Partial<Record<FindingKind, string>>> = {
  missed: 'a gap that was marked as missed',
  todo: 'something to do',
  undefined_reference: 'a reference to nothing',
  cut_off: 'an end in mid-sentence',
}

/** In this order: leads, speakers, slides, summaries, then what stands in texts that become public. */
export function missingParts(event: ExportEvent): readonly ExportWarning[] {
  const sessions = [...event.tracks.flatMap((track) => track.sessions), ...event.sessions].filter(
    ({ isCancelled }) => !isCancelled,
  )
  const published = sessions.filter(({ summary }) => !isEmptyDoc(summary))
  return [
    ...tell('no_leads', 'Nobody leads', titlesOf(event.tracks.filter(({ leads }) => leads.length === 0))),
    ...tell(
      'no_speakers',
      'No speaker is named for',
      titlesOf(published.filter(({ speakers }) => speakers.length === 0)),
    ),
    ...tell('no_slides', 'There are no slides for', titlesOf(published.filter(lacksSlides))),
    ...tell(
      'no_summary',
      'There is no summary of',
      titlesOf(sessions.filter(({ summary }) => isEmptyDoc(summary))),
    ),
    ...tell('no_licence', 'No terms of use are said for', event.licence === null ? [event.title] : []),
    ...[...event.tracks, ...sessions].flatMap(({ title, summary }) =>
      summary === null ? [] : flawsOf(title, inspectDoc(summary)),
    ),
  ]
}

function lacksSlides({ links }: ExportSession): boolean {
  return !links.some(({ kind, url }) => kind === 'slides' && url !== null)
}

const titlesOf = (parts: readonly { readonly title: string }[]): readonly string[] =>
  parts.map(({ title }) => title)

function tell(code: string, words: string, titles: readonly string[]): ExportWarning[] {
  if (titles.length === 0) return []
  const named = titles.slice(0, NAMED).map((title) => `“${title}”`)
  const more = titles.length - named.length
  const list = more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ')
  return [{ code, message: `${words} ${list}.` }]
}

function flawsOf(title: string, findings: ReturnType<typeof inspectDoc>): ExportWarning[] {
  return findings.map(({ kind, quote }) => ({
    code: kind,
    message: `The summary of “${title}” has ${FOUND[kind] ?? kind}: “${quote}”.`,
  }))
}

/**
 * Minutes for Indico, a file for each session and track that has some, to be pasted into (or sent to) the minutes of the
 * contribution or session there, with a list of which file is whose.
 */
import { docOf, paragraphOf, textOf, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { onTheRecord, plainMinutes } from '../../shared/schema/plain-minutes.ts'
import { isSafeHref } from '../../shared/schema/safe-href.ts'
import type { ExportFile } from './book.ts'
import { embedDoc, headingOf, licenceBlocks } from './embed-doc.ts'
import { docToIndicoMarkdown, type IndicoMarkdownOptions } from './indico-markdown.ts'
import { docToMarkdown } from './markdown.ts'
import { oneLine } from './one-line.ts'
import type { ExportEvent, ExportSession, ExportTrack } from './programme.ts'

/** What server/import/indico makes keys of. */
const INDICO_KEY = /^indico-((?:sub)?contribution|session)-(\d+)$/

interface Entry {
  readonly path: string
  readonly title: string
  /** What it is in Indico, as far as that is known. */
  readonly place: string
  readonly url: string | null
  readonly text: string
}

/** Files are named by Indico's own ids where the programme came from there: `contribution-12.md`, `session-3.md`. */
export function eventToIndicoMinutes(
  event: ExportEvent,
  options: IndicoMarkdownOptions = {},
): readonly ExportFile[] {
  const parts = [
    ...event.tracks.flatMap((track) => [
      { part: track, url: trackUrl(event, track) },
      ...track.sessions.map((session) => ({ part: session, url: session.url })),
    ]),
    ...event.sessions.map((session) => ({ part: session, url: session.url })),
  ]
  // Some file systems know no case.
  const taken = new Set(['readme'])
  const entries = parts.flatMap(({ part, url }): readonly Entry[] => {
    const text = docToIndicoMarkdown(composeMinutes(part), options)
    if (text === '') return []
    const { kind, id } = indicoIdOf(part)
    const wanted = id === null ? part.anchor : `${kind}-${id}`
    let name = wanted
    for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`
    taken.add(name)
    const place = id === null ? kind : `${kind} ${id}`
    return [{ path: `${name}.md`, title: oneLine(part.title), place, url, text }]
  })
  return [
    { path: 'README.md', bytes: Buffer.from(listOf(event, entries), 'utf8') },
    ...entries.map(({ path, text }) => ({ path, bytes: Buffer.from(text, 'utf8') })),
  ]
}

function indicoIdOf(part: ExportTrack | ExportSession): {
  readonly kind: string
  readonly id: string | null
} {
  const [, kind, id] = INDICO_KEY.exec(part.importKey ?? '') ?? []
  return kind !== undefined && id !== undefined
    ? { kind, id }
    : { kind: 'sessions' in part ? 'session' : 'contribution', id: null }
}

/** Below the title that Indico shows itself: the summary, then the notes. */
function composeMinutes({ summary, notes, stage, errata }: ExportTrack | ExportSession): DocJson {
  const part = (title: string, doc: DocJson | null) => {
    const blocks = embedDoc(doc === null ? null : onTheRecord(doc), 2)
    return blocks.length === 0 ? [] : [headingOf(2, title), ...blocks]
  }
  const draft = stage === 'final' ? '' : stage === 'review' ? ' (in review)' : ' (draft)'
  return plainMinutes({
    type: 'doc',
    content: [
      ...part(`Summary${draft}`, summary),
      ...errata.map(({ at, text }) => paragraphOf(`Correction (${at.slice(0, 10)}): ${oneLine(text)}`)),
      ...part('Notes', notes),
    ],
  })
}

/** Indico calls a track a session, and has its page below the event's. */
function trackUrl({ url }: ExportEvent, track: ExportTrack): string | null {
  const { id } = indicoIdOf(track)
  if (url === null || id === null || !/\/event\/[\w-]+\/?$/.test(url)) return null
  return `${url.replace(/\/$/, '')}/sessions/${id}/`
}

function listOf(event: ExportEvent, entries: readonly Entry[]): string {
  const items = entries.map(({ path, title, place, url }): DocNode => {
    const target: DocNode[] =
      url !== null && isSafeHref(url)
        ? [textOf(': '), textOf(url, [{ type: 'link', attrs: { href: url } }])]
        : [textOf(' (no address known)')]
    const file = textOf(path, [{ type: 'code' }])
    const content = [file, textOf(` – ${title || 'Untitled'}, ${place}`), ...target]
    return { type: 'listItem', content: [{ type: 'paragraph', content }] }
  })
  return docToMarkdown(
    docOf([
      headingOf(1, `${event.title}: minutes for Indico`),
      ...(items.length === 0
        ? [paragraphOf('Nothing has been written yet.')]
        : [
            paragraphOf(
              'Each file is the text of the minutes of one contribution or session; choose Markdown there.',
            ),
            { type: 'bulletList', content: items },
          ]),
      ...licenceBlocks(event),
    ]),
  )
}

/**
 * What the search of a site looks through: titles, names, and the text under each heading. A script that assigns, since a
 * page that was opened from a folder may load a script and nothing else.
 */
import { textSections, type PreparedDoc, type TextSection } from './prepare-doc.ts'
import type { ExportWarning } from '../book.ts'
import { peopleNames } from '../programme-words.ts'
import { INDEX_PATH, PEOPLE_PATH } from './site-paths.ts'
import type { Site } from './site.ts'

/** More text than this makes browsers wait: what comes after is not searched, and said to be left out. Characters. */
export const MAX_INDEXED_CHARS = 8_000_000

/** Title, path, names and place, and the texts with the anchors where they stand (empty: the page's start). */
type Entry = readonly [
  title: string,
  path: string,
  about: string,
  texts: readonly (readonly [string, string])[],
]

export function composeSearchIndex(
  site: Site,
  maxChars = MAX_INDEXED_CHARS,
): { readonly script: string; readonly warnings: readonly ExportWarning[] } {
  const { event } = site
  let left = maxChars
  let cutAt: string | null = null
  const take = (title: string, docs: readonly (PreparedDoc | null)[]): Entry[3] => {
    const sections = docs.flatMap((doc): readonly TextSection[] => (doc ? textSections(doc) : []))
    return sections.flatMap(({ anchor, text }) => {
      if (text.length > left) {
        cutAt ??= title
        left = 0
        return []
      }
      left -= text.length
      return [[anchor ?? '', text] as const]
    })
  }
  const tracks = site.tracks.map(({ track, path, docs }): Entry => {
    const texts = take(track.title, [docs.summary, docs.about, docs.notes])
    return [track.title, path, peopleNames(track.leads), texts]
  })
  const sessions = site.places.map(({ session, track, path, docs }): Entry => {
    const about = [peopleNames(session.speakers), track?.title, session.hall].filter(Boolean).join(' · ')
    const texts = take(session.title, [docs.summary, docs.about, docs.notes])
    return [session.title, path, about, texts]
  })
  const people = [...site.people.values()].map(({ name, anchor, affiliations }): Entry => {
    return [name, `${PEOPLE_PATH}#${anchor}`, affiliations.join(', '), []]
  })
  const description = take(event.title, [site.about])
  const entries: readonly Entry[] = [
    [event.title, INDEX_PATH, event.location ?? '', description],
    ...tracks,
    ...sessions,
    ...people,
  ]
  // One entry a line, so that a change of the site changes little of the file.
  const lines = entries.map((entry) => JSON.stringify(entry))
  return {
    script: `globalThis.siteIndex = [\n${lines.join(',\n')}\n]\n`,
    warnings: cutAt === null ? [] : [searchCut(cutAt, maxChars)],
  }
}

function searchCut(title: string, maxChars: number): ExportWarning {
  return {
    code: 'search_cut',
    message: `The search covers ${maxChars} characters of text; what comes from “${title}” on is found by titles and names only.`,
  }
}

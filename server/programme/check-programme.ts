import { parseDoc } from '../../shared/schema/check-doc.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import { ImportError } from '../../shared/markdown/import-error.ts'
import type { ImportedProgramme } from '../import/programme.ts'

/**
 * A programme as it can be stored: every document read through the schema, every key there once. Throws ImportError
 * naming the track or session.
 */
export function checkProgramme(programme: ImportedProgramme): ImportedProgramme {
  checkKeys('track', programme.tracks)
  checkKeys('session', programme.sessions)
  const { event } = programme
  return {
    ...programme,
    event: {
      ...event,
      description: checkDoc(event.description, `description of the event “${event.title}”`),
    },
    tracks: programme.tracks.map((track) => ({
      ...track,
      description: checkDoc(track.description, `description of the track “${track.title}”`),
      summary: checkDoc(track.summary, `summary of the track “${track.title}”`),
    })),
    sessions: programme.sessions.map((session) => ({
      ...session,
      abstract: checkDoc(session.abstract, `abstract of the session “${session.title}”`),
      summary: checkDoc(session.summary, `summary of the session “${session.title}”`),
    })),
  }
}

function checkDoc(doc: DocJson | null, place: string): DocJson | null {
  if (doc === null) return null
  try {
    return parseDoc(doc)
  } catch (cause) {
    throw new ImportError(`expected a document, found: ${(cause as Error).message}`, place, { cause })
  }
}

function checkKeys(what: string, things: readonly { readonly key: string; readonly title: string }[]): void {
  const titleOf = new Map<string, string>()
  for (const { key, title } of things) {
    const other = titleOf.get(key)
    if (other !== undefined) {
      throw new ImportError(
        `expected a key of its own for each ${what}, found “${key}” for “${other}” and “${title}”`,
      )
    }
    titleOf.set(key, title)
  }
}

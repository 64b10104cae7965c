/** Whose names can be completed in a note: first those who take part, then those whom the note already names. */
import type { Node } from '@tiptap/pm/model'
import type { NoteInfo } from '../../../shared/contracts/notes.ts'
import { personText } from '../../../shared/schema/minute-words.ts'
import { foldText, type Matchable } from './match.ts'

/** Somebody who gave no name is called this. */
const NO_NAME = 'Guest'

/** Speakers of the session, leads of the track, people who are here, and people named in the note: each once. */
export function knownNames(options: {
  readonly note: Pick<NoteInfo, 'session' | 'track'>
  /** Who has the note open. */
  readonly present: readonly string[]
  readonly doc: Node
}): Matchable[] {
  const { note, present, doc } = options
  const groups = [
    { group: 'Speakers', names: note.session?.speakers.map(({ name }) => name) ?? [] },
    { group: 'Leads of the track', names: note.track?.leads.map(({ name }) => name) ?? [] },
    { group: 'Here now', names: present.filter((name) => name !== NO_NAME) },
    { group: 'In this note', names: namesIn(doc) },
  ]
  const seen = new Set<string>()
  return groups.flatMap(({ group, names }) =>
    names.flatMap((name) => {
      const label = name.trim()
      const key = foldText(label)
      if (key === '' || seen.has(key)) return []
      seen.add(key)
      return [{ label, group }]
    }),
  )
}

/** The one person whom a name or a part of it means; null when there is none, or more than one. */
export function nameMeant(people: readonly Matchable[], typed: string): string | null {
  const wanted = foldText(typed.trim())
  const exact = people.find(({ label }) => foldText(label) === wanted)
  const [found, other] = exact
    ? [exact]
    : people.filter(({ label }) => foldText(label).split(/\s+/).includes(wanted))
  return found && !other ? found.label : null
}

/** Names that the note has as names: of people mentioned, and of those who have something to do. */
function namesIn(doc: Node): string[] {
  const names = new Set<string>()
  doc.descendants((node) => {
    if (node.type.name === 'personName') names.add(personText(node.attrs))
    const who: unknown = node.attrs['who']
    if (typeof who === 'string') names.add(who)
  })
  return [...names].sort((one, other) => one.localeCompare(other))
}

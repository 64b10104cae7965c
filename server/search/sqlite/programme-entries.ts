/** What the index is to hold of events, tracks and sessions, read from the database as it is now. */
import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'
import type { NoteKind } from '../../../shared/contracts/notes.ts'
import type { Topic } from '../../../shared/contracts/programme.ts'
import type { SearchKind } from '../../../shared/contracts/search.ts'
import { docOf, paragraphOf, type DocJson } from '../../../shared/schema/doc-json.ts'
import { dropEmails, passagesOf, type Passage } from '../../export/passages.ts'
import { createNameRedactor, type NameRedactor } from '../../export/redact.ts'
import { isoDay } from '../../lib/event-time.ts'
import { foldText } from '../tokens.ts'

/** One thing that can be found. Notes are here without their text. */
export interface Entry {
  readonly key: string
  readonly kind: SearchKind
  readonly eventId: string
  readonly trackId: string | null
  readonly sessionId: string | null
  readonly noteId: string | null
  readonly day: string | null
  readonly title: string
  readonly people: readonly string[]
  /** Words of what it belongs to, which help to find it and are not enough. */
  readonly context: string
  /** The names that its event takes out for those who only read, as `storedNames` has them. All of this is with them. */
  readonly takenOut: string
  /** Changes whenever anything of this does. */
  readonly stamp: string
  /** Of a note: null, since its text comes from elsewhere. */
  readonly readPassages: ((redactor: NameRedactor) => readonly Passage[]) | null
}

/** No names, as they are stored. */
export const NO_NAMES_STORED = '[]'

/** A stored list of names, so that equal ones are equal texts. */
export const storedNames = (names: string | null): string => names ?? NO_NAMES_STORED

export function redactorOf(takenOut: string): NameRedactor {
  return createNameRedactor(JSON.parse(takenOut) as string[])
}

interface EventRow {
  readonly id: string
  readonly title: string
  readonly description: string | null
  readonly location: string | null
  readonly time_zone: string
  readonly redacted_names: string | null
}
interface TrackRow {
  readonly id: string
  readonly event_id: string
  readonly title: string
  readonly description: string | null
  readonly topics: string
}
interface SessionRow {
  readonly id: string
  readonly event_id: string
  readonly track_id: string | null
  readonly title: string
  readonly abstract: string | null
  readonly hall: string | null
  readonly start_at: number | null
}
interface NoteRow {
  readonly id: string
  readonly event_id: string
  readonly track_id: string | null
  readonly session_id: string | null
  readonly kind: NoteKind
}
interface PersonRow {
  readonly of_id: string
  readonly name: string
  readonly affiliation: string | null
}

const EVENTS = 'select id, title, description, location, time_zone, redacted_names from live.events'
const TRACKS = 'select id, event_id, title, description, topics from live.tracks'
const SESSIONS = 'select id, event_id, track_id, title, abstract, hall, start_at from live.sessions'
const NOTES = 'select id, event_id, track_id, session_id, kind from live.notes'
const LEADS = `select track_id as of_id, name, affiliation from live.track_leads
  join live.people on people.id = person_id order by track_id, position`
const SPEAKERS = `select session_id as of_id, name, affiliation from live.session_speakers
  join live.people on people.id = person_id order by session_id, position`

/** Takes out none. */
export const ALL_NAMES = createNameRedactor([])

/** For comparing names: a line each, folded, with line breaks around. */
export function namesOf(people: readonly string[]): string {
  return `\n${people.map((name) => foldText(name).trim()).join('\n')}\n`
}

/** All entries of all events, as of one moment. */
export function readEntries(reader: Database): readonly Entry[] {
  return reader.transaction(() => {
    const all = <Row>(sql: string): readonly Row[] => reader.prepare<[], Row>(sql).all()
    const events = new Map(all<EventRow>(EVENTS).map((row) => [row.id, row]))
    const tracks = new Map(all<TrackRow>(TRACKS).map((row) => [row.id, row]))
    const sessions = new Map(all<SessionRow>(SESSIONS).map((row) => [row.id, row]))
    const leads = groupPeople(all<PersonRow>(LEADS))
    const speakers = groupPeople(all<PersonRow>(SPEAKERS))
    const entries: Entry[] = []
    for (const row of events.values()) entries.push(eventEntry(row))
    for (const row of tracks.values()) {
      const event = events.get(row.event_id)
      if (event) entries.push(trackEntry(row, { event, leads: leads.get(row.id) ?? [] }))
    }
    for (const row of sessions.values()) {
      const event = events.get(row.event_id)
      const track = tracks.get(row.track_id ?? '') ?? null
      if (event) entries.push(sessionEntry(row, { event, track, speakers: speakers.get(row.id) ?? [] }))
    }
    const owners = new Map(entries.map((entry) => [entry.key, entry]))
    for (const row of all<NoteRow>(NOTES)) {
      const owner = owners.get(
        row.session_id === null ? `track:${row.track_id}` : `session:${row.session_id}`,
      )
      if (owner) entries.push(noteEntry(row, owner))
    }
    return entries
  })()
}

function eventEntry({ id, title, description, location, redacted_names: names }: EventRow): Entry {
  const head = {
    eventId: id,
    trackId: null,
    sessionId: null,
    noteId: null,
    day: null,
    people: [],
    context: '',
    takenOut: storedNames(names),
  }
  return stamped(
    { key: `event:${id}`, kind: 'event', title, ...head },
    {
      source: [description, location],
      read: (redactor) => [...docPassages(description, redactor), ...linePassages([location], redactor)],
    },
  )
}

function trackEntry(
  { id, event_id: eventId, title, description, topics }: TrackRow,
  { event, leads }: { readonly event: EventRow; readonly leads: readonly PersonRow[] },
): Entry {
  const takenOut = storedNames(event.redacted_names)
  const head = { eventId, trackId: id, sessionId: null, noteId: null, day: null, takenOut }
  const context = [event.title, ...leads.map(({ affiliation }) => affiliation)]
  return stamped(
    { key: `track:${id}`, kind: 'track', title, ...head, ...namesAndContext(leads, context) },
    {
      source: [description, topics],
      read: (redactor) => {
        const text = docPassages(description, ALL_NAMES)
          .map((passage) => passage.text)
          .join('\n')
        // Imports keep the list of topics in the description too.
        const others = (JSON.parse(topics) as Topic[]).filter(
          (topic) => !text.includes(dropEmails(topic.text).trim()),
        )
        return [
          ...docPassages(description, redactor),
          ...linePassages(
            others.map((topic) => topic.text),
            redactor,
          ),
        ]
      },
    },
  )
}

function sessionEntry(
  { id, event_id: eventId, track_id: trackId, title, abstract, hall, start_at: start }: SessionRow,
  of: { readonly event: EventRow; readonly track: TrackRow | null; readonly speakers: readonly PersonRow[] },
): Entry {
  const { event, track, speakers } = of
  const day = start === null ? null : isoDay(start, event.time_zone)
  const context = [event.title, track?.title, hall, ...speakers.map(({ affiliation }) => affiliation)]
  const takenOut = storedNames(event.redacted_names)
  const head = { eventId, trackId, sessionId: id, noteId: null, day, takenOut }
  return stamped(
    { key: `session:${id}`, kind: 'session', title, ...head, ...namesAndContext(speakers, context) },
    { source: [abstract], read: (redactor) => docPassages(abstract, redactor) },
  )
}

function noteEntry({ id, kind }: NoteRow, owner: Entry): Entry {
  const { key: _key, stamp: _stamp, readPassages: _read, ...head } = owner
  const context = [owner.context, owner.title, ...owner.people].join('\n')
  return stamped({ ...head, key: `note:${id}`, kind, noteId: id, context }, { source: [], read: null })
}

function stamped(
  entry: Omit<Entry, 'stamp' | 'readPassages'>,
  text: { readonly source: readonly unknown[]; readonly read: Entry['readPassages'] },
): Entry {
  const stamp = createHash('sha1')
    .update(JSON.stringify([entry, text.source]))
    .digest('base64')
  return { ...entry, stamp, readPassages: text.read }
}

function namesAndContext(people: readonly PersonRow[], context: readonly (string | null | undefined)[]) {
  return {
    people: people.map(({ name }) => dropEmails(name)),
    context: dropEmails(context.filter(Boolean).join('\n')),
  }
}

function groupPeople(rows: readonly PersonRow[]): ReadonlyMap<string, readonly PersonRow[]> {
  const groups = new Map<string, PersonRow[]>()
  for (const row of rows) {
    const group = groups.get(row.of_id)
    if (group) group.push(row)
    else groups.set(row.of_id, [row])
  }
  return groups
}

function docPassages(doc: string | null, redactor: NameRedactor): readonly Passage[] {
  return doc === null ? [] : passagesOf(redactor.doc(JSON.parse(doc) as DocJson))
}

function linePassages(lines: readonly (string | null)[], redactor: NameRedactor): readonly Passage[] {
  return passagesOf(redactor.doc(docOf(lines.map((line) => paragraphOf(line ?? '')))))
}

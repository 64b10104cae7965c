/**
 * Compares a programme with what an event has. Pure: nothing is read or written here. Implements PROG-1 to PROG-9
 * (docs/SPEC.md): things are matched by import key; what the programme does not say stays as it is; what it no longer
 * lists is cancelled; notes are never touched, summaries only fill notes that nobody ever wrote to.
 */
import type { Link } from '../../shared/contracts/programme.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import { isEmptyDoc, type DocJson } from '../../shared/schema/doc-json.ts'
import type {
  ImportedEvent,
  ImportedLink,
  ImportedProgramme,
  ImportedSession,
  ImportedTrack,
} from '../import/programme.ts'
import type { EventRow, PersonRow } from '../storage/tables.ts'
import { readLinks } from './describe.ts'
import type {
  EventValues,
  ImportPlan,
  PlannedSeed,
  PlannedSession,
  PlannedTrack,
  SessionValues,
  TrackValues,
} from './import-plan.ts'
import type { StoredProgramme, StoredSession, StoredTrack } from './load-programme.ts'
import { isChanged, mergePeople, type MergedPeople, type MergedPerson } from './merge-people.ts'
import { mergeLinks } from './merge-links.ts'
import { toMs } from './session-times.ts'

/** What an event has before the import. */
export interface ExistingProgramme extends StoredProgramme {
  readonly people: readonly PersonRow[]
  /** Notes that something was ever written to. */
  readonly written: ReadonlySet<NoteId>
}

/** `existing` is null for a new event. Keys must be unique in the programme. */
export function planImport(existing: ExistingProgramme | null, programme: ImportedProgramme): ImportPlan {
  const people = mergePeople({
    existing: existing?.people ?? [],
    lists: [...programme.tracks.map(({ leads }) => leads), ...programme.sessions.map((one) => one.speakers)],
  })
  const knownTracks = matchTracks(byImportKey(existing?.tracks ?? []), programme.tracks)
  const knownSessions = byImportKey(existing?.sessions ?? [])
  const tracks = programme.tracks.map((track, position) =>
    planTrack({ track, position, stored: knownTracks.get(track.key) ?? null, people }),
  )
  const sessions = programme.sessions.map((session, position) => {
    const stored = knownSessions.get(session.key) ?? null
    return planSession({ session, position, stored, people, knownTracks })
  })
  const summaries = [
    ...programme.tracks.flatMap((track) =>
      planSummary({ owner: 'track', imported: track, stored: knownTracks.get(track.key) ?? null }),
    ),
    ...programme.sessions.flatMap((session) =>
      planSummary({ owner: 'session', imported: session, stored: knownSessions.get(session.key) ?? null }),
    ),
  ]
  const seeds = summaries.filter(({ noteId }) => noteId === null || !existing?.written.has(noteId))
  return {
    event: planEvent(existing?.event ?? null, programme.event),
    tracks: withSummaryField(tracks, seeds, 'track'),
    sessions: withSummaryField(sessions, seeds, 'session'),
    cancelledSessions: unlisted(knownSessions, programme.sessions).filter(
      ({ row }) => row.cancelled_at === null,
    ),
    unlistedTracks: unlisted(knownTracks, programme.tracks),
    people: people.people,
    seeds,
    keptSummaries: summaries.length - seeds.length,
  }
}

// The title and the description are the organiser's once the event exists; dates and places are the programme's.
function planEvent(stored: EventRow | null, event: ImportedEvent): ImportPlan['event'] {
  const values: EventValues = {
    title: stored?.title ?? event.title,
    description: stored?.description ?? docText(event.description),
    start_date: event.startDate ?? stored?.start_date ?? null,
    end_date: event.endDate ?? stored?.end_date ?? null,
    time_zone: event.timeZone ?? stored?.time_zone ?? 'UTC',
    location: event.location ?? stored?.location ?? null,
    url: event.url ?? stored?.url ?? null,
  }
  const fields = stored ? changedFields(stored, values, EVENT_FIELDS) : []
  return { stored, values, fields }
}

function planTrack(options: {
  readonly track: ImportedTrack
  readonly position: number
  readonly stored: StoredTrack | null
  readonly people: MergedPeople
}): PlannedTrack {
  const { track, position, stored, people } = options
  const values: TrackValues = {
    position,
    title: track.title,
    description: docText(track.description) ?? stored?.row.description ?? null,
    topics:
      track.topics.length === 0
        ? (stored?.row.topics ?? '[]')
        : JSON.stringify(track.topics.map(({ text, level }) => ({ text, level }))),
    links: linksText(stored?.row.links, track.links),
  }
  const leads = people.of(track.leads)
  const fields = stored
    ? [
        ...changedFields(stored.row, values, TRACK_FIELDS),
        ...(leads.length > 0 && !arePeople(stored.leads, leads) ? ['leads'] : []),
      ]
    : []
  return { key: track.key, stored, values, leads, fields }
}

function planSession(options: {
  readonly session: ImportedSession
  readonly position: number
  readonly stored: StoredSession | null
  readonly people: MergedPeople
  readonly knownTracks: ReadonlyMap<string, StoredTrack>
}): PlannedSession {
  const { session, position, stored, people, knownTracks } = options
  const row = stored?.row ?? null
  // A start without an end replaces both: an end that was kept could lie before it.
  const isTimed = session.start !== null || session.end !== null
  const values: SessionValues = {
    position,
    title: session.title,
    abstract: docText(session.abstract) ?? row?.abstract ?? null,
    hall: session.hall ?? row?.hall ?? null,
    start_at: isTimed ? toMs(session.start) : (row?.start_at ?? null),
    end_at: isTimed ? toMs(session.end) : (row?.end_at ?? null),
    language: session.language ?? row?.language ?? null,
    url: session.url ?? row?.url ?? null,
    links: linksText(row?.links, session.links),
    cancelled_at: null,
  }
  const speakers = people.of(session.speakers)
  const isMoved =
    session.trackKey !== null && row?.track_id !== (knownTracks.get(session.trackKey)?.row.id ?? null)
  const fields = stored
    ? [
        ...(isMoved ? ['trackId'] : []),
        ...changedFields(stored.row, values, SESSION_FIELDS),
        ...(speakers.length > 0 && !arePeople(stored.speakers, speakers) ? ['speakers'] : []),
      ]
    : []
  return { key: session.key, stored, values, trackKey: session.trackKey, speakers, fields }
}

function planSummary({
  owner,
  imported,
  stored,
}: {
  readonly owner: PlannedSeed['owner']
  readonly imported: { readonly key: string; readonly summary: DocJson | null }
  readonly stored: StoredTrack | StoredSession | null
}): readonly PlannedSeed[] {
  const { key, summary: doc } = imported
  if (doc === null || isEmptyDoc(doc)) return []
  return [{ owner, key, kind: 'summary', doc, noteId: stored?.notes.summary ?? null }]
}

function withSummaryField<T extends PlannedTrack | PlannedSession>(
  planned: readonly T[],
  seeds: readonly PlannedSeed[],
  owner: PlannedSeed['owner'],
): readonly T[] {
  const keys = new Set(seeds.filter((seed) => seed.owner === owner).map(({ key }) => key))
  return planned.map((one) =>
    one.stored && keys.has(one.key) ? { ...one, fields: [...one.fields, 'summary'] } : one,
  )
}

function byImportKey<T extends StoredTrack | StoredSession>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.flatMap((one) => (one.row.import_key === null ? [] : [[one.row.import_key, one]])))
}

/**
 * Known tracks by the keys of this programme. Indico names a track by its id in one export and by its title alone in
 * another, so a track whose key is not known is the one of the same title whose key is not listed, if there is just one.
 */
function matchTracks(
  known: ReadonlyMap<string, StoredTrack>,
  listed: readonly ImportedTrack[],
): ReadonlyMap<string, StoredTrack> {
  const matched = new Map(known)
  const unknown = listed.filter(({ key }) => !known.has(key))
  for (const { key, title } of unknown) {
    const namesakes = unlisted(known, listed).filter(({ row }) => row.title === title)
    const [only] = namesakes
    if (!only || namesakes.length > 1 || unknown.filter((one) => one.title === title).length > 1) continue
    if (only.row.import_key !== null) matched.delete(only.row.import_key)
    matched.set(key, only)
  }
  return matched
}

function unlisted<T>(
  known: ReadonlyMap<string, T>,
  listed: readonly { readonly key: string }[],
): readonly T[] {
  const keys = new Set(listed.map(({ key }) => key))
  return [...known].flatMap(([key, one]) => (keys.has(key) ? [] : [one]))
}

function arePeople(stored: readonly PersonRow[], planned: readonly MergedPerson[]): boolean {
  return (
    stored.length === planned.length &&
    planned.every((person, index) => person.row?.id === stored[index]?.id && !isChanged(person))
  )
}

function docText(doc: DocJson | null): string | null {
  return doc === null || isEmptyDoc(doc) ? null : JSON.stringify(doc)
}

function linksText(stored: string | undefined, imported: readonly ImportedLink[]): string {
  const present: readonly Link[] = stored === undefined ? [] : readLinks(stored)
  return JSON.stringify(mergeLinks(present, imported))
}

/** Columns that count as changes, as the contract calls them. A new position alone is none: others moved. */
const EVENT_FIELDS = {
  title: 'title',
  description: 'description',
  start_date: 'startDate',
  end_date: 'endDate',
  time_zone: 'timeZone',
  location: 'location',
  url: 'url',
} as const satisfies Record<keyof EventValues, string>
const TRACK_FIELDS = {
  title: 'title',
  description: 'description',
  topics: 'topics',
  links: 'links',
} as const satisfies Record<Exclude<keyof TrackValues, 'position'>, string>
const SESSION_FIELDS = {
  title: 'title',
  abstract: 'abstract',
  hall: 'hall',
  start_at: 'start',
  end_at: 'end',
  language: 'language',
  url: 'url',
  links: 'links',
  cancelled_at: 'cancelledAt',
} as const satisfies Record<Exclude<keyof SessionValues, 'position'>, string>

function changedFields<T extends object>(
  stored: T,
  values: Partial<T>,
  names: Readonly<Partial<Record<keyof T, string>>>,
): readonly string[] {
  return (Object.entries(names) as [keyof T, string][]).flatMap(([column, name]) =>
    stored[column] === values[column] ? [] : [name],
  )
}

/** Programmes to plan imports with, and what an event holds once a plan was carried out. */
import { newId, type EventId, type NoteId, type PersonId } from '../../../../shared/domain/ids.ts'
import { docOf, paragraphOf, type DocJson } from '../../../../shared/schema/doc-json.ts'
import type {
  ImportedProgramme,
  ImportedSession,
  ImportedTrack,
} from '../../../../server/import/programme.ts'
import type { ImportPlan } from '../../../../server/programme/import-plan.ts'
import type { MergedPerson } from '../../../../server/programme/merge-people.ts'
import type { ExistingProgramme } from '../../../../server/programme/plan-import.ts'
import type { PersonRow, SessionRow, TrackRow } from '../../../../server/storage/tables.ts'

export function textDoc(text: string): DocJson {
  return docOf([paragraphOf(text)])
}

export function someTrack(key: string, changes: Partial<ImportedTrack> = {}): ImportedTrack {
  return {
    key,
    title: `Track ${key}`,
    description: null,
    topics: [],
    leads: [],
    links: [],
    summary: null,
    ...changes,
  }
}

export function someSession(key: string, changes: Partial<ImportedSession> = {}): ImportedSession {
  return {
    key,
    trackKey: null,
    title: `Session ${key}`,
    abstract: null,
    speakers: [],
    hall: null,
    start: null,
    end: null,
    language: null,
    url: null,
    links: [],
    summary: null,
    ...changes,
  }
}

export function someProgramme(changes: Partial<ImportedProgramme> = {}): ImportedProgramme {
  return {
    format: 'c3voc',
    event: {
      title: 'Plumbing Days',
      description: null,
      startDate: '2024-05-06',
      endDate: '2024-05-07',
      timeZone: 'Europe/Lisbon',
      location: null,
      url: null,
    },
    tracks: [],
    sessions: [],
    warnings: [],
    ...changes,
  }
}

const EVENT = 'event-1' as EventId
const newPair = () => ({ notes: newId<NoteId>(), summary: newId<NoteId>() })

/** What `existing` (null: nothing) becomes when the plan is carried out: the reference that apply-import is held to. */
export function carryOut(existing: ExistingProgramme | null, plan: ImportPlan): ExistingProgramme {
  const rows = new Map<MergedPerson, PersonRow>()
  for (const person of plan.people) {
    const { row, name, email, affiliation } = person
    rows.set(person, { id: row?.id ?? newId<PersonId>(), event_id: EVENT, name, email, affiliation })
  }
  const named = new Set([...rows.values()].map(({ id }) => id))
  const rowsOf = (people: readonly MergedPerson[]) => people.flatMap((person) => rows.get(person) ?? [])

  const tracks = plan.tracks.map(({ key, stored, values, leads }) => ({
    row: {
      id: stored?.row.id ?? newId<TrackRow['id']>(),
      event_id: EVENT,
      import_key: key,
      session_style: stored?.row.session_style ?? null,
      ...values,
    },
    leads: leads.length > 0 ? rowsOf(leads) : (stored?.leads ?? []),
    notes: stored?.notes ?? newPair(),
    stage: stored?.stage ?? ('draft' as const),
  }))
  const trackId = (key: string | null) =>
    tracks.find(({ row }) => key !== null && row.import_key === key)?.row.id ?? null
  const sessions = plan.sessions.map(({ key, stored, values, trackKey, speakers }) => ({
    row: {
      id: stored?.row.id ?? newId<SessionRow['id']>(),
      event_id: EVENT,
      import_key: key,
      track_id: trackId(trackKey) ?? stored?.row.track_id ?? null,
      ...values,
    },
    speakers: speakers.length > 0 ? rowsOf(speakers) : (stored?.speakers ?? []),
    notes: stored?.notes ?? newPair(),
    stage: stored?.stage ?? ('draft' as const),
  }))
  const cancelled = plan.cancelledSessions.map((one) => ({ ...one, row: { ...one.row, cancelled_at: 1 } }))
  const touched = new Set([...tracks, ...sessions, ...cancelled].map(({ row }) => row.id as string))
  const keep = <T extends { readonly row: { readonly id: string } }>(things: readonly T[] | undefined) =>
    (things ?? []).filter(({ row }) => !touched.has(row.id))

  const seeded = plan.seeds.map(({ owner, key, kind, noteId }) => {
    const found = (owner === 'track' ? tracks : sessions).find(({ row }) => row.import_key === key)
    return noteId ?? (found as (typeof tracks)[number]).notes[kind]
  })
  return {
    event: {
      id: EVENT,
      slug: 'plumbing-days',
      ...plan.event.values,
      created_at: 0,
      updated_at: 0,
      notes_template: null,
      summary_template: null,
      review_due: null,
      final_due: null,
      licence: null,
      session_style: null,
      redacted_names: null,
      reminders: null,
      reminded_at: null,
    },
    tracks: [...tracks, ...keep(existing?.tracks)],
    sessions: [...sessions, ...cancelled, ...keep(existing?.sessions)],
    people: [...rows.values(), ...(existing?.people ?? []).filter(({ id }) => !named.has(id))],
    written: new Set([...(existing?.written ?? []), ...seeded]),
  }
}

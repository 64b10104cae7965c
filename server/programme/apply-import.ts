/** Does what a plan says, inside the caller's transaction. */
import { newId, type EventId, type NoteId, type SessionId, type TrackId } from '../../shared/domain/ids.ts'
import { insertEvent, touchEvent, updateEvent } from '../storage/event-rows.ts'
import { insertNotes, newNotePair, pairNotes } from '../storage/note-rows.ts'
import { deleteOrphanedPeople, setLeads, setSpeakers } from '../storage/person-rows.ts'
import { seedNotes } from '../storage/seed-note.ts'
import { cancelSessions, insertSessions, updateSession } from '../storage/session-rows.ts'
import type { Db, EventRow } from '../storage/tables.ts'
import { insertTracks, updateTrack } from '../storage/track-rows.ts'
import { DEFAULT_NOTES, type ImportPlan, type PlannedSeed } from './import-plan.ts'
import { seedOf, type PreparedSeeds } from './prepare-seeds.ts'
import { storePeople } from './store-people.ts'

/** Returns the event as it is now. Throws AppError `conflict` when a seed of the plan was not prepared. */
export async function applyImport(
  db: Db,
  {
    plan,
    slug,
    seeds,
    now,
  }: {
    readonly plan: ImportPlan
    /** For a new event. */
    readonly slug: string
    readonly seeds: PreparedSeeds
    readonly now: number
  },
): Promise<EventRow> {
  const event = await storeEvent(db, { plan, slug, now })
  if (changesProgramme(plan)) await touchEvent(db, event.id, now)
  const people = await storePeople(db, event.id, plan.people)
  const idsOf = (merged: ImportPlan['people']) => merged.flatMap((person) => people.get(person) ?? [])

  const trackIds = new Map(plan.tracks.map(({ key, stored }) => [key, stored?.row.id ?? newId<TrackId>()]))
  const trackId = (key: string | null) => (key === null ? null : (trackIds.get(key) ?? null))
  const sessionIds = new Map(
    plan.sessions.map(({ key, stored }) => [key, stored?.row.id ?? newId<SessionId>()]),
  )
  await storeTracks(db, { plan, event: event.id, idOf: (key) => invariant(trackIds.get(key)) })
  await storeSessions(db, { plan, event: event.id, idOf: (key) => invariant(sessionIds.get(key)), trackId })
  await cancelSessions(
    db,
    plan.cancelledSessions.map(({ row }) => row.id),
    now,
  )

  const addedTracks = plan.tracks.filter(({ stored }) => !stored)
  const addedSessions = plan.sessions.filter(({ stored }) => !stored)
  const notes = [
    ...addedTracks.map(({ key }) => ({ track: invariant(trackIds.get(key)) })),
    ...addedSessions.map(({ key }) => ({ session: invariant(sessionIds.get(key)) })),
  ].flatMap((owner) => newNotePair({ event: event.id, owner, now }))
  await insertNotes(db, notes)

  // Silence about people says nothing: only lists that name somebody replace what is stored.
  await setLeads(
    db,
    new Map(
      plan.tracks
        .filter(({ stored, fields }) => !stored || fields.includes('leads'))
        .map(({ key, leads }) => [invariant(trackIds.get(key)), idsOf(leads)]),
    ),
  )
  await setSpeakers(
    db,
    new Map(
      plan.sessions
        .filter(({ stored, fields }) => !stored || fields.includes('speakers'))
        .map(({ key, speakers }) => [invariant(sessionIds.get(key)), idsOf(speakers)]),
    ),
  )
  await deleteOrphanedPeople(db, event.id)

  const pairs = pairNotes(notes)
  const noteOf = ({ noteId, owner, key, kind }: PlannedSeed): NoteId => {
    const id = owner === 'track' ? trackIds.get(key) : sessionIds.get(key)
    return noteId ?? invariant(pairs.get(invariant(id)))[kind]
  }
  await seedNotes(
    db,
    plan.seeds.map((seed) => ({ noteId: noteOf(seed), ...seedOf(seeds, seed) })),
    now,
  )
  return event
}

function changesProgramme({ tracks, sessions, cancelledSessions }: ImportPlan): boolean {
  return (
    cancelledSessions.length > 0 ||
    [...tracks, ...sessions].some(
      ({ stored, fields, values }) => !stored || fields.length > 0 || stored.row.position !== values.position,
    )
  )
}

async function storeEvent(
  db: Db,
  { plan, slug, now }: { readonly plan: ImportPlan; readonly slug: string; readonly now: number },
): Promise<EventRow> {
  const { stored, values, fields } = plan.event
  if (stored) {
    if (fields.length > 0) await updateEvent(db, stored.id, { ...values, updated_at: now })
    return { ...stored, ...values }
  }
  const id = newId<EventId>()
  const event = { id, slug, ...values, ...DEFAULT_NOTES, created_at: now, updated_at: now }
  await insertEvent(db, event)
  return event
}

async function storeTracks(
  db: Db,
  {
    plan,
    event,
    idOf,
  }: { readonly plan: ImportPlan; readonly event: EventId; readonly idOf: (key: string) => TrackId },
): Promise<void> {
  await insertTracks(
    db,
    plan.tracks
      .filter(({ stored }) => !stored)
      .map(({ key, values }) => ({
        id: idOf(key),
        event_id: event,
        import_key: key,
        session_style: null,
        ...values,
      })),
  )
  for (const { stored, values, fields } of plan.tracks) {
    if (!stored || (fields.length === 0 && stored.row.position === values.position)) continue
    await updateTrack(db, stored.row.id, values)
  }
}

async function storeSessions(
  db: Db,
  {
    plan,
    event,
    idOf,
    trackId,
  }: {
    readonly plan: ImportPlan
    readonly event: EventId
    readonly idOf: (key: string) => SessionId
    readonly trackId: (key: string | null) => TrackId | null
  },
): Promise<void> {
  await insertSessions(
    db,
    plan.sessions
      .filter(({ stored }) => !stored)
      .map(({ key, trackKey, values }) => ({
        id: idOf(key),
        event_id: event,
        import_key: key,
        track_id: trackId(trackKey),
        ...values,
      })),
  )
  for (const { stored, values, fields, trackKey } of plan.sessions) {
    if (!stored || (fields.length === 0 && stored.row.position === values.position)) continue
    await updateSession(db, stored.row.id, {
      ...values,
      track_id: trackId(trackKey) ?? stored.row.track_id,
    })
  }
}

/** For lookups of keys that come from the very plan that filled the map. */
function invariant<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a key of the plan is missing')
  return value
}

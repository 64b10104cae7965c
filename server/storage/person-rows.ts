/** Rows of the people of an event's programme, and who leads which track and speaks in which session. */
import type { EventId, PersonId, SessionId, TrackId } from '../../shared/domain/ids.ts'
import { batchesOf } from './batches.ts'
import type { Db, PersonRow } from './tables.ts'

/** The leads of one track or the speakers of one session, in order. */
export type PeopleById = ReadonlyMap<string, readonly PersonRow[]>

export async function listPeople(db: Db, event: EventId): Promise<readonly PersonRow[]> {
  return db.selectFrom('people').selectAll().where('event_id', '=', event).orderBy('id').execute()
}

export async function insertPeople(db: Db, rows: readonly PersonRow[]): Promise<void> {
  for (const batch of batchesOf(rows)) await db.insertInto('people').values(batch).execute()
}

export async function updatePerson(
  db: Db,
  id: PersonId,
  changes: Pick<PersonRow, 'name' | 'email' | 'affiliation'>,
): Promise<void> {
  await db.updateTable('people').set(changes).where('id', '=', id).execute()
}

/** Leads of all tracks of an event, or of one track. */
export async function listLeads(
  db: Db,
  of: { readonly event: EventId } | { readonly track: TrackId },
): Promise<PeopleById> {
  const rows = await db
    .selectFrom('track_leads')
    .innerJoin('people', 'people.id', 'track_leads.person_id')
    .selectAll('people')
    .select('track_leads.track_id as of_id')
    .where((where) =>
      'event' in of ? where('people.event_id', '=', of.event) : where('track_leads.track_id', '=', of.track),
    )
    .orderBy('track_leads.position')
    .execute()
  return groupPeople(rows)
}

/** Speakers of all sessions of an event, or of one session. */
export async function listSpeakers(
  db: Db,
  of: { readonly event: EventId } | { readonly session: SessionId },
): Promise<PeopleById> {
  const rows = await db
    .selectFrom('session_speakers')
    .innerJoin('people', 'people.id', 'session_speakers.person_id')
    .selectAll('people')
    .select('session_speakers.session_id as of_id')
    .where((where) =>
      'event' in of
        ? where('people.event_id', '=', of.event)
        : where('session_speakers.session_id', '=', of.session),
    )
    .orderBy('session_speakers.position')
    .execute()
  return groupPeople(rows)
}

/** Replaces the leads of the given tracks. */
export async function setLeads(db: Db, leads: ReadonlyMap<TrackId, readonly PersonId[]>): Promise<void> {
  for (const batch of batchesOf([...leads.keys()])) {
    await db.deleteFrom('track_leads').where('track_id', 'in', batch).execute()
  }
  const rows = [...leads].flatMap(([track_id, people]) =>
    people.map((person_id, position) => ({ track_id, person_id, position })),
  )
  for (const batch of batchesOf(rows)) await db.insertInto('track_leads').values(batch).execute()
}

/** Replaces the speakers of the given sessions. */
export async function setSpeakers(
  db: Db,
  speakers: ReadonlyMap<SessionId, readonly PersonId[]>,
): Promise<void> {
  for (const batch of batchesOf([...speakers.keys()])) {
    await db.deleteFrom('session_speakers').where('session_id', 'in', batch).execute()
  }
  const rows = [...speakers].flatMap(([session_id, people]) =>
    people.map((person_id, position) => ({ session_id, person_id, position })),
  )
  for (const batch of batchesOf(rows)) await db.insertInto('session_speakers').values(batch).execute()
}

/** Deletes the people of an event who neither lead nor speak any more: their addresses are not kept for nothing. */
export async function deleteOrphanedPeople(db: Db, event: EventId): Promise<void> {
  await db
    .deleteFrom('people')
    .where('event_id', '=', event)
    .where(
      'id',
      'not in',
      db
        .selectFrom('track_leads')
        .innerJoin('tracks', 'tracks.id', 'track_leads.track_id')
        .select('track_leads.person_id')
        .where('tracks.event_id', '=', event),
    )
    .where(
      'id',
      'not in',
      db
        .selectFrom('session_speakers')
        .innerJoin('sessions', 'sessions.id', 'session_speakers.session_id')
        .select('session_speakers.person_id')
        .where('sessions.event_id', '=', event),
    )
    .execute()
}

function groupPeople(rows: readonly (PersonRow & { readonly of_id: string })[]): PeopleById {
  const groups = new Map<string, PersonRow[]>()
  for (const { of_id, ...person } of rows) {
    const group = groups.get(of_id)
    if (group) group.push(person)
    else groups.set(of_id, [person])
  }
  return groups
}

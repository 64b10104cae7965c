/**
 * Rows of notes. A track and a session have exactly two each, made together with it (`newNotePair`). Notes have no
 * foreign keys, so whoever deletes what they belong to deletes them here, with their log and pictures.
 */
import type { ExpressionBuilder } from 'kysely'
import { newId, type EventId, type NoteId, type SessionId, type TrackId } from '../../shared/domain/ids.ts'
import { batchesOf } from './batches.ts'
import { TEMPLATE_NAME } from './note-log.ts'
import type { Db, NoteRow, Tables } from './tables.ts'

/** What notes belong to. An event's notes are those of all its tracks and sessions. */
export type NoteOwner =
  { readonly event: EventId } | { readonly track: TrackId } | { readonly session: SessionId }

/** The two notes of a track or session. */
export interface NotePair {
  readonly notes: NoteId
  readonly summary: NoteId
}

/** The two rows of a new track or session. */
export function newNotePair(options: {
  readonly event: EventId
  readonly owner: { readonly track: TrackId } | { readonly session: SessionId }
  readonly now: number
}): readonly NoteRow[] {
  const { event, owner, now } = options
  return (['notes', 'summary'] as const).map((kind) => ({
    id: newId<NoteId>(),
    event_id: event,
    track_id: 'track' in owner ? owner.track : null,
    session_id: 'session' in owner ? owner.session : null,
    kind,
    created_at: now,
    log_start: null,
  }))
}

export async function insertNotes(db: Db, rows: readonly NoteRow[]): Promise<void> {
  for (const batch of batchesOf(rows)) await db.insertInto('notes').values(batch).execute()
}

/** The pairs by the id of their track or session. */
export async function listNotePairs(db: Db, owner: NoteOwner): Promise<ReadonlyMap<string, NotePair>> {
  const rows = await db
    .selectFrom('notes')
    .select(['id', 'kind', 'track_id', 'session_id'])
    .where(ownedBy(owner))
    .execute()
  return pairNotes(rows)
}

/** The pairs that rows make up, by the id of their track or session. */
export function pairNotes(
  rows: readonly Pick<NoteRow, 'id' | 'kind' | 'track_id' | 'session_id'>[],
): ReadonlyMap<string, NotePair> {
  const pairs = new Map<string, Partial<Record<NoteRow['kind'], NoteId>>>()
  for (const row of rows) {
    const id = row.session_id ?? row.track_id ?? ''
    pairs.set(id, { ...pairs.get(id), [row.kind]: row.id })
  }
  return new Map(
    [...pairs].map(([id, { notes, summary }]) => {
      if (!notes || !summary) throw new Error(`the track or session ${id} lacks one of its two notes`)
      return [id, { notes, summary }]
    }),
  )
}

/** The notes of the track or session that a summary is of; null when there is no such summary. */
export async function findNotesBeside(db: Db, summary: NoteId): Promise<NoteId | null> {
  const { session_id: session, track_id: track } =
    (await db
      .selectFrom('notes')
      .select(['session_id', 'track_id'])
      .where('id', '=', summary)
      .executeTakeFirst()) ?? {}
  const owner = session ? { session } : track ? { track } : null
  if (owner === null) return null
  const [pair] = (await listNotePairs(db, owner)).values()
  return pair?.notes ?? null
}

/** Which notes of an event hold more than their template. */
export async function listWrittenNotes(db: Db, event: EventId): Promise<ReadonlySet<NoteId>> {
  const rows = await db
    .selectFrom('notes')
    .select('notes.id')
    .where('notes.event_id', '=', event)
    .where((where) =>
      where.exists(
        where
          .selectFrom('updates')
          .select('updates.seq')
          .whereRef('updates.note_id', '=', 'notes.id')
          .where((update) =>
            update.or([
              update('updates.seq', '>', 1),
              update('updates.actor', 'is not', null),
              update('updates.actor_name', 'is', null),
              update('updates.actor_name', '!=', TEMPLATE_NAME),
            ]),
          ),
      ),
    )
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** The notes of an event that somebody wrote in. Reads who wrote each update of the event: it takes a while. */
export async function listNotesWrittenBy(
  db: Db,
  { event, actor }: { readonly event: EventId; readonly actor: string },
): Promise<readonly NoteId[]> {
  const rows = await db
    .selectFrom('notes')
    .select('notes.id')
    .where('notes.event_id', '=', event)
    .where((where) =>
      where.exists(
        where
          .selectFrom('updates')
          .select('updates.seq')
          .whereRef('updates.note_id', '=', 'notes.id')
          .where('updates.actor', '=', actor),
      ),
    )
    .orderBy('notes.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** When the last update of any of these notes was committed (ms); null for notes without any. */
export async function findLastWriting(db: Db, notes: readonly NoteId[]): Promise<number | null> {
  let last: number | null = null
  for (const batch of batchesOf(notes)) {
    const rows = await db
      .selectFrom('notes')
      .select((note) =>
        note
          .selectFrom('updates')
          .select('received_at')
          .whereRef('updates.note_id', '=', 'notes.id')
          .orderBy('seq', 'desc')
          .limit(1)
          .as('at'),
      )
      .where('notes.id', 'in', batch)
      .execute()
    for (const { at } of rows) last = Math.max(last ?? 0, at ?? 0)
  }
  return last
}

/** Which notes of an event have a log at all, be it of their template alone: those that cannot be seeded any more. */
export async function listBegunNotes(db: Db, event: EventId): Promise<ReadonlySet<NoteId>> {
  const rows = await db
    .selectFrom('notes')
    .select('notes.id')
    .where('notes.event_id', '=', event)
    .where((where) =>
      where.exists(
        where.selectFrom('updates').select('updates.seq').whereRef('updates.note_id', '=', 'notes.id'),
      ),
    )
    .execute()
  return new Set(rows.map((row) => row.id))
}

/** Deletes notes with their log, checkpoints, pictures, versions, stages and errata; comments go by themselves. */
export async function deleteNotes(db: Db, owner: NoteOwner): Promise<void> {
  const ofOwner = db.selectFrom('notes').select('notes.id').where(ownedBy(owner))
  await db.deleteFrom('updates').where('note_id', 'in', ofOwner).execute()
  await db.deleteFrom('checkpoints').where('note_id', 'in', ofOwner).execute()
  await db.deleteFrom('images').where('note_id', 'in', ofOwner).execute()
  await db.deleteFrom('note_versions').where('note_id', 'in', ofOwner).execute()
  await db.deleteFrom('summary_stages').where('note_id', 'in', ofOwner).execute()
  await db.deleteFrom('errata').where('note_id', 'in', ofOwner).execute()
  await db.deleteFrom('notes').where(ownedBy(owner)).execute()
}

function ownedBy(owner: NoteOwner) {
  return (where: ExpressionBuilder<Tables, 'notes'>) => {
    if ('event' in owner) return where('notes.event_id', '=', owner.event)
    if ('track' in owner) return where('notes.track_id', '=', owner.track)
    return where('notes.session_id', '=', owner.session)
  }
}

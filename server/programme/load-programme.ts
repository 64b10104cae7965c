/** Reads events, tracks and sessions with their people and notes, in a handful of queries whatever their number. */
import type { EventId, SessionId, TrackId } from '../../shared/domain/ids.ts'
import type { SummaryStage } from '../../shared/domain/summary-stage.ts'
import { findEvent } from '../storage/event-rows.ts'
import { listNotePairs, type NotePair } from '../storage/note-rows.ts'
import { listLeads, listSpeakers } from '../storage/person-rows.ts'
import { findStage, listLastStages } from '../storage/stage-rows.ts'
import { findSession, listSessions } from '../storage/session-rows.ts'
import type { Db, EventRow, PersonRow, SessionRow, TrackRow } from '../storage/tables.ts'
import { findTrack, listTracks } from '../storage/track-rows.ts'

export interface StoredTrack {
  readonly row: TrackRow
  readonly leads: readonly PersonRow[]
  readonly notes: NotePair
  /** How far its summary is. */
  readonly stage: SummaryStage
}

export interface StoredSession {
  readonly row: SessionRow
  readonly speakers: readonly PersonRow[]
  readonly notes: NotePair
  readonly stage: SummaryStage
}

/** An event with all tracks and sessions, both in programme order. */
export interface StoredProgramme {
  readonly event: EventRow
  readonly tracks: readonly StoredTrack[]
  readonly sessions: readonly StoredSession[]
}

export async function loadProgramme(db: Db, id: EventId): Promise<StoredProgramme | null> {
  const event = await findEvent(db, id)
  if (!event) return null
  const tracks = await listTracks(db, id)
  const sessions = await listSessions(db, id)
  const leads = await listLeads(db, { event: id })
  const speakers = await listSpeakers(db, { event: id })
  const pairs = await listNotePairs(db, { event: id })
  const stages = await listLastStages(db, id)
  const stageOf = ({ summary }: NotePair): SummaryStage => stages.get(summary)?.stage ?? 'draft'
  // What has no notes was deleted between two of these queries.
  return {
    event,
    tracks: tracks.flatMap((row) => {
      const notes = pairs.get(row.id)
      return notes ? [{ row, leads: leads.get(row.id) ?? [], notes, stage: stageOf(notes) }] : []
    }),
    sessions: sessions.flatMap((row) => {
      const notes = pairs.get(row.id)
      return notes ? [{ row, speakers: speakers.get(row.id) ?? [], notes, stage: stageOf(notes) }] : []
    }),
  }
}

export async function loadTrack(db: Db, id: TrackId): Promise<StoredTrack | null> {
  const row = await findTrack(db, id)
  const notes = (await listNotePairs(db, { track: id })).get(id)
  if (!row || !notes) return null
  const leads = (await listLeads(db, { track: id })).get(id) ?? []
  return { row, leads, notes, stage: await findStage(db, notes.summary) }
}

export async function loadSession(db: Db, id: SessionId): Promise<StoredSession | null> {
  const row = await findSession(db, id)
  const notes = (await listNotePairs(db, { session: id })).get(id)
  if (!row || !notes) return null
  const speakers = (await listSpeakers(db, { session: id })).get(id) ?? []
  return { row, speakers, notes, stage: await findStage(db, notes.summary) }
}

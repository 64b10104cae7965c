/**
 * Stored rows as the contracts have them, with nothing in it that the asker may not see. The redactor takes out names from
 * those who do not work on the part (`redactorFor`).
 */
import type * as z from 'zod/mini'
import { roleOn, type Target } from '../../shared/domain/access.ts'
import type {
  DocContract,
  EventDetail,
  EventSummary,
  Link,
  Person,
  SessionSummary,
  Topic,
  TrackSummary,
} from '../../shared/contracts/programme.ts'
import { createNameRedactor, type NameRedactor } from '../export/redact.ts'
import type { EventRow, PersonRow } from '../storage/tables.ts'
import { redactEventHead, redactSession, redactTrack } from './redact-programme.ts'
import { mayDo, roleWithin, sessionTarget, trackTarget, worksInEvent, type Viewpoint } from './viewpoint.ts'
import type { StoredSession, StoredTrack } from './load-programme.ts'

/** What takes out of a part of an event the names that it redacts; from those who see them, none. */
export function redactorFor(
  { redacted_names: names }: Pick<EventRow, 'redacted_names'>,
  { seesNames }: { readonly seesNames: boolean },
): NameRedactor {
  return createNameRedactor(seesNames ? [] : readNames(names))
}

export function describeEvent(viewpoint: Viewpoint, row: EventRow): EventSummary {
  const event = {
    id: row.id,
    slug: row.slug,
    title: row.title,
    startDate: row.start_date,
    endDate: row.end_date,
    timeZone: row.time_zone,
    location: row.location,
    url: row.url,
    reviewDue: row.review_due,
    finalDue: row.final_due,
    role: roleWithin(viewpoint, row.id),
  }
  return redactEventHead(event, redactorFor(row, { seesNames: worksInEvent(viewpoint, row.id) }))
}

/** What is only for those who may change the event. */
export function describeSettings(
  row: EventRow,
): Pick<EventDetail, 'notesTemplate' | 'summaryTemplate' | 'redactedNames' | 'reminders'> {
  return {
    notesTemplate: row.notes_template,
    summaryTemplate: row.summary_template,
    redactedNames: readNames(row.redacted_names),
    reminders: row.reminders === 1,
  }
}

export function describeTrack(
  viewpoint: Viewpoint,
  track: StoredTrack,
  redactor: NameRedactor,
): TrackSummary {
  const { row, leads, notes, stage } = track
  const target = trackTarget(track)
  const summary: TrackSummary = {
    id: row.id,
    title: row.title,
    leads: describePeople(viewpoint, target, leads),
    links: readLinks(row.links),
    notesId: notes.notes,
    summaryId: notes.summary,
    stage,
    role: roleOn(viewpoint.principal.grants, target, viewpoint.now),
  }
  return redactTrack(summary, redactor)
}

export function describeSession(
  viewpoint: Viewpoint,
  session: StoredSession,
  redactor: NameRedactor,
): SessionSummary {
  const { row, speakers, notes, stage } = session
  const target = sessionTarget(session)
  const summary: SessionSummary = {
    id: row.id,
    trackId: row.track_id,
    title: row.title,
    speakers: describePeople(viewpoint, target, speakers),
    start: formatInstant(row.start_at),
    end: formatInstant(row.end_at),
    hall: row.hall,
    language: row.language,
    url: row.url,
    links: readLinks(row.links),
    cancelledAt: formatInstant(row.cancelled_at),
    notesId: notes.notes,
    summaryId: notes.summary,
    stage,
    role: roleOn(viewpoint.principal.grants, target, viewpoint.now),
  }
  return redactSession(summary, redactor)
}

/** A stored document, or null. */
export function readDoc(text: string | null): z.infer<typeof DocContract> | null {
  return text === null ? null : (JSON.parse(text) as z.infer<typeof DocContract>)
}

export function readLinks(text: string): Link[] {
  return JSON.parse(text) as Link[]
}

/** A stored list of names. */
export function readNames(text: string | null): string[] {
  return text === null ? [] : (JSON.parse(text) as string[])
}

export function readTopics(text: string): Topic[] {
  return JSON.parse(text) as Topic[]
}

/** `2019-09-09T09:00:00Z`. */
export function formatInstant(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString().replace('.000Z', 'Z')
}

// E-mail addresses are personal data: for others the field does not even exist.
function describePeople(viewpoint: Viewpoint, target: Target, people: readonly PersonRow[]): Person[] {
  const withEmails = mayDo(viewpoint, 'people.emails', target)
  return people.map(({ name, affiliation, email }) =>
    withEmails ? { name, affiliation, email } : { name, affiliation },
  )
}

/**
 * What the summaries of an event still need, for those who work on them: how far each is, and what is missing before it
 * can be published.
 */
import type { BoardRow, Finding, SummaryBoard } from '../../shared/contracts/board.ts'
import type { EventId, NoteId } from '../../shared/domain/ids.ts'
import { nextDue } from '../../shared/domain/summary-due.ts'
import { isEmptyDoc, plainTextOf, type DocJson } from '../../shared/schema/doc-json.ts'
import { requireAccess } from '../auth/authorize.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { isoDay } from '../lib/event-time.ts'
import type { NoteContents } from '../notes/note-contents.ts'
import { readLinks } from '../programme/describe.ts'
import { loadProgramme, type StoredSession, type StoredTrack } from '../programme/load-programme.ts'
import { eventNotFound } from '../programme/read-event.ts'
import { mayDo, sessionTarget, trackTarget } from '../programme/viewpoint.ts'
import { countOpenThreads } from '../storage/review-rows.ts'
import { listLastStages } from '../storage/stage-rows.ts'
import type { EventRow, SummaryStageRow } from '../storage/tables.ts'
import { inspectDoc } from './inspect-doc.ts'

/** One summary with what is said about it, before its text was read. */
interface Subject {
  readonly trackId: string | null
  readonly sessionId: string | null
  readonly title: string
  readonly people: readonly string[]
  readonly summaryId: NoteId
  readonly hasSlides: boolean
}

/** What the asker may write, in programme order. Throws AppError `forbidden` when that is nothing. */
export async function readBoard(
  { db, clock, contents }: Pick<Context, 'db' | 'clock'> & { readonly contents: NoteContents },
  { event, principal }: { readonly event: EventId; readonly principal: Principal },
): Promise<SummaryBoard> {
  const programme = await loadProgramme(db, event)
  if (!programme) throw eventNotFound()
  const viewpoint = { principal, now: clock.now() }
  const sessions = programme.sessions.filter(
    (session) =>
      session.row.cancelled_at === null &&
      mayDo(viewpoint, 'summary.submit', { ...sessionTarget(session), note: session.notes.summary }),
  )
  const tracks = programme.tracks.filter((track) =>
    mayDo(viewpoint, 'summary.submit', { ...trackTarget(track), note: track.notes.summary }),
  )
  if (sessions.length + tracks.length === 0) {
    requireAccess({ principal, action: 'summary.submit', target: { event }, clock })
  }
  const shownTracks = new Set<string>(tracks.map(({ row }) => row.id))
  const ofTrack = (id: string) => sessions.filter(({ row }) => row.track_id === id).map(ofSession)
  const subjects = [
    ...tracks.flatMap((track) => [subjectOfTrack(track), ...ofTrack(track.row.id)]),
    ...sessions.filter(({ row }) => !shownTracks.has(row.track_id ?? '')).map(ofSession),
  ]
  const all = await contents.readDocs(subjects.map(({ summaryId }) => summaryId))
  const docs = new Map([...all].filter(([, doc]) => !isEmptyDoc(doc)))
  const stages = await listLastStages(db, event)
  const openThreads = await countOpenThreads(db, event)
  const written = new Set(
    subjects.filter(({ summaryId }) => docs.has(summaryId)).map(({ trackId }) => trackId),
  )
  const today = isoDay(clock.now(), programme.event.time_zone)
  return {
    rows: subjects.map((subject) =>
      describeRow({
        subject,
        doc: docs.get(subject.summaryId) ?? null,
        last: stages.get(subject.summaryId) ?? null,
        // A track needs no summary of its own when its sessions have some.
        needsSummary: subject.sessionId !== null || !written.has(subject.trackId),
        event: programme.event,
        today,
        openThreads: openThreads.get(subject.summaryId) ?? 0,
      }),
    ),
  }
}

function subjectOfTrack({ row, leads, notes }: StoredTrack): Subject {
  const people = leads.map(({ name }) => name)
  const { id, title } = row
  return { trackId: id, sessionId: null, title, people, summaryId: notes.summary, hasSlides: true }
}

function ofSession({ row, speakers, notes }: StoredSession): Subject {
  return {
    trackId: row.track_id,
    sessionId: row.id,
    title: row.title,
    people: speakers.map(({ name }) => name),
    summaryId: notes.summary,
    hasSlides: readLinks(row.links).some(({ kind, url }) => kind === 'slides' && url !== null),
  }
}

function describeRow(options: {
  readonly subject: Subject
  readonly doc: DocJson | null
  readonly last: SummaryStageRow | null
  readonly needsSummary: boolean
  readonly event: EventRow
  readonly today: string
  readonly openThreads: number
}): BoardRow {
  const { subject, doc, last, needsSummary, event, today, openThreads } = options
  const { hasSlides, people, ...names } = subject
  const stage = last?.stage ?? 'draft'
  const due = nextDue(stage, { reviewDue: event.review_due, finalDue: event.final_due })?.day ?? null
  const isLate = due !== null && due < today && (doc !== null || needsSummary)
  const findings: Finding[] = [
    ...(doc === null && needsSummary ? [{ kind: 'no_summary', quote: null } as const] : []),
    ...(isLate ? [{ kind: 'late', quote: due } as const] : []),
    ...(people.length === 0 ? [{ kind: 'no_people', quote: null } as const] : []),
    ...(hasSlides ? [] : [{ kind: 'no_slides', quote: null } as const]),
    ...(doc === null ? [] : inspectDoc(doc)),
    ...(openThreads > 0 ? [{ kind: 'open_comments', quote: String(openThreads) } as const] : []),
  ]
  return {
    ...names,
    people: [...people],
    stage,
    since: last && { at: new Date(last.changed_at).toISOString(), by: last.actor_name },
    words: doc === null ? 0 : countWords(plainTextOf(doc)),
    findings,
  }
}

const countWords = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length

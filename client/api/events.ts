/** Events, what they hold, and the programme they are imported from. */
import { SummaryBoard } from '../../shared/contracts/board.ts'
import { RemindersSent } from '../../shared/contracts/reminders.ts'
import {
  EventDetail,
  EventList,
  ProgrammeReport,
  SessionDetail,
  TrackDetail,
  type EventCreate,
  type EventPatch,
  type SessionCreate,
  type TrackCreate,
} from '../../shared/contracts/programme.ts'
import { callApi, pathOf, sendToApi } from './http.ts'

export function fetchEvents(signal?: AbortSignal): Promise<EventList> {
  return callApi(EventList, { path: '/events', signal })
}

export function createEvent(event: EventCreate): Promise<EventDetail> {
  return callApi(EventDetail, { method: 'POST', path: '/events', json: event })
}

export function fetchEvent(slug: string, signal?: AbortSignal): Promise<EventDetail> {
  return callApi(EventDetail, { path: pathOf('events', slug), signal })
}

/** What the summaries that one may write still need. */
export function fetchBoard(slug: string, signal?: AbortSignal): Promise<SummaryBoard> {
  return callApi(SummaryBoard, { path: pathOf('events', slug, 'board'), signal })
}

export function updateEvent(slug: string, patch: EventPatch): Promise<EventDetail> {
  return callApi(EventDetail, { method: 'PATCH', path: pathOf('events', slug), json: patch })
}

/** Reminds the leads by mail of the summaries that are due. */
export function remindLeads(slug: string): Promise<RemindersSent> {
  return callApi(RemindersSent, { method: 'POST', path: pathOf('events', slug, 'reminders') })
}

export function deleteEvent(slug: string): Promise<void> {
  return sendToApi({ method: 'DELETE', path: pathOf('events', slug) })
}

export function createTrack(slug: string, track: TrackCreate): Promise<TrackDetail> {
  return callApi(TrackDetail, { method: 'POST', path: pathOf('events', slug, 'tracks'), json: track })
}

export function createSession(slug: string, session: SessionCreate): Promise<SessionDetail> {
  return callApi(SessionDetail, { method: 'POST', path: pathOf('events', slug, 'sessions'), json: session })
}

/** Makes the demo event, or finds it when it is there already. */
export function createDemo(): Promise<EventDetail> {
  return callApi(EventDetail, { method: 'POST', path: '/demo' })
}

/** Imports a programme, or only says what an import would do. Makes the event when `slug` is new. */
export function importProgramme(options: {
  readonly slug: string
  readonly file: Blob
  readonly dryRun: boolean
  readonly signal?: AbortSignal
}): Promise<ProgrammeReport> {
  return callApi(ProgrammeReport, {
    method: 'POST',
    path: pathOf('events', options.slug, 'programme'),
    query: { format: 'auto', dryRun: options.dryRun ? '1' : undefined },
    file: options.file,
    signal: options.signal,
  })
}

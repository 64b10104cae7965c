/** Valid things of a programme, each with what a test is about laid over it. */
import type {
  EventDetail,
  EventSummary,
  SessionSummary,
  TrackSummary,
} from '../../../shared/contracts/programme.ts'

export function sampleSession(over: Partial<SessionSummary> = {}): SessionSummary {
  return {
    id: 's1',
    trackId: null,
    title: 'A talk',
    speakers: [],
    start: null,
    end: null,
    hall: null,
    language: null,
    url: null,
    links: [],
    cancelledAt: null,
    notesId: 'n1',
    summaryId: 'm1',
    stage: 'draft',
    role: 'reader',
    ...over,
  }
}

export function sampleTrack(over: Partial<TrackSummary> = {}): TrackSummary {
  return {
    id: 't1',
    title: 'A track',
    leads: [],
    links: [],
    notesId: 'n2',
    summaryId: 'm2',
    stage: 'draft',
    role: 'reader',
    ...over,
  }
}

export function sampleEvent(over: Partial<EventSummary> = {}): EventSummary {
  return {
    id: 'e1',
    slug: 'an-event',
    title: 'An event',
    startDate: null,
    endDate: null,
    timeZone: 'Europe/Lisbon',
    location: null,
    url: null,
    reviewDue: null,
    finalDue: null,
    role: 'reader',
    ...over,
  }
}

export function sampleEventDetail(over: Partial<EventDetail> = {}): EventDetail {
  return {
    ...sampleEvent(),
    ownRole: 'reader',
    description: null,
    licence: null,
    sessionStyle: null,
    tracks: [],
    sessions: [],
    ...over,
  }
}

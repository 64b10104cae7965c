/** Takes the names that an event redacts out of what is said of its programme beside the texts. */
import type { z } from 'zod/mini'
import type {
  EventDetail,
  EventSummary,
  Link,
  Person,
  SessionDetail,
  SessionSummary,
  Topic,
  TrackDetail,
  TrackSummary,
  DocContract,
} from '../../shared/contracts/programme.ts'
import type { DocJson } from '../../shared/schema/doc-json.ts'
import type { NameRedactor } from '../export/redact.ts'

type StoredDoc = z.infer<typeof DocContract>

export function redactEventDetail(event: EventDetail, redactor: NameRedactor): EventDetail {
  return {
    ...event,
    ...redactEventHead(event, redactor),
    description: redactDoc(event.description, redactor),
    licence: redactor.textOrNull(event.licence),
    tracks: event.tracks.map((track) => redactTrack(track, redactor)),
    sessions: event.sessions.map((session) => redactSession(session, redactor)),
  }
}

export function redactTrackDetail(track: TrackDetail, redactor: NameRedactor): TrackDetail {
  return {
    ...redactTrack(track, redactor),
    description: redactDoc(track.description, redactor),
    topics: redactTopics(track.topics, redactor),
    event: redactEventHead(track.event, redactor),
  }
}

export function redactSessionDetail(session: SessionDetail, redactor: NameRedactor): SessionDetail {
  return {
    ...redactSession(session, redactor),
    abstract: redactDoc(session.abstract, redactor),
    event: redactEventHead(session.event, redactor),
    track: session.track && redactTrack(session.track, redactor),
  }
}

/** Links lead on by the id where the slug spells a name. */
export function redactEventHead<Event extends EventSummary>(event: Event, redactor: NameRedactor): Event {
  return {
    ...event,
    slug: redactor.isNamedIn(event.slug) ? event.id : event.slug,
    title: redactor.text(event.title),
    location: redactor.textOrNull(event.location),
    url: redactor.address(event.url),
  }
}

export function redactTrack<Track extends TrackSummary>(track: Track, redactor: NameRedactor): Track {
  return {
    ...track,
    title: redactor.text(track.title),
    leads: track.leads.map((person) => redactPerson(person, redactor)),
    links: track.links.map((link) => redactLink(link, redactor)),
  }
}

export function redactSession<Session extends SessionSummary>(
  session: Session,
  redactor: NameRedactor,
): Session {
  return {
    ...session,
    title: redactor.text(session.title),
    speakers: session.speakers.map((person) => redactPerson(person, redactor)),
    hall: redactor.textOrNull(session.hall),
    url: redactor.address(session.url),
    links: session.links.map((link) => redactLink(link, redactor)),
  }
}

function redactPerson(person: Person, redactor: NameRedactor): Person {
  const { name, affiliation } = person
  return { ...person, name: redactor.text(name), affiliation: redactor.textOrNull(affiliation ?? null) }
}

export function redactTopics(topics: readonly Topic[], redactor: NameRedactor): Topic[] {
  return topics.map(({ text, level }) => ({ text: redactor.text(text), level }))
}

function redactLink({ kind, title, url }: Link, redactor: NameRedactor): Link {
  return { kind, title: redactor.text(title), url: redactor.address(url) }
}

export function redactDoc(doc: StoredDoc | null, redactor: NameRedactor): StoredDoc | null {
  return doc && { ...doc, content: [...redactor.doc(doc as unknown as DocJson).content] }
}

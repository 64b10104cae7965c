/**
 * A track or session as the minutes of a meeting: who led it, who was there, topic after topic. The formats of standards
 * bodies are written from it.
 */
import { isEmptyDoc, type DocJson, type DocNode } from '../../shared/schema/doc-json.ts'
import { personText } from '../../shared/schema/minute-words.ts'
import { onTheRecord } from '../../shared/schema/plain-minutes.ts'
import type { SummaryStage } from '../../shared/domain/summary-stage.ts'
import { minutesInDoc, type MinuteInDoc } from '../../shared/schema/minutes-in-doc.ts'
import { oneLine } from './one-line.ts'
import type {
  ExportErratum,
  ExportEvent,
  ExportLink,
  ExportPerson,
  ExportSession,
  ExportTrack,
} from './programme.ts'

export interface MeetingTopic {
  /** Unique within the event. */
  readonly anchor: string
  readonly title: string
  readonly isCancelled: boolean
  readonly speakers: readonly ExportPerson[]
  /** ms since the epoch. */
  readonly start: number | null
  readonly end: number | null
  readonly hall: string | null
  readonly links: readonly ExportLink[]
  /** The programme's words about it. */
  readonly description: DocJson | null
  /** On the record only; null when there is no text. */
  readonly summary: DocJson | null
  readonly notes: DocJson | null
  readonly stage: SummaryStage
  readonly stageAt: string | null
  readonly errata: readonly ExportErratum[]
  /** What was marked in its summary and its notes, each once. */
  readonly minutes: readonly MinuteInDoc[]
}

export interface Meeting {
  readonly event: ExportEvent
  readonly anchor: string
  /** Of the track or session. */
  readonly title: string
  readonly chairs: readonly string[]
  readonly speakers: readonly string[]
  /** Chairs, speakers, and whom the texts name, each once. */
  readonly present: readonly string[]
  /** From the first topic to the last (ms since the epoch). */
  readonly start: number | null
  readonly end: number | null
  readonly halls: readonly string[]
  /** The least settled stage of what it holds; a meeting without any summary is a draft. */
  readonly stage: SummaryStage
  readonly topics: readonly MeetingTopic[]
}

/** The tracks in programme order, and the sessions without a track as one more meeting. */
export function meetingsOf(event: ExportEvent): readonly Meeting[] {
  const tracks = event.tracks.map((track) => meetingOfTrack(event, track))
  if (event.sessions.length === 0) return tracks
  const other = {
    event,
    anchor: otherSessionsAnchor(event),
    title: tracks.length > 0 ? 'Other sessions' : 'Sessions',
    leads: [],
    topics: event.sessions.map(topicOfSession),
  }
  return [...tracks, gatherMeeting(other)]
}

export function meetingOfTrack(event: ExportEvent, track: ExportTrack): Meeting {
  const { anchor, title, leads } = track
  const own = topicOfTrack(track)
  const hasOwn =
    own.summary !== null || own.notes !== null || own.description !== null || own.links.length > 0
  const topics = [...(hasOwn ? [own] : []), ...track.sessions.map(topicOfSession)]
  return gatherMeeting({ event, anchor, title: oneLine(title), leads, topics })
}

/** `track` is the session's, whose leads led it. */
export function meetingOfSession(
  event: ExportEvent,
  { session, track }: { readonly session: ExportSession; readonly track: ExportTrack | null },
): Meeting {
  const { anchor, title } = session
  const topics = [topicOfSession(session)]
  return gatherMeeting({ event, anchor, title: oneLine(title), leads: track?.leads ?? [], topics })
}

/** A name for the place of sessions without a track that no track or session has. */
export function otherSessionsAnchor({ tracks, sessions }: ExportEvent): string {
  const taken = new Set(
    [...tracks, ...tracks.flatMap((track) => track.sessions), ...sessions].map(({ anchor }) => anchor),
  )
  let anchor = 'other-sessions'
  for (let number = 2; taken.has(anchor); number++) anchor = `other-sessions-${number}`
  return anchor
}

/** Who says what in a paragraph that begins with a marked name and a colon; null for any other block. */
export function spokenBy(
  node: DocNode,
): { readonly who: string; readonly content: readonly DocNode[] } | null {
  const [name, text, ...rest] = node.content ?? []
  if (node.type !== 'paragraph' || name?.type !== 'personName') return null
  const [colon] = /^\s*:\s*/.exec(text?.text ?? '') ?? []
  const who = oneLine(personText(name.attrs))
  if (!text || colon === undefined || who === '') return null
  const said = (text.text ?? '').slice(colon.length)
  return { who, content: said === '' ? rest : [{ ...text, text: said }, ...rest] }
}

function topicOfTrack(track: ExportTrack): MeetingTopic {
  return {
    ...sharedParts(track),
    title: 'Overview',
    isCancelled: false,
    speakers: [],
    start: null,
    end: null,
    hall: null,
    description: docOrNull(track.description),
  }
}

function topicOfSession(session: ExportSession): MeetingTopic {
  const { title, isCancelled, speakers, start, end, hall, abstract } = session
  return {
    ...sharedParts(session),
    title: oneLine(title),
    isCancelled,
    speakers,
    start,
    end,
    hall: hall === null ? null : oneLine(hall) || null,
    description: docOrNull(abstract),
  }
}

function sharedParts({ anchor, links, summary, notes, stage, stageAt, errata }: ExportTrack | ExportSession) {
  const parts = { summary: docOrNull(summary), notes: docOrNull(notes) }
  return { anchor, links, stage, stageAt, errata, ...parts, minutes: minutesOf(parts) }
}

function docOrNull(doc: DocJson | null): DocJson | null {
  const kept = doc === null ? null : onTheRecord(doc)
  return isEmptyDoc(kept) ? null : kept
}

/** A line that was taken over from the notes into the summary is one line. */
function minutesOf({ summary, notes }: Pick<MeetingTopic, 'summary' | 'notes'>): readonly MinuteInDoc[] {
  const seen = new Set<string>()
  return [summary, notes]
    .flatMap((doc) => (doc === null ? [] : minutesInDoc(doc)))
    .filter(({ kind, text, who, due }) => {
      const key = JSON.stringify([kind, text, who, due])
      return !seen.has(key) && seen.add(key)
    })
}

interface Gathered extends Pick<Meeting, 'event' | 'anchor' | 'title' | 'topics'> {
  readonly leads: readonly ExportPerson[]
}

function gatherMeeting({ leads, ...meeting }: Gathered): Meeting {
  const { topics } = meeting
  const chairs = uniqueNames(leads.map(({ name }) => name))
  const speakers = uniqueNames(topics.flatMap((topic) => topic.speakers.map(({ name }) => name)))
  const named = topics.flatMap(({ summary, notes }) =>
    [summary, notes].flatMap((doc) => (doc ? namesIn(doc) : [])),
  )
  const starts = topics.flatMap(({ start }) => (start === null ? [] : [start]))
  const ends = topics.flatMap(({ start, end }) => (end === null ? (start === null ? [] : [start]) : [end]))
  return {
    ...meeting,
    chairs,
    speakers,
    present: uniqueNames([...chairs, ...speakers, ...withoutShortNames(named, [...chairs, ...speakers])]),
    start: starts.length > 0 ? Math.min(...starts) : null,
    end: ends.length > 0 ? Math.max(...ends) : null,
    halls: [...new Set(topics.flatMap(({ hall }) => (hall === null ? [] : [hall])))],
    stage: leastSettled(topics),
  }
}

/** Whom a document names: in marks of people, and as those whose a minute or task is. */
function namesIn(node: DocNode): readonly string[] {
  const who = node.type === 'personName' ? personText(node.attrs) : node.attrs?.['who']
  const inside = (node.content ?? []).flatMap(namesIn)
  return typeof who === 'string' ? [who, ...inside] : inside
}

/** `Steven` is the `Steven Rostedt` who is known already. */
function withoutShortNames(names: readonly string[], known: readonly string[]): readonly string[] {
  const words = new Set(known.flatMap((name) => name.toLowerCase().split(' ')))
  return names.filter((name) => !words.has(oneLine(name).toLowerCase()))
}

/** Addresses are no names. Case and blanks do not make another person. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const byKey = new Map<string, string>()
  for (const name of names.map(oneLine)) {
    const key = name.toLowerCase()
    if (name !== '' && !name.includes('@') && !byKey.has(key)) byKey.set(key, name)
  }
  return [...byKey.values()]
}

function leastSettled(topics: readonly MeetingTopic[]): SummaryStage {
  const stages = new Set(topics.filter(({ summary }) => summary !== null).map(({ stage }) => stage))
  const order = ['draft', 'review', 'final'] as const
  return order.find((stage) => stages.has(stage)) ?? 'draft'
}

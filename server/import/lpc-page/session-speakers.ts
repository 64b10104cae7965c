/**
 * The speakers of a session, from the surest place that names any: `Speaker:` and `Led by` lines and brackets behind
 * the title, else the opening words of its text, else the track's topics. The last two are guesses and say so.
 */
import type { ImportedPerson, ImportedTopic } from '../programme.ts'
import { joinLines } from './doc-nodes.ts'
import type { ImportJournal } from './journal.ts'
import { readSpeakerLine } from './people.ts'
import { speakersInProse } from './prose-speakers.ts'
import type { SessionDraft } from './summary-sessions.ts'
import type { SpeakersPiece } from './summary-pieces.ts'
import { excerptOf } from './text-shape.ts'
import { namedTopicsOf, speakerInTopics, type NamedTopic } from './topic-speakers.ts'

/** Whom a track names outside its sessions. */
export interface TrackPeople {
  /** Full names by first name; null where two leads share it. */
  readonly leadsByFirstName: ReadonlyMap<string, string | null>
  readonly topics: readonly NamedTopic[]
}

/** Prepares a track's leads and topics for its sessions. */
export function trackPeopleOf(track: {
  leads: readonly ImportedPerson[]
  topics: readonly ImportedTopic[]
}): TrackPeople {
  const leadsByFirstName = new Map<string, string | null>()
  for (const { name } of track.leads) {
    const first = name.split(' ', 1)[0] ?? name
    leadsByFirstName.set(first, leadsByFirstName.has(first) ? null : name)
  }
  return { leadsByFirstName, topics: namedTopicsOf(track.topics) }
}

/** The speakers of a session; nobody when the page does not say. */
export function speakersOf(
  found: { session: SessionDraft; track: TrackPeople },
  journal: ImportJournal,
): readonly ImportedPerson[] {
  const { session, track } = found
  const named = [
    ...session.titleSpeakers.map((name): ImportedPerson => ({ name })),
    ...session.speakerLines.flatMap((piece) => peopleOf(piece, journal)),
  ]
  if (named.length > 0) return withoutDoubles(named, journal)
  const fromProse = namesInProse({ session, track }, journal)
  const names = fromProse.length > 0 ? fromProse : namesInTopics({ session, track }, journal)
  for (const name of names) journal.echo(name)
  return names.map((name) => ({ name }))
}

function peopleOf(piece: SpeakersPiece, journal: ImportJournal): readonly ImportedPerson[] {
  const read = readSpeakerLine(piece.text, piece.isPlural)
  if (read.doubt !== null) {
    const message = `In “${excerptOf(piece.line.text)}” ${read.doubt}.`
    journal.warn({ code: 'speaker-line-unclear', line: piece.line.number, message })
  }
  if (piece.isKept) {
    for (const { name, affiliation } of read.people) journal.echo(`${name} ${affiliation ?? ''}`)
    return read.people
  }
  for (const label of [piece.label, ...read.labels]) journal.label(label)
  for (const echo of read.echoes) journal.echo(echo)
  return read.people
}

function withoutDoubles(
  people: readonly ImportedPerson[],
  journal: ImportJournal,
): readonly ImportedPerson[] {
  const seen = new Set<string>()
  return people.filter(({ name, affiliation }) => {
    const isFirst = !seen.has(name)
    if (!isFirst) journal.label(`${name} ${affiliation ?? ''}`)
    seen.add(name)
    return isFirst
  })
}

function namesInProse(
  found: { session: SessionDraft; track: TrackPeople },
  journal: ImportJournal,
): readonly string[] {
  const [block] = found.session.blocks
  const [line] = block?.kind === 'paragraph' ? block.lines : []
  if (block?.kind !== 'paragraph' || line === undefined) return []
  const { names, single } = speakersInProse(joinLines(block.lines))
  const lead = single === null ? null : found.track.leadsByFirstName.get(single)
  const taken = lead ? [lead] : names
  if (taken.length > 0) {
    const message = `${taken.join(', ')} ${taken.length === 1 ? 'was' : 'were'} taken as speaking, from the text's opening words.`
    journal.warn({ code: 'speaker-from-prose', line: line.number, message })
  } else if (single !== null) {
    const message = `“${single}” may have spoken in “${found.session.title}”; one name alone was not taken.`
    journal.warn({ code: 'speaker-unclear', line: line.number, message })
  }
  return taken
}

function namesInTopics(
  found: { session: SessionDraft; track: TrackPeople },
  journal: ImportJournal,
): readonly string[] {
  const { title, line } = found.session
  const match = speakerInTopics(title, found.track.topics)
  if (match.kind === 'none') return []
  if (match.kind === 'several') {
    const message = `Several announced topics fit “${title}” (${excerptOf(match.names.join(', '))}); no speaker was taken.`
    journal.warn({ code: 'speaker-unclear', line: line.number, message })
    return []
  }
  const message = `${match.name} was taken as the speaker of “${title}”, from the announced topics.`
  journal.warn({ code: 'speaker-from-topic', line: line.number, message })
  return [match.name]
}

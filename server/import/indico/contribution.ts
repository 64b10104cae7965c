/** A contribution of an Indico event export as a session, and its subcontributions as sessions after it. */
import { Temporal } from 'temporal-polyfill'
import {
  fieldOf,
  readLine,
  readObject,
  readOptionalId,
  readOptionalList,
  type JsonAt,
} from '../json-input.ts'
import { readPageUrl } from '../link-input.ts'
import type { ListedSession } from '../listed-sessions.ts'
import { mergePeople } from '../people.ts'
import { formatInstant } from '../programme-time.ts'
import { docOrNull, readRichBlocks } from '../rich-text.ts'
import { keyFromTitle } from '../source-key.ts'
import { countOf } from '../warning-collector.ts'
import { firstWrittenField, readHall, readNote, type IndicoContext } from './fields.ts'
import { readLinks } from './links.ts'
import { readPeople } from './people.ts'
import { readMinutes, readTimes, type IndicoTimes } from './times.ts'

const CONTRIBUTION = 'indico-contribution-'

/** Reads a contribution of `contributions[]`; its track is known by where it stands. */
export function readContribution(
  { at, trackKey }: { readonly at: JsonAt; readonly trackKey: string | null },
  context: IndicoContext,
): readonly ListedSession[] {
  const title = readLine(fieldOf(readObject(at), 'title'))
  const speakers = mergePeople(readPeople(fieldOf(at, 'speakers'), context))
  if (speakers.length === 0 && readPeople(fieldOf(at, 'primaryauthors'), context).length > 0) {
    context.warnings.tally({
      code: 'authors-not-speakers',
      place: at.place,
      message: (count) =>
        `${countOf(count, ['contribution names', 'contributions name'])} authors but no speakers; authors are not taken for speakers.`,
    })
  }
  const listed: ListedSession = {
    place: at.place,
    ...contributionKey({ id: readOptionalId(firstWrittenField(at, ['db_id', 'id'])), trackKey, title }),
    session: {
      trackKey,
      title,
      abstract: docOrNull(readRichBlocks(fieldOf(at, 'description'))),
      speakers,
      hall: readHall(at),
      ...readTimes(at, context),
      language: null,
      url: readPageUrl(fieldOf(at, 'url'), context),
      links: readLinks(at, context),
      summary: docOrNull(readNote(fieldOf(at, 'note'))),
    },
  }
  return [listed, ...readSubcontributions({ at, parent: listed }, context)]
}

/** The key of a contribution, the same in every kind of export. */
export function contributionKey(options: {
  readonly id: string | null
  readonly trackKey: string | null
  readonly title: string
}): Pick<ListedSession, 'wantedKey' | 'keyIsMade'> {
  const { id, trackKey, title } = options
  return {
    wantedKey: `${CONTRIBUTION}${id ?? keyFromTitle(trackKey, title)}`,
    keyIsMade: id === null,
  }
}

function readSubcontributions(
  { at: contribution, parent }: { readonly at: JsonAt; readonly parent: ListedSession },
  context: IndicoContext,
): readonly ListedSession[] {
  const parts = readOptionalList(fieldOf(contribution, 'subContributions'))
  const times = timesOfParts(
    parts.map((part) => readMinutes(part)),
    parent.session,
  )
  if (times && parts.length > 0) {
    context.warnings.tally({
      code: 'times-derived',
      place: fieldOf(contribution, 'subContributions').place,
      message: (count) =>
        `The subcontributions of ${countOf(count, ['contribution', 'contributions'])} fill it exactly, so their times were taken from their durations.`,
    })
  }
  return parts.map((at, index) => readSubcontribution({ at, parent, times: times?.[index] ?? null }, context))
}

function readSubcontribution(
  options: { readonly at: JsonAt; readonly parent: ListedSession; readonly times: IndicoTimes | null },
  context: IndicoContext,
): ListedSession {
  const { at, parent, times } = options
  const title = readLine(fieldOf(at, 'title'))
  const id = readOptionalId(fieldOf(at, 'db_id'))
  // Only the database's id is unique in the event; the other one counts within the contribution.
  const ownId = readOptionalId(fieldOf(at, 'id'))
  const idInParent = `${parent.wantedKey.slice(CONTRIBUTION.length)}-${ownId ?? keyFromTitle(null, title)}`
  return {
    place: at.place,
    wantedKey: `indico-subcontribution-${id ?? idInParent}`,
    keyIsMade: id === null && ownId === null,
    session: {
      trackKey: parent.session.trackKey,
      title,
      abstract: docOrNull(readRichBlocks(fieldOf(at, 'description'))),
      speakers: mergePeople(readPeople(fieldOf(at, 'speakers'), context)),
      hall: parent.session.hall,
      start: times?.start ?? null,
      end: times?.end ?? null,
      language: null,
      url: readPageUrl(fieldOf(at, 'url'), context),
      links: readLinks(at, context),
      summary: docOrNull(readNote(fieldOf(at, 'note'))),
    },
    orderedLike: parent.session,
  }
}

/** Times of subcontributions, whose order and durations are known: certain only when together they last as long as the contribution. */
function timesOfParts(
  minutes: readonly (number | null)[],
  { start, end }: ListedSession['session'],
): readonly IndicoTimes[] | null {
  if (start === null || end === null) return null
  const times: IndicoTimes[] = []
  let partStart = Temporal.Instant.from(start)
  for (const length of minutes) {
    if (length === null || length === 0) return null
    const partEnd = partStart.add({ seconds: Math.round(length * 60) })
    times.push({ start: formatInstant(partStart), end: formatInstant(partEnd) })
    partStart = partEnd
  }
  return formatInstant(partStart) === end ? times : null
}

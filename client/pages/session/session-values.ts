/** Between a session and the texts of its form. Implements PAGE-21. */
import type { EventSummary, Link, Person, SessionSummary } from '../../../shared/contracts/programme.ts'
import { inputToInstant, instantToInput } from '../../components/times.ts'
import { textOrNull } from '../edit/changed-fields.ts'
import { namedLinks, namedPeople } from '../edit/filled-rows.ts'

export interface SessionValues {
  readonly title: string
  /** Empty: outside the tracks. */
  readonly trackId: string
  readonly hall: string
  /** As `datetime-local` inputs write it, in the event's time zone; empty for none. */
  readonly start: string
  readonly end: string
  readonly speakers: readonly Person[]
  readonly links: readonly Link[]
  readonly url: string
}

/** What the form begins with; a new session with nothing. */
export function sessionValuesOf(session: SessionSummary | null, event: EventSummary): SessionValues {
  const shown = (instant: string | null) => (instant === null ? '' : instantToInput(instant, event.timeZone))
  return {
    title: session?.title ?? '',
    trackId: session?.trackId ?? '',
    hall: session?.hall ?? '',
    start: shown(session?.start ?? null),
    end: shown(session?.end ?? null),
    speakers: session?.speakers ?? [],
    links: session?.links ?? [],
    url: session?.url ?? '',
  }
}

/** The fields as the server takes them. A time that is no time stays as it is, for the contract to name. */
export function sessionFieldsOf(values: SessionValues, zone: string) {
  const instant = (text: string) => (text === '' ? null : (inputToInstant(text, zone) ?? text))
  return {
    title: values.title.trim(),
    trackId: textOrNull(values.trackId),
    hall: textOrNull(values.hall),
    start: instant(values.start),
    end: instant(values.end),
    speakers: namedPeople(values.speakers),
    links: namedLinks(values.links),
    url: textOrNull(values.url),
  }
}

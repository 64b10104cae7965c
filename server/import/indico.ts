/**
 * Reads what Indico's export interface answers: `/export/event/ID.json` and `/export/timetable/ID.json`. In our words
 * an Indico session is a track, its conveners are leads, and a contribution is a session. The event export at
 * detail=sessions says the most; keys are the same in all of them wherever the export has the ids. No I/O.
 */
import { ImportError } from '../../shared/markdown/import-error.ts'
import { readEventExport } from './indico/event.ts'
import { readTimetableExport } from './indico/timetable.ts'
import {
  fieldOf,
  isAbsent,
  jsonRoot,
  readEntries,
  readOptionalLine,
  readOptionalList,
  unexpectedValue,
  type JsonAt,
} from './json-input.ts'
import { readPageUrl } from './link-input.ts'
import type { ImportedProgramme } from './programme.ts'
import { countOf, WarningCollector } from './warning-collector.ts'

/** Reads a parsed Indico export. Throws ImportError with the place of what cannot be read. */
export function importIndico(json: unknown): ImportedProgramme {
  const root = jsonRoot(json)
  const resultsAt = fieldOf(root, 'results')
  if (isAbsent(resultsAt)) throw answerWithoutResults(root, resultsAt)
  const warnings = new WarningCollector()
  const exportUrl = readPageUrl(fieldOf(root, 'url'), { warnings, baseUrl: null })
  if (Array.isArray(resultsAt.value)) {
    const event = onlyEvent(readOptionalList(resultsAt), resultsAt)
    return readEventExport(event, { baseUrl: exportUrl, warnings })
  }
  const [eventId, at] = onlyEvent(readEntries(resultsAt), resultsAt)
  return readTimetableExport({ at, eventId, baseUrl: exportUrl, exportUrl, warnings })
}

function onlyEvent<Event>(events: readonly Event[], at: JsonAt): Event {
  const [event] = events
  if (event !== undefined && events.length === 1) return event
  throw new ImportError(
    events.length === 0
      ? 'expected one event, found none: it does not exist, or it may only be seen with a token'
      : `expected one event, found ${countOf(events.length, ['event', 'events'])}: export and import them one by one`,
    at.place,
  )
}

/** Indico answers a failed request with a message only. */
function answerWithoutResults(root: JsonAt, resultsAt: JsonAt): ImportError {
  const message = readOptionalLine(fieldOf(root, 'message'))
  return message === null
    ? unexpectedValue(resultsAt, 'the results of an Indico export')
    : new ImportError(`Indico answered with an error instead of an export: ${message}`, 'message')
}

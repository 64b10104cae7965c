/**
 * From the bytes of an uploaded programme to the programme: decodes, finds out which format it is, and calls that
 * format's importer. The content decides, never a file name.
 */
import { importC3voc } from './c3voc.ts'
import { decodeUtf8 } from './decode-utf8.ts'
import { ImportError } from '../../shared/markdown/import-error.ts'
import { importIndico } from './indico.ts'
import { isJsonObject } from './json-input.ts'
import { parseJson } from './json-syntax.ts'
import { importLpcPage, looksLikeLpcPage } from './lpc-page.ts'
import type { ProgrammeFormat } from '../../shared/contracts/programme.ts'
import type { ImportedProgramme } from './programme.ts'

/** The largest file that is read. The schedules of the largest conferences have a tenth of it. */
export const MAX_PROGRAMME_BYTES = 32 * 1024 * 1024

/** The formats in the words of an organiser. */
const FORMATS_READ =
  'lpc-page (the text of a conference page with its microconferences), ' +
  'c3voc (schedule.json of c3voc, frab or pretalx), ' +
  'indico (JSON of /export/event/ID.json or /export/timetable/ID.json)'

const IMPORTERS: Readonly<Record<ProgrammeFormat, (text: string) => ImportedProgramme>> = {
  'lpc-page': importLpcPage,
  c3voc: (text) => importC3voc(parseJson(text)),
  indico: (text) => importIndico(parseJson(text)),
}

/** What other programmes begin with; named in the error so that nobody has to wonder. */
const UNREAD_FORMATS: readonly (readonly [RegExp, string])[] = [
  [/^<\?xml|^<(?:schedule|iCalendar)\b/i, 'an XML file'],
  [/^<!doctype html|^<html\b/i, 'a web page (perhaps a login page)'],
  [/^BEGIN:VCALENDAR/i, 'a calendar file'],
]

/** Reads a programme in a named format, or in whichever it is in. Throws ImportError. */
export function readProgramme(options: {
  readonly bytes: Uint8Array
  readonly format: ProgrammeFormat | 'auto'
}): ImportedProgramme {
  const { bytes, format } = options
  if (bytes.length > MAX_PROGRAMME_BYTES) {
    throw new ImportError(`expected a file of at most ${MAX_PROGRAMME_BYTES} bytes, found ${bytes.length}`)
  }
  const text = decodeUtf8(bytes)
  if (text.trim() === '') throw new ImportError('expected a programme, found an empty file')
  if (format === 'auto') return readAnyFormat(text)
  return IMPORTERS[format](text)
}

function readAnyFormat(text: string): ImportedProgramme {
  if (/^\s*[{[]/.test(text)) {
    const json = parseUnlessPage(text)
    return json === null ? importLpcPage(text) : importAnyJson(json.value)
  }
  if (looksLikeLpcPage(text)) return importLpcPage(text)
  throw unknownFormat(describeText(text.trimStart()))
}

/** The JSON of a text, or null for a page that only begins like JSON. */
function parseUnlessPage(text: string): { readonly value: unknown } | null {
  try {
    return { value: parseJson(text) }
  } catch (error) {
    if (error instanceof ImportError && looksLikeLpcPage(text)) return null
    throw error
  }
}

function importAnyJson(json: unknown): ImportedProgramme {
  if (isJsonObject(json)) {
    if (Object.hasOwn(json, 'schedule')) return importC3voc(json)
    if (Object.hasOwn(json, 'results') || isIndicoError(json)) return importIndico(json)
  }
  throw unknownFormat('JSON with neither "schedule" (c3voc) nor "results" (Indico)')
}

/** A failed request to Indico: a message and nothing else. */
function isIndicoError(json: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(json).length === 1 && typeof json['message'] === 'string'
}

function describeText(text: string): string {
  return UNREAD_FORMATS.find(([start]) => start.test(text))?.[1] ?? 'a text in no known format'
}

function unknownFormat(found: string): ImportError {
  return new ImportError(`the format is not known: found ${found}. Formats that are read: ${FORMATS_READ}.`)
}

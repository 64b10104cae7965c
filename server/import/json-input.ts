/**
 * Typed readers for JSON that somebody else wrote. Each value carries its place, so that whatever is wrong is reported
 * as an ImportError with the exact path, what was expected and what was found.
 *
 * Rules: `null` means absent; unknown fields are never looked at; only an object's own fields count, so a field named
 * `__proto__` or `constructor` is data like any other; sizes are limited. What a value means is the importers' business.
 */
import { MAX_IMPORT_CHARACTERS } from '../../shared/markdown/clean-input.ts'
import { ImportError } from '../../shared/markdown/import-error.ts'

/** A value and where it stands, e.g. `schedule.conference.days[2].rooms["Main Hall"][4].duration`. */
export interface JsonAt {
  readonly value: unknown
  readonly place: string
}

export const MAX_LIST_ITEMS = 50_000
/** Titles and other texts of one line. */
export const MAX_LINE_CHARS = 500

const MAX_QUOTED_CHARS = 60

/** The root of a JSON document. */
export function jsonRoot(value: unknown): JsonAt {
  return { value, place: '' }
}

/** True for a field that is not there, or null. */
export function isAbsent(at: JsonAt): boolean {
  return at.value === undefined || at.value === null
}

/** True for a JSON object: neither null nor a list. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The error for a value of the wrong kind or form. */
export function unexpectedValue(at: JsonAt, expected: string): ImportError {
  return new ImportError(
    `expected ${expected}, found ${describeValue(at.value)}`,
    at.place === '' ? null : at.place,
  )
}

/** One field of an object; absent fields have the value `undefined`. */
export function fieldOf(parent: JsonAt, name: string): JsonAt {
  if (!isJsonObject(parent.value)) throw unexpectedValue(parent, 'an object')
  const value = Object.hasOwn(parent.value, name) ? parent.value[name] : undefined
  return { value, place: placeOfField(parent.place, name) }
}

/** The value when it is an object, null when it is absent. */
export function readOptionalObject(at: JsonAt): JsonAt | null {
  if (isAbsent(at)) return null
  if (!isJsonObject(at.value)) throw unexpectedValue(at, 'an object')
  return at
}

/** The value when it is an object. */
export function readObject(at: JsonAt): JsonAt {
  if (!isJsonObject(at.value)) throw unexpectedValue(at, 'an object')
  return at
}

/** The items of a list; none when it is absent. */
export function readOptionalList(at: JsonAt): readonly JsonAt[] {
  if (isAbsent(at)) return []
  if (!Array.isArray(at.value)) throw unexpectedValue(at, 'a list')
  checkCount(at, at.value.length)
  return at.value.map((value: unknown, index) => ({ value, place: `${at.place}[${index}]` }))
}

/** The fields of an object in their order, as names and values. */
export function readEntries(at: JsonAt): readonly (readonly [string, JsonAt])[] {
  if (!isJsonObject(at.value)) throw unexpectedValue(at, 'an object')
  const entries = Object.entries(at.value)
  checkCount(at, entries.length)
  return entries.map(([name, value]) => [name, { value, place: placeOfField(at.place, name) }] as const)
}

/** A text of one line: blanks collapsed, control characters gone. Null when absent or blank. */
export function readOptionalLine(at: JsonAt, maxChars: number = MAX_LINE_CHARS): string | null {
  if (isAbsent(at)) return null
  if (typeof at.value !== 'string') throw unexpectedValue(at, 'a text')
  return cleanLine(at, maxChars)
}

/** A text of one line that must be there. */
export function readLine(at: JsonAt, maxChars: number = MAX_LINE_CHARS): string {
  const line = readOptionalLine(at, maxChars)
  if (line === null) throw unexpectedValue(at, 'a text that is not blank')
  return line
}

/** A text of any length: line ends become `\n`, control characters go. Empty when absent or blank. */
export function readBody(at: JsonAt): string {
  if (isAbsent(at)) return ''
  if (typeof at.value !== 'string') throw unexpectedValue(at, 'a text')
  checkLength(at, at.value)
  const text = withoutBrokenCharacters(at.value.replace(/\r\n?/g, '\n'))
  return text.trim() === '' ? '' : text
}

/** An id, which programmes write as a number or as a text. Null when absent or blank. */
export function readOptionalId(at: JsonAt): string | null {
  if (typeof at.value === 'number' && Number.isSafeInteger(at.value)) return String(at.value)
  if (isAbsent(at)) return null
  if (typeof at.value !== 'string') throw unexpectedValue(at, 'an id (a text or a whole number)')
  return cleanLine(at, MAX_LINE_CHARS)
}

/** A finite number that is not negative, or null when absent. */
export function readOptionalAmount(at: JsonAt): number | null {
  if (isAbsent(at)) return null
  if (typeof at.value !== 'number' || !Number.isFinite(at.value) || at.value < 0) {
    throw unexpectedValue(at, 'a number that is not negative')
  }
  return at.value
}

/** What stands at a place, in words, short enough for a message. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'string') return value.trim() === '' ? 'a blank text' : `the text ${quote(value)}`
  if (typeof value === 'number') return `the number ${value}`
  if (typeof value === 'boolean') return String(value)
  return Array.isArray(value) ? `a list of ${value.length}` : 'an object'
}

/** The start of a text, never cut inside a character. */
export function shorten(text: string, maxChars: number): string {
  return text.slice(0, maxChars).replace(/[\ud800-\udbff]$/, '')
}

/** A text in quotation marks, cut where it is long. */
export function quote(text: string): string {
  const short = text.length > MAX_QUOTED_CHARS ? `${text.slice(0, MAX_QUOTED_CHARS)}…` : text
  return JSON.stringify(withoutBrokenCharacters(short))
}

function placeOfField(parent: string, name: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(name)) return `${parent}[${quote(name)}]`
  return parent === '' ? name : `${parent}.${name}`
}

function cleanLine(at: JsonAt, maxChars: number): string | null {
  const text = String(at.value)
  checkLength(at, text)
  const line = withoutBrokenCharacters(text.replace(/\s+/gu, ' ')).trim()
  if (line.length > maxChars) {
    throw new ImportError(
      `expected at most ${maxChars} characters, found ${line.length}: ${quote(line)}`,
      at.place,
    )
  }
  return line === '' ? null : line
}

/** Control characters and halves of surrogate pairs cannot be stored or shown. */
function withoutBrokenCharacters(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '').replace(/\p{Cs}/gu, '\ufffd')
}

function checkLength(at: JsonAt, text: string): void {
  if (text.length <= MAX_IMPORT_CHARACTERS) return
  throw new ImportError(
    `expected a text of at most ${MAX_IMPORT_CHARACTERS} characters, found ${text.length}`,
    at.place,
  )
}

function checkCount(at: JsonAt, count: number): void {
  if (count <= MAX_LIST_ITEMS) return
  throw new ImportError(`expected at most ${MAX_LIST_ITEMS} entries, found ${count}`, at.place || null)
}

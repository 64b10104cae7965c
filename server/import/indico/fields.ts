/** What all readers of Indico exports share. Exports and versions name some fields differently, so readers know every name. */
import type { DocNode } from '../../../shared/schema/doc-json.ts'
import { fieldOf, isAbsent, readOptionalLine, readOptionalObject, type JsonAt } from '../json-input.ts'
import type { LinkContext } from '../link-input.ts'
import { readHtmlBlocks } from '../rich-text.ts'

const MAX_HALL_CHARS = 200

/** The export as a whole. */
export interface IndicoContext extends LinkContext {
  /** The event's zone, for moments that name none. */
  readonly timeZone: string | null
}

/** The first of these fields that is neither absent nor blank; the first name's place when none is. */
export function firstWrittenField(parent: JsonAt, names: readonly [string, ...string[]]): JsonAt {
  for (const name of names) {
    const field = fieldOf(parent, name)
    if (!isAbsent(field) && !(typeof field.value === 'string' && field.value.trim() === '')) return field
  }
  return fieldOf(parent, names[0])
}

/** The hall: the full name, which all exports have in common, else the short one. */
export function readHall(at: JsonAt): string | null {
  return readOptionalLine(firstWrittenField(at, ['roomFullname', 'room']), MAX_HALL_CHARS)
}

/** The minutes `{html, …}` that somebody wrote at the source already; an empty object means none. */
export function readNote(at: JsonAt): readonly DocNode[] {
  const note = readOptionalObject(at)
  return note ? readHtmlBlocks(fieldOf(note, 'html')) : []
}

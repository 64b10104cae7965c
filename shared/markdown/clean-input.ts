/**
 * What every text import does first: bounds the size and brings the characters into the form that documents keep.
 */
import { ImportError } from './import-error.ts'

/** Longest text that an importer reads, in UTF-16 units. A day of notes is below a tenth of it. */
export const MAX_IMPORT_CHARACTERS = 512 * 1024

/** The text with `\n` line endings, no byte order mark, and U+FFFD for NUL and broken surrogates, which no database keeps. */
export function cleanInput(text: string): string {
  if (text.length > MAX_IMPORT_CHARACTERS) {
    throw new ImportError(
      `the text has ${text.length} characters; at most ${MAX_IMPORT_CHARACTERS} can be imported at once`,
    )
  }
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/\0|\p{Surrogate}/gu, '\uFFFD')
}

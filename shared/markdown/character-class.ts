/**
 * How Markdown sees the character beside a marker. The reader and the writer must agree on it.
 */

export type CharacterClass = 'space' | 'punctuation' | 'word'

/** Class of a UTF-16 unit; null is the edge of the text, negative numbers are the parser's line ends and tabs. */
export function characterClass(code: number | null): CharacterClass {
  if (code === null || code < 0) return 'space'
  const character = String.fromCharCode(code)
  if (/\s/.test(character)) return 'space'
  return /[\p{P}\p{S}]/u.test(character) ? 'punctuation' : 'word'
}

/** True for an ASCII letter or digit. */
export function isWordCharacter(code: number | null): boolean {
  return code !== null && code > 0 && /[0-9A-Za-z]/.test(String.fromCharCode(code))
}

/**
 * How many columns a text takes where every character has one width, as in a mail: East Asian characters and emoji take
 * two, marks that sit on another character none.
 */

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60\uffe0-\uffe6]/u
const NARROW_ONLY = /^[\u0020-\u007e\u00a0-\u02ff]*$/
const WITHOUT_WIDTH = /[\p{M}\p{Cf}]/u

/** Columns of a text on one line. */
export function displayWidth(text: string): number {
  if (NARROW_ONLY.test(text)) return text.length
  let columns = 0
  for (const character of text) columns += WITHOUT_WIDTH.test(character) ? 0 : isWide(character) ? 2 : 1
  return columns
}

/** True for a character of two columns; scripts of such characters are written without spaces. */
export function isWide(character: string): boolean {
  return WIDE.test(character)
}

/** The text filled up with blanks. */
export function padToWidth(text: string, columns: number, align: 'left' | 'right' | 'center'): string {
  const missing = Math.max(0, columns - displayWidth(text))
  const before = align === 'right' ? missing : align === 'center' ? Math.floor(missing / 2) : 0
  return ' '.repeat(before) + text + ' '.repeat(missing - before)
}

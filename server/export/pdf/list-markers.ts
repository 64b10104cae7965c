/** What stands before the items of a numbered list: `3.`, `c.`, `iii.`. */

/** Of longer lists and larger numbers only digits stay short. */
const LARGEST_ROMAN = 399
const LARGEST_LETTERS = 26 * 26
const LARGEST_START = 999_999_999

/** `kind` is as in HTML: `1`, `a`, `A`, `i`, `I`. */
export function listMarker(number: number, kind: string): string {
  return `${numeral(number, kind)}.`
}

/** The first number of a list, whatever the attribute says. */
export function listStart(start: unknown): number {
  const number = Number(start ?? 1)
  return Number.isInteger(number) && Math.abs(number) <= LARGEST_START ? number : 1
}

function numeral(number: number, kind: string): string {
  if (number < 1) return String(number)
  if (kind === 'a' && number <= LARGEST_LETTERS) return letters(number)
  if (kind === 'A' && number <= LARGEST_LETTERS) return letters(number).toUpperCase()
  if (kind === 'i' && number <= LARGEST_ROMAN) return roman(number)
  if (kind === 'I' && number <= LARGEST_ROMAN) return roman(number).toUpperCase()
  return String(number)
}

/** a … z, aa, ab … */
function letters(number: number): string {
  const before = Math.floor((number - 1) / 26)
  const last = String.fromCharCode(97 + ((number - 1) % 26))
  return before > 0 ? letters(before) + last : last
}

const ROMAN: readonly (readonly [number, string])[] = [
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

function roman(number: number): string {
  const [value, text] = ROMAN.find(([value]) => value <= number) ?? [1, '']
  return text === '' ? '' : text + roman(number - value)
}

/** Text as a page can hold it. */

/** Controls, halves of pairs and code points that are no characters: what no PDF may hold. */
const FORBIDDEN = /[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}]/gu
/** Would turn what follows around. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/gu

const ADDRESS = /^[(<["']?https?:\/\//i
const WORD = /^\P{L}?[\p{L}\p{M}'’-]+\P{L}?$/u
/** Characters of a word that people write. */
const LONGEST_WORD = 30
/** Characters between the places where a long stretch may break: often, so that lines are filled. */
const BREAK_EVERY = 16
const SIMPLE = /^[ -~]*$/
/** What people see as one character. */
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Text of a line: blanks of all sorts are blanks, what cannot be shown is U+FFFD. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n|[\t\n\v\f\r\u0085\u2028\u2029]/gu, ' ')
    .replaceAll('\ufeff', '\u2060')
    .replace(FORBIDDEN, '\ufffd')
}

/** Text that stands beside others on a line, as titles do in contents: nothing in it turns them around. */
export function cleanTitle(text: string): string {
  return cleanText(text.replace(BIDI_CONTROLS, '')).replace(/ {2,}/g, ' ').trim()
}

/** Text whose lines and tabs stay. */
export function cleanCode(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replaceAll('\ufeff', '\u2060')
    .replace(FORBIDDEN, (character) => (character === '\n' || character === '\t' ? character : '\ufffd'))
}

/** Cut at a character that people see, with `…`. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text
  const kept = text
    .slice(0, length - 1)
    .replace(/\p{Surrogate}$/u, '')
    .trimEnd()
  return `${kept}…`
}

/**
 * A text in pieces between which a line may end, so that no stretch without a blank is longer than `length`. Words of
 * letters are left to hyphenation unless they are longer than any; in addresses Typst breaks at their signs.
 */
export function splitLongWords(text: string, length: number): string[] {
  if (text.length <= length) return [text]
  const pieces: string[] = []
  let start = 0
  for (const { 0: word, index } of text.matchAll(/\S+/gu)) {
    if (word.length <= length || (word.length <= LONGEST_WORD && WORD.test(word))) continue
    const stretches = ADDRESS.test(word) ? /[^/?&=.#%-]+/gu : /\S+/gu
    for (const { 0: stretch, index: offset } of word.matchAll(stretches)) {
      if (stretch.length <= length) continue
      for (const end of breaksOf(stretch, Math.min(length, BREAK_EVERY))) {
        const place = index + offset + end
        pieces.push(text.slice(start, place))
        start = place
      }
    }
  }
  pieces.push(text.slice(start))
  return pieces
}

/** Where a text may be cut into parts of about `length`: at a blank if there is one in the last fifth. */
export function cutPlace(text: string, length: number): number {
  const blank = text.lastIndexOf(' ', length)
  if (blank > length * 0.8) return blank + 1
  return isInsideCharacter(text, length) ? length - 1 : length
}

function breaksOf(stretch: string, every: number): number[] {
  const places: number[] = []
  let last = 0
  for (const { index } of SIMPLE.test(stretch) ? stretch.matchAll(/./gu) : characters.segment(stretch)) {
    if (index - last < every) continue
    places.push(index)
    last = index
  }
  return places
}

function isInsideCharacter(text: string, at: number): boolean {
  return /^(?:[\p{M}\p{Cf}\udc00-\udfff])/u.test(text.slice(at, at + 2)) || isJoinerOrHigh(text, at - 1)
}

function isJoinerOrHigh(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code === 0x200d || (code >= 0xd800 && code <= 0xdbff)
}

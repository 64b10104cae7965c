/**
 * Text as words that can be compared: without case and accents, with the places where they stand. The index, queries and
 * the marks in results all go by these, so that what is found is what is marked.
 *
 * Scripts that put no spaces between words are cut into pairs of characters that overlap, so that any part of two
 * characters or more is found; a last character stands alone too, for who looks for one.
 */

/** A word with the part of the text that it was made of. */
export interface Token {
  readonly text: string
  /** UTF-16 units. */
  readonly from: number
  readonly to: number
}

/** A longer word is cut: nobody types it, and nothing is gained by keeping it. */
const MAX_TOKEN_CHARS = 64
/** A longer spelling is no name of anything. */
const MAX_SPELLING_CHARS = 128

const WORD = /[\p{L}\p{N}\p{M}\p{Co}]+/gu
const NOT_IN_WORD = /[^\p{L}\p{N}\p{M}\p{Co}]/gu
const UNSPACED =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー々〆]'
const HAS_UNSPACED = new RegExp(UNSPACED, 'u')
const RUNS = new RegExp(`${UNSPACED}+|(?:(?!${UNSPACED})[^])+`, 'gu')
/** Accents, and the points that Hebrew and Arabic may leave out; not the vowel signs that other scripts need. */
const ACCENTS = new RegExp(
  '[' +
    '\\u0300-\\u036f\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff' +
    '\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u064b-\\u065f\\u0670]',
  'g',
)
const PLAIN = /^[ -~]*$/
/** Letters of their own that people type as others. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
}
const SPECIAL_LETTERS = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'g')

/** A text without case and accents; its length may be another. */
export function foldText(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replaceAll(ACCENTS, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(ACCENTS, '')
    .replaceAll(SPECIAL_LETTERS, (letter) => LETTERS[letter] ?? letter)
}

/** The words of a text, in order. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = []
  for (const { 0: word, index } of text.matchAll(WORD)) {
    if (!HAS_UNSPACED.test(word)) addToken(tokens, word, index)
    else {
      for (const run of word.matchAll(RUNS)) {
        if (HAS_UNSPACED.test(run[0])) addPairs(tokens, run[0], index + run.index)
        else addToken(tokens, run[0], index + run.index)
      }
    }
  }
  return tokens
}

function addToken(tokens: Token[], word: string, from: number): void {
  const folded = foldText(word)
  const text = (PLAIN.test(folded) ? folded : folded.replaceAll(NOT_IN_WORD, '')).slice(0, MAX_TOKEN_CHARS)
  if (text !== '') tokens.push({ text, from, to: from + word.length })
}

function addPairs(tokens: Token[], run: string, from: number): void {
  const characters = [...run]
  let at = from
  for (const [index, character] of characters.entries()) {
    const next = characters[index + 1] ?? ''
    const text = foldText(character + next)
    tokens.push({ text, from: at, to: at + character.length + next.length })
    at += character.length
  }
}

/** Whether a token is one character of a script without spaces. */
export function isUnspacedCharacter(token: string): boolean {
  return HAS_UNSPACED.test(token) && [...token].length === 1
}

/** What a spelling consists of: `sched_setattr`, `-EAGAIN`, `/proc/self/maps`, `#pragma`, `v5.4-rc1`, `std::vector`. */
const SPELLING = /[\p{L}\p{N}\p{M}_\-/.#:+@~$%&*\\]+/gu
const AROUND = /^(?:\.{2,}|[:*~])+|[.:*~&/\\@-]+$/g
const JOINED = /[^\p{L}\p{N}\p{M}]/u
const JOINERS = /[^\p{L}\p{N}\p{M}\u{e000}-\u{e0ff}]/gu
const HAS_WORD = /[\p{L}\p{N}]/u
/** Signs become characters of Unicode's private area: to the index they are letters like others. */
const PRIVATE_AREA = 0xe000

/**
 * The words of a text that hold signs, without the signs of the sentence around them. They are what makes a technical
 * name exact: `sched_setattr` is found before `sched setattr`.
 */
export function spellingsOf(text: string): readonly string[] {
  const spellings: string[] = []
  for (const [found] of text.matchAll(SPELLING)) {
    if (!JOINED.test(found)) continue
    const spelling = found.replaceAll(AROUND, '')
    if (spelling.length > MAX_SPELLING_CHARS || !JOINED.test(spelling) || !HAS_WORD.test(spelling)) continue
    spellings.push(spelling)
  }
  return spellings
}

/** A spelling as one token, which no words without its signs are equal to. */
export function spellingToken(spelling: string): string {
  return foldText(spelling).replaceAll(JOINERS, (sign) =>
    String.fromCodePoint(PRIVATE_AREA + ((sign.codePointAt(0) ?? 0) % 0x100)),
  )
}

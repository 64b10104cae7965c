/**
 * What the shape of a short text tells: does it end a sentence, is it in title case, could it be a heading. Long texts
 * are cut before they are looked at, so that every answer takes constant time.
 */

/** Longer than any heading seen, shorter than a usual paragraph. Characters. */
export const MAX_HEADING_LENGTH = 120
const MAX_HEADING_WORDS = 20

const SMALL_WORDS: ReadonlySet<string> = new Set(
  'a an and are as at be by for from in into is not of on or per the to via vs with'.split(' '),
)

/** Names of parts that many talks have; such a line never starts a session of its own. */
const PART_NAME =
  /^(?:during the )?(?:q ?(?:&|and) ?a|questions(?: and answers)?|(?:further )?discussions?|conclusions?|summary|next steps|action items|background|introduction|overview|notes|thanks|acknowledge?ments?|links|references|goals|outcomes?|status|open (?:questions|issues)|decisions|agreements?)$/i

/** The words of a text, divided by blanks of any kind. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

/** True for a text that ends with a full stop, question or exclamation mark, closing quotes and brackets aside. */
export function endsSentence(text: string): boolean {
  return /[.!?…]["'”’)\]]*$/.test(text.slice(-8))
}

/** True when the text starts with a small letter. */
export function startsLower(text: string): boolean {
  return /^\p{Ll}/u.test(text)
}

/** True for a word that may stand in a heading written in title case. */
export function isTitleWord(word: string): boolean {
  return !startsLower(word) || SMALL_WORDS.has(word)
}

/** True when all words but the small ones start with a capital. */
export function isTitleCase(text: string): boolean {
  return wordsOf(text).every(isTitleWord)
}

/** True for the name of a part of a talk ("Discussion", "During the Q&A"). */
export function isPartName(text: string): boolean {
  return text.length <= MAX_HEADING_LENGTH && PART_NAME.test(singleSpaced(text))
}

/** One line without the marks of a sentence: could be a heading. A question may be one. */
export function isHeadingShaped(text: string): boolean {
  if (text.length > MAX_HEADING_LENGTH || wordsOf(text).length > MAX_HEADING_WORDS) return false
  if (/[.,;:!…]$/.test(text) || /^[QA]:/.test(text) || /^\[.*\]$/.test(text)) return false
  return !text.includes('://') && !/[.!?]["'”’)]?\s+\p{Lu}/u.test(text) && /[\p{L}\p{N}]/u.test(text)
}

/** "IPP Scanning.": a heading in title case that its author ended with a full stop. */
export function isDottedTitle(text: string): boolean {
  const body = text.slice(0, -1)
  return text.endsWith('.') && isHeadingShaped(body) && wordsOf(body).length <= 10 && isTitleCase(body)
}

/** The offsets in a text where a sentence starts after another one has ended, found one at a time. */
export function* eachSentenceStart(text: string): Generator<number> {
  for (const match of text.matchAll(/[.!?]["'”’)]?\s+/g)) yield match.index + match[0].length
}

/** The same as a list. */
export function sentenceStartsOf(text: string): readonly number[] {
  return Array.from(eachSentenceStart(text))
}

/** The last sentence of a text, or all of it; at most the last `limit` characters. */
export function lastSentenceOf(text: string, limit = 240): string {
  const tail = text.slice(-limit)
  return tail.slice(sentenceStartsOf(tail).at(-1) ?? 0)
}

/** The beginning of a text for a message. */
export function excerptOf(text: string, limit = 80): string {
  return text.length <= limit ? text : `${text.slice(0, limit)}…`
}

/** Blanks of any kind made single spaces: for titles and names, never for prose. */
export function singleSpaced(text: string): string {
  return wordsOf(text).join(' ')
}

/**
 * Finds titles that pasting has broken: one that was swallowed by the paragraph above it and the one below, and one
 * whose first words were left at the end of the paragraph above.
 */
import {
  eachSentenceStart,
  isHeadingShaped,
  isTitleWord,
  sentenceStartsOf,
  startsLower,
  wordsOf,
} from './text-shape.ts'

export interface FusedHeading {
  readonly before: string
  readonly title: string
  readonly after: string
}

const MIN_FUSED_WORDS = 3
const MAX_FUSED_WORDS = 15
const MAX_FRAGMENT_WORDS = 4
/** Enough for the longest fused title and the words that repeat it. Characters. */
const WINDOW = 320

/**
 * A run in title case between the end of a sentence and a sentence that starts with the run's own first words:
 * "... is nested.  Memory Isolation for Guests Memory isolation has been ...". Null when a text has none.
 */
export function findFusedHeading(text: string): FusedHeading | null {
  for (const start of eachSentenceStart(text)) {
    const titleLength = fusedTitleLength(text.slice(start, start + WINDOW))
    if (titleLength === 0) continue
    const title = text.slice(start, start + titleLength)
    return { before: text.slice(0, start), title, after: text.slice(start + titleLength) }
  }
  return null
}

/** The length of the title at the start of a text, up to the sentence that repeats its first two words; 0 if none. */
function fusedTitleLength(text: string): number {
  const words: { word: string; at: number }[] = []
  // Read word by word, since nearly every text is given up after one or two of them.
  for (const { 0: word, index: at } of text.matchAll(/\S+/g)) {
    words.push({ word, at })
    const [first, second] = words
    const before = words.at(-2)
    if (first === undefined || second === undefined || before === undefined) continue
    const repeats = `${before.word} ${word}`.toLowerCase() === `${first.word} ${second.word}`.toLowerCase()
    const count = words.length - 2
    if (count >= MIN_FUSED_WORDS && repeats && !startsLower(before.word) && startsLower(word))
      return before.at
    if (count > MAX_FUSED_WORDS || !isTitleWord(before.word) || /[.,;:!?]$/.test(before.word)) return 0
  }
  return 0
}

export interface SplitHeading {
  /** The paragraph without the words that belong to the title. */
  readonly before: string
  readonly title: string
}

/**
 * A few words without an end behind the last sentence of a paragraph, and below it a heading that starts with a small
 * letter: "... is wanted upstream.  Storing" / "guest keys in firmware". Null when the lines are not of that kind.
 */
export function findSplitHeading(paragraphEnd: string, heading: string): SplitHeading | null {
  if (!isHeadingShaped(heading) || !startsLower(heading)) return null
  const start = sentenceStartsOf(paragraphEnd).at(-1)
  if (start === undefined) return null
  const fragment = paragraphEnd.slice(start)
  const isFragment = wordsOf(fragment).length <= MAX_FRAGMENT_WORDS && /[\p{L}\p{N}]$/u.test(fragment)
  if (!isFragment || startsLower(fragment)) return null
  return { before: paragraphEnd.slice(0, start), title: `${fragment} ${heading}` }
}

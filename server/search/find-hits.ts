/** Where the terms of a query stand in a text, and the part of the text that shows them. */
import { DROPPED, type Passage } from '../export/passages.ts'
import type { Term } from './query.ts'
import { foldText, tokensOf, type Token } from './tokens.ts'

/** A part of a text, and whether it is what was looked for. */
export interface MarkedText {
  readonly text: string
  readonly hit: boolean
}

interface Hit {
  readonly term: number
  readonly from: number
  readonly to: number
  /** Found with the signs that were typed. */
  readonly isExact: boolean
}

/** A passage with the hits in it. */
export interface FoundPassage {
  readonly heading: string | null
  readonly words: readonly MarkedText[]
  /** To find the place in the note again: a part of one line. */
  readonly find: string
}

/** Characters of a passage that are shown, and how many of them before the first hit. */
const SHOWN_CHARS = 260
const BEFORE_CHARS = 70
/** More of the words than this are not needed to find a line again. */
const FIND_CHARS = 80

/** Of all terms, in the order of the text; hits of two terms may overlap. */
function hitsIn(text: string, terms: readonly Term[]): readonly Hit[] {
  // Most passages have none, and looking for letters costs less than reading words.
  const folded = foldText(text)
  if (!terms.some(({ words: [first = ''] }) => folded.includes(first))) return []
  const tokens = tokensOf(text)
  const hits: Hit[] = []
  for (const [start] of tokens.entries()) {
    for (const [index, term] of terms.entries()) {
      const end = matchEnd(text, tokens, { start, term })
      if (end !== null) hits.push(hitOf(text, { term, index, from: tokens[start]?.from ?? 0, to: end.to }))
    }
  }
  return hits
}

/** The last of the tokens that are the term's words, side by side in one line; null when others stand there. */
function matchEnd(
  text: string,
  tokens: readonly Token[],
  { start, term: { words, isOpen } }: { readonly start: number; readonly term: Term },
): Token | null {
  let last: Token | null = null
  for (const [offset, word] of words.entries()) {
    const token = tokens[start + offset]
    if (!token) return null
    const isUnfinished = isOpen && offset === words.length - 1
    if (isUnfinished ? !token.text.startsWith(word) : token.text !== word) return null
    if (last && text.slice(last.to, token.from).includes('\n')) return null
    last = token
  }
  return last
}

/** With the signs that were typed, where they are there. */
function hitOf(
  text: string,
  {
    term,
    index,
    from,
    to,
  }: { readonly term: Term; readonly index: number; readonly from: number; readonly to: number },
): Hit {
  if (term.spelling === null) return { term: index, from, to, isExact: true }
  const { text: typed, signsBefore, signsBehind, isOpen } = term.spelling
  const whole = { from: from - signsBefore, to: to + signsBehind }
  const found = whole.from < 0 ? '' : foldText(text.slice(whole.from, whole.to))
  if (isOpen ? found.startsWith(typed) : found === typed) return { term: index, ...whole, isExact: true }
  return { term: index, from, to, isExact: false }
}

/** A whole text with its hits marked. */
export function markHits(text: string, terms: readonly Term[]): readonly MarkedText[] {
  return mark(text, hitsIn(text, terms), { from: 0, to: text.length })
}

/** The passages with hits, those with the most different terms first, and how many there are in all. */
export function findPassages(
  passages: readonly Passage[],
  { terms, limit }: { readonly terms: readonly Term[]; readonly limit: number },
): { readonly passages: readonly FoundPassage[]; readonly count: number } {
  const found = passages.flatMap(({ heading, text }) => {
    const hits = hitsIn(text, terms)
    return hits.length > 0 ? [{ heading, text, hits, score: scoreOf(hits) }] : []
  })
  return {
    passages: found
      .toSorted((one, other) => other.score - one.score)
      .slice(0, limit)
      .map(({ heading, text, hits }) => show(heading, text, hits)),
    count: found.length,
  }
}

function scoreOf(hits: readonly Hit[]): number {
  const terms = new Set(hits.map(({ term }) => term)).size
  const exact = new Set(hits.filter((hit) => hit.isExact).map(({ term }) => term)).size
  return terms * 100 + exact * 10 + Math.min(hits.length, 9)
}

function show(heading: string | null, text: string, hits: readonly Hit[]): FoundPassage {
  const first = bestHit(hits)
  const from = wordStart(text, Math.max(0, first.from - BEFORE_CHARS), first.from)
  const to = wordEnd(text, Math.max(first.to, from + SHOWN_CHARS))
  const words = mark(text, hits, { from, to })
  return {
    heading,
    words: [
      ...(from > 0 ? [{ text: '… ', hit: false }] : []),
      ...words,
      ...(to < text.length ? [{ text: ' …', hit: false }] : []),
    ],
    find: findWords(text, first),
  }
}

/** The hit behind which the most different terms follow within what is shown. */
function bestHit(hits: readonly Hit[]): Hit {
  let best: { readonly hit: Hit; readonly score: number } | null = null
  for (const [index, hit] of hits.entries()) {
    const near: Hit[] = []
    for (let at = index; at < hits.length; at++) {
      const other = hits[at]
      if (!other || other.to > hit.from + SHOWN_CHARS - BEFORE_CHARS) break
      near.push(other)
    }
    const score = scoreOf(near.length > 0 ? near : [hit])
    if (!best || score > best.score) best = { hit, score }
  }
  if (!best) throw new Error('expected a hit')
  return best.hit
}

function mark(
  text: string,
  hits: readonly Hit[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly MarkedText[] {
  const parts: MarkedText[] = []
  let at = from
  for (const hit of hits) {
    const start = Math.max(hit.from, at)
    const end = Math.min(hit.to, to)
    if (end <= start) continue
    if (start > at) parts.push({ text: text.slice(at, start), hit: false })
    const last = parts.at(-1)
    // Hits that touch are one mark: pairs of characters overlap.
    if (last?.hit && start === at)
      parts[parts.length - 1] = { text: last.text + text.slice(start, end), hit: true }
    else parts.push({ text: text.slice(start, end), hit: true })
    at = end
  }
  if (at < to) parts.push({ text: text.slice(at, to), hit: false })
  return parts
}

/** Where a word begins at or after `at`, at most `limit`. */
function wordStart(text: string, at: number, limit: number): number {
  if (at === 0) return 0
  const space = text.slice(at, limit).search(/\s/)
  return space === -1 ? wholeCharacter(text, at) : at + space + 1
}

function wordEnd(text: string, at: number): number {
  if (at >= text.length) return text.length
  const space = text.lastIndexOf(' ', at)
  return space > at - 30 ? space : wholeCharacter(text, at)
}

/** A place that is not between the halves of a character. */
function wholeCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text.charAt(at)) ? at - 1 : at
}

/** The part of the line around the hit, from the start of a word to the end of one. */
function findWords(text: string, { from, to }: Hit): string {
  const isBound = (place: number): boolean => text[place] === '\n' || text[place] === DROPPED
  let start = from
  while (start > 0 && !isBound(start - 1) && to - start < FIND_CHARS / 2) start--
  if (start > 0 && !isBound(start - 1)) start = wordStart(text, start, from)
  let end = Math.max(from, start)
  while (end < text.length && !isBound(end) && end - start < FIND_CHARS) end++
  if (end < text.length && !isBound(end)) {
    const space = text.lastIndexOf(' ', end)
    end = space >= to ? space : Math.max(to, wholeCharacter(text, end))
  }
  return text.slice(start, end).trim()
}

/**
 * What somebody typed, as terms that must all be found. Words in quotes belong together; a name with signs in it is
 * looked for as its parts side by side, its exact spelling first; the last word may be unfinished. There are no other
 * operators, so no input is wrong.
 */
import { foldText, isUnspacedCharacter, spellingsOf, spellingToken, tokensOf } from './tokens.ts'

/** Words that stand side by side. */
export interface Term {
  readonly words: readonly string[]
  /** Whether the last word may go on. */
  readonly isOpen: boolean
  /** Null for words without signs. */
  readonly spelling: Spelling | null
}

/** A name with its signs. */
export interface Spelling {
  /** As the index has it. */
  readonly token: string
  /** As it is written, without case and accents. */
  readonly text: string
  /** How many signs stand before its first word, and behind its last. */
  readonly signsBefore: number
  readonly signsBehind: number
  /** Whether it may go on. */
  readonly isOpen: boolean
}

/** A query with what was left out of it. */
export interface ParsedQuery {
  readonly terms: readonly Term[]
  /** Whether the query was longer than what is looked for. */
  readonly isCut: boolean
}

/** UTF-16 units of a query that count. */
export const MAX_QUERY_CHARS = 300
/** Terms of a query that count. */
export const MAX_TERMS = 12

/** A pair of quotes with what is between them (the second may still be missing), or anything without spaces. */
const PART = /["“”„«»]([^"“”„«»]*)(["“”„«»]|$)|[^\s"“”„«»]+/g

export function parseQuery(text: string): ParsedQuery {
  const considered = text.slice(0, MAX_QUERY_CHARS)
  const terms: Term[] = []
  const known = new Set<string>()
  for (const part of considered.matchAll(PART)) {
    const [whole, quoted, end] = part
    const isLast = part.index + whole.length === considered.length
    const isOpen = isLast && (quoted === undefined || end === '')
    const term = termOf(quoted ?? whole, isOpen)
    if (!term) continue
    const key = JSON.stringify(term)
    if (!known.has(key)) terms.push(term)
    known.add(key)
  }
  return {
    terms: terms.slice(0, MAX_TERMS),
    isCut: text.length > MAX_QUERY_CHARS || terms.length > MAX_TERMS,
  }
}

function termOf(text: string, isUnfinished: boolean): Term | null {
  const tokens = tokensOf(text)
  const last = tokens.at(-1)
  if (!last) return null
  const spelling = spellingIn(text, isUnfinished)
  const words = tokens.map((token) => token.text)
  // What ends with a sign ends with a whole word.
  if (!isUnspacedCharacter(last.text))
    return { words, spelling, isOpen: isUnfinished && last.to === text.length }
  // The last character of a run stands in the pair before it; one that is alone may be the first of any pair.
  if (tokens.at(-2)?.to === last.to) return { words: words.slice(0, -1), spelling, isOpen: false }
  return { words, spelling, isOpen: true }
}

function spellingIn(typed: string, isOpen: boolean): Spelling | null {
  const [spelling, another] = /\s/.test(typed.trim()) ? [] : spellingsOf(typed)
  if (spelling === undefined || another !== undefined) return null
  // One that is only a part of what was typed says nothing about the whole.
  if (tokensOf(spelling).length !== tokensOf(typed).length) return null
  const text = foldText(spelling)
  const [before = ''] = /^[^\p{L}\p{N}\p{M}]*/u.exec(text) ?? []
  const [behind = ''] = /[^\p{L}\p{N}\p{M}]*$/u.exec(text) ?? []
  return {
    token: spellingToken(spelling),
    text,
    signsBefore: before.length,
    signsBehind: behind.length,
    isOpen,
  }
}

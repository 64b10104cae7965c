/** Contracts for the search over programmes, notes and summaries. */
import * as z from 'zod/mini'
import { NOTE_KINDS } from './notes.ts'

/** What can be found: the heads and texts of a programme, and its notes. */
export const SEARCH_KINDS = ['event', 'track', 'session', 'summary', 'notes'] as const
export type SearchKind = (typeof SEARCH_KINDS)[number]

export const MAX_SEARCH_RESULTS = 50
const RESULTS = 20

const isKinds = (text: string): boolean =>
  text.split(',').every((kind) => (SEARCH_KINDS as readonly string[]).includes(kind))

/**
 * `q`: any text; its first 300 characters and 12 words count. `event`: a slug. `person`: the name of a speaker or lead.
 * `day`: of sessions, on the event's clocks. `kind`: some kinds, separated by commas. `after`: the `next` of an answer.
 */
export const SearchQuery = z.strictObject({
  q: z._default(z.string(), ''),
  event: z.optional(z.string()),
  track: z.optional(z.string()),
  person: z.optional(z.string()),
  day: z.optional(z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a day, YYYY-MM-DD'))),
  kind: z.optional(z.string().check(z.refine(isKinds, `expected some of ${SEARCH_KINDS.join(', ')}`))),
  limit: z._default(
    z
      .string()
      .check(
        z.refine(
          (text) => /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_SEARCH_RESULTS,
          `expected a number from 1 to ${MAX_SEARCH_RESULTS}`,
        ),
      ),
    String(RESULTS),
  ),
  after: z.optional(z.string().check(z.regex(/^\d{1,6}$/, 'expected the `next` of an answer'))),
})

/** A part of a text; `hit`: it is what was looked for. */
export const MarkedText = z.object({ text: z.string(), hit: z.boolean() })

export const SearchPassage = z.object({
  /** The heading above. */
  heading: z.nullable(z.string()),
  words: z.array(MarkedText),
  /** The path of the page where it stands, which leads to the words. */
  path: z.string(),
})

/** An event, track, session or note in which all words were found. */
export const SearchResult = z.object({
  kind: z.enum(SEARCH_KINDS),
  eventSlug: z.string(),
  eventTitle: z.string(),
  trackId: z.nullable(z.string()),
  trackTitle: z.nullable(z.string()),
  sessionId: z.nullable(z.string()),
  noteId: z.nullable(z.string()),
  noteKind: z.nullable(z.enum(NOTE_KINDS)),
  /** Of the event, track or session. */
  title: z.array(MarkedText),
  /** Speakers or leads, as one line. */
  people: z.array(MarkedText),
  /** `YYYY-MM-DD` of a session. */
  day: z.nullable(z.string()),
  /** The best ones; none when only the title or the people fit and there is no text. */
  passages: z.array(SearchPassage),
  /** Passages with something in them that are not among these. */
  more: z.number(),
  /** The path of its page. */
  path: z.string(),
})

export const SearchResults = z.object({
  results: z.array(SearchResult),
  /** How many there are in all. */
  total: z.number(),
  /** How many there are of each kind, whatever kinds were asked for. */
  kinds: z.record(z.enum(SEARCH_KINDS), z.number()),
  /** What `after` has to be for more; null at the end. */
  next: z.nullable(z.string()),
  /** Whether the query was longer than what is looked for. */
  isCut: z.boolean(),
})

export type MarkedText = z.infer<typeof MarkedText>
export type SearchPassage = z.infer<typeof SearchPassage>
export type SearchResult = z.infer<typeof SearchResult>
export type SearchResults = z.infer<typeof SearchResults>

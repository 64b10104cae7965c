/** Contracts for what the summaries of an event still need. */
import * as z from 'zod/mini'
import { SUMMARY_STAGES } from '../domain/summary-stage.ts'

/**
 * What a lead should look at. `late`: its day has passed; `no_people`: nobody leads or speaks; `open_comments`: somebody
 * waits for an answer, the quote is their number; the others stand in the text, with a quote.
 */
export const FINDING_KINDS = [
  'no_summary',
  'late',
  'no_people',
  'no_slides',
  'missed',
  'todo',
  'undefined_reference',
  'cut_off',
  'open_comments',
] as const

export const Finding = z.object({
  kind: z.enum(FINDING_KINDS),
  /** The words where it stands, or the day that has passed. */
  quote: z.nullable(z.string()),
})

/** One summary: of a session, or (`sessionId` null) of a track itself. */
export const BoardRow = z.object({
  trackId: z.nullable(z.string()),
  sessionId: z.nullable(z.string()),
  title: z.string(),
  people: z.array(z.string()),
  summaryId: z.string(),
  stage: z.enum(SUMMARY_STAGES),
  /** When it came into that stage and who said so; null for a draft that never was anything else. */
  since: z.nullable(z.object({ at: z.string(), by: z.nullable(z.string()) })),
  words: z.number(),
  findings: z.array(Finding),
})

/** In programme order: each track before its sessions, what is outside the tracks last. */
export const SummaryBoard = z.object({ rows: z.array(BoardRow) })

export type FindingKind = (typeof FINDING_KINDS)[number]
export type Finding = z.infer<typeof Finding>
export type BoardRow = z.infer<typeof BoardRow>
export type SummaryBoard = z.infer<typeof SummaryBoard>

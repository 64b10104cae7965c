/** Contracts for notes: what a page needs to open one, its history and imports into it. */
import * as z from 'zod/mini'
import { SUMMARY_STAGES } from '../domain/summary-stage.ts'
import { EventSummary, RoleName, SessionSummary, TrackSummary } from './programme.ts'

export const NOTE_KINDS = ['notes', 'summary'] as const
export const CONTENT_FORMATS = ['md', 'html', 'txt', 'json'] as const
/** `auto` goes by what the file begins with. */
export const NOTE_IMPORT_FORMATS = ['auto', ...CONTENT_FORMATS] as const

/** One change of how far a summary is. */
export const StageChange = z.object({
  stage: z.enum(SUMMARY_STAGES),
  at: z.string(),
  /** Display name at that time; null for the server itself. */
  by: z.nullable(z.string()),
  /** The place in the time line at that time. */
  seq: z.number(),
})
/** How far a summary is and how it came there, oldest first; without changes it is a draft. */
export const SummaryStages = z.object({
  stage: z.enum(SUMMARY_STAGES),
  changes: z.array(StageChange),
  /** What the asker may make it now. */
  next: z.array(z.enum(SUMMARY_STAGES)),
})
/** `from`: the stage that the asker saw; when it is another one by now nothing happens. */
export const StageRequest = z.strictObject({ stage: z.enum(SUMMARY_STAGES), from: z.enum(SUMMARY_STAGES) })

/** A correction of a summary that is final. */
export const Erratum = z.object({
  at: z.string(),
  /** Display name at that time; null for the server itself. */
  by: z.nullable(z.string()),
  text: z.string(),
})
/** Oldest first. */
export const ErratumList = z.object({ errata: z.array(Erratum) })
export const ErratumCreate = z.strictObject({
  text: z.string().check(z.trim(), z.minLength(1, 'expected a text'), z.maxLength(2_000)),
})

/** A note with what it belongs to and what the asker may do with it. */
export const NoteInfo = z.object({
  id: z.string(),
  kind: z.enum(NOTE_KINDS),
  event: EventSummary,
  track: z.nullable(TrackSummary),
  session: z.nullable(SessionSummary),
  role: RoleName,
  mayWrite: z.boolean(),
  /** Null for notes, which have no stages. */
  stages: z.nullable(SummaryStages),
  /** Corrections of a summary, oldest first. */
  errata: z.array(Erratum),
  /** Committed updates so far, the template included; 0: nobody who may write was ever here. */
  seq: z.number(),
})

/** Edits of one participant without a longer pause, newest last. */
export const HistoryEntry = z.object({
  fromSeq: z.number(),
  toSeq: z.number(),
  from: z.string(),
  to: z.string(),
  /** Display name at the time of writing; null for the server itself. */
  by: z.nullable(z.string()),
  bytes: z.number(),
})
export const NoteHistory = z.object({ noteId: z.string(), seq: z.number(), entries: z.array(HistoryEntry) })

export const NoteImported = z.object({ noteId: z.string(), seq: z.number(), blocks: z.number() })

export type NoteKind = (typeof NOTE_KINDS)[number]
export type ContentFormat = (typeof CONTENT_FORMATS)[number]
export type NoteImportFormat = (typeof NOTE_IMPORT_FORMATS)[number]
export type NoteInfo = z.infer<typeof NoteInfo>
export type StageChange = z.infer<typeof StageChange>
export type SummaryStages = z.infer<typeof SummaryStages>
export type Erratum = z.infer<typeof Erratum>
export type ErratumList = z.infer<typeof ErratumList>
export type ErratumCreate = z.infer<typeof ErratumCreate>
export type StageRequest = z.infer<typeof StageRequest>
export type HistoryEntry = z.infer<typeof HistoryEntry>
export type NoteHistory = z.infer<typeof NoteHistory>
export type NoteImported = z.infer<typeof NoteImported>

/** Contracts for files made of an event, and for publications: what readers see after summaries are final. */
import * as z from 'zod/mini'
import { SUMMARY_STAGES } from '../domain/summary-stage.ts'

/** Every form an event, a track or a session can be taken away in; docs/FORMATS.md says what each holds. */
export const EXPORT_FORMATS = [
  'md',
  'html',
  'txt',
  'pdf',
  'docx',
  'epub',
  'site',
  'md-zip',
  'mail',
  'json',
  'w3c',
  'ietf',
  'indico',
] as const
export const EXPORT_INCLUDES = ['both', 'notes', 'summary'] as const

/** Chosen by who asks, so that its progress can be asked for: random, not to be guessed. */
/** A name under which progress can be asked for. */
export const JobId = z
  .string()
  .check(z.regex(/^[a-z0-9-]{16,64}$/, 'expected 16 to 64 of a-z, 0-9 and hyphens'))

export const ExportQuery = z.strictObject({
  format: z._default(z.enum(EXPORT_FORMATS), 'md'),
  include: z._default(z.enum(EXPORT_INCLUDES), 'both'),
  /** With it `GET /exports/:id` tells how far the file is, and for a while after what was wrong in it. */
  job: z.optional(JobId),
})

/** Something that a file shows with a visible mark instead of as it is. */
export const ExportWarning = z.object({ code: z.string(), message: z.string() })

/** `step` is for people: what is being made. */
export const ExportProgress = z.object({
  state: z.enum(['waiting', 'running', 'done', 'failed']),
  step: z.string(),
  done: z.number(),
  total: z.number(),
  warnings: z.array(ExportWarning),
})

/** Which summaries become public: those that are final, or all, drafts marked as such. */
export const PUBLICATION_SUMMARIES = ['final', 'all'] as const

export const PublicationRequest = z.strictObject({
  summaries: z._default(z.enum(PUBLICATION_SUMMARIES), 'final'),
  /** Whether the notes are published too. */
  notes: z._default(z.boolean(), false),
  /** Only tells what would become public. */
  dryRun: z._default(z.boolean(), false),
  job: z.optional(JobId),
})

/** A track or session as it is in a publication. */
export const PublishedEntry = z.object({
  trackId: z.nullable(z.string()),
  /** Null: the track itself. */
  sessionId: z.nullable(z.string()),
  title: z.string(),
  stage: z.enum(SUMMARY_STAGES),
  /** Whether its summary, and its notes, are in it. */
  summary: z.boolean(),
  notes: z.boolean(),
})

/** What a publication holds. */
export const PublicationContents = z.object({
  summaries: z.enum(PUBLICATION_SUMMARIES),
  notes: z.boolean(),
  /** In programme order: each track before its sessions. */
  entries: z.array(PublishedEntry),
  /** Number of names that are taken out. */
  redactedNames: z.number(),
  licence: z.nullable(z.string()),
  files: z.number(),
  bytes: z.number(),
  warnings: z.array(ExportWarning),
})

export const Publication = z.object({
  id: z.string(),
  /** 1, 2, 3 … per event. */
  number: z.number(),
  at: z.string(),
  by: z.nullable(z.string()),
  /** Only the last one can be live. `replaced`: a later one took its place. */
  state: z.enum(['live', 'replaced', 'withdrawn']),
  withdrawnAt: z.nullable(z.string()),
  /** Where it is read; that of one that is not live is for those alone who may publish. */
  path: z.string(),
  contents: PublicationContents,
})
/** Newest first. */
export const PublicationList = z.object({ publications: z.array(Publication) })
/** What publishing did, or would do (`publication` null). */
export const PublicationReport = z.object({
  publication: z.nullable(Publication),
  contents: PublicationContents,
})

export type ExportFormat = (typeof EXPORT_FORMATS)[number]
export type ExportInclude = (typeof EXPORT_INCLUDES)[number]
export type ExportProgress = z.infer<typeof ExportProgress>
export type PublicationRequest = z.infer<typeof PublicationRequest>
export type PublishedEntry = z.infer<typeof PublishedEntry>
export type PublicationContents = z.infer<typeof PublicationContents>
export type Publication = z.infer<typeof Publication>
export type PublicationList = z.infer<typeof PublicationList>
export type PublicationReport = z.infer<typeof PublicationReport>

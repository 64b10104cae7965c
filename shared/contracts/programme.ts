/** Contracts for events, tracks, sessions and programme imports. Times are ISO 8601 in UTC, dates `YYYY-MM-DD`. */
import * as z from 'zod/mini'
import { SESSION_STYLES } from '../domain/session-style.ts'
import { SUMMARY_STAGES } from '../domain/summary-stage.ts'
import { ROLES } from '../domain/access.ts'

export const Slug = z
  .string()
  .check(z.regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/, 'expected 1 to 64 of a-z, 0-9 and inner hyphens'))
export const RoleName = z.enum(ROLES)
const DateText = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date, YYYY-MM-DD'))
const Instant = z
  .string()
  .check(
    z.refine(
      (text) => /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text)),
      'expected an instant, e.g. 2019-09-09T09:00:00Z',
    ),
  )
/** What notes begin with, as Markdown: empty for a blank note, null for the default. */
const Template = z.nullable(z.string().check(z.maxLength(20_000, 'expected at most 20,000 characters')))
const Title = z.string().check(z.trim(), z.minLength(1, 'expected a title'), z.maxLength(500))

/** ProseMirror JSON; its inside is checked by the document schema, not here. */
export const DocContract = z.looseObject({ type: z.literal('doc'), content: z.array(z.unknown()) })

export const Person = z.object({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(200)),
  affiliation: z.optional(z.nullable(z.string())),
  /** Only present for organisers and leads. */
  email: z.optional(z.nullable(z.string())),
})
export const Link = z.object({
  kind: z.enum(['slides', 'recording', 'etherpad', 'paper', 'details', 'reference', 'web']),
  title: z.string().check(z.maxLength(500)),
  url: z.nullable(z.string().check(z.maxLength(2_000))),
})
export const Topic = z.object({ text: z.string(), level: z.number() })

export const EventSummary = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  startDate: z.nullable(z.string()),
  endDate: z.nullable(z.string()),
  timeZone: z.string(),
  location: z.nullable(z.string()),
  url: z.nullable(z.string()),
  /** The last days for summaries to be in review, and final. */
  reviewDue: z.nullable(z.string()),
  finalDue: z.nullable(z.string()),
  /** The asker's strongest role anywhere in the event. */
  role: z.nullable(RoleName),
})
export const TrackSummary = z.object({
  id: z.string(),
  title: z.string(),
  leads: z.array(Person),
  links: z.array(Link),
  notesId: z.string(),
  summaryId: z.string(),
  stage: z.enum(SUMMARY_STAGES),
  role: z.nullable(RoleName),
})
export const SessionSummary = z.object({
  id: z.string(),
  trackId: z.nullable(z.string()),
  title: z.string(),
  speakers: z.array(Person),
  start: z.nullable(z.string()),
  end: z.nullable(z.string()),
  hall: z.nullable(z.string()),
  language: z.nullable(z.string()),
  url: z.nullable(z.string()),
  links: z.array(Link),
  /** When the programme stopped listing it; its notes stay. */
  cancelledAt: z.nullable(z.string()),
  notesId: z.string(),
  summaryId: z.string(),
  stage: z.enum(SUMMARY_STAGES),
  role: z.nullable(RoleName),
})
export const EventDetail = z.extend(EventSummary, {
  /** What the asker holds on the event itself, and so on all that is in it. */
  ownRole: z.nullable(RoleName),
  description: z.nullable(DocContract),
  licence: z.nullable(z.string()),
  /** Null: the default. */
  sessionStyle: z.nullable(z.enum(SESSION_STYLES)),
  tracks: z.array(TrackSummary),
  sessions: z.array(SessionSummary),
  /** Only present for those who may change the event. */
  notesTemplate: z.optional(Template),
  summaryTemplate: z.optional(Template),
  redactedNames: z.optional(z.array(z.string())),
  reminders: z.optional(z.boolean()),
})
export const TrackDetail = z.extend(TrackSummary, {
  description: z.nullable(DocContract),
  topics: z.array(Topic),
  /** Null: the event's. */
  sessionStyle: z.nullable(z.enum(SESSION_STYLES)),
  event: EventSummary,
})
export const SessionDetail = z.extend(SessionSummary, {
  abstract: z.nullable(DocContract),
  event: EventSummary,
  track: z.nullable(TrackSummary),
})
export const EventList = z.object({ events: z.array(EventSummary) })

const eventFields = {
  title: Title,
  startDate: z.nullable(DateText),
  endDate: z.nullable(DateText),
  timeZone: z.string(),
  location: z.nullable(z.string().check(z.maxLength(200))),
  url: z.nullable(z.url()),
  reviewDue: z.nullable(DateText),
  finalDue: z.nullable(DateText),
  /** Whether leads are reminded by mail of summaries that are due. */
  reminders: z.boolean(),
  description: z.nullable(DocContract),
  notesTemplate: Template,
  summaryTemplate: Template,
  licence: z.nullable(z.string().check(z.trim(), z.minLength(1), z.maxLength(300))),
  sessionStyle: z.nullable(z.enum(SESSION_STYLES)),
  redactedNames: z
    .array(z.string().check(z.trim(), z.minLength(2), z.maxLength(200)))
    .check(z.maxLength(200, 'expected at most 200 names')),
}
export const EventPatch = z.strictObject(z.partial(z.object({ slug: Slug, ...eventFields })).shape)
/** Only the title is needed: the slug is made from it, the time zone is UTC. */
export const EventCreate = z.strictObject({ ...EventPatch.shape, title: Title })

const trackFields = {
  title: Title,
  position: z.number().check(z.int(), z.gte(0)),
  description: z.nullable(DocContract),
  topics: z.array(Topic),
  leads: z.array(Person),
  links: z.array(Link),
  sessionStyle: z.nullable(z.enum(SESSION_STYLES)),
}
export const TrackPatch = z.strictObject(z.partial(z.object(trackFields)).shape)
export const TrackCreate = z.strictObject({ ...TrackPatch.shape, title: Title })

const sessionFields = {
  trackId: z.nullable(z.string()),
  title: Title,
  position: z.number().check(z.int(), z.gte(0)),
  abstract: z.nullable(DocContract),
  speakers: z.array(Person),
  hall: z.nullable(z.string().check(z.maxLength(200))),
  start: z.nullable(Instant),
  end: z.nullable(Instant),
  language: z.nullable(z.string().check(z.maxLength(35))),
  url: z.nullable(z.url()),
  links: z.array(Link),
}
export const SessionPatch = z.strictObject(z.partial(z.object(sessionFields)).shape)
export const SessionCreate = z.strictObject({ ...SessionPatch.shape, title: Title })

/** Programme files that can be read. */
export const PROGRAMME_FORMATS = ['lpc-page', 'c3voc', 'indico'] as const
export type ProgrammeFormat = (typeof PROGRAMME_FORMATS)[number]

export const ImportWarningContract = z.object({
  code: z.string(),
  message: z.string(),
  line: z.optional(z.number()),
  path: z.optional(z.string()),
})
const Counts = z.object({
  added: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  /** Known from an earlier import, not in this file: listed as cancelled, never deleted. */
  cancelled: z.number(),
})
/** One thing that an import adds, changes or cancels. `fields` names what changes. */
export const ProgrammeChange = z.object({
  what: z.enum(['event', 'track', 'session']),
  change: z.enum(['added', 'changed', 'cancelled']),
  title: z.string(),
  track: z.nullable(z.string()),
  fields: z.array(z.string()),
})
/** What an import did, or would do (`dryRun`). */
export const ProgrammeReport = z.object({
  format: z.enum(PROGRAMME_FORMATS),
  dryRun: z.boolean(),
  event: EventSummary,
  eventIsNew: z.boolean(),
  tracks: Counts,
  sessions: Counts,
  /** Distinct people who lead or speak. */
  leads: z.number(),
  speakers: z.number(),
  /** Summaries that the file brings; `kept` ones exist already and are never touched. */
  summaries: z.object({ added: z.number(), kept: z.number() }),
  changes: z.array(ProgrammeChange),
  warnings: z.array(ImportWarningContract),
})

export type Person = z.infer<typeof Person>
export type Link = z.infer<typeof Link>
export type Topic = z.infer<typeof Topic>
export type EventSummary = z.infer<typeof EventSummary>
export type TrackSummary = z.infer<typeof TrackSummary>
export type SessionSummary = z.infer<typeof SessionSummary>
export type EventDetail = z.infer<typeof EventDetail>
export type TrackDetail = z.infer<typeof TrackDetail>
export type SessionDetail = z.infer<typeof SessionDetail>
export type EventList = z.infer<typeof EventList>
export type EventCreate = z.infer<typeof EventCreate>
export type EventPatch = z.infer<typeof EventPatch>
export type TrackCreate = z.infer<typeof TrackCreate>
export type TrackPatch = z.infer<typeof TrackPatch>
export type SessionCreate = z.infer<typeof SessionCreate>
export type SessionPatch = z.infer<typeof SessionPatch>
export type ProgrammeChange = z.infer<typeof ProgrammeChange>
export type ProgrammeReport = z.infer<typeof ProgrammeReport>

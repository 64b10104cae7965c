/**
 * The file that holds an event for programs (docs/FORMATS.md). What is optional elsewhere is null here: every field is
 * always there, in this order. A change that an old reader would misread raises the version.
 */
import * as z from 'zod/mini'
import { SESSION_STYLES } from '../domain/session-style.ts'
import { SUMMARY_STAGES } from '../domain/summary-stage.ts'
import { DocContract } from './programme.ts'
import { IMAGE_TYPES } from './images.ts'

export const EVENT_FILE_FORMAT = 'rapporteur-event'
export const EVENT_FILE_VERSION = 1

/** ISO 8601 in UTC with milliseconds, `2019-09-09T09:00:00.000Z`. */
const Moment = z.string().check(z.regex(/^[+-]?\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/))
const Day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
const FilePerson = z.strictObject({ name: z.string(), affiliation: z.nullable(z.string()) })
/** The url is null when the target was lost at the source. */
const FileLink = z.strictObject({
  kind: z.enum(['slides', 'recording', 'etherpad', 'paper', 'details', 'reference', 'web']),
  title: z.string(),
  url: z.nullable(z.string()),
})
/** A text twice: as the document that it is (ProseMirror JSON), and as plain text. */
const FileDocument = z.strictObject({ doc: DocContract, text: z.string() })

const documents = {
  /** How far the summary is, and since when; null for one that was always a draft. */
  stage: z.enum(SUMMARY_STAGES),
  stageSince: z.nullable(Moment),
  /** Corrections after it was final, oldest first. */
  errata: z.array(z.strictObject({ at: Moment, text: z.string() })),
  summary: z.nullable(FileDocument),
  notes: z.nullable(FileDocument),
}

const FileSession = z.strictObject({
  id: z.string(),
  /** Unique within the event, for addresses and names of files. */
  anchor: z.string(),
  /** The id in the programme that it came from. */
  importKey: z.nullable(z.string()),
  /** The UUID in that id, where it is one. */
  guid: z.nullable(z.string()),
  title: z.string(),
  speakers: z.array(FilePerson),
  start: z.nullable(Moment),
  end: z.nullable(Moment),
  hall: z.nullable(z.string()),
  /** BCP 47. */
  language: z.nullable(z.string()),
  url: z.nullable(z.string()),
  cancelled: z.boolean(),
  links: z.array(FileLink),
  abstract: z.nullable(FileDocument),
  ...documents,
})

const FileTrack = z.strictObject({
  id: z.string(),
  anchor: z.string(),
  importKey: z.nullable(z.string()),
  title: z.string(),
  leads: z.array(FilePerson),
  links: z.array(FileLink),
  style: z.enum(SESSION_STYLES),
  description: z.nullable(FileDocument),
  ...documents,
  sessions: z.array(FileSession),
})

/** A picture that documents show. All but the id is null for one that the file's maker did not have. */
const FileImage = z.strictObject({
  id: z.string(),
  /** Where it is beside this file. */
  path: z.nullable(z.string()),
  mediaType: z.nullable(z.enum(IMAGE_TYPES)),
  /** Pixels. */
  width: z.nullable(z.number()),
  height: z.nullable(z.number()),
  bytes: z.nullable(z.number()),
  sha256: z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
})

export const EventFile = z.strictObject({
  format: z.literal(EVENT_FILE_FORMAT),
  version: z.literal(EVENT_FILE_VERSION),
  /** When anything in here last changed. */
  changedAt: Moment,
  event: z.strictObject({
    id: z.string(),
    slug: z.string(),
    title: z.string(),
    startDate: z.nullable(Day),
    endDate: z.nullable(Day),
    /** IANA name. */
    timeZone: z.string(),
    location: z.nullable(z.string()),
    url: z.nullable(z.string()),
    licence: z.nullable(z.string()),
    style: z.enum(SESSION_STYLES),
    description: z.nullable(FileDocument),
  }),
  /** In programme order. */
  tracks: z.array(FileTrack),
  /** Sessions without a track. */
  sessions: z.array(FileSession),
  /** By id. */
  images: z.array(FileImage),
})
export type EventFile = z.infer<typeof EventFile>

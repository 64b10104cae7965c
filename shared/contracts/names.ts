/** Contracts for taking a name out of an event. */
import * as z from 'zod/mini'
import { NOTE_KINDS } from './notes.ts'
import { JobId } from './publishing.ts'

/** Where else than in notes a name can be. */
export const NAME_PLACES = [
  'event',
  'people',
  'programme',
  'authors',
  'comments',
  'versions',
  'errata',
  'links',
  'audit',
] as const

export const NameRedaction = z.strictObject({
  /** The name, and other spellings of it. */
  names: z
    .array(z.string().check(z.trim(), z.minLength(3, 'expected at least three characters'), z.maxLength(80)))
    .check(z.minLength(1, 'expected a name'), z.maxLength(10)),
  /** True: only tell where it is. */
  dryRun: z.boolean(),
  /** Whether exports go on leaving it out when somebody writes it again: for that it is kept in that list alone. */
  keepOnList: z.boolean(),
  /** Whose history ends: notes in which it was found, or all of the event that hold anything. */
  histories: z.enum(['found', 'all']),
  job: z.optional(JobId),
})

export const NameReport = z.object({
  /** Rows in which it was found. */
  places: z.array(z.object({ place: z.enum(NAME_PLACES), count: z.number() })),
  /** Notes that hold it now or in their history, or whose history was to end anyway. */
  notes: z.array(
    z.object({
      noteId: z.string(),
      kind: z.enum(NOTE_KINDS),
      title: z.nullable(z.string()),
      inText: z.boolean(),
      inPast: z.boolean(),
      /** Names of the versions that go with the history. */
      versions: z.array(z.string()),
    }),
  ),
  publications: z.array(
    z.object({
      number: z.number(),
      publishedAt: z.string(),
      isPublic: z.boolean(),
      /** Whether it has a PDF that was made of texts with the name; the PDF itself cannot be searched. */
      isInPdf: z.boolean(),
    }),
  ),
  /** Whether it was done; false after a dry run. */
  done: z.boolean(),
  /** What did not work, in sentences: doing it again tries it again. */
  problems: z.array(z.string()),
})

export type NamePlace = (typeof NAME_PLACES)[number]
export type NameRedaction = z.infer<typeof NameRedaction>
export type NameReport = z.infer<typeof NameReport>

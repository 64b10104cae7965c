/** Contracts for a note's time line: who wrote when, the note as it was at any place, versions, and what was deleted. */
import * as z from 'zod/mini'

/** Somebody who wrote in a note, as the server knew them then. Referred to by place in a list of authors. */
export const Author = z.object({
  /** Null: the server itself (an import). What a note begins with is by `Template`. */
  name: z.nullable(z.string()),
  color: z.string(),
})

/** What one author wrote within a minute, without anybody's writing in between being left out: steps cover every place. */
export const TimelineStep = z.object({
  fromSeq: z.number(),
  toSeq: z.number(),
  from: z.string(),
  to: z.string(),
  /** Place in `authors`. */
  author: z.number(),
})

export const VERSION_KINDS = ['named', 'start', 'end'] as const

/** A place in the time line with a name. Those of the session's start and end name themselves. */
export const NoteVersionInfo = z.object({
  /** Null for versions that name themselves: they cannot be deleted. */
  id: z.nullable(z.string()),
  kind: z.enum(VERSION_KINDS),
  name: z.string(),
  seq: z.number(),
  /** When the note was so: the time of the place, or the session's start or end. */
  at: z.string(),
  /** Who gave the name; null when nobody did. */
  by: z.nullable(z.string()),
})

export const NoteTimeline = z.object({
  noteId: z.string(),
  /** The newest place. */
  seq: z.number(),
  authors: z.array(Author),
  /** In the order of their places. */
  steps: z.array(TimelineStep),
  versions: z.array(NoteVersionInfo),
})

/**
 * The note as it was at a place. With `written=1` each text has a mark `{type: 'written', attrs: {author, at}}`: who wrote
 * it (place in `authors`) and in which minute (`at`, ISO 8601), from the server's log.
 */
export const NoteState = z.object({
  noteId: z.string(),
  seq: z.number(),
  at: z.nullable(z.string()),
  /** Empty without `written=1`. */
  authors: z.array(Author),
  /** Document JSON. */
  doc: z.unknown(),
})

/**
 * Who wrote which items of a note, for an editor that has the note itself: what was written after a place. Answers to
 * later questions add to it; what is known already keeps its author.
 */
export const NoteWriters = z.object({
  noteId: z.string(),
  /** The place that it goes up to: what the next question is about begins there. */
  seq: z.number(),
  authors: z.array(Author),
  /** What one author (place in `authors`) wrote in one minute (ISO 8601). */
  writings: z.array(z.object({ author: z.number(), at: z.string() })),
  /** Runs of Yjs items: client, first clock, clock after the last, place in `writings`. */
  runs: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
})

/** A passage that was deleted, longest stretches in one piece, newest deletion first. */
export const DeletedPassage = z.object({
  text: z.string(),
  /** Place in `authors` of who wrote it, and of who deleted it. */
  author: z.number(),
  deletedBy: z.number(),
  /** When it was deleted, and the last place at which it was still there. */
  at: z.string(),
  lastSeq: z.number(),
})
export const DeletedPassages = z.object({
  noteId: z.string(),
  authors: z.array(Author),
  passages: z.array(DeletedPassage),
  /** True when there are more than are listed. */
  more: z.boolean(),
})

export const VersionCreate = z.strictObject({
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
  /** Absent: the newest place. */
  seq: z.optional(z.int().check(z.minimum(1))),
})
export const RestoreRequest = z.strictObject({ seq: z.int().check(z.minimum(0)) })
export const NoteRestored = z.object({ noteId: z.string(), seq: z.number() })

export type Author = z.infer<typeof Author>
export type TimelineStep = z.infer<typeof TimelineStep>
export type NoteVersionInfo = z.infer<typeof NoteVersionInfo>
export type NoteTimeline = z.infer<typeof NoteTimeline>
export type NoteState = z.infer<typeof NoteState>
export type NoteWriters = z.infer<typeof NoteWriters>
export type DeletedPassage = z.infer<typeof DeletedPassage>
export type DeletedPassages = z.infer<typeof DeletedPassages>
export type NoteRestored = z.infer<typeof NoteRestored>

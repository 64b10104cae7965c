/** Contracts for comments and suggestions. They live beside a note, never in its document. */
import * as z from 'zod/mini'
import { MAX_COMMENT_CHARS, MAX_SUGGESTED_CHARS, THREAD_KINDS, THREAD_STATES } from '../domain/review.ts'

/** A Yjs relative position has two numbers; nothing of ours is longer than this in base64. */
const MAX_ANCHOR_CHARS = 64

/**
 * An end of a passage: a Yjs relative position as `Y.encodeRelativePosition` gives it, in base64. The start sticks to the
 * first character of the passage (`assoc` 0), the end to its last one (`assoc` -1).
 */
const Anchor = z
  .string()
  .check(
    z.minLength(4),
    z.maxLength(MAX_ANCHOR_CHARS),
    z.regex(/^[A-Za-z0-9+/]+={0,2}$/, 'expected a Yjs relative position in base64'),
  )

const CommentText = z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_COMMENT_CHARS))

export const ReviewComment = z.object({
  id: z.string(),
  /** Plain text; null when it was deleted. */
  text: z.nullable(z.string()),
  writtenAt: z.string(),
  editedAt: z.nullable(z.string()),
  /** Display name at that time; null for guests without one. */
  by: z.nullable(z.string()),
  /** Whether the asker may change it, and delete it. */
  mayEdit: z.boolean(),
  mayDelete: z.boolean(),
})

export const ReviewThread = z.object({
  id: z.string(),
  kind: z.enum(THREAD_KINDS),
  start: z.string(),
  end: z.string(),
  /** The passage as it was when the thread began; of a long one its beginning. */
  quote: z.string(),
  /** What a suggestion wants there instead (empty: nothing); null for comments. */
  proposed: z.nullable(z.string()),
  state: z.enum(THREAD_STATES),
  createdAt: z.string(),
  by: z.nullable(z.string()),
  closedAt: z.nullable(z.string()),
  closedBy: z.nullable(z.string()),
  /** What the asker may make it now; `accepted` by accepting it. */
  next: z.array(z.enum(THREAD_STATES)),
  /** Oldest first. A suggestion may have none. */
  comments: z.array(ReviewComment),
})

/** All threads of a note, the oldest first. */
export const ThreadList = z.object({ noteId: z.string(), threads: z.array(ReviewThread) })

export const ThreadCreate = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('comment'), start: Anchor, end: Anchor, text: CommentText }),
  z.strictObject({
    kind: z.literal('suggestion'),
    start: Anchor,
    end: Anchor,
    /** The passage as the asker saw it: when another one stands there nothing is made. */
    quote: z.string().check(z.minLength(1), z.maxLength(MAX_SUGGESTED_CHARS)),
    proposed: z.string().check(z.maxLength(MAX_SUGGESTED_CHARS)),
    /** Why. */
    text: z.optional(CommentText),
  }),
])
export const CommentCreate = z.strictObject({ text: CommentText })
export const CommentPatch = z.strictObject({ text: CommentText })
/** `from`: the state that the asker saw; when it is another one by now nothing happens. */
export const ThreadStateRequest = z.strictObject({
  state: z.enum(['open', 'resolved', 'rejected']),
  from: z.enum(THREAD_STATES),
})

export type ReviewComment = z.infer<typeof ReviewComment>
export type ReviewThread = z.infer<typeof ReviewThread>
export type ThreadList = z.infer<typeof ThreadList>
export type ThreadCreate = z.infer<typeof ThreadCreate>
export type ThreadStateRequest = z.infer<typeof ThreadStateRequest>

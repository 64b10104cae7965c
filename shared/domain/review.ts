/** Comments on a note's text, and changes that somebody suggests: what they are, and how many a note takes. */
import type { NoteKind } from '../contracts/notes.ts'
import type { Action } from './access.ts'

/** A thread begins with a comment on a passage, or with other words for it. */
export const THREAD_KINDS = ['comment', 'suggestion'] as const
export type ThreadKind = (typeof THREAD_KINDS)[number]

/** A comment is open or resolved; a suggestion is open, rejected, or accepted for good. */
export const THREAD_STATES = ['open', 'resolved', 'accepted', 'rejected'] as const
export type ThreadState = (typeof THREAD_STATES)[number]

/** UTF-16 units of one comment. */
export const MAX_COMMENT_CHARS = 4_000
/** UTF-16 units of the passage that a suggestion is about, and of what should stand there. */
export const MAX_SUGGESTED_CHARS = 4_000
/** UTF-16 units that are kept of the passage that a comment is about. */
export const MAX_QUOTE_CHARS = 1_000
/** Threads of a note, closed ones included, and comments of a thread, deleted ones included. */
export const MAX_THREADS = 500
export const MAX_COMMENTS = 100

/** What one has to be allowed to accept or reject a suggestion: of a summary its leads decide, in notes those who write. */
export function decidesSuggestions(kind: NoteKind): Action {
  return kind === 'summary' ? 'summary.decide' : 'note.write'
}

import type { ReviewThread, ThreadCreate } from '../../shared/contracts/review.ts'
import { newId, type CommentId, type ThreadId } from '../../shared/domain/ids.ts'
import { MAX_QUOTE_CHARS, MAX_SUGGESTED_CHARS, MAX_THREADS } from '../../shared/domain/review.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import type { ReadPassage } from '../documents/documents.ts'
import { AppError } from '../errors.ts'
import { insertThread, NOT_CLOSED } from '../storage/review-rows.ts'
import type { CommentRow, ThreadRow } from '../storage/tables.ts'
import type { NoteTarget } from '../storage/targets.ts'
import { describeThread } from './describe-thread.ts'

type Words = Extract<ReadPassage, { kind: 'words' }>

/**
 * Begins a thread on a passage, with what the server itself reads there. Throws AppError: `conflict` when the passage has
 * not arrived yet, `suggestion_changed` when it reads otherwise than the asker saw, `bad_request` when it is none, or none
 * that can be suggested about, `too_many_comments`. Whether the principal may was asked before.
 */
export async function openThread(
  { db, clock, rooms, documents, bus }: Pick<Context, 'db' | 'clock' | 'rooms' | 'documents' | 'bus'>,
  {
    target,
    principal,
    wanted,
  }: { readonly target: NoteTarget; readonly principal: Principal; readonly wanted: ThreadCreate },
): Promise<ReviewThread> {
  const ends = { start: bytesOf(wanted.start), end: bytesOf(wanted.end) }
  const { updates } = await rooms.state(target.note)
  const passage = requireWords(await documents.readPassage(updates, ends))
  if (wanted.kind === 'suggestion') checkSuggestion(passage, wanted)
  const now = clock.now()
  const by = { actor: principal.actor, actor_name: principal.name }
  const thread: ThreadRow = {
    id: newId<ThreadId>(),
    note_id: target.note,
    event_id: target.event,
    kind: wanted.kind,
    anchor_start: ends.start,
    anchor_end: ends.end,
    quote: wanted.kind === 'suggestion' ? passage.words : cut(passage.words, MAX_QUOTE_CHARS),
    proposed: wanted.kind === 'suggestion' ? wanted.proposed : null,
    state: 'open',
    created_at: now,
    ...by,
    ...NOT_CLOSED,
  }
  const comments: readonly CommentRow[] =
    wanted.text === undefined
      ? []
      : [
          {
            id: newId<CommentId>(),
            thread_id: thread.id,
            position: 1,
            text: wanted.text,
            written_at: now,
            ...by,
            edited_at: null,
            deleted_at: null,
          },
        ]
  if (!(await insertThread(db, { thread, comments }))) {
    throw new AppError('too_many_comments', `A note takes ${MAX_THREADS} comments and suggestions.`)
  }
  bus.publish({ kind: 'review-changed', noteId: target.note })
  return describeThread({ thread, comments }, { target, principal, now })
}

function requireWords(passage: ReadPassage): Words {
  if (passage.kind === 'words') return passage
  if (passage.kind === 'unknown') {
    throw new AppError('conflict', 'This text is not saved yet. Try again when it is.')
  }
  throw new AppError(
    'bad_request',
    'Expected the two ends of a passage of this note, found no text between them.',
    {
      place: 'start',
    },
  )
}

function checkSuggestion(
  { words, blocks, isCode }: Words,
  { quote, proposed }: Extract<ThreadCreate, { kind: 'suggestion' }>,
): void {
  if (blocks > 1) {
    throw new AppError(
      'bad_request',
      `A suggestion stays within one paragraph; this one goes over ${blocks}.`,
      {
        place: 'end',
      },
    )
  }
  if (words.length > MAX_SUGGESTED_CHARS) {
    throw new AppError('bad_request', `Expected a passage of at most ${MAX_SUGGESTED_CHARS} characters.`, {
      place: 'end',
    })
  }
  if (words !== quote) {
    throw new AppError('suggestion_changed', 'The passage reads otherwise by now.', { found: words })
  }
  if (proposed === quote) {
    throw new AppError('bad_request', 'Expected other words than those that stand there.', {
      place: 'proposed',
    })
  }
  const breaks = (text: string): number => text.split('\n').length
  if (!isCode && breaks(proposed) > breaks(quote)) {
    throw new AppError('bad_request', 'A suggestion stays within one paragraph: it takes no line breaks.', {
      place: 'proposed',
    })
  }
}

function bytesOf(anchor: string): Uint8Array {
  return new Uint8Array(Buffer.from(anchor, 'base64'))
}

/** Not through a surrogate pair. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')
}

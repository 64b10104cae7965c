/** Rows of comments and suggestions. They go with their note. */
import type { Kysely } from 'kysely'
import type { CommentId, EventId, NoteId, ThreadId } from '../../shared/domain/ids.ts'
import { MAX_COMMENTS, MAX_THREADS } from '../../shared/domain/review.ts'
import type { CommentRow, Db, StoredThreadState, Tables, ThreadRow } from './tables.ts'

export interface ThreadWithComments {
  readonly thread: ThreadRow
  /** In their order. */
  readonly comments: readonly CommentRow[]
}

/** False, and nothing is written, when the note has all the threads that it takes. Rejects when the note is gone. */
export async function insertThread(
  db: Kysely<Tables>,
  { thread, comments }: ThreadWithComments,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { count } = await tx
      .selectFrom('threads')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('note_id', '=', thread.note_id)
      .executeTakeFirstOrThrow()
    if (count >= MAX_THREADS) return false
    await tx.insertInto('threads').values(thread).execute()
    for (const comment of comments) await tx.insertInto('comments').values(comment).execute()
    return true
  })
}

/** Oldest first. */
export async function listThreads(db: Db, noteId: NoteId): Promise<readonly ThreadWithComments[]> {
  const threads = await db
    .selectFrom('threads')
    .selectAll()
    .where('note_id', '=', noteId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const comments = await db
    .selectFrom('comments')
    .innerJoin('threads', 'threads.id', 'comments.thread_id')
    .selectAll('comments')
    .where('threads.note_id', '=', noteId)
    .orderBy('comments.position')
    .execute()
  const byThread = new Map<ThreadId, CommentRow[]>(threads.map(({ id }) => [id, []]))
  for (const comment of comments) byThread.get(comment.thread_id)?.push(comment)
  return threads.map((thread) => ({ thread, comments: byThread.get(thread.id) ?? [] }))
}

export async function findThread(db: Db, id: ThreadId): Promise<ThreadWithComments | null> {
  const thread = await db.selectFrom('threads').selectAll().where('id', '=', id).executeTakeFirst()
  if (!thread) return null
  const comments = await db
    .selectFrom('comments')
    .selectAll()
    .where('thread_id', '=', id)
    .orderBy('position')
    .execute()
  return { thread, comments }
}

/** Not those that were deleted. */
export async function findComment(db: Db, id: CommentId): Promise<CommentRow | null> {
  const row = await db
    .selectFrom('comments')
    .selectAll()
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

/** Adds a comment at the end of its thread; false when the thread has all that it takes. Rejects when the thread is gone. */
export async function insertComment(
  db: Kysely<Tables>,
  comment: Omit<CommentRow, 'position'>,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { count } = await tx
      .selectFrom('comments')
      .select((select) => select.fn.countAll<number>().as('count'))
      .where('thread_id', '=', comment.thread_id)
      .executeTakeFirstOrThrow()
    if (count >= MAX_COMMENTS) return false
    await tx
      .insertInto('comments')
      .values({ ...comment, position: count + 1 })
      .execute()
    return true
  })
}

/** False when it was deleted meanwhile. */
export async function updateComment(
  db: Db,
  { id, text, at }: { readonly id: CommentId; readonly text: string; readonly at: number },
): Promise<boolean> {
  const result = await db
    .updateTable('comments')
    .set({ text, edited_at: at })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}

/** Its words are gone for good. A comment's thread in which nobody says anything any more goes with it. */
export async function deleteComment(
  db: Kysely<Tables>,
  { id, thread_id: threadId }: Pick<CommentRow, 'id' | 'thread_id'>,
  at: number,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.updateTable('comments').set({ text: '', deleted_at: at }).where('id', '=', id).execute()
    const left = await tx
      .selectFrom('comments')
      .select('id')
      .where('thread_id', '=', threadId)
      .where('deleted_at', 'is', null)
      .executeTakeFirst()
    if (left) return
    await tx.deleteFrom('threads').where('id', '=', threadId).where('kind', '=', 'comment').execute()
  })
}

/** Who closed a thread and when; nobody while it is open. */
export type Closing = Pick<ThreadRow, 'closed_at' | 'closed_actor' | 'closed_name'>

export const NOT_CLOSED: Closing = { closed_at: null, closed_actor: null, closed_name: null }

/** False, and nothing changes, when the thread is in another state than `from`: of several who try one succeeds. */
export async function moveThread(
  db: Db,
  {
    id,
    from,
    to,
    closing,
  }: {
    readonly id: ThreadId
    readonly from: StoredThreadState
    readonly to: StoredThreadState
    readonly closing: Closing
  },
): Promise<boolean> {
  const result = await db
    .updateTable('threads')
    .set({ state: to, ...closing })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}

/** Suggestions of a note that were claimed and neither written nor given up so far. */
export async function listAccepting(db: Db, noteId: NoteId): Promise<readonly ThreadRow[]> {
  return db
    .selectFrom('threads')
    .selectAll()
    .where('note_id', '=', noteId)
    .where('state', '=', 'accepting')
    .execute()
}

/** Threads that nobody has closed yet, by the note that they are about. */
export async function countOpenThreads(db: Db, event: EventId): Promise<ReadonlyMap<NoteId, number>> {
  const rows = await db
    .selectFrom('threads')
    .select((thread) => ['note_id', thread.fn.countAll<number>().as('count')])
    .where('event_id', '=', event)
    .where('state', 'in', ['open', 'accepting'])
    .groupBy('note_id')
    .execute()
  return new Map(rows.map(({ note_id: note, count }) => [note, count]))
}

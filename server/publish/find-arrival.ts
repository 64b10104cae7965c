/** Where a reader stands who followed a line of a summary to the notes (rules READ-25…, docs/SPEC.md). */
import type { NoteId } from '../../shared/domain/ids.ts'
import { BLOCK_ID } from '../../shared/schema/origin.ts'
import type { FoundSource } from '../documents/documents.ts'
import { listPages } from '../notes/log-pages.ts'
import { EARLIER_NAME, TEMPLATE_NAME, type LoggedEntry } from '../storage/note-log.ts'
import type { ReadingDeps } from './read-versions.ts'

export type Arrival =
  /** At the passage. When it was begun (ms since the epoch); null where that is not known. */
  | { readonly kind: 'there'; readonly at: number | null }
  /** Another block of the notes says it now. */
  | { readonly kind: 'moved'; readonly blockId: string }
  | { readonly kind: 'gone' }
  /** The reader may not read the notes. */
  | { readonly kind: 'closed' }

/** The id of a block that an address asks for; null for what is none. */
export function readPassageId(value: unknown): string | null {
  return typeof value === 'string' && BLOCK_ID.test(value) ? value : null
}

/** `isReadable`: whether the reader may read the notes. Null: the page was not asked for any passage. */
export async function findArrival(
  { rooms, documents, noteLog }: Pick<ReadingDeps, 'rooms' | 'documents' | 'noteLog'>,
  options: {
    readonly passage: string | null
    readonly owner: { readonly notesId: string; readonly summaryId: string }
    readonly readable: ReadonlySet<string>
  },
): Promise<Arrival | null> {
  const { passage, owner, readable } = options
  if (passage === null) return null
  const noteId = owner.notesId as NoteId
  if (!readable.has(noteId)) return { kind: 'closed' }
  const notes = await rooms.state(noteId)
  const summary = readable.has(owner.summaryId) ? await rooms.state(owner.summaryId as NoteId) : null
  const texts = { notes: notes.updates, summary: summary?.updates ?? null }
  const found = await documents.findSource(texts, passage)
  if (found === null) return { kind: 'gone' }
  if (found.blockId !== passage) return { kind: 'moved', blockId: found.blockId }
  return { kind: 'there', at: await findBeginning(noteLog, { noteId, upTo: notes.seq, item: found.item }) }
}

/** When the item came into the note; null when it is of a template, or of a history that was ended. */
async function findBeginning(
  noteLog: ReadingDeps['noteLog'],
  {
    noteId,
    upTo,
    item,
  }: { readonly noteId: NoteId; readonly upTo: number; readonly item: FoundSource['item'] },
): Promise<number | null> {
  for await (const rows of listPages(noteLog, { noteId, upTo })) {
    const row = rows.find(({ clocks }) =>
      clocks.some(([client, from, to]) => client === item.client && from <= item.clock && item.clock < to),
    )
    if (row) return isOfNobody(row) ? null : row.receivedAt
  }
  return null
}

function isOfNobody({ actor, actorName }: LoggedEntry): boolean {
  return actor === null && (actorName === TEMPLATE_NAME || actorName === EARLIER_NAME)
}

import type { NoteState } from '../../shared/contracts/history.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { Context } from '../context.ts'
import { Authors } from './authors.ts'
import { listWritten } from './list-written.ts'
import { requirePlace, stateUpdates } from './state-updates.ts'

/**
 * The note as it was at a place in its log; 0 is the empty note. Whether the principal may see what was deleted and what
 * is off the record was asked before.
 */
export async function readState(
  { noteLog, documents }: Pick<Context, 'noteLog' | 'documents'>,
  {
    noteId,
    seq,
    withWritten,
  }: { readonly noteId: NoteId; readonly seq: number; readonly withWritten: boolean },
): Promise<NoteState> {
  await requirePlace({ noteLog }, noteId, seq)
  const updates = await stateUpdates({ noteLog, documents }, noteId, seq)
  const [row] = await noteLog.list({ noteId, after: seq - 1, upTo: seq })
  const authors = new Authors()
  const written = withWritten ? await listWritten({ noteLog, authors }, { noteId, upTo: seq }) : null
  return {
    noteId,
    seq,
    at: row ? new Date(row.receivedAt).toISOString() : null,
    authors: authors.list,
    doc: await documents.readState(updates, written),
  }
}

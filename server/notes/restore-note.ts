import type { NoteRestored } from '../../shared/contracts/history.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { requirePlace, stateUpdates } from './state-updates.ts'

/**
 * Makes a note say again what it said at a place in its log, as a new change of the principal: nothing is taken out of
 * the log, and what others type meanwhile stays. Whether the principal may write was asked before.
 */
export async function restoreNote(
  { noteLog, documents, rooms }: Pick<Context, 'noteLog' | 'documents' | 'rooms'>,
  {
    noteId,
    seq,
    principal,
  }: { readonly noteId: NoteId; readonly seq: number; readonly principal: Principal },
): Promise<NoteRestored> {
  await requirePlace({ noteLog }, noteId, seq)
  // First of all: what is written from here on stays.
  const now = await rooms.state(noteId)
  const earlier = await stateUpdates({ noteLog, documents }, noteId, seq)
  const update = await documents.restore(now.updates, earlier)
  if (!update) return { noteId, seq: now.seq }
  const { actor, name } = principal
  return { noteId, seq: await rooms.write(noteId, update, { actor, name }) }
}

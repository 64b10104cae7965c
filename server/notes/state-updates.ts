import type { NoteId } from '../../shared/domain/ids.ts'
import type { Context } from '../context.ts'
import { AppError } from '../errors.ts'
import { rowsAfterCheckpoint } from '../storage/checkpoint-spacing.ts'

/**
 * Updates that together are a note's state at a place in its log: the checkpoint before it and the rows from there on,
 * however long the log is. Where checkpoints are too far apart they are made, so that the next one need not read so much.
 */
export async function stateUpdates(
  { noteLog, documents }: Pick<Context, 'noteLog' | 'documents'>,
  noteId: NoteId,
  seq: number,
): Promise<readonly Uint8Array[]> {
  let checkpoint = await noteLog.findCheckpoint(noteId, seq)
  for (;;) {
    const after = checkpoint?.seq ?? 0
    const upTo = Math.min(after + rowsAfterCheckpoint(checkpoint?.bytes.byteLength ?? 0), seq)
    const rows = await noteLog.read({ noteId, after, upTo })
    const bytes = rows.map((row) => row.bytes)
    const updates: readonly Uint8Array[] = checkpoint ? [checkpoint.bytes, ...bytes] : bytes
    if (upTo === seq) return updates
    const { refused: _, ...state } = await documents.compact(updates)
    checkpoint = { seq: upTo, ...state }
    // What is damaged may be mended from a copy of the database: then it must not be missing from here on. A disk that
    // takes nothing keeps nobody from reading.
    if (rows.length === upTo - after) await noteLog.saveCheckpoint(noteId, checkpoint).catch(() => {})
  }
}

/** Throws AppError when a note's log does not reach that far. Returns the newest place. */
export async function requirePlace(
  { noteLog }: Pick<Context, 'noteLog'>,
  noteId: NoteId,
  seq: number,
): Promise<number> {
  const [head = 0] = await noteLog.heads([noteId])
  if (Number.isSafeInteger(seq) && seq >= 0 && seq <= head) return head
  throw new AppError(
    'not_found',
    `There is no such place in the time line of this note, which ends at ${head}.`,
  )
}

import type { NoteImported, NoteImportFormat } from '../../shared/contracts/notes.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { completeImages } from './complete-images.ts'

/** Bytes of an upload: what the importers read at most, in the longest UTF-8. */
export const MAX_NOTE_UPLOAD_BYTES = 2 * 1024 * 1024

/**
 * Adds a file's content at the end of a note, for everybody who has it open at once. Throws ImportError for a file that
 * cannot be read; then the note is as it was. Whether the principal may import was asked before.
 */
export async function importIntoNote(
  { db, rooms, documents, publicUrl }: Pick<Context, 'db' | 'rooms' | 'documents' | 'publicUrl'>,
  {
    note,
    bytes,
    format,
    principal,
  }: {
    readonly note: NoteId
    readonly bytes: Uint8Array
    readonly format: NoteImportFormat
    readonly principal: Principal
  },
): Promise<NoteImported> {
  const read = await documents.readNote({ bytes, format, baseUrl: publicUrl() })
  const doc = await completeImages(db, read)
  const { updates } = await rooms.state(note)
  const update = await documents.append(updates, doc)
  const { actor, name } = principal
  const seq = await rooms.write(note, update, { actor, name })
  return { noteId: note, seq, blocks: doc.content.length }
}

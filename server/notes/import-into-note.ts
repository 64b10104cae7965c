import * as z from 'zod/mini'
import { CONTENT_FORMATS, type NoteImported } from '../../shared/contracts/notes.ts'
import type { NoteId } from '../../shared/domain/ids.ts'
import type { Principal } from '../auth/principal.ts'
import type { Context } from '../context.ts'
import { importNote } from '../import/note.ts'

/** Bytes of an upload: what the importers read at most, in the longest UTF-8. */
export const MAX_NOTE_UPLOAD_BYTES = 2 * 1024 * 1024

export const NOTE_IMPORT_FORMATS = ['auto', ...CONTENT_FORMATS] as const
export type NoteImportFormat = (typeof NOTE_IMPORT_FORMATS)[number]

/** `auto` goes by what the file begins with. */
export const NoteImportQuery = z.strictObject({ format: z._default(z.enum(NOTE_IMPORT_FORMATS), 'auto') })

/**
 * Adds a file's content at the end of a note, for everybody who has it open at once. Throws ImportError for a file that
 * cannot be read; then the note is as it was. Whether the principal may import was asked before.
 */
export async function importIntoNote(
  { rooms, documents }: Pick<Context, 'rooms' | 'documents'>,
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
  const doc = importNote({ bytes, format })
  const { updates } = await rooms.state(note)
  const update = await documents.append(updates, doc)
  const { actor, name } = principal
  const seq = await rooms.write(note, update, { actor, name })
  return { noteId: note, seq, blocks: doc.content.length }
}

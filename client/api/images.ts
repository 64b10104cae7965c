import { NoteImage } from '../../shared/contracts/images.ts'
import { callApi, pathOf } from './http.ts'

/** Brings a picture into a note; the text that shows it is the editor's to write. */
export function uploadImage(options: {
  readonly noteId: string
  readonly file: Blob
  readonly signal: AbortSignal
}): Promise<NoteImage> {
  const { noteId, file, signal } = options
  return callApi(NoteImage, { method: 'POST', path: pathOf('notes', noteId, 'images'), file, signal })
}

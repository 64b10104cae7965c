import { NoteImage } from '../../shared/contracts/images.ts'
import { callApi, downloadFromApi, pathOf } from './http.ts'

/** Brings a picture into a note; the text that shows it is the editor's to write. */
export function uploadImage(options: {
  readonly noteId: string
  readonly file: Blob
  readonly signal: AbortSignal
}): Promise<NoteImage> {
  const { noteId, file, signal } = options
  return callApi(NoteImage, { method: 'POST', path: pathOf('notes', noteId, 'images'), file, signal })
}

/** The picture itself, for another note that shall have it too. */
export async function fetchImage(id: string, signal: AbortSignal): Promise<Blob> {
  return (await downloadFromApi({ path: pathOf('images', id), signal })).blob
}

import type { Editor } from '@tiptap/core'
import { IMAGE_TYPES } from '../../shared/contracts/images.ts'

/** Opens the file chooser; what is chosen goes where the caret is by then. */
export function choosePictures(editor: Editor): boolean {
  const { uploads } = editor.storage.pictures
  if (!uploads) return false
  const input = document.createElement('input')
  input.type = 'file'
  input.multiple = true
  // Phones turn what is none of these into one of them.
  input.accept = IMAGE_TYPES.join(',')
  input.addEventListener('change', () => {
    if (!editor.isDestroyed) uploads.add([...(input.files ?? [])], editor.state.selection.to)
  })
  input.click()
  return true
}

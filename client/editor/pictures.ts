/** Pictures in the editor: how they look, and how they get in — chosen, pasted, or dropped where they should stand. */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'
import { withoutForeignPictures } from './foreign-pictures.ts'
import { PictureUploads } from './picture-uploads.ts'
import { PictureView, type DescribedPicture } from './picture-view.ts'

interface PicturesOptions {
  readonly noteId: string
  /** Says something to assistive technology. */
  readonly announce: (text: string) => void
  /** Opens the small dialog for a picture's description. */
  readonly describe: (picture: DescribedPicture) => void
}

interface PicturesStorage {
  uploads: PictureUploads | null
}

declare module '@tiptap/core' {
  interface Storage {
    pictures: PicturesStorage
  }
}

export const Pictures = Extension.create<PicturesOptions, PicturesStorage>({
  name: 'pictures',

  addOptions() {
    return { noteId: '', announce: () => undefined, describe: () => undefined }
  },

  addStorage() {
    return { uploads: null }
  },

  addProseMirrorPlugins() {
    const { editor, options, storage } = this
    const { noteId, announce, describe } = options
    const uploads = new PictureUploads({ editor, noteId, announce })
    storage.uploads = uploads
    return [
      uploads.plugin(),
      new Plugin({
        props: {
          nodeViews: {
            image: (node, _view, position) => new PictureView(node, { position, describe }),
          },
          transformPastedHTML: (html) => withoutForeignPictures(html, window.location.origin),
          handlePaste(view, { clipboardData }) {
            const files = [...(clipboardData?.files ?? [])].filter(({ type }) => type.startsWith('image/'))
            // Office programs offer a picture of the text that was copied beside the text itself.
            if (files.length === 0 || clipboardData?.getData('text/plain')) return false
            uploads.add(files, view.state.selection.to)
            return true
          },
          handleDrop(view, event) {
            const files = [...(event.dataTransfer?.files ?? [])]
            // A picture of the text itself that is moved brings its file along in some browsers.
            if (files.length === 0 || view.dragging) return false
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
            uploads.add(files, place?.pos ?? view.state.selection.to)
            return true
          },
        },
      }),
    ]
  },

  onDestroy() {
    this.storage.uploads?.destroy()
  },
})

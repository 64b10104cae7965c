/**
 * Pictures on their way into a note. While one is uploaded a card stands in its place, which is no part of the document:
 * nobody else sees half a picture. The place moves along with what others write; the finished picture is inserted there.
 */
import type { Editor, MappablePosition } from '@tiptap/core'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { MAX_IMAGE_BYTES, type NoteImage } from '../../shared/contracts/images.ts'
import { uploadImage } from '../api/images.ts'
import {
  failureOf,
  NEEDS_CONNECTION,
  READ_ONLY,
  refusalOfFile,
  TOO_LARGE,
  type PictureFailure,
} from './picture-failure.ts'
import { pictureSpot } from './picture-spot.ts'
import { shrinkPicture } from './shrink-picture.ts'
import { createUploadCard, type UploadCard } from './upload-card.ts'

interface Upload {
  readonly file: File
  readonly card: UploadCard
  abort: AbortController
}

interface Placed {
  readonly upload: Upload
  readonly position: MappablePosition
}

interface Uploads {
  readonly placed: readonly Placed[]
  readonly cards: DecorationSet
}

type Change = { readonly add: Placed } | { readonly remove: Upload }

/** One for all, so that a card that only moved is known again. Its buttons are not the text's. */
const CARD_SPEC = { stopEvent: () => true, ignoreSelection: true }

const NONE: Uploads = { placed: [], cards: DecorationSet.empty }

export class PictureUploads {
  readonly #key = new PluginKey<Uploads>('pictureUploads')
  readonly #editor: Editor
  readonly #noteId: string
  readonly #announce: (text: string) => void
  readonly #running = new Set<Upload>()

  constructor(options: {
    readonly editor: Editor
    readonly noteId: string
    readonly announce: (text: string) => void
  }) {
    this.#editor = options.editor
    this.#noteId = options.noteId
    this.#announce = options.announce
  }

  plugin(): Plugin<Uploads> {
    return new Plugin<Uploads>({
      key: this.#key,
      state: { init: () => NONE, apply: (transaction, uploads) => this.#apply(transaction, uploads) },
      props: { decorations: (state) => this.#uploadsIn(state).cards },
    })
  }

  /** Uploads files and shows them at `position`, in their order. */
  add(files: readonly File[], position: number): void {
    if (!this.#editor.isEditable) return
    let before: Promise<unknown> = Promise.resolve()
    for (const file of files) {
      const upload = { file, card: createUploadCard(file.name || 'Picture'), abort: new AbortController() }
      const spot = pictureSpot(this.#editor.state.doc, position)
      this.#change({ add: { upload, position: this.#editor.utils.createMappablePosition(spot) } })
      before = this.#run(upload, before)
    }
    if (files.length > 1) this.#announce(`Uploading ${files.length} pictures`)
  }

  /** Gives up what is on its way. */
  destroy(): void {
    for (const upload of this.#running) upload.abort.abort()
    this.#running.clear()
    this.#askBeforeLeaving()
  }

  /** Never rejects. `before` is over once the pictures that come before it are in the text. */
  async #run(upload: Upload, before: Promise<unknown>): Promise<void> {
    const { card, file } = upload
    upload.abort = new AbortController()
    const { signal } = upload.abort
    card.showProgress(() => this.#cancel(upload))
    this.#announce(`Uploading ${nameOf(upload)}`)
    this.#running.add(upload)
    this.#askBeforeLeaving()
    try {
      const refusal = refusalOfFile(file) ?? (navigator.onLine ? null : NEEDS_CONNECTION)
      if (refusal) return this.#fail(upload, refusal)
      const sent = file.size > MAX_IMAGE_BYTES ? await shrinkPicture(file) : file
      if (!sent) return this.#fail(upload, TOO_LARGE)
      const image = await uploadImage({ noteId: this.#noteId, file: sent, signal })
      await before
      if (signal.aborted) return
      if (this.#editor.isEditable) this.#insert(upload, image)
      else this.#fail(upload, READ_ONLY)
    } catch (error) {
      if (!signal.aborted) this.#fail(upload, failureOf(error))
    } finally {
      this.#running.delete(upload)
      this.#askBeforeLeaving()
    }
  }

  #insert(upload: Upload, { id, width, height }: NoteImage): void {
    const { state, schema } = this.#editor
    const placed = this.#uploadsIn(state).placed.find((one) => one.upload === upload)
    const picture = schema.nodes['image']?.create({ id, width, height })
    if (!placed || !picture) return
    const { tr } = state
    const spot = pictureSpot(tr.doc, placed.position.position)
    tr.insert(spot, picture)
    // Nobody could write below a picture that ends the note.
    const paragraph = schema.nodes['paragraph']?.createAndFill()
    if (tr.doc.lastChild?.type.name === 'image' && paragraph) tr.insert(tr.doc.content.size, paragraph)
    this.#editor.view.dispatch(tr.setMeta(this.#key, { remove: upload } satisfies Change))
    this.#announce(`${nameOf(upload)} is in the text. Describe it for those who cannot see it.`)
  }

  #fail(upload: Upload, failure: PictureFailure): void {
    upload.card.showFailure(failure, {
      onRetry: () => {
        void this.#run(upload, Promise.resolve())
        this.#editor.commands.focus(null, { scrollIntoView: false })
      },
      onRemove: () => this.#takeAway(upload),
    })
    this.#announce(`${nameOf(upload)} was not added. ${failure.text}.`)
  }

  #cancel(upload: Upload): void {
    upload.abort.abort()
    this.#takeAway(upload)
  }

  #takeAway(upload: Upload): void {
    this.#change({ remove: upload })
    this.#editor.commands.focus(null, { scrollIntoView: false })
  }

  #change(change: Change): void {
    this.#editor.view.dispatch(this.#editor.state.tr.setMeta(this.#key, change))
  }

  #uploadsIn(state: EditorState): Uploads {
    return this.#key.getState(state) ?? NONE
  }

  #apply(transaction: Transaction, uploads: Uploads): Uploads {
    const change = transaction.getMeta(this.#key) as Change | undefined
    if (!change && (uploads.placed.length === 0 || !transaction.docChanged)) return uploads
    const moved = transaction.docChanged
      ? uploads.placed.map(({ upload, position }) => ({
          upload,
          position: this.#editor.utils.getUpdatedPosition(position, transaction).position,
        }))
      : uploads.placed
    const kept = change && 'remove' in change ? moved.filter(({ upload }) => upload !== change.remove) : moved
    const placed = change && 'add' in change ? [...kept, change.add] : kept
    const { size } = transaction.doc.content
    const cards = placed.map(({ upload, position }) =>
      Decoration.widget(Math.min(position.position, size), upload.card.element, CARD_SPEC),
    )
    return { placed, cards: DecorationSet.create(transaction.doc, cards) }
  }

  #askBeforeLeaving(): void {
    if (this.#running.size > 0) window.addEventListener('beforeunload', askBeforeLeaving)
    else window.removeEventListener('beforeunload', askBeforeLeaving)
  }
}

function askBeforeLeaving(event: Event): void {
  event.preventDefault()
}

function nameOf({ file }: Upload): string {
  return file.name === '' ? 'The picture' : file.name
}

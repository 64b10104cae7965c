/** The pictures that the pages of a site show, each once as a file, and those that are named and not there. */
import type { DocNode } from '../../../shared/schema/doc-json.ts'
import type { BookImages, ExportFile, ExportWarning } from '../book.ts'
import type { Picture } from '../html.ts'
import { missingPictureText } from '../image-text.ts'
import { picturePath, relativeHref } from './site-paths.ts'

/** Ids as the server gives them; nothing else becomes the name of a file. */
const FILE_ID = /^[a-z0-9][a-z0-9-]{0,63}$/

export class SitePictures {
  readonly #images: BookImages
  readonly #files = new Map<string, ExportFile>()
  readonly #warnings = new Map<string, ExportWarning>()

  constructor(images: BookImages) {
    this.#images = images
  }

  /** For the documents of a page; `where` names what they belong to. */
  shownOn(page: string, where: string): (image: DocNode) => Picture | null {
    return (node) => {
      const id = String(node.attrs?.['id'] ?? '')
      const image = FILE_ID.test(id) ? this.#images.get(id) : undefined
      if (!image) {
        this.#warnMissing(node, { id, where })
        return null
      }
      const path = picturePath(id, image.mediaType)
      this.#files.set(id, { path, bytes: image.bytes })
      return { source: relativeHref(page, path), width: image.width, height: image.height }
    }
  }

  /** In the order of their ids. */
  files(): readonly ExportFile[] {
    return [...this.#files.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1))
  }

  /** One for each picture, however many pages should show it. */
  warnings(): readonly ExportWarning[] {
    return [...this.#warnings.values()]
  }

  #warnMissing(node: DocNode, { id, where }: { readonly id: string; readonly where: string }): void {
    if (this.#warnings.has(id)) return
    const message = `A picture in “${where}” is not there; the page says ${missingPictureText(node)} in its place.`
    this.#warnings.set(id, { code: 'broken_picture', message })
  }
}

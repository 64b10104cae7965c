/**
 * A picture in the text, with a button for its description: those who cannot see it have nothing else. The button also
 * shows the description that there is, and asks for one where there is none.
 */
import type { Node } from '@tiptap/pm/model'
import type { NodeView } from '@tiptap/pm/view'
import { imageSource } from '../../shared/schema/image-source.ts'

/** A picture whose description somebody wants to write. */
export interface DescribedPicture {
  readonly id: string
  readonly alt: string
  /** Where it is in the document by then; undefined when this very picture is gone. */
  readonly position: () => number | undefined
  /** What was pressed; the small dialog opens there. */
  readonly button: HTMLElement
}

export class PictureView implements NodeView {
  readonly dom = document.createElement('figure')
  readonly #picture = document.createElement('img')
  readonly #button = document.createElement('button')
  #node: Node

  constructor(
    node: Node,
    options: {
      readonly position: () => number | undefined
      readonly describe: (picture: DescribedPicture) => void
    },
  ) {
    this.#node = node
    this.dom.className = 'note-picture'
    this.#picture.loading = 'lazy'
    this.#picture.decoding = 'async'
    this.#button.type = 'button'
    this.#button.className = 'note-picture-description'
    this.#button.addEventListener('click', () => {
      const { id, alt } = this.#node.attrs
      const { position, describe } = options
      describe({ id: String(id), alt: String(alt ?? ''), position, button: this.#button })
    })
    this.dom.append(this.#picture, this.#button)
    this.#show()
  }

  update(node: Node): boolean {
    if (node.type !== this.#node.type) return false
    this.#node = node
    this.#show()
    return true
  }

  stopEvent(event: Event): boolean {
    return event.target === this.#button
  }

  ignoreMutation(): boolean {
    return true
  }

  #show(): void {
    const { id, alt, width, height } = this.#node.attrs
    const source = imageSource(id) ?? ''
    // Setting the same address again would load it again.
    if (this.#picture.getAttribute('src') !== source) this.#picture.setAttribute('src', source)
    const text = String(alt ?? '').trim()
    this.#picture.alt = text
    if (Number.isInteger(width) && Number.isInteger(height)) {
      this.#picture.width = Number(width)
      this.#picture.height = Number(height)
      this.#picture.style.setProperty('--ratio', String(Number(width) / Number(height)))
    }
    this.#button.textContent = text === '' ? 'Describe picture' : text
    this.#button.title =
      text === '' ? 'Those who cannot see it have only its description' : 'Change description'
    this.#button.setAttribute('aria-label', text === '' ? 'Describe picture' : `Change description: ${text}`)
    this.#button.toggleAttribute('data-missing', text === '')
  }
}

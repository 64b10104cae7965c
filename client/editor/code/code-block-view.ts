/** How a block of code looks in the editor: the code, and above it a bar that is no part of the text. */
import type { Node } from '@tiptap/pm/model'
import type { EditorView, NodeView, ViewMutationRecord } from '@tiptap/pm/view'
import { copyText } from '../rescue-text.ts'
import { CODE_LANGUAGES, languageOf } from './code-languages.ts'
import styles from './CodeBar.module.css'

const PLAIN = 'Plain text'
const COPY = 'Copy'
const COPIED = 'Copied'
const NOT_COPIED = 'Not copied'
/** How long the button says what became of the copy. */
const SAY_MS = 2_000

export class CodeBlockView implements NodeView {
  readonly dom: HTMLElement
  readonly contentDOM: HTMLElement
  readonly #view: EditorView
  readonly #getPos: () => number | undefined
  readonly #chooser: HTMLSelectElement
  readonly #copy: HTMLButtonElement
  #node: Node
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(node: Node, view: EditorView, getPos: () => number | undefined) {
    this.#node = node
    this.#view = view
    this.#getPos = getPos
    this.dom = document.createElement('div')
    this.dom.className = styles['block'] ?? ''
    this.#chooser = this.#makeChooser()
    this.#copy = this.#makeCopyButton()
    const bar = document.createElement('div')
    bar.className = `code-bar ${styles['bar'] ?? ''}`
    bar.contentEditable = 'false'
    bar.append(this.#chooser, this.#copy)
    const pre = document.createElement('pre')
    this.contentDOM = document.createElement('code')
    pre.append(this.contentDOM)
    this.dom.append(bar, pre)
    this.#showLanguage()
  }

  update(node: Node): boolean {
    if (node.type !== this.#node.type) return false
    const isOther = node.attrs['language'] !== this.#node.attrs['language']
    this.#node = node
    if (isOther) this.#showLanguage()
    return true
  }

  /** The bar's keys and clicks are its own. */
  stopEvent(event: Event): boolean {
    return (
      event.target instanceof globalThis.Node && this.#chooser.parentElement?.contains(event.target) === true
    )
  }

  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== 'selection' && !this.contentDOM.contains(mutation.target)
  }

  destroy(): void {
    clearTimeout(this.#timer)
  }

  #makeChooser(): HTMLSelectElement {
    const chooser = document.createElement('select')
    chooser.className = styles['chooser'] ?? ''
    chooser.setAttribute('aria-label', 'Language of this code')
    chooser.disabled = !this.#view.editable
    chooser.append(new Option(PLAIN, ''), ...CODE_LANGUAGES.map(({ id, label }) => new Option(label, id)))
    chooser.addEventListener('change', () => this.#setLanguage(chooser.value === '' ? null : chooser.value))
    return chooser
  }

  #makeCopyButton(): HTMLButtonElement {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = styles['copy'] ?? ''
    button.textContent = COPY
    button.setAttribute('aria-label', 'Copy this code')
    // The button tells what it did by its text.
    button.setAttribute('aria-live', 'polite')
    button.addEventListener('click', () => void this.#copyCode())
    return button
  }

  #showLanguage(): void {
    const written = this.#node.attrs['language'] as string | null
    const known = languageOf(written)
    const value = known?.id ?? written ?? ''
    if (![...this.#chooser.options].some((option) => option.value === value)) {
      this.#chooser.append(new Option(value, value))
    }
    this.#chooser.value = value
    this.contentDOM.className = written ? `language-${written}` : ''
  }

  #setLanguage(language: string | null): void {
    const position = this.#getPos()
    if (position === undefined || !this.#view.editable) return this.#showLanguage()
    this.#view.dispatch(this.#view.state.tr.setNodeAttribute(position, 'language', language))
    this.#chooser.focus()
  }

  async #copyCode(): Promise<void> {
    const isCopied = await copyText(this.#node.textContent)
    const said = isCopied ? COPIED : NOT_COPIED
    this.#copy.textContent = said
    this.#copy.setAttribute('aria-label', said)
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#copy.textContent = COPY
      this.#copy.setAttribute('aria-label', 'Copy this code')
    }, SAY_MS)
  }
}

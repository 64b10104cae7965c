/**
 * Completes what is typed behind `@` and `/`: opens the list, keeps it at its place while the text changes, and puts in
 * what was chosen. A change by others or a paste never opens it, and it takes no keys while an input method composes.
 */
import { Extension, type Editor } from '@tiptap/core'
import { Plugin, PluginKey, type PluginView } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import {
  findSuggestion,
  isTrigger,
  mayStartAt,
  nextSuggestion,
  type Suggestion,
  type Trigger,
} from './find-suggestion.ts'
import type { SuggestItem } from './suggest-items.ts'
import { SuggestList } from './suggest-list.ts'

export interface SuggestOptions {
  /** What fits the query behind a trigger. */
  readonly itemsFor: (editor: Editor, suggestion: Suggestion) => readonly SuggestItem[]
  /** Says something to assistive technology. */
  readonly announce: (text: string) => void
}

const LIST_NAMES: Readonly<Record<Trigger, string>> = { '@': 'Names', '/': 'Things to put in' }

const suggestKey = new PluginKey<Suggestion | null>('suggest')
const CLOSE = 'close'

export const Suggest = Extension.create<SuggestOptions>({
  name: 'suggest',
  // While the list is open, its keys come before those of the text.
  priority: 1_200,

  addOptions() {
    return { itemsFor: () => [], announce: () => undefined }
  },

  addProseMirrorPlugins() {
    const { editor, options } = this
    let session: SuggestSession | undefined
    return [
      new Plugin<Suggestion | null>({
        key: suggestKey,
        state: {
          init: () => null,
          apply: (transaction, open, _before, state) => {
            const asked: unknown = transaction.getMeta(suggestKey)
            if (asked === CLOSE) return null
            if (typeof asked === 'string' && isTrigger(asked)) return findSuggestion(state, asked)
            return open && nextSuggestion(open, transaction, state)
          },
        },
        props: {
          handleTextInput: (view, from, _to, text, insert) => {
            if (!isTrigger(text) || view.composing || !mayStartAt(view.state.doc.resolve(from))) return false
            view.dispatch(insert().setMeta(suggestKey, text))
            return true
          },
          handleKeyDown: (view, event) => !view.composing && (session?.press(event) ?? false),
          handleDOMEvents: {
            blur: () => {
              session?.close()
              return false
            },
          },
        },
        view: (view) => {
          session = new SuggestSession(view, { editor, ...options })
          return session
        },
      }),
    ]
  },
})

/** The list of one editor, from what is typed to what is chosen. */
class SuggestSession implements PluginView {
  readonly #view: EditorView
  readonly #options: SuggestOptions & { readonly editor: Editor }
  readonly #list: SuggestList
  #open: Suggestion | null = null
  #items: readonly SuggestItem[] = []
  #active = 0

  constructor(view: EditorView, options: SuggestOptions & { readonly editor: Editor }) {
    this.#view = view
    this.#options = options
    this.#list = new SuggestList({
      id: `${view.dom.id || 'note'}-suggestions`,
      onPick: (index) => this.#pick(index),
      onPoint: (index) => index !== this.#active && this.#activate(index),
    })
    window.addEventListener('scroll', this.#scrolled, { capture: true, passive: true })
    window.addEventListener('resize', this.#follow)
    window.visualViewport?.addEventListener('resize', this.#follow)
  }

  update(view: EditorView): void {
    const open = view.editable ? (suggestKey.getState(view.state) ?? null) : null
    if (open === this.#open) return
    const isSameQuery = open?.query === this.#open?.query && open?.trigger === this.#open?.trigger
    this.#open = open
    if (!open) return this.#hide()
    if (isSameQuery && this.#list.isShown) return this.#follow()
    const items = this.#options.itemsFor(this.#options.editor, open)
    if (items.length !== this.#items.length) this.#options.announce(countOf(items.length))
    this.#items = items
    // Several words that fit nothing are a sentence.
    if (items.length === 0 && /\s/.test(open.query)) this.#closeSoon()
    if (items.length === 0) return this.#hide()
    this.#list.show(items, LIST_NAMES[open.trigger])
    this.#activate(0)
    this.#follow()
  }

  destroy(): void {
    window.removeEventListener('scroll', this.#scrolled, { capture: true })
    window.removeEventListener('resize', this.#follow)
    window.visualViewport?.removeEventListener('resize', this.#follow)
    this.#open = null
    this.#list.hide()
  }

  close(): void {
    if (this.#open) this.#view.dispatch(this.#view.state.tr.setMeta(suggestKey, CLOSE))
  }

  /** True when the key was for the list. */
  press(event: KeyboardEvent): boolean {
    if (!this.#list.isShown || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
    const count = this.#items.length
    switch (event.key) {
      case 'ArrowDown':
        this.#activate((this.#active + 1) % count)
        return true
      case 'ArrowUp':
        this.#activate((this.#active - 1 + count) % count)
        return true
      case 'Enter':
      case 'Tab':
        this.#pick(this.#active)
        return true
      case 'Escape':
        this.close()
        return true
      default:
        return false
    }
  }

  #pick(index: number): void {
    const item = this.#items[index]
    const open = this.#open
    if (!item || !open) return
    this.close()
    item.pick(this.#options.editor, open)
  }

  #activate(index: number): void {
    this.#active = index
    this.#list.markActive(index)
    const { dom } = this.#view
    dom.setAttribute('aria-autocomplete', 'list')
    dom.setAttribute('aria-controls', this.#list.id)
    dom.setAttribute('aria-activedescendant', this.#list.optionId(index))
  }

  #hide(): void {
    if (!this.#open) this.#items = []
    this.#list.hide()
    for (const name of ['aria-autocomplete', 'aria-controls', 'aria-activedescendant']) {
      this.#view.dom.removeAttribute(name)
    }
  }

  readonly #scrolled = (event: Event): void => {
    if (!this.#list.owns(event.target)) this.#follow()
  }

  readonly #follow = (): void => {
    if (!this.#open || !this.#list.isShown) return
    if (!this.#list.moveTo(this.#view.coordsAtPos(this.#open.from))) this.#closeSoon()
  }

  /** For use while the editor takes over a new state: it takes one at a time. */
  #closeSoon(): void {
    queueMicrotask(() => this.close())
  }
}

function countOf(count: number): string {
  if (count === 0) return 'No suggestions'
  return count === 1 ? '1 suggestion' : `${count} suggestions`
}

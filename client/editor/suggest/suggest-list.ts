/** The list of suggestions on the screen: a listbox beside the caret. The focus stays in the text. */
import { placeList } from './place-list.ts'
import type { SuggestItem } from './suggest-items.ts'
import styles from './SuggestList.module.css'

export class SuggestList {
  readonly id: string
  readonly #box = document.createElement('div')
  readonly #onPick: (index: number) => void
  readonly #onPoint: (index: number) => void

  constructor(options: {
    readonly id: string
    readonly onPick: (index: number) => void
    /** The pointer moved onto an entry. */
    readonly onPoint: (index: number) => void
  }) {
    this.id = options.id
    this.#onPick = options.onPick
    this.#onPoint = options.onPoint
    this.#box.id = this.id
    this.#box.className = styles['list'] ?? ''
    this.#box.setAttribute('role', 'listbox')
    // It may scroll, and what scrolls has to be reachable; the keys of the list itself work from the text.
    this.#box.tabIndex = 0
    // The text keeps its focus, and with it a phone's keyboard.
    this.#box.addEventListener('mousedown', (event) => event.preventDefault())
    this.#box.addEventListener('click', (event) => this.#at(event, this.#onPick))
    this.#box.addEventListener('pointermove', (event) => this.#at(event, this.#onPoint))
  }

  get isShown(): boolean {
    return this.#box.isConnected
  }

  /** Whether something happened inside the list. */
  owns(target: EventTarget | null): boolean {
    return target instanceof Node && this.#box.contains(target)
  }

  optionId(index: number): string {
    return `${this.id}-${index}`
  }

  show(items: readonly SuggestItem[], label: string): void {
    this.#box.setAttribute('aria-label', label)
    this.#box.replaceChildren(...this.#groupsOf(items))
    // In the page's main part, so that who goes through a page by its parts finds it.
    if (!this.isShown) (document.querySelector('main') ?? document.body).append(this.#box)
  }

  hide(): void {
    this.#box.remove()
  }

  markActive(active: number): void {
    const options = this.#box.querySelectorAll('[role="option"]')
    for (const [index, option] of options.entries()) {
      option.setAttribute('aria-selected', String(index === active))
      if (index === active) option.scrollIntoView({ block: 'nearest' })
    }
  }

  /** Moves the list to the line; false when the line is out of sight. */
  moveTo(caret: { left: number; right: number; top: number; bottom: number }): boolean {
    const { style } = this.#box
    style.maxBlockSize = ''
    const { width, height } = this.#box.getBoundingClientRect()
    const place = placeList({ caret, seen: seenPart(), list: { width, height } })
    if (!place) return false
    style.left = `${place.left}px`
    style.top = `${place.top}px`
    style.maxBlockSize = `min(${place.maxHeight}px, var(--list-height))`
    return true
  }

  #groupsOf(items: readonly SuggestItem[]): HTMLElement[] {
    const groups = new Map<string, HTMLElement>()
    for (const [index, item] of items.entries()) {
      const group = groups.get(item.group) ?? groupOf(item.group)
      groups.set(item.group, group)
      group.append(this.#optionOf(item, index))
    }
    return [...groups.values()]
  }

  #optionOf({ label, hint }: SuggestItem, index: number): HTMLElement {
    const option = document.createElement('div')
    option.id = this.optionId(index)
    option.className = styles['option'] ?? ''
    option.dataset['index'] = String(index)
    option.setAttribute('role', 'option')
    const text = document.createElement('span')
    text.textContent = label
    option.append(text)
    if (hint !== undefined) option.append(decoration(hint, styles['hint']))
    return option
  }

  #at(event: Event, act: (index: number) => void): void {
    const option = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null
    if (option) act(Number(option.dataset['index']))
  }
}

function groupOf(name: string): HTMLElement {
  const group = document.createElement('div')
  group.setAttribute('role', 'group')
  group.setAttribute('aria-label', name)
  group.append(decoration(name, styles['group']))
  return group
}

/** A word for the eye only: the option or group has it as its name, or needs none. */
function decoration(text: string, className = ''): HTMLElement {
  const element = document.createElement('span')
  element.className = className
  element.textContent = text
  element.setAttribute('aria-hidden', 'true')
  return element
}

/** What is seen of the page: less than the window while a phone's keyboard is up. */
function seenPart(): { left: number; right: number; top: number; bottom: number } {
  const view = window.visualViewport
  const left = view?.offsetLeft ?? 0
  const top = view?.offsetTop ?? 0
  return {
    left,
    top,
    right: left + (view?.width ?? window.innerWidth),
    bottom: top + (view?.height ?? window.innerHeight),
  }
}

/**
 * Keeps the caret of another person in sight, for one who follows them. It only scrolls: the own caret stays. It ends
 * as soon as one does something oneself, or when they leave.
 */
import type { Editor } from '@tiptap/core'
import { ySyncPluginKey, type ProsemirrorBinding } from '@tiptap/y-tiptap'
import { createRelativePositionFromJSON } from 'yjs'
import type { Participant, Participants } from '../collab/participants.ts'
import { scrollerOf } from './hold-still.ts'
import { findPlace } from './sticky-place.ts'

/** What stays free around the caret that is followed. */
const MARGIN = { top: 140, bottom: 120 }

/** Keys that say nothing about where one wants to be. */
const QUIET_KEYS = new Set(['Shift', 'Control', 'Alt', 'Meta', 'Tab', 'AltGraph', 'CapsLock'])

export interface FollowingState {
  readonly key: string
  readonly name: string
  readonly color: string
  /** False while their caret is not in the text. */
  readonly hasCaret: boolean
}

export class Following {
  readonly #participants: Participants
  readonly #listeners = new Set<() => void>()
  #editor: Editor | null = null
  #state: FollowingState | null = null
  #end: (() => void) | undefined
  #frame = 0

  constructor(participants: Participants) {
    this.#participants = participants
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly getSnapshot = (): FollowingState | null => this.#state

  /** The editor that shows the note; null when it is gone. */
  attach(editor: Editor | null): void {
    if (!editor) this.stop()
    this.#editor = editor
  }

  start({ key, name, color }: Pick<Participant, 'key' | 'name' | 'color'>): void {
    this.stop()
    const editor = this.#editor
    if (!editor) return
    this.#set({ key, name, color, hasCaret: this.#participants.caretOf(key) !== null })
    const stopListening = this.#participants.subscribe(this.#look)
    editor.on('transaction', this.#look)
    window.addEventListener('resize', this.#look)
    const page = editor.view.dom.ownerDocument
    const press = (event: KeyboardEvent): void => {
      if (!QUIET_KEYS.has(event.key)) this.stop()
    }
    const point = (event: Event): void => {
      if (event.target instanceof Node && editor.view.dom.contains(event.target)) this.stop()
    }
    const move = (): void => this.stop()
    page.addEventListener('keydown', press, { capture: true })
    page.addEventListener('pointerdown', point, { capture: true })
    page.addEventListener('wheel', move, { capture: true, passive: true })
    page.addEventListener('touchmove', move, { capture: true, passive: true })
    this.#end = () => {
      stopListening()
      editor.off('transaction', this.#look)
      window.removeEventListener('resize', this.#look)
      page.removeEventListener('keydown', press, { capture: true })
      page.removeEventListener('pointerdown', point, { capture: true })
      page.removeEventListener('wheel', move, { capture: true })
      page.removeEventListener('touchmove', move, { capture: true })
      cancelAnimationFrame(this.#frame)
    }
    this.#look()
  }

  stop(): void {
    this.#end?.()
    this.#end = undefined
    this.#set(null)
  }

  #set(state: FollowingState | null): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return
    this.#state = state
    for (const listener of this.#listeners) listener()
  }

  readonly #look = (): void => {
    cancelAnimationFrame(this.#frame)
    // After the editor has drawn, and once for all that happens at a time.
    this.#frame = requestAnimationFrame(() => this.#bringIntoSight())
  }

  #bringIntoSight(): void {
    const state = this.#state
    const editor = this.#editor
    if (!state || !editor) return
    if (!this.#participants.getSnapshot().some(({ key }) => key === state.key)) return this.stop()
    const position = positionOf(this.#participants.caretOf(state.key), editor)
    this.#set({ ...state, hasCaret: position !== null })
    if (position === null) return
    const { view } = editor
    const caret = view.coordsAtPos(position)
    const scroller = scrollerOf(view.dom)
    const { top, bottom } = sightOf(scroller)
    if (caret.top >= top + MARGIN.top && caret.bottom <= bottom - MARGIN.bottom) return
    // A third from the top: what they write next is in sight, too.
    scrollBy(scroller, caret.top - (top + Math.max(MARGIN.top, (bottom - top) / 3)))
  }
}

/** Scrolls the part of the page that the text is in, and the page itself by what is left. */
function scrollBy(scroller: Element | Window, distance: number): void {
  const isMotionReduced = matchMedia('(prefers-reduced-motion: reduce)').matches
  const behavior = isMotionReduced ? 'instant' : 'smooth'
  let rest = distance
  if (scroller instanceof Element) {
    const { scrollTop, scrollHeight, clientHeight } = scroller
    const own = Math.min(Math.max(distance, -scrollTop), scrollHeight - clientHeight - scrollTop)
    scroller.scrollBy({ top: own, behavior })
    rest -= own
  }
  if (Math.abs(rest) >= 1) window.scrollBy({ top: rest, behavior })
}

function positionOf(caret: unknown, editor: Editor): number | null {
  const head = (caret as { readonly head?: unknown } | null)?.head
  const sync = ySyncPluginKey.getState(editor.state) as { readonly binding: ProsemirrorBinding } | undefined
  if (!head || !sync) return null
  const place = findPlace(createRelativePositionFromJSON(head), sync.binding)
  return place && Math.min(place.position, editor.state.doc.content.size)
}

/** What of the text's part of the page can be seen. */
function sightOf(scroller: Element | Window): { readonly top: number; readonly bottom: number } {
  if (!(scroller instanceof Element)) return { top: 0, bottom: window.innerHeight }
  const { top, bottom } = scroller.getBoundingClientRect()
  return { top: Math.max(0, top), bottom: Math.min(window.innerHeight, bottom) }
}

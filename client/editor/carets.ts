/**
 * Other people's carets in the text: the name shows for a moment after each move; carets of people who are not looking
 * are dimmer. How they look is caret.ts.
 */
import { CollaborationCaret } from '@tiptap/extension-collaboration-caret'
import { Plugin } from '@tiptap/pm/state'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import type { LiveNote } from '../collab/live-note.ts'
import { paintCaret, renderCaret, renderSelection } from './caret.ts'

const NAME_SHOWN_MS = 2_000

type User = Readonly<Record<string, unknown>>

/** The carets of one editor. */
class Carets {
  readonly #live: LiveNote
  readonly #elements = new Map<number, HTMLElement>()
  readonly #timers = new Map<number, ReturnType<typeof setTimeout>>()
  readonly #movedAt = new Map<number, number>()
  #stop: (() => void) | undefined

  constructor(live: LiveNote) {
    this.#live = live
  }

  /** Follows what people do, until it is disposed. */
  start(): void {
    this.#stop = this.#live.participants.subscribe(() => this.#update())
  }

  /** Makes the element of a client's caret; the editor puts it where it belongs, and makes it anew when it must. */
  render(user: User, clientId: number): HTMLElement {
    const caret = renderCaret(user)
    const isNew = !this.#elements.has(clientId)
    this.#elements.set(clientId, caret)
    if (isNew) this.#showName(clientId)
    caret.toggleAttribute('data-named', this.#timers.has(clientId))
    caret.toggleAttribute('data-idle', this.#live.participants.isIdle(clientId))
    return caret
  }

  dispose(): void {
    this.#stop?.()
    for (const timer of this.#timers.values()) clearTimeout(timer)
  }

  #update(): void {
    const { participants, awareness } = this.#live
    for (const [clientId, caret] of this.#elements) {
      const state = awareness.getStates().get(clientId)
      if (!state?.['cursor']) {
        this.#forget(clientId)
        continue
      }
      paintCaret(caret, (state['user'] ?? {}) as User)
      caret.toggleAttribute('data-idle', participants.isIdle(clientId))
      const movedAt = participants.movedAt(clientId)
      if (movedAt !== this.#movedAt.get(clientId)) this.#showName(clientId)
    }
  }

  #showName(clientId: number): void {
    this.#movedAt.set(clientId, this.#live.participants.movedAt(clientId))
    clearTimeout(this.#timers.get(clientId))
    this.#timers.set(
      clientId,
      setTimeout(() => {
        this.#timers.delete(clientId)
        this.#elements.get(clientId)?.removeAttribute('data-named')
      }, NAME_SHOWN_MS),
    )
    this.#elements.get(clientId)?.setAttribute('data-named', '')
  }

  #forget(clientId: number): void {
    clearTimeout(this.#timers.get(clientId))
    this.#timers.delete(clientId)
    this.#movedAt.delete(clientId)
    this.#elements.delete(clientId)
  }
}

/** The carets of everybody else in a note. */
export const caretsOf = (live: LiveNote) =>
  CollaborationCaret.extend({
    addProseMirrorPlugins() {
      const carets = new Carets(live)
      return [
        yCursorPlugin(live.awareness, {
          cursorBuilder: ((user: User, clientId: number) => carets.render(user, clientId)) as never,
          selectionBuilder: renderSelection as never,
        }) as Plugin,
        new Plugin({
          view: () => {
            carets.start()
            return { destroy: () => carets.dispose() }
          },
        }),
      ]
    },
  }).configure({ provider: { awareness: live.awareness } })

/**
 * Lets an input method finish before others' changes appear: a change within the text that is being composed makes the
 * browser end the composition, and what was composed so far is there twice. What waits is not lost, and it does not wait
 * for ever: on phones every word is composed, and the caret may rest in one.
 */
import { Extension } from '@tiptap/core'
import { Plugin } from '@tiptap/pm/state'

/** How long others' changes wait after the last step of a composition, and since its start. */
const PAUSE_MS = 10_000
const LIMIT_MS = 30_000
/** The editor takes the composed text over a moment after the composition has ended. */
const TAKE_OVER_MS = 60

export interface HoldWhileComposingOptions {
  /** Holds others' changes back, or lets them through. */
  readonly hold: (isHeld: boolean) => void
}

/** Turns the steps of compositions into holding and letting go. */
export class CompositionHold {
  readonly #hold: (isHeld: boolean) => void
  #startedAt: number | null = null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(hold: (isHeld: boolean) => void) {
    this.#hold = hold
  }

  /** A composition has begun or gone on. */
  step(): void {
    const now = Date.now()
    this.#startedAt ??= now
    const left = this.#startedAt + LIMIT_MS - now
    if (left <= 0) return
    this.#hold(true)
    this.#releaseAfter(Math.min(PAUSE_MS, left))
  }

  end(): void {
    this.#startedAt = null
    this.#releaseAfter(TAKE_OVER_MS)
  }

  dispose(): void {
    this.#releaseAfter(0)
  }

  #releaseAfter(delay: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => this.#hold(false), delay)
  }
}

export const HoldWhileComposing = Extension.create<HoldWhileComposingOptions>({
  name: 'holdWhileComposing',

  addOptions() {
    return { hold: () => undefined }
  },

  addProseMirrorPlugins() {
    const composition = new CompositionHold(this.options.hold)
    const step = (): boolean => {
      composition.step()
      return false
    }
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            compositionstart: step,
            compositionupdate: step,
            compositionend: () => {
              composition.end()
              return false
            },
          },
        },
        view: () => ({ destroy: () => composition.dispose() }),
      }),
    ]
  },
})

/**
 * Short messages at the edge of the page. Good news waits for its turn in the live region; problems interrupt. The
 * messages' own code is loaded after everything else: most visits never have one.
 */
import { announce } from './announce.ts'
import { explainError } from './explain-error.ts'

export interface Notice {
  readonly tone: 'good' | 'problem'
  readonly title?: string
  readonly message: string
  /** What can be done about it, or next. */
  readonly action?: NoticeAction | undefined
}

export interface NoticeAction {
  readonly label: string
  readonly run: () => void
}

type Listener = (notice: Notice) => void

const listeners = new Set<Listener>()

export function notifyDone(message: string, action?: NoticeAction): void {
  announce(message)
  for (const listener of listeners) listener({ tone: 'good', message, action })
}

/** `action` is what did not work, as a sentence: "The link was not made." */
export function notifyProblem(action: string, error: unknown): void {
  notifyTrouble(action, explainError(error).detail)
}

/** As {@link notifyProblem}, with the cause and the way out in words of its own. */
export function notifyTrouble(title: string, message: string, action?: NoticeAction): void {
  for (const listener of listeners) listener({ tone: 'problem', title, message, action })
}

export function onNotice(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

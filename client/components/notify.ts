/**
 * Short messages at the edge of the page. Good news waits for its turn in the live region; problems interrupt. The
 * messages' own code is loaded with the first one, since most visits never have one.
 */
import { announce } from './announce.ts'
import { explainError } from './explain-error.ts'

export interface Notice {
  readonly tone: 'good' | 'problem'
  readonly title?: string
  readonly message: string
}

type Listener = (notice: Notice) => void

const listeners = new Set<Listener>()

export function notifyDone(message: string): void {
  announce(message)
  for (const listener of listeners) listener({ tone: 'good', message })
}

/** `action` is what did not work, as a sentence: "The link was not made." */
export function notifyProblem(action: string, error: unknown): void {
  const { detail } = explainError(error)
  for (const listener of listeners) listener({ tone: 'problem', title: action, message: detail })
}

export function onNotice(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

import type { Response } from 'express'

/** Aborts when the client goes away before it has its answer. */
export function signalOf(response: Response): AbortSignal {
  const controller = new AbortController()
  if (response.destroyed) controller.abort()
  response.once('close', () => {
    if (!response.writableFinished) controller.abort()
  })
  return controller.signal
}

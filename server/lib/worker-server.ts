/** The worker's side of `WorkerClient`: answers requests one after the other, in order. */
import { parentPort } from 'node:worker_threads'

export type WorkerAnswer =
  | { readonly kind: 'done'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'failed'
      readonly id: number
      readonly error: { readonly message: string; readonly name: string; readonly code: string | null }
    }
  | { readonly kind: 'event'; readonly event: unknown }

/** Serves requests with `handle`, which must be synchronous: order is the promise. Returns how to send events. */
export function serveWorker<Request>(handle: (request: Request) => unknown): { emit(event: unknown): void } {
  const port = parentPort
  if (!port) throw new Error('expected to run in a worker thread')
  const answer = (message: WorkerAnswer) => port.postMessage(message)
  port.on('message', ({ id, request }: { id: number; request: Request }) => {
    try {
      answer({ kind: 'done', id, value: handle(request) })
    } catch (error) {
      const { message, name, code } = error as Error & { code?: unknown }
      answer({ kind: 'failed', id, error: { message, name, code: typeof code === 'string' ? code : null } })
    }
  })
  return { emit: (event) => answer({ kind: 'event', event }) }
}

/** The worker's side of `WorkerClient`: answers requests one after the other, in order. */
import { parentPort } from 'node:worker_threads'

/** Answers that are ready within this time of each other are posted together. */
const TOGETHER_MS = 1

export interface WorkerRequest<Request> {
  readonly id: number
  readonly request: Request
}

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
  let ready: WorkerAnswer[] = []
  const post = (): void => {
    if (ready.length === 0) return
    port.postMessage(ready)
    ready = []
  }
  const answer = ({ id, request }: WorkerRequest<Request>): WorkerAnswer => {
    try {
      return { kind: 'done', id, value: handle(request) }
    } catch (error) {
      return failed(id, error)
    }
  }
  port.on('message', (requests: readonly WorkerRequest<Request>[]) => {
    let postedAt = performance.now()
    for (const request of requests) {
      ready.push(answer(request))
      const now = performance.now()
      if (now - postedAt < TOGETHER_MS) continue
      postedAt = now
      post()
    }
    post()
  })
  return {
    emit: (event) => {
      ready.push({ kind: 'event', event })
      post()
    },
  }
}

function failed(id: number, error: unknown): WorkerAnswer {
  const { message, name, code } = error as Error & { code?: unknown }
  return { kind: 'failed', id, error: { message, name, code: typeof code === 'string' ? code : null } }
}

/**
 * Calls into a worker thread as promises: `call(request)` posts it and resolves with the worker's answer. The worker
 * answers each request with `serveWorker` (worker-server.ts). A worker that dies rejects everything that waits.
 *
 * Calls that are made together are posted together: waking a thread costs more than most of them do.
 */
import { Worker } from 'node:worker_threads'
import type { WorkerAnswer, WorkerRequest } from './worker-server.ts'

/** Each thread has its own and keeps it once it has grown: on V8's default 200 open notes took some 25 MiB more. */
const YOUNG_GENERATION_MB = 8

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

interface Call<Request> extends WorkerRequest<Request> {
  readonly transfer: readonly ArrayBuffer[]
}

export class WorkerClient<Request, Event = never> {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  #unposted: Call<Request>[] = []
  #nextId = 1
  #dead: Error | null = null

  constructor(options: {
    readonly file: URL
    readonly data: unknown
    readonly onEvent?: (event: Event) => void
    /** Called when the worker ends without `close`, after everything that waited was rejected. */
    readonly onDeath?: (error: Error) => void
  }) {
    this.#worker = new Worker(options.file, {
      workerData: options.data,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
    })
    this.#worker.on('message', (messages: readonly WorkerAnswer[]) => {
      for (const message of messages) {
        if (message.kind === 'event') options.onEvent?.(message.event as Event)
        else if (message.kind === 'done') this.#take(message.id)?.resolve(message.value)
        else this.#take(message.id)?.reject(toError(message.error))
      }
    })
    const die = (error: Error) => {
      if (this.#dead) return
      this.#dead = error
      for (const waiting of this.#waiting.values()) waiting.reject(error)
      this.#waiting.clear()
      options.onDeath?.(error)
    }
    this.#worker.on('error', die)
    // An answer that does not arrive whole would otherwise be waited for without end, and nothing says whose it was.
    this.#worker.on('messageerror', (error) => {
      die(error)
      void this.#worker.terminate()
    })
    this.#worker.on('exit', (code) =>
      die(new Error(`worker ${options.file.pathname} ended with code ${code}`)),
    )
  }

  /** Posts a request; `transfer` hands over array buffers instead of copying them. */
  call(request: Request, transfer: readonly ArrayBuffer[] = []): Promise<unknown> {
    if (this.#dead) return Promise.reject(this.#dead)
    const id = this.#nextId++
    if (this.#unposted.length === 0) process.nextTick(() => this.#postAll())
    this.#unposted.push({ id, request, transfer })
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }))
  }

  /** Ends the worker; what still waits is rejected. */
  async close(): Promise<void> {
    this.#dead ??= new Error('worker closed')
    for (const waiting of this.#waiting.values()) waiting.reject(this.#dead)
    this.#waiting.clear()
    await this.#worker.terminate()
  }

  #postAll(): void {
    const calls = this.#unposted
    this.#unposted = []
    if (this.#dead) return
    try {
      this.#post(calls)
    } catch {
      for (const call of calls) this.#postAlone(call)
    }
  }

  /** What cannot be copied fails alone. */
  #postAlone(call: Call<Request>): void {
    try {
      this.#post([call])
    } catch (error) {
      this.#take(call.id)?.reject(error)
    }
  }

  /** Throws, and hands nothing over, when one of the requests cannot be copied. */
  #post(calls: readonly Call<Request>[]): void {
    const requests: WorkerRequest<Request>[] = calls.map(({ id, request }) => ({ id, request }))
    this.#worker.postMessage(
      requests,
      calls.flatMap(({ transfer }) => transfer),
    )
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    return waiting
  }
}

function toError(error: {
  readonly message: string
  readonly name: string
  readonly code: string | null
}): Error {
  return Object.assign(new Error(error.message), {
    name: error.name,
    ...(error.code ? { code: error.code } : {}),
  })
}

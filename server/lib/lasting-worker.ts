import { WorkerClient } from './worker-client.ts'

type ClientOptions<Request, Event> = ConstructorParameters<typeof WorkerClient<Request, Event>>[0]

/**
 * Calls into a worker thread that is started when it is first needed, and again after it died: what waits then is
 * rejected, the next call goes to a new thread. For workers that keep nothing from one call to the next.
 */
export class LastingWorker<Request, Event = never> {
  readonly #options: ClientOptions<Request, Event> & { readonly idleMs?: number }
  #worker: WorkerClient<Request, Event> | null = null
  #running = 0
  #idleTimer: NodeJS.Timeout | undefined
  #closed = false

  /** `onDeath` is told after everything that waited was rejected. `idleMs`: a thread that is not used so long is ended. */
  constructor(options: ClientOptions<Request, Event> & { readonly idleMs?: number }) {
    this.#options = options
  }

  async call(request: Request, transfer?: readonly ArrayBuffer[]): Promise<unknown> {
    if (this.#closed) throw new Error('worker closed')
    this.#worker ??= new WorkerClient({
      ...this.#options,
      onDeath: (error) => {
        this.#worker = null
        this.#options.onDeath?.(error)
      },
    })
    clearTimeout(this.#idleTimer)
    this.#running++
    try {
      return await this.#worker.call(request, transfer)
    } finally {
      this.#running--
      this.#endWhenIdle()
    }
  }

  /** Ends the worker; what still waits is rejected. */
  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#idleTimer)
    await this.#worker?.close()
  }

  #endWhenIdle(): void {
    const { idleMs } = this.#options
    if (idleMs === undefined || this.#running > 0 || this.#closed) return
    clearTimeout(this.#idleTimer)
    this.#idleTimer = setTimeout(() => {
      const worker = this.#worker
      this.#worker = null
      void worker?.close()
    }, idleMs)
    this.#idleTimer.unref()
  }
}

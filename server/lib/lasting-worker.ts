import { WorkerClient } from './worker-client.ts'

/**
 * Calls into a worker thread that is started when it is first needed, and again after it died: what waits then is
 * rejected, the next call goes to a new thread. For workers that keep nothing from one call to the next.
 */
export class LastingWorker<Request, Event = never> {
  readonly #options: ConstructorParameters<typeof WorkerClient<Request, Event>>[0]
  #worker: WorkerClient<Request, Event> | null = null
  #closed = false

  /** `onDeath` is told after everything that waited was rejected. */
  constructor(options: ConstructorParameters<typeof WorkerClient<Request, Event>>[0]) {
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
    return this.#worker.call(request, transfer)
  }

  /** Ends the worker; what still waits is rejected. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#worker?.close()
  }
}

/**
 * Makes exports and publications, each in a thread of its own: one that takes too long or too much memory is ended, and
 * so is one that nobody waits for any more; nothing is half made. The socket loop only copies what goes in and out.
 */
import { Worker } from 'node:worker_threads'
import pLimit from 'p-limit'
import type { ExportProgress } from '../../shared/contracts/publishing.ts'
import { AppError } from '../errors.ts'
import { builtFile } from '../lib/built-file.ts'
import type { Clock } from '../lib/clock.ts'
import type {
  ExportRequest,
  FileMessage,
  FileRequest,
  FileStep,
  MadeExport,
  MadePublication,
  PublicationFilesRequest,
} from './file-request.ts'

export type { ExportRequest, FileStep, MadeExport, MadePublication, PublicationFilesRequest }

/** Threads at work at once; what comes meanwhile waits for its turn. */
export const MAX_THREADS = 2
/** More waiting than this is refused. */
export const MAX_WAITING = 20
export const MAX_SECONDS = 60
export const MAX_MEMORY_MB = 1_024
/** How long a job's end can still be asked for. */
export const KEPT_JOB_MS = 60_000

export interface MakeOptions {
  /** A name under which progress can be asked for. */
  readonly job?: string | undefined
  /** Ends the work. */
  readonly signal?: AbortSignal | undefined
}

export interface FileMaker {
  /** Throws AppError `too_large` beyond the limits, `export_failed` for what a format cannot show, `unavailable` when too much waits, `AbortError` when it was ended. */
  makeExport(request: ExportRequest, options?: MakeOptions): Promise<MadeExport>
  makePublication(request: PublicationFilesRequest, options?: MakeOptions): Promise<MadePublication>
  /** Throws AppError `unavailable` when too much waits: to be asked before anything large is read. */
  requireRoom(): void
  /** Null for a job that never was or ended a while ago. */
  progressOf(job: string): ExportProgress | null
  close(): Promise<void>
}

export function createFileMaker({ clock }: { readonly clock: Clock }): FileMaker {
  return new ThreadFileMaker(clock)
}

class ThreadFileMaker implements FileMaker {
  readonly #clock: Clock
  readonly #jobs = new Map<string, ExportProgress>()
  readonly #running = new Set<Worker>()
  readonly #limit = pLimit(MAX_THREADS)
  #waiting = 0
  #closed = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  makeExport(request: ExportRequest, options: MakeOptions = {}): Promise<MadeExport> {
    return this.#make<MadeExport>(request, options)
  }

  makePublication(request: PublicationFilesRequest, options: MakeOptions = {}): Promise<MadePublication> {
    return this.#make<MadePublication>(request, options)
  }

  progressOf(job: string): ExportProgress | null {
    return this.#jobs.get(job) ?? null
  }

  requireRoom(): void {
    if (this.#waiting < MAX_WAITING) return
    throw new AppError('unavailable', 'Too many files are being made at the moment. Try again in a minute.')
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#running].map((worker) => worker.terminate()))
  }

  async #make<Made extends MadeExport | MadePublication>(
    request: FileRequest,
    { job, signal }: MakeOptions,
  ): Promise<Made> {
    const tell = (change: Partial<ExportProgress>): void => {
      if (job !== undefined) this.#jobs.set(job, { ...(this.#jobs.get(job) ?? NEW_JOB), ...change })
    }
    this.requireRoom()
    tell({ state: 'waiting' })
    try {
      const made = await this.#inTurn(signal, () => {
        tell({ state: 'running' })
        return this.#run(request, { signal, onStep: tell })
      })
      tell({ state: 'done', warnings: [...made.warnings] })
      return made as Made
    } catch (error) {
      tell({ state: 'failed' })
      throw error
    } finally {
      if (job !== undefined) this.#clock.after(KEPT_JOB_MS, () => this.#jobs.delete(job))
    }
  }

  /** Whoever goes away while it waits keeps no place. */
  async #inTurn<Made>(signal: AbortSignal | undefined, make: () => Promise<Made>): Promise<Made> {
    this.#waiting++
    let isWaiting = true
    const leave = (): void => {
      if (isWaiting) this.#waiting--
      isWaiting = false
    }
    signal?.addEventListener('abort', leave, { once: true })
    try {
      return await this.#limit(() => {
        leave()
        return make()
      })
    } finally {
      signal?.removeEventListener('abort', leave)
    }
  }

  async #run(
    request: FileRequest,
    {
      signal,
      onStep,
    }: { readonly signal: AbortSignal | undefined; readonly onStep: (step: FileStep) => void },
  ): Promise<MadeExport | MadePublication> {
    if (this.#closed) throw new AppError('unavailable', 'The server is stopping.')
    if (signal?.aborted) throw abortError()
    const worker = new Worker(builtFile('server/file-thread.js'), {
      workerData: request,
      resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
    })
    this.#running.add(worker)
    const made = new Promise<MadeExport | MadePublication>((resolve, reject) => {
      const abort = (): void => reject(abortError())
      signal?.addEventListener('abort', abort, { once: true })
      const stopTimer = this.#clock.after(MAX_SECONDS * 1_000, () =>
        reject(tooLarge(`${MAX_SECONDS} seconds`)),
      )
      worker.on('message', (message: FileMessage) => {
        if (message.kind === 'step') onStep(message.step)
        else if (message.kind === 'done') resolve(message.value)
        else reject(errorOf(message))
      })
      worker.on('error', (error: Error & { code?: string }) =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge(`${MAX_MEMORY_MB} MiB of memory`) : error,
        ),
      )
      worker.on('exit', () => {
        signal?.removeEventListener('abort', abort)
        stopTimer()
        this.#running.delete(worker)
        reject(
          this.#closed ? new AppError('unavailable', 'The server is stopping.') : new Error('thread ended'),
        )
      })
    })
    try {
      return await made
    } finally {
      // Not waited for: a thread that is inside native code ends only when that is done.
      void worker.terminate()
    }
  }
}

const NEW_JOB: ExportProgress = { state: 'waiting', step: '', done: 0, total: 0, warnings: [] }

function errorOf({ message, stack, code }: Extract<FileMessage, { kind: 'failed' }>): Error {
  return code === null ? Object.assign(new Error(message), { stack }) : new AppError(code, message)
}

function tooLarge(limit: string): AppError {
  return new AppError(
    'too_large',
    `This takes more than ${limit}, and was given up. Export a track or a session of it, or another format.`,
  )
}

function abortError(): Error {
  return new DOMException('Nobody waits for this file any more.', 'AbortError')
}

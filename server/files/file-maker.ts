/**
 * Makes exports and publications, each in a process of its own: one that takes too long or too much memory is ended, and
 * so is one that nobody waits for any more; nothing is half made. The socket loop only copies what goes in and out.
 */
import pLimit from 'p-limit'
import { AppError } from '../errors.ts'
import type { Clock } from '../lib/clock.ts'
import { Jobs, KEPT_JOB_MS } from '../lib/jobs.ts'
import { startFileChild, type FileChild } from './file-child.ts'
import type {
  ExportRequest,
  FileRequest,
  FileStep,
  MadeExport,
  MadePublication,
  MemoryLimits,
  PublicationFilesRequest,
} from './file-request.ts'

export { KEPT_JOB_MS }
export type { ExportRequest, FileStep, MadeExport, MadePublication, PublicationFilesRequest }

/** Processes at work at once; what comes meanwhile waits for its turn. */
export const MAX_PROCESSES = 2
/** More waiting than this is refused. */
export const MAX_WAITING = 20
export const MAX_SECONDS = 60
/** JavaScript gets less than the process: what it could clean up must not count as taken. */
export const MEMORY_LIMITS: MemoryLimits = { total: 1_536, script: 1_024 }
export interface MakeOptions {
  /** A name under which progress can be asked for. */
  readonly job?: string | undefined
  /** Ends the work. */
  readonly signal?: AbortSignal | undefined
}

export interface FileMaker {
  /** How far the work is. */
  readonly jobs: Jobs
  /** Throws AppError `too_large` for what takes too long, `export_failed` for what takes too much memory or a format cannot show, `unavailable` when too much waits, `AbortError` when it was ended. */
  makeExport(request: ExportRequest, options?: MakeOptions): Promise<MadeExport>
  makePublication(request: PublicationFilesRequest, options?: MakeOptions): Promise<MadePublication>
  /** Throws AppError `unavailable` when too much waits: to be asked before anything large is read. */
  requireRoom(): void
  close(): Promise<void>
}

export function createFileMaker({
  clock,
  limits = MEMORY_LIMITS,
}: {
  readonly clock: Clock
  readonly limits?: MemoryLimits
}): FileMaker {
  return new ProcessFileMaker(clock, limits)
}

class ProcessFileMaker implements FileMaker {
  readonly #clock: Clock
  readonly #limits: MemoryLimits
  readonly jobs: Jobs
  readonly #running = new Set<FileChild>()
  readonly #limit = pLimit(MAX_PROCESSES)
  #waiting = 0
  #closed = false

  constructor(clock: Clock, limits: MemoryLimits) {
    this.#clock = clock
    this.#limits = limits
    this.jobs = new Jobs(clock)
  }

  makeExport(request: ExportRequest, options: MakeOptions = {}): Promise<MadeExport> {
    return this.#make<MadeExport>(request, options)
  }

  makePublication(request: PublicationFilesRequest, options: MakeOptions = {}): Promise<MadePublication> {
    return this.#make<MadePublication>(request, options)
  }

  requireRoom(): void {
    if (this.#waiting < MAX_WAITING) return
    throw new AppError('unavailable', 'Too many files are being made at the moment. Try again in a minute.')
  }

  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#running].map((child) => child.end()))
  }

  async #make<Made extends MadeExport | MadePublication>(
    request: FileRequest,
    { job, signal }: MakeOptions,
  ): Promise<Made> {
    this.requireRoom()
    return this.jobs.follow(job, async (tell) => {
      const made = await this.#inTurn(signal, () => {
        tell({ state: 'running' })
        return this.#run(request, { signal, onStep: tell })
      })
      tell({ warnings: [...made.warnings] })
      return made as Made
    })
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
    const child = startFileChild({ request, limits: this.#limits }, onStep)
    this.#running.add(child)
    const stop = new AbortController()
    const abort = (): void => stop.abort(abortError())
    signal?.addEventListener('abort', abort, { once: true })
    const stopTimer = this.#clock.after(MAX_SECONDS * 1_000, () => stop.abort(tooSlow()))
    try {
      return await Promise.race([child.made, rejectionOf(stop.signal)])
    } catch (error) {
      throw this.#closed ? new AppError('unavailable', 'The server is stopping.') : error
    } finally {
      signal?.removeEventListener('abort', abort)
      stopTimer()
      await child.end()
      this.#running.delete(child)
    }
  }
}

function tooSlow(): AppError {
  return new AppError(
    'too_large',
    `This takes more than ${MAX_SECONDS} seconds, and was given up. Export a track or a session of it, or another format.`,
  )
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
  })
}

function abortError(): Error {
  return new DOMException('Nobody waits for this file any more.', 'AbortError')
}

/** How far work is that somebody waits for, under the name that they gave it. */
import type { ExportProgress } from '../../shared/contracts/publishing.ts'
import type { Clock } from './clock.ts'

/** How long a job's end can still be asked for. */
export const KEPT_JOB_MS = 60_000

/** Says what changed in how far it is. */
export type TellProgress = (change: Partial<ExportProgress>) => void

const NEW_JOB: ExportProgress = { state: 'waiting', step: '', done: 0, total: 0, warnings: [] }

export class Jobs {
  readonly #clock: Clock
  readonly #jobs = new Map<string, ExportProgress>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Null for a job that never was or ended a while ago. */
  progressOf(job: string): ExportProgress | null {
    return this.#jobs.get(job) ?? null
  }

  /** Does the work; without a name nobody can ask how far it is. It waits for its turn until it says otherwise. */
  async follow<Result>(
    job: string | undefined,
    work: (tell: TellProgress) => Promise<Result>,
  ): Promise<Result> {
    const tell: TellProgress = (change) => {
      if (job !== undefined) this.#jobs.set(job, { ...(this.#jobs.get(job) ?? NEW_JOB), ...change })
    }
    tell({ state: 'waiting' })
    try {
      const result = await work(tell)
      tell({ state: 'done' })
      return result
    } catch (error) {
      tell({ state: 'failed' })
      throw error
    } finally {
      if (job !== undefined) this.#clock.after(KEPT_JOB_MS, () => this.#jobs.delete(job))
    }
  }
}

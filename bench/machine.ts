/** What the figures were measured on. */
import { spawnSync } from 'node:child_process'
import { availableParallelism, cpus } from 'node:os'

/** The servers' core and the load program's. */
export const SERVER_CORE = 0
export const LOAD_CORE = 1

export interface Machine {
  readonly cores: number
  readonly cpu: string
  readonly node: string
  /** Servers and load have a core each. */
  readonly bound: boolean
}

export function describeMachine(): Machine {
  const cores = availableParallelism()
  return {
    cores,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    node: process.version,
    bound: cores >= 2 && spawnSync('taskset', ['-c', String(LOAD_CORE), 'true']).status === 0,
  }
}

/** How many files and sockets this process may have open; null: unknown. */
export function readFileLimit(): number | null {
  const report = process.report?.getReport() as
    { userLimits?: { open_files?: { soft?: number | string } } } | undefined
  const soft = report?.userLimits?.open_files?.soft
  if (soft === 'unlimited') return Number.POSITIVE_INFINITY
  return soft === undefined ? null : Number(soft)
}

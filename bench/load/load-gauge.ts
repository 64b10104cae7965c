/** Whether this program keeps up: when it is busy itself, latencies measure it and not the server. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

const RESOLUTION_MS = 1
const BUSY_SHARE = 0.85
const LATE_MS = 20

export interface LoadReading {
  /** Of one core. */
  readonly cpuShare: number
  readonly loopDelayP99Ms: number
}

export class LoadGauge {
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  readonly #began = performance.now()
  readonly #cpu = process.cpuUsage()

  constructor() {
    this.#delay.enable()
  }

  read(): LoadReading {
    this.#delay.disable()
    const { user, system } = process.cpuUsage(this.#cpu)
    return {
      cpuShare: (user + system) / 1_000 / (performance.now() - this.#began),
      loopDelayP99Ms: Math.max(0, this.#delay.percentile(99) / 1e6 - RESOLUTION_MS),
    }
  }
}

export function warnOfLoad({ cpuShare, loopDelayP99Ms }: LoadReading): string[] {
  const warnings: string[] = []
  if (cpuShare > BUSY_SHARE) {
    warnings.push(
      `the load program used ${Math.round(cpuShare * 100)} % of its core: latencies are partly its own`,
    )
  }
  if (loopDelayP99Ms > LATE_MS) {
    warnings.push(`the load program's loop was late by ${loopDelayP99Ms.toFixed(0)} ms (p99)`)
  }
  return warnings
}

/** What a process used, as Linux counts it: all threads, and those that ended. */
import { readFileSync } from 'node:fs'

/** Linux counts CPU time for programs in hundredths of a second on every platform that Node runs on. */
const MS_PER_TICK = 10

/** CPU time so far, user and system, all threads. */
export function readCpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name stands in parentheses and may hold spaces; counting starts behind it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK
}

export function readRssMb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? Number.NaN) / 1024
}

interface Sample {
  readonly time: number
  readonly cpuMs: number
  readonly rssMb: number
}

const SAMPLE_MS = 100

/** Follows a process, so that its use can be asked for any time of a run afterwards. */
export class UsageSampler {
  readonly #pid: number
  readonly #samples: Sample[] = []
  readonly #timer: NodeJS.Timeout

  constructor(pid: number) {
    this.#pid = pid
    this.#sample()
    this.#timer = setInterval(() => this.#sample(), SAMPLE_MS)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#sample()
  }

  get peakRssMb(): number {
    return Math.max(...this.#samples.map(({ rssMb }) => rssMb))
  }

  /** CPU time used between two times of `performance.now()`. */
  cpuMsBetween(from: number, to: number): number {
    return this.#cpuMsAt(to) - this.#cpuMsAt(from)
  }

  #cpuMsAt(time: number): number {
    const after = this.#samples.findIndex((sample) => sample.time >= time)
    const next = this.#samples[after]
    const last = this.#samples.at(after === -1 ? -1 : after - 1)
    if (!last || !next || after === 0) return (next ?? last)?.cpuMs ?? Number.NaN
    return last.cpuMs + ((next.cpuMs - last.cpuMs) * (time - last.time)) / (next.time - last.time)
  }

  #sample(): void {
    try {
      this.#samples.push({
        time: performance.now(),
        cpuMs: readCpuMs(this.#pid),
        rssMb: readRssMb(this.#pid),
      })
    } catch {
      // The process has ended; whoever started it knows why.
    }
  }
}

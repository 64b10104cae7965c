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

/** How long a core has been busy, with whatever it was. */
export function readCoreBusyMs(core: number): number {
  const line = new RegExp(`^cpu${core} (.*)$`, 'm').exec(readFileSync('/proc/stat', 'utf8'))?.[1] ?? ''
  const [user = 0, nice = 0, system = 0, _idle, _ioWait, irq = 0, softIrq = 0, steal = 0] = line
    .split(' ')
    .map(Number)
  return (user + nice + system + irq + softIrq + steal) * MS_PER_TICK
}

interface Sample {
  readonly time: number
  readonly cpuMs: number
  readonly rssMb: number
  readonly coreBusyMs: number
}

const SAMPLE_MS = 100
/** A server that has to share its core with more than this has figures that mean little. */
const DISTURBED_SHARE = 0.15

/** Follows a process, so that its use can be asked for any time of a run afterwards. */
export class UsageSampler {
  readonly #pid: number
  /** The core that the process is bound to; null: it is not bound. */
  readonly #core: number | null
  readonly #samples: Sample[] = []
  readonly #timer: NodeJS.Timeout

  constructor({ pid, core }: { readonly pid: number; readonly core: number | null }) {
    this.#pid = pid
    this.#core = core
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
    return this.#at(to, 'cpuMs') - this.#at(from, 'cpuMs')
  }

  /** Says so when other programs ran on the server's core between two times. */
  warnOfOthers(from: number, to: number): string[] {
    if (this.#core === null) return []
    const busyMs = this.#at(to, 'coreBusyMs') - this.#at(from, 'coreBusyMs')
    const share = (busyMs - this.cpuMsBetween(from, to)) / (to - from)
    return share > DISTURBED_SHARE
      ? [
          `other programs used ${Math.round(share * 100)} % of the server’s core: measure again on a quiet machine`,
        ]
      : []
  }

  #at(time: number, figure: 'cpuMs' | 'coreBusyMs'): number {
    const after = this.#samples.findIndex((sample) => sample.time >= time)
    const next = this.#samples[after]
    const last = this.#samples.at(after === -1 ? -1 : after - 1)
    if (!last || !next || after === 0) return (next ?? last)?.[figure] ?? Number.NaN
    return last[figure] + ((next[figure] - last[figure]) * (time - last.time)) / (next.time - last.time)
  }

  #sample(): void {
    try {
      this.#samples.push({
        time: performance.now(),
        cpuMs: readCpuMs(this.#pid),
        rssMb: readRssMb(this.#pid),
        coreBusyMs: this.#core === null ? Number.NaN : readCoreBusyMs(this.#core),
      })
    } catch {
      // The process has ended; whoever started it knows why.
    }
  }
}

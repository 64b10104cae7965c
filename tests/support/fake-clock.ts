import type { Clock } from '../../server/lib/clock.ts'

interface Timer {
  at: number
  readonly periodMs: number | null
  readonly task: () => void
}

/** A clock that only moves when told to. Tasks run in the order of their times, inside `advance`. */
export class FakeClock implements Clock {
  #now: number
  readonly #timers = new Set<Timer>()

  constructor(start: number | string = '2024-05-06T09:00:00Z') {
    this.#now = typeof start === 'string' ? Date.parse(start) : start
  }

  now(): number {
    return this.#now
  }

  after(delayMs: number, task: () => void): () => void {
    return this.#add({ at: this.#now + delayMs, periodMs: null, task })
  }

  every(periodMs: number, task: () => void): () => void {
    if (periodMs <= 0) throw new RangeError(`expected a period above 0 ms, found ${periodMs}`)
    return this.#add({ at: this.#now + periodMs, periodMs, task })
  }

  /** Moves the time on and runs what falls due, including what tasks start meanwhile. */
  advance(ms: number): void {
    const end = this.#now + ms
    for (let timer = this.#nextUntil(end); timer; timer = this.#nextUntil(end)) {
      this.#now = Math.max(this.#now, timer.at)
      if (timer.periodMs === null) this.#timers.delete(timer)
      else timer.at += timer.periodMs
      timer.task()
    }
    this.#now = end
  }

  /** How many timers wait: 0 after everything was closed. */
  get pending(): number {
    return this.#timers.size
  }

  #add(timer: Timer): () => void {
    this.#timers.add(timer)
    return () => this.#timers.delete(timer)
  }

  #nextUntil(end: number): Timer | undefined {
    let next: Timer | undefined
    for (const timer of this.#timers) if (timer.at <= end && (!next || timer.at < next.at)) next = timer
    return next
  }
}

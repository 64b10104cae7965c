import { systemClock, type Clock } from '../../server/lib/clock.ts'

interface Waiting {
  readonly at: number
  readonly cancel: () => void
  readonly fall: () => void
}

/** The real clock, with a way to be ahead of it: what waits for a time falls due when the clock is moved past it. */
export class MovableClock implements Clock {
  #aheadMs = 0
  readonly #waiting = new Set<Waiting>()

  now(): number {
    return systemClock.now() + this.#aheadMs
  }

  after(delayMs: number, task: () => void): () => void {
    const waiting: Waiting = {
      at: this.now() + delayMs,
      cancel: systemClock.after(delayMs, () => waiting.fall()),
      fall: () => {
        stop()
        task()
      },
    }
    const stop = () => {
      waiting.cancel()
      this.#waiting.delete(waiting)
    }
    this.#waiting.add(waiting)
    return stop
  }

  every(periodMs: number, task: () => void): () => void {
    let stop = () => {}
    const next = () => {
      stop = this.after(periodMs, () => {
        next()
        task()
      })
    }
    next()
    return () => stop()
  }

  move(ms: number): void {
    this.#aheadMs += ms
    for (const waiting of [...this.#waiting].toSorted((a, b) => a.at - b.at)) {
      if (waiting.at <= this.now() && this.#waiting.has(waiting)) waiting.fall()
    }
  }
}

/** Time behind an interface, so that tests can move it. All times are ms since the epoch. */
export interface Clock {
  now(): number
  /** Runs `task` once after `delayMs`; returns what cancels it. */
  after(delayMs: number, task: () => void): () => void
  /** Runs `task` every `periodMs` until the returned function is called. */
  every(periodMs: number, task: () => void): () => void
}

/** The real clock. Its timers never keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
  every(periodMs, task) {
    const timer = setInterval(task, periodMs)
    timer.unref()
    return () => clearInterval(timer)
  },
}

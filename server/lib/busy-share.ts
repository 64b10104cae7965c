/** How busy this thread is: for work that can wait a little when there is much. */
import { performance } from 'node:perf_hooks'

/** Between two looks: long enough to be no accident, short enough to follow a crowd that begins to type. */
const LOOK_EVERY_MS = 500

/**
 * Returns what tells the part of the time (0 to 1) in which the event loop had something to do lately; on a core that is
 * shared, also when others had it.
 */
export function createBusyShare(): () => number {
  let before = performance.eventLoopUtilization()
  let lookedAt = performance.now()
  let share = 0
  return () => {
    if (performance.now() - lookedAt < LOOK_EVERY_MS) return share
    const now = performance.eventLoopUtilization()
    share = performance.eventLoopUtilization(now, before).utilization
    before = now
    lookedAt = performance.now()
    return share
  }
}

/** Waiting with a deadline; nothing in a benchmark may wait for ever. */
import { setTimeout as sleep } from 'node:timers/promises'

export { sleep }

/** Resolves true once the condition holds, false at the deadline. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { timeoutMs, everyMs = 20 }: { readonly timeoutMs: number; readonly everyMs?: number },
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (!(await condition())) {
    if (performance.now() > deadline) return false
    await sleep(everyMs)
  }
  return true
}

/**
 * Waits until `complete` says so. It is costly, so it is only asked when `counter` stood still for a while; a busy
 * server may be silent for long, so silence alone is not the end.
 */
export async function settle({
  counter,
  complete,
  quietMs,
  timeoutMs,
}: {
  readonly counter: () => number
  readonly complete: () => boolean
  readonly quietMs: number
  readonly timeoutMs: number
}): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  let count = -1
  let since = performance.now()
  let asked = -1
  while (performance.now() < deadline) {
    const present = counter()
    if (present !== count) {
      count = present
      since = performance.now()
    } else if (performance.now() - since >= quietMs && asked !== count) {
      asked = count
      if (complete()) return true
    }
    await sleep(Math.min(50, quietMs / 4))
  }
  return complete()
}

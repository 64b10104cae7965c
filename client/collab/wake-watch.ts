/**
 * Notices that a page was asleep: the device slept, or the browser froze the page. Nothing tells a page directly, but
 * its timers stood still while the time went on.
 */

const TICK_MS = 2_000
/** Later than this a tick is not late but a sign of sleep. Browsers delay those of pages in the background, too. */
const JUMP_MS = 5_000

/** On the way back from sleep, one or more of these reach the window. */
const WAKING_EVENTS = ['pageshow', 'resume', 'visibilitychange'] as const

/** Calls back whenever the page may have slept; returns the function that ends it. */
export function watchWaking(page: EventTarget, onWake: () => void): () => void {
  let tickedAt = Date.now()
  const timer = setInterval(() => {
    const now = Date.now()
    const hasSlept = now - tickedAt > TICK_MS + JUMP_MS
    tickedAt = now
    if (hasSlept) onWake()
  }, TICK_MS)
  for (const name of WAKING_EVENTS) page.addEventListener(name, onWake, { capture: true })
  return () => {
    clearInterval(timer)
    for (const name of WAKING_EVENTS) page.removeEventListener(name, onWake, { capture: true })
  }
}

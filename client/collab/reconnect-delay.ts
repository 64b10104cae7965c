const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 30_000

/**
 * How long to wait before connection attempt `attempt` (0: the first after a loss). Doubles up to half a minute; half
 * of it is random, so that a hall full of people does not come back to a restarted server all at once.
 */
export function reconnectDelay(attempt: number, random: () => number = Math.random): number {
  const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt)
  return delay / 2 + (delay / 2) * random()
}

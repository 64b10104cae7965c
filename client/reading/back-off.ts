const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000

/**
 * How long to wait after so many failures in a row (1, 2, 3 …): twice as long each time, and anywhere between half and
 * all of it, so that a hall full of readers does not come back in the same moment. `random` is in [0, 1).
 */
export function backOffMs(failures: number, random: number): number {
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1))
  return wait * (0.5 + random / 2)
}

/** Processor time as a multiple of that of ordinary work in the same process, so that a busy machine changes little. */

/** Processor seconds that a call takes. */
export function cpuSecondsOf(call: () => unknown): number {
  const start = process.cpuUsage()
  call()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

/** A text repeated to this length. */
export function fillText(unit: string, characters: number): string {
  return unit.repeat(Math.ceil(characters / unit.length)).slice(0, characters)
}

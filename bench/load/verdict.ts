/** Whether a run may be reported at all: a figure of a run that lost something is no figure. */
import type { Coverage } from './coverage.ts'

export interface Expectation {
  readonly clientId: number
  /** All clocks below this one. */
  readonly edits: number
}

export interface Witness {
  readonly coverage: Coverage
  /** How the server ended its connection; null: it did not. */
  readonly dropped: string | null
  readonly expected: readonly Expectation[]
}

/** Why a run does not count, as a sentence; null: everybody has everything. */
export function findFault(witnesses: readonly Witness[], serverFailure: string | null): string | null {
  if (serverFailure !== null) return serverFailure
  const dropped = witnesses.filter((witness) => witness.dropped !== null)
  if (dropped[0]) {
    return `${dropped.length} of ${witnesses.length} clients were dropped (the first: ${dropped[0].dropped})`
  }
  let incomplete = 0
  let missing = 0
  for (const { coverage, expected } of witnesses) {
    const lacking = expected.reduce(
      (sum, { clientId, edits }) => sum + countMissing(coverage, clientId, edits),
      0,
    )
    missing += lacking
    if (lacking > 0) incomplete++
  }
  if (incomplete === 0) return null
  return `${incomplete} of ${witnesses.length} clients did not get everything (${missing} edits missing in all)`
}

/** How many of a client id's first clocks are not there. */
export function countMissing(coverage: Coverage, clientId: number, edits: number): number {
  if (coverage.covers(clientId, 0, edits)) return 0
  let missing = 0
  for (let clock = 0; clock < edits; clock++) if (!coverage.covers(clientId, clock, clock + 1)) missing++
  return missing
}

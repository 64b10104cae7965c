/**
 * Gathers the warnings of one import. What can happen to every session of a programme is tallied: one warning with a
 * count and the first place, instead of a thousand equal lines. Warnings come out in the order of their first places.
 */
import type { ImportWarning } from './programme.ts'

/** A finding; `place` is empty when it concerns the whole input. */
export interface Finding<Message = string> {
  /** Stable, kebab-case. */
  readonly code: string
  readonly place: string
  readonly message: Message
}

/** Says how often something was found. */
export type CountMessage = (count: number) => string

interface Tally extends Finding<CountMessage> {
  count: number
}

/** The warnings of one import, while it runs. */
export class WarningCollector {
  readonly #entries: (Finding | Tally)[] = []
  readonly #tallies = new Map<string, Tally>()

  /** One finding that is worth its own line. */
  add(finding: Finding): void {
    this.#entries.push(finding)
  }

  /** One more of the findings with this code; the first one's message is asked once, with the final count. */
  tally(finding: Finding<CountMessage>): void {
    const known = this.#tallies.get(finding.code)
    if (known) {
      known.count += 1
      return
    }
    const tally: Tally = { ...finding, count: 1 }
    this.#tallies.set(finding.code, tally)
    this.#entries.push(tally)
  }

  /** All warnings so far. */
  list(): readonly ImportWarning[] {
    return this.#entries.map((entry) => {
      const message = 'count' in entry ? entry.message(entry.count) : entry.message
      const { code, place } = entry
      return place === '' ? { code, message } : { code, message, path: place }
    })
  }
}

/** `1 session has`, `3 sessions have`: the count with the form for one or the form for several. */
export function countOf(count: number, [one, several]: readonly [string, string]): string {
  return `${count} ${count === 1 ? one : several}`
}

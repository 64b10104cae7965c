/** What a scenario gets and gives. */
import type { BenchServer, ServerName } from '../servers/bench-server.ts'

export interface ScenarioSettings {
  /** Shorter runs, for trying out. */
  readonly quick: boolean
  /** Rounds of `kill`; null: the scenario's own number. */
  readonly rounds: number | null
  readonly readersMayWrite: boolean
  /** Of all randomness. */
  readonly seed: number
}

export interface ScenarioContext {
  readonly settings: ScenarioSettings
  readonly serverName: ServerName
  /** Starts a server on empty data; the one before is stopped. */
  readonly startFresh: () => Promise<BenchServer>
  readonly say: (text: string) => void
}

/** Numbers by name; what each means stands where it is made. Times are milliseconds, memory is MiB. */
export type Figures = Readonly<Record<string, number>>

export interface ScenarioOutcome {
  /** Why there are no figures; null: there are. */
  readonly failed: string | null
  readonly figures: Figures
  readonly warnings: readonly string[]
  /** Figures of a series' steps. */
  readonly series?: readonly { readonly step: string; readonly figures: Figures }[]
}

export interface Scenario {
  readonly name: string
  readonly title: string
  /** What it is measured with; absent: all. */
  readonly servers?: readonly ServerName[]
  /** Measured several times, the servers in turn: a machine that others share is faster one minute than the next. */
  readonly inTurns?: true
  /** Seconds after which something must have gone wrong. */
  readonly timeoutSeconds: number
  readonly run: (context: ScenarioContext) => Promise<ScenarioOutcome>
}

export const failedOutcome = (failed: string, warnings: readonly string[] = []): ScenarioOutcome => ({
  failed,
  figures: {},
  warnings,
})

/** One scenario on one server: what is asked of the program that measures it, and what it answers. */
import type { ScenarioOutcome, ScenarioSettings } from './scenarios/scenario.ts'
import type { ServerName } from './servers/bench-server.ts'

export interface MeasurementRequest {
  readonly scenario: string
  readonly server: ServerName
  readonly settings: ScenarioSettings
  /** An empty folder; whoever asks deletes it. */
  readonly workDir: string
  readonly core: number | null
  readonly profileDir: string | null
}

export interface Measurement extends ScenarioOutcome {
  readonly scenario: string
  readonly server: ServerName
}

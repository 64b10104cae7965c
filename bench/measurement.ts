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

/** Several measurements of one server as one: the median of each figure; failed when one of them has. */
export function combineTurns(turns: readonly Measurement[]): Measurement {
  const first = turns[0]
  if (!first) throw new Error('expected at least one measurement')
  const failed = turns.find((turn) => turn.failed !== null)
  if (failed) return failed
  const names = Object.keys(first.figures)
  const figures = Object.fromEntries(
    names.map((name) => [name, median(turns.map((turn) => turn.figures[name] ?? Number.NaN))]),
  )
  return { ...first, figures, warnings: [...new Set(turns.flatMap(({ warnings }) => warnings))] }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}

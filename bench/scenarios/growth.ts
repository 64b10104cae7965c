/** How the cost of an edit grows with the number of writers, readers, rooms, and with the length of the document. */
import { failedOutcome, type Figures, type Scenario } from './scenario.ts'
import { flattenTyping, typeWith, type Crowd } from './typing.ts'

const CHARACTERS_PER_KB = 1_000
const BASE: Crowd = { rooms: 1, writersPerRoom: 10, readersPerRoom: 0 }

const STEPS: readonly (readonly [step: string, crowd: Crowd])[] = [
  ...[1, 10, 50, 100, 200].map(
    (writers) => [`${writers} writers`, { ...BASE, writersPerRoom: writers }] as const,
  ),
  ...[0, 100, 500, 1_000].map(
    (readers) => [`10 writers, ${readers} readers`, { ...BASE, readersPerRoom: readers }] as const,
  ),
  ...[1, 10, 50, 100].map(
    (rooms) =>
      [`${rooms} rooms × (2 writers, 3 readers)`, { rooms, writersPerRoom: 2, readersPerRoom: 3 }] as const,
  ),
  ...[0, 100, 500, 1_000].map(
    (kb) => [`10 writers, ${kb} KB of text`, { ...BASE, textLength: kb * CHARACTERS_PER_KB }] as const,
  ),
]

export const growth: Scenario = {
  name: 'growth',
  title: 'cost of an edit by writers, readers, rooms and length',
  servers: ['ours'],
  timeoutSeconds: 1_500,
  async run(context) {
    const series: { step: string; figures: Figures }[] = []
    const warnings: string[] = []
    for (const [step, crowd] of STEPS) {
      context.say(step)
      const outcome = await typeWith(context, crowd)
      if (outcome.failed !== null) return { ...failedOutcome(`${step}: ${outcome.failed}`, warnings), series }
      series.push({ step, figures: flattenTyping(outcome.figures) })
      warnings.push(...outcome.warnings.map((warning) => `${step}: ${warning}`))
    }
    return { failed: null, figures: {}, warnings, series }
  },
}

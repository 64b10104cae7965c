/** People typing: in one room, in a room with very many readers, in many rooms. */
import { makeShortDocument, makeTypedDocument } from '../load/seed-documents.ts'
import { runTyping, type TypingFigures, type TypingOutcome } from '../load/typing-run.ts'
import {
  failedOutcome,
  type Figures,
  type Scenario,
  type ScenarioContext,
  type ScenarioOutcome,
} from './scenario.ts'

const WARM_UP_MS = 3_000
const MEASURED_MS = 12_000
const QUICK_WARM_UP_MS = 2_000
const QUICK_MEASURED_MS = 6_000

export interface Crowd {
  readonly rooms: number
  readonly writersPerRoom: number
  readonly readersPerRoom: number
  readonly textLength?: number
}

export async function typeWith(context: ScenarioContext, crowd: Crowd): Promise<TypingOutcome> {
  const { quick, readersMayWrite, seed } = context.settings
  const { rooms, writersPerRoom, readersPerRoom, textLength = 0 } = crowd
  // Made before the server starts: it takes seconds, in which connections would time out.
  const seedDocument =
    textLength === 0
      ? makeShortDocument({ seed, writers: writersPerRoom })
      : makeTypedDocument({ seed, writers: writersPerRoom, textLength })
  return runTyping(await context.startFresh(), {
    rooms,
    writersPerRoom,
    readersPerRoom,
    seedDocument,
    warmUpMs: quick ? QUICK_WARM_UP_MS : WARM_UP_MS,
    measuredMs: quick ? QUICK_MEASURED_MS : MEASURED_MS,
    readersMayWrite,
    seed,
  })
}

/** Typing figures under the names that tables and budgets use. */
export function flattenTyping({ all, toWriters, toReaders, load, ...rest }: TypingFigures): Figures {
  return {
    ...rest,
    p50: all.p50,
    p95: all.p95,
    p99: all.p99,
    max: all.max,
    samples: all.count,
    writersP50: toWriters.p50,
    writersP95: toWriters.p95,
    ...(toReaders.count > 0 ? { readersP50: toReaders.p50, readersP95: toReaders.p95 } : {}),
    loadCpuShare: load.cpuShare,
    loadLoopDelayP99: load.loopDelayP99Ms,
  }
}

function toScenarioOutcome(outcome: TypingOutcome): ScenarioOutcome {
  if (outcome.failed !== null) return failedOutcome(outcome.failed, outcome.warnings)
  return { failed: null, figures: flattenTyping(outcome.figures), warnings: outcome.warnings }
}

function oneRoom(people: number): Scenario {
  return {
    name: `room-${people}`,
    title: `one note, ${people} writers + ${people} readers`,
    inTurns: true,
    timeoutSeconds: 300,
    run: async (context) =>
      toScenarioOutcome(
        await typeWith(context, { rooms: 1, writersPerRoom: people, readersPerRoom: people }),
      ),
  }
}

export const room50 = oneRoom(50)
export const room200 = oneRoom(200)
export const room400 = oneRoom(400)

export const rooms: Scenario = {
  name: 'rooms',
  title: '100 notes, 2 writers + 3 readers each',
  inTurns: true,
  timeoutSeconds: 300,
  run: async (context) =>
    toScenarioOutcome(await typeWith(context, { rooms: 100, writersPerRoom: 2, readersPerRoom: 3 })),
}

const READERS_WRITERS = 8

export const readers: Scenario = {
  name: 'readers',
  title: `one note, ${READERS_WRITERS} writers + 2,000 readers`,
  inTurns: true,
  timeoutSeconds: 420,
  async run(context) {
    const crowd = { rooms: 1, writersPerRoom: READERS_WRITERS }
    const alone = await typeWith(context, { ...crowd, readersPerRoom: 0 })
    if (alone.failed !== null) return failedOutcome(`without readers: ${alone.failed}`, alone.warnings)
    const outcome = toScenarioOutcome(await typeWith(context, { ...crowd, readersPerRoom: 2_000 }))
    if (outcome.failed !== null) return outcome
    const aloneP95 = alone.figures.toWriters.p95
    return {
      ...outcome,
      figures: {
        ...outcome.figures,
        /** Writer to writer with nobody else there. */
        aloneP95,
        writersToAlone: (outcome.figures['writersP95'] ?? Number.NaN) / aloneP95,
      },
    }
  },
}
